package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.PodRules.POD_01;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.List;

/** Pods keep to the level restricted of the Pod Security Standards. */
public final class RestrictedCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    return render.pods().stream()
        .flatMap(pods -> PodSecurity.restricted().violations(pods).stream())
        .map(
            violation -> violation.field().error(POD_01, violation.what()).fixedBy(violation.fix()))
        .toList();
  }
}
