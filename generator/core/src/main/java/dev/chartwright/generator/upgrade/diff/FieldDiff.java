package dev.chartwright.generator.upgrade.diff;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.yaml.Tree;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.custom.QuantityFormatException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Compares two trees as the API server does: a null is nothing, {@code 1Gi} is {@code 1024Mi}, and
 * items of a list belong together by their name or port, where all of them have one.
 */
public final class FieldDiff {
  /** What tells the items of a list apart, the first that does. */
  private static final List<String> ITEM_KEYS =
      List.of("name", "mountPath", "devicePath", "containerPort", "port", "key", "host", "ip");

  /** Where nothing in it is the same as nothing at all. */
  private static final Set<String> EMPTY_IS_NOTHING =
      Set.of(
          "metadata",
          "labels",
          "annotations",
          "matchLabels",
          "matchExpressions",
          "env",
          "envFrom",
          "volumes",
          "volumeMounts",
          "initContainers",
          "imagePullSecrets",
          "nodeSelector",
          "tolerations",
          "affinity",
          "topologySpreadConstraints",
          "securityContext",
          "resources",
          "limits",
          "requests",
          "args",
          "command",
          "ports",
          "data",
          "binaryData",
          "volumeClaimTemplates",
          "persistence",
          "service",
          "rabbitmq",
          "override",
          "strategy",
          "rules",
          "subjects",
          "secrets");

  private static final Set<String> AMOUNTS =
      Set.of("requests", "limits", "capacity", "hard", "default", "defaultRequest");

  private final boolean hasSecrets;
  private final List<FieldChange> changes = new ArrayList<>();

  private FieldDiff(boolean hasSecrets) {
    this.hasSecrets = hasSecrets;
  }

  /**
   * The fields that differ, in the order of the trees.
   *
   * @param hasSecrets whether what stands below {@code data} must not be shown
   */
  static List<FieldChange> between(
      Map<String, Object> before, Map<String, Object> after, boolean hasSecrets) {
    FieldDiff diff = new FieldDiff(hasSecrets);
    diff.compareMaps(FieldPath.ROOT, before, after);
    return List.copyOf(diff.changes);
  }

  private void compare(FieldPath path, Object before, Object after) {
    Object left = something(path, before);
    Object right = something(path, after);
    if (left instanceof Map && right instanceof Map) {
      compareMaps(path, Tree.map(left), Tree.map(right));
    } else if (left instanceof List<?> one && right instanceof List<?> other) {
      compareLists(path, one, other);
    } else if (!isSame(path, left, right)) {
      changes.add(new FieldChange(path, left, right, hasSecrets && path.isIn("data")));
    }
  }

  private static Object something(FieldPath path, Object value) {
    return isNothing(path.last(), value) ? null : value;
  }

  private static boolean isNothing(String key, Object value) {
    if (value == null) {
      return true;
    }
    if (!EMPTY_IS_NOTHING.contains(key)) {
      return false;
    }
    return value instanceof Map
        ? Tree.map(value).entrySet().stream()
            .allMatch(each -> isNothing(each.getKey(), each.getValue()))
        : value instanceof List<?> list && list.isEmpty();
  }

  private void compareMaps(FieldPath path, Map<String, Object> before, Map<String, Object> after) {
    Set<String> keys = new LinkedHashSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      compare(path.key(key), before.get(key), after.get(key));
    }
  }

  private void compareLists(FieldPath path, List<?> before, List<?> after) {
    for (String key : ITEM_KEYS) {
      Optional<Map<String, Object>> left = named(before, key);
      Optional<Map<String, Object>> right = named(after, key);
      if (left.isPresent() && right.isPresent()) {
        compareItems(path, left.get(), right.get());
        return;
      }
    }
    for (int index = 0; index < Math.max(before.size(), after.size()); index++) {
      Object left = index < before.size() ? before.get(index) : null;
      Object right = index < after.size() ? after.get(index) : null;
      compare(path.item(index), left, right);
    }
  }

  /** The items by what tells them apart; nothing where it does not. */
  private static Optional<Map<String, Object>> named(List<?> items, String key) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (Object item : items) {
      Object name = Tree.at(item, key);
      // The templates of claims have their names where objects have them.
      name = name == null && key.equals("name") ? Tree.at(item, "metadata", key) : name;
      if (name == null
          || name instanceof Map
          || name instanceof List
          || named.put(name.toString(), item) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }

  private void compareItems(FieldPath path, Map<String, Object> before, Map<String, Object> after) {
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    int known = changes.size();
    for (String name : names) {
      compare(path.item(name), before.get(name), after.get(name));
    }
    List<String> left = before.keySet().stream().filter(after::containsKey).toList();
    List<String> right = after.keySet().stream().filter(before::containsKey).toList();
    if (changes.size() == known && !left.equals(right)) {
      changes.add(new FieldChange(path, left, right, false));
    }
  }

  private static boolean isSame(FieldPath path, Object before, Object after) {
    if (Objects.equals(before, after)) {
      return true;
    }
    if (before == null || after == null) {
      return false;
    }
    if (before instanceof Number && after instanceof Number) {
      return new BigDecimal(before.toString()).compareTo(new BigDecimal(after.toString())) == 0;
    }
    if (isAmount(path)) {
      Optional<BigDecimal> left = amount(before);
      return left.isPresent()
          && amount(after).filter(right -> left.get().compareTo(right) == 0).isPresent();
    }
    return false;
  }

  private static boolean isAmount(FieldPath path) {
    int size = path.steps().size();
    return path.last().equals("sizeLimit")
        || path.last().equals("storage")
        || (size > 1 && AMOUNTS.contains(path.step(size - 2)));
  }

  /** A quantity such as {@code 500m} or {@code 1Gi}; nothing for anything else. */
  public static Optional<BigDecimal> amount(Object quantity) {
    try {
      return quantity instanceof String || quantity instanceof Number
          ? Optional.of(Quantity.fromString(quantity.toString()).getNumber())
          : Optional.empty();
    } catch (QuantityFormatException | NumberFormatException malformed) {
      return Optional.empty();
    }
  }
}
