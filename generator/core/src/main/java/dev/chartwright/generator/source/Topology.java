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
import java.util.function.Supplier;

/**
 * What a user declared in a class: a chart or a fleet. Usable until the {@link TopologyClasses}
 * that loaded it are closed.
 */
public final class Topology {
  private final Object source;
  private final ProjectClassLoader loader;

  Topology(Object source, ProjectClassLoader loader) {
    this.source = source;
    this.loader = loader;
  }

  /** The name of the class. */
  public String className() {
    return source.getClass().getName();
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
    // Only the user's own code may be blamed on the user.
    return source instanceof FleetSource fleet
        ? Generator.generate(declared("fleet", fleet::fleet), parts)
        : Generator.generate(declared("chart", ((ChartSource) source)::chart), dependencies);
  }

  private <T> T declared(String method, Supplier<T> declaration) {
    String code = className() + "." + method + "()";
    T model;
    try {
      model = loader.asContext(declaration);
    } catch (InvalidModelException report) {
      throw report;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      throw loader.blame(code, failure);
    }
    if (model == null) {
      throw new TopologyException(code + " returned null.");
    }
    return model;
  }

  @Override
  public String toString() {
    return className();
  }
}
