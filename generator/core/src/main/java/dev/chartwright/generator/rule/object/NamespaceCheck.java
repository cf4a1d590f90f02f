package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ObjectRules.NAM_08;

import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.List;

/** In a chart whose namespace is a value, all objects are in the same one. */
public final class NamespaceCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.objects().stream()
        .filter(object -> !BuiltInKinds.isClusterScoped(object))
        .filter(object -> object.place().file().startsWith("templates/"))
        .filter(
            object ->
                !Tree.text(object.tree(), "metadata", "namespace")
                    .orElse("")
                    .equals(render.namespace()))
        .map(
            object ->
                Finding.error(
                        NAM_08,
                        object.place("metadata.namespace"),
                        "the other objects of the chart are in the namespace \""
                            + render.namespace()
                            + "\", and this one is not")
                    .fixedBy("include the chart's template 'namespace' here"))
        .toList();
  }
}
