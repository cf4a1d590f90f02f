package dev.chartwright.generator.schema;

import static dev.chartwright.generator.rule.ChartRules.CHA_08;
import static dev.chartwright.generator.rule.ChartRules.TPL_13;
import static dev.chartwright.generator.rule.ChartRules.TPL_14;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.KubernetesApis;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Suggestion;
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
public final class ResourceSchemas implements RenderCheck {

  private final Set<String> declared;
  private final Optional<String> kubeVersion;
  private final DefinedKinds kinds;
  private final Set<String> served;

  /** With nothing but what has a schema, and what is declared, of any recent Kubernetes. */
  public ResourceSchemas(Set<String> declared) {
    this(declared, Optional.empty());
  }

  /**
   * With nothing but what has a schema, and what is declared.
   *
   * @param declared kinds that may appear without a schema, such as {@code example.com/v1/Widget}
   * @param kubeVersion the version of Kubernetes that the chart is for; empty for any recent one
   */
  public ResourceSchemas(Set<String> declared, Optional<String> kubeVersion) {
    this(declared, kubeVersion, DefinedKinds.NONE);
  }

  /** As above, with kinds that the chart defines or knows; their schemas come first. */
  public ResourceSchemas(Set<String> declared, Optional<String> kubeVersion, DefinedKinds kinds) {
    this.kinds = kinds;
    this.declared = Set.copyOf(declared);
    this.kubeVersion = kubeVersion;
    this.served = kubeVersion.map(version -> KubernetesApis.in(kubeVersion)).orElse(Set.of());
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (isUnknown(object) && served.contains(object.type())) {
        findings.add(
            Finding.note(TPL_14, object.place("kind"), withoutSchema(object))
                .fixedBy("compare it with the schema of your cluster"));
      }
      for (Violation violation : violations(object)) {
        Rule rule = violation.isAboutNothing() ? TPL_13 : violation.rule();
        findings.add(
            Finding.error(rule, object.place(violation.path()), violation.what())
                .fixedBy(violation.fix()));
      }
    }
    return findings;
  }

  public List<Violation> violations(RenderedObject object) {
    Optional<Class<?>> builtIn = BuiltInKinds.model(object);
    if (builtIn.isPresent()) {
      if (kubeVersion.isPresent() && !served.contains(object.type())) {
        return List.of(unserved(object));
      }
      return ObjectModel.of(builtIn.get()).violations(object.tree(), "").stream()
          .filter(violation -> !violation.isAboutNothing() || !takesAway(object, violation.path()))
          .toList();
    }
    List<Violation> violations = new ArrayList<>();
    Optional<List<Violation>> custom =
        kinds.violations(object).or(() -> CustomSchemas.violations(object));
    if (custom.isPresent()) {
      violations.addAll(custom.get());
    } else if (isUnknown(object) && !served.contains(object.type())) {
      BuiltInKinds.elsewhere(object)
          .map(ResourceSchemas::outdated)
          .or(() -> Optional.of(unknownKind(object)))
          .ifPresent(violations::add);
    }
    Map<String, Object> metadata = Tree.map(object.tree(), "metadata");
    violations.addAll(ObjectModel.of(V1ObjectMeta.class).violations(metadata, "metadata"));
    return violations;
  }

  /**
   * Whether nothing stands where the type beside it takes nothing. What the API server filled in
   * under another type only goes when an upgrade says so: one that leaves the field out is refused.
   */
  private static boolean takesAway(RenderedObject object, String path) {
    return switch (object.kind()) {
      case "Deployment" ->
          path.equals("spec.strategy.rollingUpdate")
              && type(object, "spec", "strategy", "type").equals("Recreate");
      case "StatefulSet", "DaemonSet" ->
          path.equals("spec.updateStrategy.rollingUpdate")
              && type(object, "spec", "updateStrategy", "type").equals("OnDelete");
      case "Service" ->
          path.matches("spec\\.ports\\[[0-9]+]\\.nodePort")
              && Set.of("", "ClusterIP").contains(type(object, "spec", "type"));
      default -> false;
    };
  }

  private static String type(RenderedObject object, String... path) {
    return Tree.text(object.tree(), path).orElse("");
  }

  private boolean isUnknown(RenderedObject object) {
    return BuiltInKinds.model(object).isEmpty()
        && !kinds.know(object.type())
        && !CustomSchemas.know(object.type())
        && !declared.contains(object.type());
  }

  private static Violation outdated(String apiVersion) {
    return new Violation(
        CHA_08,
        "apiVersion",
        "Kubernetes does not serve this kind in this version",
        "write " + apiVersion);
  }

  /** A kind that the given version of Kubernetes does not have yet. */
  private Violation unserved(RenderedObject object) {
    return new Violation(
        CHA_08,
        "apiVersion",
        "Kubernetes " + kubeVersion.orElseThrow() + " does not serve this kind in this version",
        served.stream()
            .filter(type -> type.endsWith("/" + object.kind()))
            .filter(type -> type.startsWith(object.group() + "/"))
            .map(type -> "write " + type.substring(0, type.lastIndexOf('/')))
            .findFirst()
            .orElse("leave the object out for this version"));
  }

  private static Violation unknownKind(RenderedObject object) {
    String fix =
        Suggestion.nearest(object.type(), BuiltInKinds.types())
            .map(meant -> "did you mean " + meant + "?")
            .orElse("declare " + object.type() + " as a kind of its own, or correct it");
    return new Violation(TPL_14, "kind", withoutSchema(object), fix);
  }

  private static String withoutSchema(RenderedObject object) {
    return "there is no schema for " + object.kind() + " of " + object.apiVersion();
  }
}
