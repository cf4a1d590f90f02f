package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.PodRules.POD_06;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.rule.selector.SelectorCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PodDisruptionBudgets: at least one pod may go, or no node can ever be drained. */
public final class DisruptionBudgetCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> object.is("policy", "PodDisruptionBudget"))
        .flatMap(object -> findings(Field.root(object).at("spec"), render))
        .toList();
  }

  private static Stream<Finding> findings(Field spec, Render render) {
    Field most = spec.at("maxUnavailable");
    Field least = spec.at("minAvailable");
    Stream<Finding> none =
        most.is(0L) || most.is("0%")
            ? Stream.of(most.error(POD_06, "no pod may ever go"))
            : Stream.empty();
    Stream<Finding> all =
        least.is("100%") ? Stream.of(least.error(POD_06, "all pods have to stay")) : Stream.empty();
    return Stream.of(none, all, tooMany(least, spec.at("selector").map(), render).stream())
        .flatMap(each -> each);
  }

  private static Optional<Finding> tooMany(
      Field least, Map<String, Object> selector, Render render) {
    if (!(least.value() instanceof Long wanted)) {
      return Optional.empty();
    }
    return render.objects().stream()
        .filter(object -> isSelected(object, selector))
        .filter(object -> fewest(object, render).filter(pods -> wanted >= pods).isPresent())
        .findFirst()
        .map(
            object ->
                least.error(
                    POD_06,
                    wanted
                        + " pods have to stay, and "
                        + object
                        + " may have "
                        + fewest(object, render).orElseThrow()));
  }

  private static boolean isSelected(RenderedObject object, Map<String, Object> selector) {
    return (object.is("apps", "Deployment") || object.is("apps", "StatefulSet"))
        && PodTemplate.of(object)
            .filter(pods -> SelectorCheck.matches(selector, pods.labels()))
            .isPresent();
  }

  /** The number of pods, or the fewest that the autoscaler leaves. */
  private static Optional<Long> fewest(RenderedObject workload, Render render) {
    for (RenderedObject object : render.objects()) {
      boolean isScaler =
          object.is("autoscaling", "HorizontalPodAutoscaler")
              || object.is("keda.sh", "ScaledObject");
      Object target = Tree.at(object.tree(), "spec", "scaleTargetRef", "name");
      if (isScaler && workload.name().equals(target)) {
        Object least = Tree.at(object.tree(), "spec", "minReplicas");
        Object count = least == null ? Tree.at(object.tree(), "spec", "minReplicaCount") : least;
        return Optional.of(count instanceof Long number ? number : 1L);
      }
    }
    Object replicas = Tree.at(workload.tree(), "spec", "replicas");
    return replicas == null
        ? Optional.of(1L)
        // Nothing runs, so nothing is blocked.
        : Optional.of(replicas)
            .filter(Long.class::isInstance)
            .map(Long.class::cast)
            .filter(n -> n > 0);
  }
}
