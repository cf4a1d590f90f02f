package dev.chartwright.generator.prove;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Strictness;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The subcharts of a declared chart that its author has not declared. Immutable.
 *
 * @param chart the declared chart
 */
record ForeignSubcharts(Chart chart) {
  private static final Pattern SUBCHART = Pattern.compile("charts/([^/]+)/(.*)");

  /**
   * Whether a finding is reported: what is in the files of a foreign subchart only if it breaks the
   * installation, because its author follows other conventions.
   */
  boolean judge(Finding finding) {
    boolean breaks = finding.isError() && finding.rule().strictness() == Strictness.ALWAYS;
    return breaks || !holds(finding.place().file());
  }

  boolean holds(String file) {
    return holds(chart, file);
  }

  /** Whether a file belongs to a foreign subchart, which Helm calls by its alias. */
  private static boolean holds(Chart chart, String file) {
    Matcher subchart = SUBCHART.matcher(file);
    if (!subchart.matches()) {
      return false;
    }
    Optional<Chart> own =
        chart.dependencies().stream()
            .filter(each -> isCalled(each, subchart.group(1)))
            .flatMap(each -> each.chart().stream())
            .findFirst();
    return own.map(each -> holds(each, subchart.group(2))).orElse(true);
  }

  private static boolean isCalled(Dependency dependency, String name) {
    return dependency.key().equals(name) || dependency.name().equals(name);
  }
}
