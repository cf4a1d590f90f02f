package dev.chartwright.generator.rule.reference;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.problem.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return objects.stream()
        .flatMap(object -> Field.root(object).all())
        .flatMap(field -> names(kind, field))
        .flatMap(name -> name.text().stream())
        .collect(Collectors.toSet());
  }

  /** Where a field names an object of a kind. */
  private static Stream<Field> names(String kind, Field field) {
    String key = field.key();
    boolean isHolder =
        kind.equals(ReferenceCheck.HOLDERS.get(key))
            || (key.equals("service") && kind.equals("Service"));
    if (kind.equals(FIELDS.get(key)) && field.text().isPresent()) {
      return Stream.of(field);
    }
    if (isHolder || field.at("kind").is(kind)) {
      return Stream.of(field.at("name"));
    }
    return key.equals("imagePullSecrets") && kind.equals("Secret")
        ? field.items().map(secret -> secret.at("name"))
        : Stream.empty();
  }
}
