package dev.chartwright.generator.rule.check;

import dev.chartwright.generator.object.Render;
import dev.chartwright.problem.Finding;
import java.util.List;

/**
 * One family of rules over the objects of a case. Has no state, so one instance serves all threads.
 */
public interface RenderCheck {
  List<Finding> check(Render render);
}
