package dev.chartwright.generator.source;

import dev.chartwright.chart.ChartSource;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.FleetSource;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a user declared in a class: a chart or a fleet. Usable until the {@link TopologyClasses}
 * that loaded it are closed.
 */
public final class Topology {
  private final UserCode code;

  Topology(UserCode code) {
    this.code = code;
  }

  /** The name of the class. */
  public String className() {
    return code.className();
  }

  /**
   * Generates from the declaration, in memory.
   *
   * @throws TopologyException when the user's code throws
   * @throws InvalidModelException with every problem of the model
   */
  public Generated generate() {
    return generate(EnumSet.allOf(Part.class), Path.of(""));
  }

  /**
   * The same with some of the parts of a fleet only, and with the subcharts that were fetched.
   *
   * @param dependencies the folder of the subcharts, which need not exist
   */
  public Generated generate(Set<Part> parts, Path dependencies) {
    return code.source() instanceof FleetSource fleet
        ? Generator.generate(code.call("fleet", fleet::fleet), parts)
        : Generator.generate(
            code.call("chart", ((ChartSource) code.source())::chart), dependencies);
  }

  @Override
  public String toString() {
    return className();
  }
}
