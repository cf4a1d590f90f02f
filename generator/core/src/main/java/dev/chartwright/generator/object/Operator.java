package dev.chartwright.generator.object;

import java.util.List;

/**
 * What the operator of a custom resource makes of it. The rest of the chart may refer to these
 * objects although the chart does not render them.
 */
@FunctionalInterface
public interface Operator {
  /**
   * The objects that will exist because of this one; empty when the operator does not know its
   * kind.
   */
  List<RenderedObject> children(RenderedObject object);
}
