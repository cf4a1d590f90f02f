package dev.chartwright.generator.report;

import dev.chartwright.generator.gotemplate.TemplateBranch;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A proof in a few lines for a console; what was found is told elsewhere. */
public final class ProofText {
  private ProofText() {}

  /**
   * The lines, without line breaks.
   *
   * @param page where the report lies, as the reader looks for it; empty when there is none
   */
  public static List<String> of(ProofDocument document, String page) {
    ProofReport proof = document.proof();
    List<String> lines = new ArrayList<>();
    lines.add(document.chart() + " " + document.version() + ": " + Words.verdict(document));
    lines.add(
        line(
            "rendered",
            Words.count(proof.cases().size(), "time") + " with the defaults and the values files"));
    proof
        .space()
        .ifPresent(
            space -> {
              lines.add(
                  line(
                      "cases",
                      Words.number(space.cases())
                          + ": "
                          + Words.number(space.rendered())
                          + " rendered, "
                          + Words.number(space.rejected())
                          + " rejected by the schema, "
                          + Words.number(space.refused())
                          + " refused by the chart, "
                          + Words.number(space.broken())
                          + " broken"));
              if (!space.knobs().isEmpty()) {
                lines.add(
                    line(
                        "values",
                        Words.percent(space.coverage())
                            + " of "
                            + Words.number(space.knobs().size())
                            + " change what is rendered"));
              }
              untried(space).ifPresent(text -> lines.add(line("untried", text)));
              lines.add(
                  line(
                      "speed",
                      Words.rate(space.casesPerSecond())
                          + " cases per second, seed "
                          + space.seed()));
            });
    proof.unfinished().ifPresent(each -> lines.add(line("stopped", Words.of(each))));
    lines.add(line("time", Words.time(proof.duration())));
    lines.add(
        line(
            "findings",
            String.join(
                ", ",
                Words.count(document.count(Severity.ERROR), "error"),
                Words.count(document.count(Severity.WARNING), "warning"),
                Words.count(document.count(Severity.NOTE), "note"))));
    proof
        .accepted()
        .forEach(
            (waiver, findings) ->
                lines.add(
                    line(
                        "accepted",
                        waiver.rule()
                            + (waiver.target().isEmpty() ? "" : " in " + waiver.target())
                            + ", "
                            + Words.count(findings.size(), "time")
                            + ": "
                            + waiver.reason())));
    document
        .upgrade()
        .ifPresent(
            upgrade ->
                lines.add(
                    line(
                        "upgrade",
                        (upgrade.isSafe() ? "safe" : "not safe")
                            + " from "
                            + upgrade.previousVersion()
                            + ", "
                            + upgrade.verdict()
                            + ", the next version is "
                            + upgrade.nextVersion())));
    if (!page.isEmpty()) {
      lines.add(line("report", page));
    }
    return List.copyOf(lines);
  }

  /** Names that are listed; the report has all of them. */
  private static final int MOST_NAMES = 5;

  private static Optional<String> untried(SpaceReport space) {
    List<String> parts = new ArrayList<>();
    if (!space.untried().isEmpty()) {
      parts.add(Words.count(space.untried().size(), "value") + " (" + some(space.untried()) + ")");
    }
    if (!space.unreached().isEmpty()) {
      parts.add(
          Words.count(space.unreached().size(), "template") + " (" + some(space.unreached()) + ")");
    }
    if (!space.unreachedBranches().isEmpty()) {
      parts.add(
          branches(space.unreachedBranches().size())
              + " ("
              + some(space.unreachedBranches().stream().map(TemplateBranch::toString).toList())
              + ")");
    }
    if (!space.unwatchedBranches().isEmpty()) {
      parts.add(branches(space.unwatchedBranches().size()) + " that cannot be watched");
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }

  private static String branches(int number) {
    return Words.number(number) + (number == 1 ? " branch" : " branches");
  }

  private static String some(List<String> names) {
    String listed = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? listed + ", …" : listed;
  }

  private static String line(String name, String text) {
    return "  " + name + " ".repeat(10 - name.length()) + text;
  }
}
