package dev.chartwright.problem;

import java.util.Objects;

/**
 * One finding about a model or a rendered chart: where, what, why it matters, and what to write
 * instead. Immutable.
 *
 * @param severity how much it weighs
 * @param rule the id of the rule, such as {@code CAP-01}
 * @param path the place in the model or chart, such as {@code workers.memory}
 * @param what what is wrong, one sentence with the offending value
 * @param why what it would cause, one sentence
 * @param fix what to write instead, one sentence
 */
public record Problem(
    Severity severity, String rule, String path, String what, String why, String fix) {
  public Problem {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(fix, "fix");
  }

  public static Problem error(String rule, String path, String what, String why, String fix) {
    return new Problem(Severity.ERROR, rule, path, what, why, fix);
  }

  public static Problem warning(String rule, String path, String what, String why, String fix) {
    return new Problem(Severity.WARNING, rule, path, what, why, fix);
  }

  public static Problem information(String rule, String path, String what, String why, String fix) {
    return new Problem(Severity.INFORMATION, rule, path, what, why, fix);
  }

  /** A finding with its place in one text. */
  public static Problem of(Finding finding) {
    return new Problem(
        finding.severity(),
        finding.rule().id(),
        finding.place().toString(),
        finding.what(),
        finding.why(),
        finding.fix());
  }

  /** This problem as a finding; its whole path is a place in the declaration. */
  public Finding finding() {
    return new Finding(severity, Rule.of(rule, "", why, fix), Place.ofModel(path), what, why, fix);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The four lines of a report: path with rule, then what, why and fix, indented. */
  @Override
  public String toString() {
    return path
        + "  ["
        + rule
        + "]\n    what: "
        + what
        + "\n    why:  "
        + why
        + "\n    fix:  "
        + fix;
  }
}
