package dev.chartwright.generator.rule.hook;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the annotations of an object tell Helm about it as a hook.
 *
 * @param phases such as {@code pre-install}, in the order of the text
 * @param weight 0 when none is given, or none that is a number
 * @param deletion the words of the delete policy; nothing when the annotation is missing
 */
record Hook(Set<String> phases, int weight, Optional<Set<String>> deletion) {
  static final String BEFORE_CREATION = "before-hook-creation";
  static final String SUCCEEDED = "hook-succeeded";
  static final String FAILED = "hook-failed";

  /** The hook that an object is. */
  static Optional<Hook> of(RenderedObject object) {
    if (!object.isHook()) {
      return Optional.empty();
    }
    return Optional.of(
        new Hook(
            words(annotation(object, "helm.sh/hook").orElse("")),
            weight(annotation(object, "helm.sh/hook-weight").orElse("")),
            annotation(object, "helm.sh/hook-delete-policy").map(Hook::words)));
  }

  private static Optional<String> annotation(RenderedObject object, String name) {
    return Tree.text(object.tree(), "metadata", "annotations", name);
  }

  private static Set<String> words(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : List.of(text.split(","))) {
      words.add(word.strip().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  private static int weight(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException none) {
      return 0; // As Helm reads it.
    }
  }

  /** Whether the object is gone when its phase has succeeded. */
  boolean isDeletedAfterwards() {
    return deletion.isPresent() && deletion.get().contains(SUCCEEDED);
  }
}
