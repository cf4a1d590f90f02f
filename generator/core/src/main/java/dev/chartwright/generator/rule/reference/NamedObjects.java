package dev.chartwright.generator.rule.reference;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.schema.Suggestion;
import dev.chartwright.generator.yaml.Tree;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The objects that fields of others name, so that a name that was meant can be told. */
final class NamedObjects {
  private static final int MOST_SLIPS = 2;

  /** A cluster has it without anybody making it. */
  private static final Set<String> GIVEN = Set.of("default", "kube-root-ca.crt");

  private static final Map<String, String> FIELDS =
      Map.of(
          "serviceAccountName", "ServiceAccount",
          "serviceAccount", "ServiceAccount",
          "secretName", "Secret",
          "claimName", "PersistentVolumeClaim",
          "serviceName", "Service");

  private NamedObjects() {}

  /**
   * The object of the chart that a name was meant for, when it is a slip away from it, and nothing
   * names that object. Names without the release are those of others unless this tells otherwise.
   */
  static Optional<String> meant(String kind, String name, Render render) {
    if (name.isEmpty() || GIVEN.contains(name)) {
      return Optional.empty();
    }
    List<String> names =
        render
            .all()
            .filter(object -> object.kind().equals(kind) && !object.name().isEmpty())
            .map(RenderedObject::name)
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Suggestion.nearest(name, names)
            .filter(each -> isSlip(name, each))
            .filter(each -> !named(kind, render.objects()).contains(each));
  }

  /** Numbers tell objects apart on purpose. */
  private static boolean isSlip(String name, String other) {
    return Math.abs(name.length() - other.length()) <= MOST_SLIPS
        && !name.replaceAll("[0-9]", "").equals(other.replaceAll("[0-9]", ""));
  }

  private static Set<String> named(String kind, Collection<RenderedObject> objects) {
    Set<String> names = new HashSet<>();
    objects.forEach(object -> collect(kind, object.tree(), names));
    return names;
  }

  private static void collect(String kind, Object node, Set<String> names) {
    if (node instanceof List<?> list) {
      list.forEach(item -> collect(kind, item, names));
    } else if (node instanceof Map) {
      Map<String, Object> map = Tree.map(node);
      if (map.get("kind") instanceof String of && of.equals(kind)) {
        Tree.text(map, "name").ifPresent(names::add);
      }
      map.forEach(
          (field, value) -> {
            if (kind.equals(FIELDS.get(field)) && value instanceof String name) {
              names.add(name);
            } else if (kind.equals(ReferenceCheck.HOLDERS.get(field))
                || (field.equals("service") && kind.equals("Service"))) {
              Tree.text(value, "name").ifPresent(names::add);
            } else if (field.equals("imagePullSecrets") && kind.equals("Secret")) {
              Tree.list(map, field).forEach(each -> Tree.text(each, "name").ifPresent(names::add));
            }
            collect(kind, value, names);
          });
    }
  }
}
