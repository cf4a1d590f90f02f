package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ObjectRules.NAM_03;
import static dev.chartwright.generator.rule.ObjectRules.NAM_04;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Labels and annotations: their grammar, their limits, and the labels by which tools find the
 * objects of a release.
 */
public final class LabelCheck implements RenderCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int MOST_ANNOTATION_BYTES = 256 * 1024;
  private static final List<String> RECOMMENDED =
      List.of(
          "app.kubernetes.io/name",
          "app.kubernetes.io/instance",
          "app.kubernetes.io/managed-by",
          "helm.sh/chart");

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      checkMetadata(object, "", findings);
      PodTemplate.of(object)
          .filter(pods -> !pods.template().path().isEmpty())
          .ifPresent(pods -> checkMetadata(object, pods.template().path(), findings));
      checkRecommended(object, findings);
    }
    return findings;
  }

  private static void checkMetadata(RenderedObject object, String path, List<Finding> findings) {
    Object holder = path.isEmpty() ? object.tree() : Tree.at(object.tree(), path.split("\\."));
    String metadata = Tree.below(path, "metadata");
    Tree.map(holder, "metadata", "labels")
        .forEach(
            (key, value) -> {
              String place = Tree.below(metadata + ".labels", key);
              fault(key).ifPresent(fault -> findings.add(refused(object, place, fault)));
              if (value instanceof String text) {
                value(text).ifPresent(fault -> findings.add(refused(object, place, fault)));
              }
            });
    int size = 0;
    for (Map.Entry<String, Object> entry : Tree.map(holder, "metadata", "annotations").entrySet()) {
      String place = Tree.below(metadata + ".annotations", entry.getKey());
      // The API server reads the key of an annotation in lower case, and that of a label as it is.
      fault(entry.getKey().toLowerCase(Locale.ROOT))
          .ifPresent(fault -> findings.add(refused(object, place, fault)));
      size += bytes(entry.getKey()) + bytes(entry.getValue());
    }
    if (size > MOST_ANNOTATION_BYTES) {
      String fault =
          "the annotations have " + size + " bytes, at most " + MOST_ANNOTATION_BYTES + " fit";
      findings.add(refused(object, metadata + ".annotations", fault));
    }
  }

  private static Finding refused(RenderedObject object, String path, String fault) {
    return Finding.error(NAM_03, object.place(path), fault);
  }

  /** Why a key is refused. */
  private static Optional<String> fault(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    if (slash == 0 || (slash > 0 && (prefix.length() > 253 || !PREFIX.matcher(prefix).matches()))) {
      return Optional.of("the prefix \"" + prefix + "\" of the key is not a domain name");
    }
    if (name.length() > 63 || !NAME.matcher(name).matches()) {
      return Optional.of("\"" + name + "\" is not a name for a label or annotation");
    }
    return Optional.empty();
  }

  /** Why a label's value is refused. */
  private static Optional<String> value(String text) {
    if (text.isEmpty() || (text.length() <= 63 && NAME.matcher(text).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        text.length() > 63
            ? "\"" + text + "\" has " + text.length() + " characters, at most 63 fit"
            : "\"" + text + "\" is not a value that a label can have");
  }

  private static int bytes(Object text) {
    return String.valueOf(text).getBytes(UTF_8).length;
  }

  private static void checkRecommended(RenderedObject object, List<Finding> findings) {
    Map<String, Object> labels = Tree.map(object.tree(), "metadata", "labels");
    List<String> missing = RECOMMENDED.stream().filter(key -> !labels.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      findings.add(
          Finding.warning(
              NAM_04,
              object.place("metadata.labels"),
              "recommended labels are missing: " + String.join(", ", missing)));
    }
  }
}
