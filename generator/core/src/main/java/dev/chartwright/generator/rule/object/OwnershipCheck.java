package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.FleetRules.INS_05;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;

/** Objects that a release must not own, because they outlive it or belong to somebody else. */
public final class OwnershipCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(
            object ->
                object.is("", "Namespace")
                    || object.is("apiextensions.k8s.io", "CustomResourceDefinition"))
        .filter(object -> !isKept(object))
        .map(OwnershipCheck::finding)
        .toList();
  }

  /** Whether uninstalling leaves it. */
  private static boolean isKept(RenderedObject object) {
    return Tree.text(object.tree(), "metadata", "annotations", "helm.sh/resource-policy")
        .filter("keep"::equals)
        .isPresent();
  }

  private static Finding finding(RenderedObject object) {
    boolean isNamespace = object.kind().equals("Namespace");
    return Finding.warning(
            INS_05,
            object.place(),
            isNamespace ? "the chart makes a namespace" : "a template makes a custom kind")
        .because(
            isNamespace
                ? "uninstalling the release deletes everything in it, other releases too"
                : "uninstalling the release deletes all resources of the kind, of other releases too")
        .fixedBy(
            isNamespace
                ? "leave it to helm install --create-namespace"
                : "put it into crds/, or leave it to the operator's own installation");
  }
}
