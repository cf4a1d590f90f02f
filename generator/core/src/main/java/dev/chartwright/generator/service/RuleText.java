package dev.chartwright.generator.service;

import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.problem.Rule;

/** Rules for a console. */
final class RuleText {
  private RuleText() {}

  /** Every rule in one line. */
  static String index(RuleRegister register) {
    StringBuilder text = new StringBuilder();
    register
        .all()
        .forEach(rule -> text.append(rule.id()).append("  ").append(rule.title()).append('\n'));
    return text.toString();
  }

  /** A whole rule. */
  static String of(Rule rule) {
    StringBuilder text = new StringBuilder();
    text.append(rule.id()).append("  ").append(rule.title()).append('\n');
    text.append("    about:     ").append(RuleRegister.title(rule.family())).append('\n');
    text.append("    otherwise: ").append(rule.consequence()).append('\n');
    text.append("    fix:       ").append(rule.fix()).append('\n');
    text.append("    can be accepted: ").append(rule.isWaivable() ? "yes" : "no").append('\n');
    text.append("    third-party charts: ");
    text.append(
        switch (rule.strictness()) {
          case ALWAYS -> "the severity is the same";
          case DEFAULTS_ONLY -> "an error is a warning if the defaults do not cause it";
          case OWN_CHARTS -> "an error is a warning";
          case OWN_PROOFS -> "an error is a note";
        });
    text.append('\n');
    if (!rule.example().isBlank()) {
      text.append("    an example that breaks it:\n\n");
      rule.example()
          .lines()
          .forEach(line -> text.append(line.isEmpty() ? "" : "        " + line).append('\n'));
    }
    return text.toString();
  }
}
