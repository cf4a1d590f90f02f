package dev.chartwright.generator.source;

import dev.chartwright.chart.ChartSource;
import dev.chartwright.project.JkubeSource;
import dev.chartwright.prover.FleetSource;
import java.util.List;

/** What the generator looks for among the classes of a project. */
public enum SourceKind {
  /** Declares a chart or a fleet. */
  TOPOLOGY(
      List.of(ChartSource.class, FleetSource.class),
      "implements neither ChartSource nor FleetSource",
      "implement ChartSource for a chart, or FleetSource for a fleet"),
  /** Adds to what JKube describes. */
  REFINEMENT(List.of(JkubeSource.class), "does not implement JkubeSource", "implement JkubeSource");

  private final List<Class<?>> interfaces;
  private final String difference;
  private final String fix;

  SourceKind(List<Class<?>> interfaces, String difference, String fix) {
    this.interfaces = interfaces;
    this.difference = difference;
    this.fix = fix;
  }

  /** Whether a class implements what this kind asks for. */
  boolean includes(Class<?> type) {
    return interfaces.stream().anyMatch(each -> each.isAssignableFrom(type));
  }

  /** Why a class is not of this kind. */
  UnusableClass other() {
    return new UnusableClass(difference, fix);
  }
}
