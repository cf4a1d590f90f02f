package dev.chartwright.generator.upgrade;

import dev.chartwright.problem.FindingReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A report as text for a console. */
final class UpgradeText {
  private UpgradeText() {}

  static String of(UpgradeReport report) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(heading(report));
    if (!report.findings().isEmpty()) {
      paragraphs.add(FindingReport.of(report.asFindings()));
    }
    if (!report.changelog().entries().isEmpty()) {
      paragraphs.add("For Chart.yaml:\n\n" + report.changelog().annotation().stripTrailing());
    }
    return paragraphs.stream().collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String heading(UpgradeReport report) {
    return report.chart()
        + ": upgrade from "
        + report.previousVersion()
        + " to "
        + report.declaredVersion()
        + ", "
        + count(report.cases(), "case")
        + ": "
        + FindingReport.summary(report.asFindings())
        + "\nverdict: "
        + verdict(report);
  }

  private static String verdict(UpgradeReport report) {
    if (report.verdict() == Verdict.NONE) {
      return "none, the charts are the same";
    }
    String next = report.verdict() + ", the next version is " + report.nextVersion();
    return report.isVersionHighEnough()
        ? next + "; " + report.declaredVersion() + " is high enough"
        : next + "; " + report.declaredVersion() + " is too low";
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
