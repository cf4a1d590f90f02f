package dev.chartwright.generator.rule.pod;

import dev.chartwright.generator.object.Finding;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
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
                "POD-01",
                pods.owner(),
                violation.path(),
                violation.what(),
                "a namespace that enforces restricted refuses the pods",
                violation.fix()));
      }
    }
    return findings;
  }
}
