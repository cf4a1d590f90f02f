package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A list of an object that stays, whose items Helm patches one by one.
 *
 * @param patchKey the field by which a strategic merge patch, which Helm 3 sends, tells items apart
 * @param applyKeys the fields by which server-side apply does, which Helm 4 uses, each with the
 *     value that it has when it is left out; null for none
 */
public record MergedList(
    FieldPath path, String patchKey, Map<String, String> applyKeys, List<?> before, List<?> after) {

  public boolean isChanged() {
    return !before.equals(after);
  }

  /** A value of the patch key that several items have, in the new list or else in the old one. */
  public Optional<String> shared() {
    return repeated(after, false).or(() -> repeated(before, false));
  }

  public boolean isSharedAfter() {
    return repeated(after, false).isPresent();
  }

  /** What several items of the new list have in common, by the keys of server-side apply. */
  public Optional<String> twice() {
    return repeated(after, true);
  }

  private Optional<String> repeated(List<?> items, boolean isApplied) {
    Set<String> known = new HashSet<>();
    for (Object item : items) {
      String key = isApplied ? applied(item) : patched(item);
      if (!key.isEmpty() && !known.add(key)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  private String patched(Object item) {
    Object value = Tree.at(item, patchKey);
    return value == null ? "" : value.toString();
  }

  private String applied(Object item) {
    if (patched(item).isEmpty()) {
      return "";
    }
    List<String> values = new ArrayList<>();
    applyKeys.forEach(
        (key, otherwise) -> {
          Object value = Tree.at(item, key);
          values.add(value == null ? String.valueOf(otherwise) : value.toString());
        });
    return String.join("/", values);
  }

  /** The items of one patch key, as server-side apply calls them. */
  public Set<String> named(String key) {
    Set<String> names = new LinkedHashSet<>();
    for (Object item : isSharedAfter() ? after : before) {
      if (patched(item).equals(key)) {
        names.add(applied(item));
      }
    }
    return names;
  }
}
