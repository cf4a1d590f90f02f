package dev.chartwright.generator.service;

import dev.chartwright.generator.upgrade.UpgradeReport;
import java.util.Objects;

/**
 * Two versions of a chart, compared. Immutable.
 *
 * @param previous where the earlier version comes from, for a reader
 * @param report what the upgrade does
 */
public record Comparison(String previous, UpgradeReport report) {
  public Comparison {
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(report, "report");
  }

  /** The whole report for a console. */
  @Override
  public String toString() {
    return "Compared with " + previous + "\n" + report;
  }
}
