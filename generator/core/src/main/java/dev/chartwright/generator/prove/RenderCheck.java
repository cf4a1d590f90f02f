package dev.chartwright.generator.prove;

import java.util.List;

/**
 * One family of rules over the objects of a case. Has no state, so one instance serves all threads.
 */
interface RenderCheck {
  List<Finding> check(Render render);
}
