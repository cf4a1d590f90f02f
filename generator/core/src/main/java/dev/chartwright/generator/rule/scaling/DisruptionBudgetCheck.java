package dev.chartwright.generator.rule.scaling;

import static dev.chartwright.generator.rule.PodRules.POD_06;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.rule.selector.SelectorCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** PodDisruptionBudgets: at least one pod may go, or no node can ever be drained. */
public final class DisruptionBudgetCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("policy", "PodDisruptionBudget")) {
        check(object, render, findings);
      }
    }
    return findings;
  }

  private static void check(RenderedObject budget, Render render, List<Finding> findings) {
    Object most = Tree.at(budget.tree(), "spec", "maxUnavailable");
    Object least = Tree.at(budget.tree(), "spec", "minAvailable");
    if (Long.valueOf(0).equals(most) || "0%".equals(most)) {
      findings.add(blocking(budget, "spec.maxUnavailable", "no pod may ever go"));
    }
    if ("100%".equals(least)) {
      findings.add(blocking(budget, "spec.minAvailable", "all pods have to stay"));
    }
    if (least instanceof Long wanted) {
      Map<String, Object> selector = Tree.map(budget.tree(), "spec", "selector");
      render.objects().stream()
          .filter(object -> isSelected(object, selector))
          .filter(object -> fewest(object, render).filter(pods -> wanted >= pods).isPresent())
          .findFirst()
          .ifPresent(
              object ->
                  findings.add(
                      blocking(
                          budget,
                          "spec.minAvailable",
                          wanted
                              + " pods have to stay, and "
                              + object
                              + " may have "
                              + fewest(object, render).orElseThrow())));
    }
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

  private static Finding blocking(RenderedObject budget, String path, String what) {
    return Finding.error(POD_06, budget.place(path), what);
  }
}
