package dev.chartwright.generator.report;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Numbers and levels as people read them, in every place of the world the same. */
final class Words {
  private Words() {}

  static String of(Severity severity) {
    return severity.word();
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 case} or {@code 1,200 cases}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Such as {@code 100 %} or {@code 99.2 %}; never 100 for what is less. */
  static String percent(double percent) {
    double shown = percent < 100 ? Math.min(percent, 99.9) : 100;
    String text = String.format(Locale.ROOT, "%.1f", shown);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
  }

  /** Such as {@code 38 ms}, {@code 1.84 s} or {@code 2 min 5 s}. */
  static String time(Duration time) {
    if (time.toMillis() < 1000) {
      return time.toMillis() + " ms";
    }
    if (time.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
    return number(time.toMinutes()) + " min " + time.toSecondsPart() + " s";
  }

  static String rate(double casesPerSecond) {
    return casesPerSecond < 10
        ? String.format(Locale.ROOT, "%.1f", casesPerSecond)
        : number(Math.round(casesPerSecond));
  }

  static String dollars(BigDecimal dollars) {
    return String.format(Locale.ROOT, "$%,.2f", dollars);
  }

  /** How far a proof came that was stopped. */
  static String of(ProofReport.Unfinished unfinished) {
    String cases =
        "after " + number(unfinished.done()) + " of " + count(unfinished.planned(), "case");
    return switch (unfinished.end()) {
      case OUT_OF_TIME ->
          cases
              + unfinished
                  .limit()
                  .map(limit -> ", because " + count(limit.toSeconds(), "second") + " were over")
                  .orElse("");
      case STOPPED -> cases + ", on request";
    };
  }

  /** How far a proof has come. */
  static String progress(String chart, int done, int planned, int findings) {
    return "Proving "
        + chart
        + ": "
        + number(done)
        + " of "
        + count(planned, "case")
        + ", "
        + count(findings, "finding");
  }

  /** What a proof has shown: the word "proven" is for a proof that left nothing out. */
  static String verdict(ProofDocument document) {
    if (!document.isProven()) {
      return "not proven";
    }
    return document.proof().isExhaustive() ? "proven" : "no errors, but not everything was tried";
  }
}
