package dev.chartwright.generator.rule.reference;

import static dev.chartwright.generator.rule.ChartRules.GEN_01;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Objects that are only there for others: some other one names each. */
public final class UnusedObjectCheck implements RenderCheck {
  /** Prefixes and names of the labels that tell where an object belongs, and nothing else. */
  private static final Pattern PLAIN_LABEL =
      Pattern.compile("app\\.kubernetes\\.io/.*|helm\\.sh/chart|app|chart|release|heritage");

  /** Types of Secrets that tell what is in them; others tell programs that they are meant. */
  private static final Pattern PLAIN_TYPE = Pattern.compile("Opaque|kubernetes\\.io/.*");

  /** Where the names of some kinds stand; those of others may stand in any text. */
  private static final Map<String, Set<String>> PLACES =
      Map.of(
          "PersistentVolumeClaim", Set.of("claimName"),
          "ServiceAccount", Set.of("serviceAccountName", "serviceAccount"),
          "StorageClass", Set.of("storageClassName"));

  private static final String ACCOUNT_TOKEN = "kubernetes.io/service-account.name";

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (isForOthers(object)
          && render.objects().stream()
              .noneMatch(other -> !other.equals(object) && isNamed(object, other))) {
        findings.add(Finding.warning(GEN_01, object.place(), "nothing in this chart uses it"));
      }
    }
    return findings;
  }

  private static boolean isNamed(RenderedObject object, RenderedObject other) {
    Set<String> places = PLACES.getOrDefault(object.kind(), Set.of());
    boolean isPlain =
        BuiltInKinds.model(other).isPresent() && !other.tree().containsKey("subjects");
    // Of a custom resource it is not known where names stand.
    boolean isAnywhere = places.isEmpty() || !isPlain;
    return other.tree().entrySet().stream()
        .filter(field -> !field.getKey().equals("metadata"))
        .anyMatch(
            field ->
                isAnywhere
                    ? isNamed(object.name(), field.getValue())
                    : isNamed(object.name(), field.getValue(), field.getKey(), places));
  }

  /** Whether a name stands in a field of one of some names. */
  private static boolean isNamed(String name, Object node, String field, Set<String> places) {
    if (node instanceof Map) {
      return Tree.map(node).entrySet().stream()
          .anyMatch(below -> isNamed(name, below.getValue(), below.getKey(), places));
    }
    if (node instanceof List<?> list) {
      return list.stream().anyMatch(item -> isNamed(name, item, field, places));
    }
    return places.contains(field) && isNamed(name, node);
  }

  /** Whether a name stands in any text, as a word. */
  private static boolean isNamed(String name, Object node) {
    return Tree.anyText(node, text -> isWord(name, text));
  }

  /** Whether a name stands in a text as a word. */
  static boolean isWord(String name, String text) {
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || !isOfName(text.charAt(at - 1)))
          && (end == text.length() || !isOfName(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
  }

  private static boolean isForOthers(RenderedObject object) {
    if (object.isHook()) {
      return false;
    }
    return switch (object.type()) {
      case "v1/PersistentVolumeClaim", "v1/ServiceAccount", "storage.k8s.io/v1/StorageClass" ->
          true;
      case "v1/Secret" ->
          // Some are looked for by their labels or their type, some are filled by the cluster.
          PLAIN_TYPE.matcher(Tree.text(object.tree(), "type").orElse("Opaque")).matches()
              && Tree.map(object.tree(), "metadata", "labels").keySet().stream()
                  .allMatch(label -> PLAIN_LABEL.matcher(label).matches())
              && !Tree.map(object.tree(), "metadata", "annotations").containsKey(ACCOUNT_TOKEN);
      default -> false;
    };
  }
}
