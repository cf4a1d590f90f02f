package dev.chartwright.generator.schema;

import static dev.chartwright.generator.rule.ChartRules.CHA_08;
import static dev.chartwright.generator.rule.ChartRules.TPL_07;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.KubernetesApis;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
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
  private static final String NULL = "the API server takes it for left out";
  private static final String WHY = "the API server drops or refuses what it does not know";

  private final Set<String> declared;
  private final boolean isTolerant;
  private final Optional<String> kubeVersion;
  private final Set<String> served;

  /** With nothing but what has a schema, and what is declared. */
  public ResourceSchemas(Set<String> declared) {
    this(declared, false, Optional.empty());
  }

  /**
   * @param declared kinds that may appear without a schema, such as {@code example.com/v1/Widget}
   * @param isTolerant whether others may too, with a note that they are not checked
   * @param kubeVersion the version of Kubernetes that the chart is for; empty for any recent one
   */
  public ResourceSchemas(Set<String> declared, boolean isTolerant, Optional<String> kubeVersion) {
    this.declared = Set.copyOf(declared);
    this.isTolerant = isTolerant;
    this.kubeVersion = kubeVersion;
    this.served = kubeVersion.map(version -> KubernetesApis.in(kubeVersion)).orElse(Set.of());
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      boolean isUnchecked =
          served.contains(object.type())
              || (isTolerant && BuiltInKinds.elsewhere(object).isEmpty());
      if (isUnknown(object) && isUnchecked) {
        findings.add(
            new Finding(
                Severity.NOTE,
                TPL_07,
                object.place("kind"),
                "there is no schema for " + object.kind() + " of " + object.apiVersion(),
                "it is not checked: a field that is misspelt reaches the cluster",
                "hold it against the schema of its operator"));
      }
      for (Fault fault : faults(object)) {
        boolean isMild = isTolerant && fault.isAboutNothing();
        String why = isMild ? NULL : fault.rule().equals(TPL_07) ? WHY : fault.rule().consequence();
        findings.add(
            new Finding(
                isMild ? Severity.WARNING : Severity.ERROR,
                fault.rule(),
                object.place(fault.path()),
                fault.what(),
                why,
                fault.fix()));
      }
    }
    return findings;
  }

  public List<Fault> faults(RenderedObject object) {
    Optional<Class<?>> builtIn = BuiltInKinds.model(object);
    if (builtIn.isPresent()) {
      if (kubeVersion.isPresent() && !served.contains(object.type())) {
        return List.of(unserved(object));
      }
      return ObjectModel.of(builtIn.get()).faults(object.tree(), "").stream()
          .filter(fault -> !fault.isAboutNothing() || !takesAway(object, fault.path()))
          .toList();
    }
    List<Fault> faults = new ArrayList<>();
    Optional<List<Fault>> custom = CustomSchemas.faults(object);
    if (custom.isPresent()) {
      faults.addAll(custom.get());
    } else if (isUnknown(object) && !served.contains(object.type())) {
      BuiltInKinds.elsewhere(object)
          .map(ResourceSchemas::outdated)
          .or(() -> isTolerant ? Optional.empty() : Optional.of(unknownKind(object)))
          .ifPresent(faults::add);
    }
    Map<String, Object> metadata = Tree.map(object.tree(), "metadata");
    faults.addAll(ObjectModel.of(V1ObjectMeta.class).faults(metadata, "metadata"));
    return faults;
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
        && !CustomSchemas.know(object.type())
        && !declared.contains(object.type());
  }

  private static Fault outdated(String apiVersion) {
    return new Fault(
        CHA_08,
        "apiVersion",
        "Kubernetes does not serve this kind in this version",
        "write " + apiVersion);
  }

  /** A kind that the given version of Kubernetes does not have yet. */
  private Fault unserved(RenderedObject object) {
    return new Fault(
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

  private static Fault unknownKind(RenderedObject object) {
    String fix =
        Suggestion.nearest(object.type(), BuiltInKinds.types())
            .map(meant -> "did you mean " + meant + "?")
            .orElse("declare " + object.type() + " as a kind of its own, or correct it");
    return Fault.of(
        "kind", "there is no schema for " + object.kind() + " of " + object.apiVersion(), fix);
  }
}
