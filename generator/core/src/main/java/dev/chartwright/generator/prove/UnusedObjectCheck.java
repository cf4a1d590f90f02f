package dev.chartwright.generator.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Objects that are only there for others: some other one names each. */
final class UnusedObjectCheck implements RenderCheck {
  private static final Pattern BETWEEN_NAMES = Pattern.compile("[^a-z0-9.-]+");

  /** Prefixes and names of the labels that tell where an object belongs, and nothing else. */
  private static final Pattern PLAIN_LABEL =
      Pattern.compile("app\\.kubernetes\\.io/.*|helm\\.sh/chart|app|chart|release|heritage");

  /** Stands for every field of a kind whose fields are not known. */
  private static final String ANY = "*";

  /** Where the names of some kinds stand; those of others may stand in any text. */
  private static final Map<String, Set<String>> PLACES =
      Map.of(
          "PersistentVolumeClaim", Set.of("claimName", ANY),
          "ServiceAccount", Set.of("serviceAccountName", "serviceAccount", ANY),
          "StorageClass", Set.of("storageClassName", ANY));

  private static final String ACCOUNT_TOKEN = "kubernetes.io/service-account.name";

  @Override
  public List<Finding> check(Render render) {
    Map<String, Set<Integer>> naming = new HashMap<>();
    for (int index = 0; index < render.objects().size(); index++) {
      RenderedObject object = render.objects().get(index);
      Map<String, Object> tree = new HashMap<>(object.tree());
      tree.remove("metadata");
      boolean isPlain = BuiltInKinds.model(object).isPresent() && !tree.containsKey("subjects");
      collect(tree, isPlain ? "" : ANY, index, naming);
    }
    List<Finding> findings = new ArrayList<>();
    for (int index = 0; index < render.objects().size(); index++) {
      RenderedObject object = render.objects().get(index);
      Set<Integer> namers = new HashSet<>();
      for (String place : PLACES.getOrDefault(object.kind(), Set.of(""))) {
        namers.addAll(naming.getOrDefault(place + " " + object.name(), Set.of()));
      }
      if (Set.of(index).containsAll(namers) && isForOthers(object)) {
        findings.add(
            Finding.warning(
                "GEN-01",
                object,
                "",
                "nothing in this chart uses it",
                "it costs something, or people take it for what they have to change",
                "remove it, or render it under the condition under which it is used"));
      }
    }
    return findings;
  }

  /**
   * Every word that may be a name, after the field in which it stands, with the objects that have
   * it; and without the field.
   */
  private static void collect(
      Object node, String place, int object, Map<String, Set<Integer>> naming) {
    if (node instanceof String text) {
      for (String name : BETWEEN_NAMES.split(text)) {
        naming.computeIfAbsent(place + " " + name, none -> new HashSet<>()).add(object);
        naming.computeIfAbsent(" " + name, none -> new HashSet<>()).add(object);
      }
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, place, object, naming));
    } else if (node instanceof Map) {
      Tree.map(node)
          .forEach((key, value) -> collect(value, place.equals(ANY) ? ANY : key, object, naming));
    }
  }

  private static boolean isForOthers(RenderedObject object) {
    if (object.isHook()) {
      return false;
    }
    return switch (object.type()) {
      case "v1/PersistentVolumeClaim", "v1/ServiceAccount", "storage.k8s.io/v1/StorageClass" ->
          true;
      case "v1/Secret" ->
          // Some are looked for by their labels, and some are filled by the cluster.
          Tree.map(object.tree(), "metadata", "labels").keySet().stream()
                  .allMatch(label -> PLAIN_LABEL.matcher(label).matches())
              && !Tree.map(object.tree(), "metadata", "annotations").containsKey(ACCOUNT_TOKEN);
      default -> false;
    };
  }
}
