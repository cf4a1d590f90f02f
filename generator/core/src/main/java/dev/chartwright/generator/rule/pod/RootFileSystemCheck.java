package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.PodRules.POD_02;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.List;

/** Containers cannot write to their own root, which the level restricted does not ask for. */
public final class RootFileSystemCheck implements RenderCheck {
  private static final String FIELD = "readOnlyRootFilesystem";

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      for (Field container : pods.containers()) {
        if (!Boolean.TRUE.equals(Tree.at(container.map(), "securityContext", FIELD))) {
          findings.add(
              Finding.warning(
                  POD_02,
                  pods.owner().place(container.path() + ".securityContext." + FIELD),
                  "the container may write to its root",
                  "an attacker in the container can change its programs",
                  "write true, and mount an emptyDir where it has to write"));
        }
      }
    }
    return findings;
  }
}
