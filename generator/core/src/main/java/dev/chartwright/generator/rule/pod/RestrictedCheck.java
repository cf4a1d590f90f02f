package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.PodRules.POD_01;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;

/** Pods keep to the level restricted of the Pod Security Standards. */
public final class RestrictedCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      for (PodSecurity.Violation violation : PodSecurity.restricted().violations(pods)) {
        findings.add(
            Finding.error(
                POD_01,
                pods.owner().place(violation.path()),
                violation.what(),
                "a namespace that enforces restricted refuses the pods",
                violation.fix()));
      }
    }
    return findings;
  }
}
