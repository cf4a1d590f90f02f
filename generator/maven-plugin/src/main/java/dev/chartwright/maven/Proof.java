package dev.chartwright.maven;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A proof that succeeded, as it is shown.
 *
 * @param summary one line
 * @param warnings what the reader should know nevertheless; empty for nothing
 */
record Proof(String summary, String warnings) {
  static Proof of(ProofReport report) {
    long cases = report.cases().stream().map(ProofReport.Case::name).distinct().count();
    int renderings = report.cases().size();
    String summary =
        String.format(Locale.ROOT, "%d renderings of %d cases hold", renderings, cases);
    return new Proof(summary, texts(report));
  }

  /** The errors and warnings of a report, as text. */
  static String texts(ProofReport report) {
    return report.problems().stream()
        .filter(problem -> problem.severity() != Severity.INFORMATION)
        .map(Problem::toString)
        .collect(Collectors.joining("\n\n"));
  }
}
