package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.PodRules.POD_02;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.List;

/** Containers cannot write to their own root, which the level restricted does not ask for. */
public final class RootFileSystemCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.pods().stream()
        .flatMap(pods -> pods.containers().stream())
        .map(container -> container.at("securityContext", "readOnlyRootFilesystem"))
        .filter(field -> !field.is(true))
        .map(field -> field.warning(POD_02, "the container may write to its root"))
        .toList();
  }
}
