package dev.chartwright.generator.upgrade.platform;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.MergedList;
import dev.chartwright.generator.yaml.Tree;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The kinds that Kubernetes brings itself, and the lists in them that a patch merges by a key.
 * Taken from the OpenAPI document of Kubernetes 1.33; a kind that is not in it belongs to an
 * operator, or is older or younger.
 */
public final class KubernetesKinds {
  private static final KubernetesKinds ALL = load();

  private final Map<String, String> types = new HashMap<>();
  private final Map<String, Map<String, String>> parts = new HashMap<>();
  private final Map<String, Map<String, Items>> lists = new HashMap<>();

  private record Items(String type, String patchKey, Map<String, String> applyKeys) {}

  private KubernetesKinds() {}

  private static KubernetesKinds load() {
    KubernetesKinds kinds = new KubernetesKinds();
    for (List<String> row : ReferenceTable.rows("kubernetes-lists.txt")) {
      String name = row.get(1);
      switch (row.get(0)) {
        case "kind" -> kinds.types.put(key(name.equals("-") ? "" : name, row.get(2)), row.get(3));
        case "part" ->
            kinds
                .parts
                .computeIfAbsent(name, type -> new LinkedHashMap<>())
                .put(row.get(2), row.get(3));
        case "list" ->
            kinds
                .lists
                .computeIfAbsent(name, type -> new LinkedHashMap<>())
                .put(row.get(2), new Items(row.get(3), row.get(4), applyKeys(row.get(5))));
        default -> throw new IllegalStateException("a row of kubernetes-lists.txt begins " + row);
      }
    }
    return kinds;
  }

  private static Map<String, String> applyKeys(String text) {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String word : text.split(",")) {
      int equals = word.indexOf('=');
      keys.put(
          equals < 0 ? word : word.substring(0, equals),
          equals < 0 ? null : word.substring(equals + 1));
    }
    return Collections.unmodifiableMap(keys);
  }

  private static String key(String group, String kind) {
    return group + "/" + kind;
  }

  /** Whether Kubernetes itself brings a kind, in some version, or did. */
  public static boolean isBuiltIn(RenderedObject object) {
    return ALL.types.containsKey(key(object.group(), object.kind()))
        || RemovedApi.of(object).isPresent();
  }

  /** The lists that are merged by a key, of an object that stays. */
  public static List<MergedList> lists(RenderedObject before, RenderedObject after) {
    String type = ALL.types.getOrDefault(key(after.group(), after.kind()), "-");
    return ALL.below(type, FieldPath.ROOT, before.tree(), after.tree()).toList();
  }

  private Stream<MergedList> below(String type, FieldPath path, Object before, Object after) {
    Stream<MergedList> ofParts =
        parts.getOrDefault(type, Map.of()).entrySet().stream()
            .flatMap(
                part -> {
                  String field = part.getKey();
                  return below(
                      part.getValue(),
                      path.key(field),
                      Tree.at(before, field),
                      Tree.at(after, field));
                });
    Stream<MergedList> ofLists =
        lists.getOrDefault(type, Map.of()).entrySet().stream()
            .flatMap(
                list -> {
                  String field = list.getKey();
                  return list(
                      list.getValue(),
                      path.key(field),
                      Tree.list(before, field),
                      Tree.list(after, field));
                });
    return Stream.concat(ofParts, ofLists);
  }

  private Stream<MergedList> list(Items items, FieldPath list, List<?> before, List<?> after) {
    return before.isEmpty() || after.isEmpty()
        ? Stream.empty()
        : Stream.concat(
            Stream.of(new MergedList(list, items.patchKey(), items.applyKeys(), before, after)),
            belowItems(items, list, before, after));
  }

  private Stream<MergedList> belowItems(
      Items items, FieldPath list, List<?> before, List<?> after) {
    if (items.type().equals("-")) {
      return Stream.empty();
    }
    Map<Object, Object> known = new HashMap<>();
    before.forEach(item -> known.putIfAbsent(Tree.at(item, items.patchKey()), item));
    return after.stream()
        .flatMap(
            item -> {
              Object key = Tree.at(item, items.patchKey());
              return key != null && known.containsKey(key)
                  ? below(items.type(), list.item(key.toString()), known.get(key), item)
                  : Stream.empty();
            });
  }
}
