package dev.chartwright.generator.prove;

import io.kubernetes.client.openapi.models.V1ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every object against the strict schema of its kind: those of Kubernetes by its model classes,
 * custom resources by the schemas that ship with the product. A kind without a schema is an error
 * unless it is declared.
 */
final class ResourceSchemas implements RenderCheck {
  private static final String WHY = "the API server drops or refuses what it does not know";

  private final Set<String> declared;

  /**
   * @param declared kinds that may appear without a schema, such as {@code example.com/v1/Widget}
   */
  ResourceSchemas(Set<String> declared) {
    this.declared = Set.copyOf(declared);
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      for (Fault fault : faults(object)) {
        String why =
            fault.rule().equals("TPL-08")
                ? "the API server takes text only, and refuses the object"
                : WHY;
        findings.add(
            Finding.error(fault.rule(), object, fault.path(), fault.what(), why, fault.fix()));
      }
    }
    return findings;
  }

  List<Fault> faults(RenderedObject object) {
    Optional<Class<?>> builtIn = BuiltInKinds.model(object);
    if (builtIn.isPresent()) {
      return ObjectModel.of(builtIn.get()).faults(object.tree(), "");
    }
    List<Fault> faults = new ArrayList<>();
    Optional<List<Fault>> custom = CustomSchemas.faults(object);
    if (custom.isPresent()) {
      faults.addAll(custom.get());
    } else if (!declared.contains(object.type())) {
      faults.add(unknownKind(object));
    }
    Map<String, Object> metadata = Tree.map(object.tree(), "metadata");
    faults.addAll(ObjectModel.of(V1ObjectMeta.class).faults(metadata, "metadata"));
    return faults;
  }

  private static Fault unknownKind(RenderedObject object) {
    String fix =
        Suggestion.nearest(object.type(), BuiltInKinds.types())
            .map(meant -> "did you mean " + meant + "?")
            .orElse("declare " + object.type() + " as a kind of its own, or correct it");
    return Fault.of(
        "kind", "there is no schema for " + object.kind() + " of " + object.apiVersion(), fix);
  }
}
