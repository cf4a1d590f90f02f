package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.FindingReport;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A proof that succeeded, as it is shown and remembered.
 *
 * @param summary one line
 * @param warnings what the reader should know nevertheless, about the model and about what it
 *     renders to; empty for nothing
 */
record Proof(String summary, String warnings) {
  static Proof of(Generated generated, ProofReport report) {
    long cases = report.cases().stream().map(ProofReport.Case::name).distinct().count();
    String summary =
        String.format(
            Locale.ROOT,
            "%s holds in %d renderings of %d %s%s",
            generated.name(),
            report.cases().size(),
            cases,
            cases == 1 ? "case" : "cases",
            report
                .space()
                .map(space -> " and " + space.cases() + " of its value space")
                .orElse(""));
    return new Proof(
        summary,
        FindingReport.of(
            Stream.concat(generated.findings().stream(), report.findings().stream())
                .filter(finding -> finding.severity() == Severity.WARNING)
                .toList()));
  }

  static Proof remembered(List<String> lines) {
    return new Proof(lines.get(0), String.join("\n", lines.subList(1, lines.size())));
  }
}
