package dev.chartwright.problem;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of the user's Java code. Immutable.
 *
 * @param file the name of the source file, such as {@code HelloWeb.java}
 * @param line its number, from 1
 */
public record SourceLine(String file, int line) {
  /** Code that users call; a line in it is never the user's. */
  private static final List<String> LIBRARY =
      List.of(
          "dev.chartwright.chart.",
          "dev.chartwright.workload.",
          "dev.chartwright.resource.",
          "dev.chartwright.prover.",
          "dev.chartwright.cloud.",
          "dev.chartwright.units.",
          "dev.chartwright.problem.",
          "java.",
          "jdk.");

  /** Code that declares a chart on its own; the user's lines say nothing of such a chart. */
  private static final List<String> COMPOSERS =
      List.of("dev.chartwright.generator.compose.", "dev.chartwright.jkube.");

  private static final StackWalker STACK = StackWalker.getInstance();

  public SourceLine {
    Objects.requireNonNull(file, "file");
  }

  /**
   * The line of the user's code that called the DSL. Takes 2 to 9 microseconds.
   *
   * @return nothing when the caller was compiled without line numbers, and nothing for what no line
   *     of the user declares: the chart of a fleet, and what JKube describes
   */
  public static Optional<SourceLine> ofCaller() {
    return STACK.walk(
        frames ->
            frames
                .filter(frame -> !begins(frame.getClassName(), LIBRARY))
                .findFirst()
                .filter(frame -> !begins(frame.getClassName(), COMPOSERS))
                .filter(frame -> frame.getFileName() != null && frame.getLineNumber() > 0)
                .map(frame -> new SourceLine(frame.getFileName(), frame.getLineNumber())));
  }

  private static boolean begins(String className, List<String> packages) {
    for (String prefix : packages) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Such as {@code HelloWeb.java:42}. */
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
