package dev.chartwright.generator.engine;

import java.util.List;

/**
 * What {@code helm lint --strict} says about a chart.
 *
 * @param messages all of them, in Helm's order
 * @param failed whether there is an error or, as lint is strict, a warning
 */
public record LintReport(List<Message> messages, boolean failed) {
  public LintReport {
    messages = List.copyOf(messages);
  }

  /**
   * One line of lint.
   *
   * @param level {@code INFO}, {@code WARNING} or {@code ERROR}
   * @param file the file, relative to the chart
   * @param text what Helm says
   */
  public record Message(String level, String file, String text) {
    /** Whether strict lint fails because of it. */
    public boolean fails() {
      return !level.equals("INFO");
    }
  }
}
