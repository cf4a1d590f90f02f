package dev.chartwright.generator.service;

import static java.util.stream.Collectors.toSet;

import dev.chartwright.generator.chartfile.UnreadableChartException;
import dev.chartwright.generator.engine.HelmUnavailableException;
import dev.chartwright.generator.push.PushException;
import dev.chartwright.generator.rule.ChartRules;
import dev.chartwright.generator.source.TopologyException;
import dev.chartwright.generator.write.OutputException;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why something was not done, and who can change it. Immutable.
 *
 * @param kind who can change it
 * @param message for a reader, whole
 */
public record Failure(Kind kind, String message) {
  /** The rule of what nobody can change in the model or the output. */
  private static final Rule UNWRITABLE = ChartRules.GEN_08;

  private static final Rule EDITED = ChartRules.GEN_05;

  /** Who can change what is wrong. */
  public enum Kind {
    /** The declaration, the chart or the output is wrong. */
    MODEL,
    /** The request is wrong. */
    REQUEST,
    /** The machine does not do what it should: a disk, a library. */
    ENVIRONMENT,
    /** Chartwright is wrong. */
    DEFECT
  }

  public Failure {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(message, "message");
  }

  /** What an exception of the service means. */
  public static Failure of(Throwable thrown, Spelling spelling) {
    if (thrown instanceof RequestException) {
      return new Failure(Kind.REQUEST, thrown.getMessage());
    }
    if (thrown instanceof PushException push) {
      return new Failure(
          switch (push.kind()) {
            case REQUEST -> Kind.REQUEST;
            case CHART -> Kind.MODEL;
            case ENVIRONMENT -> Kind.ENVIRONMENT;
          },
          push.getMessage());
    }
    if (thrown instanceof InvalidModelException
        || thrown instanceof TopologyException
        || thrown instanceof UnreadableChartException) {
      return new Failure(Kind.MODEL, thrown.getMessage());
    }
    if (thrown instanceof OutputException output) {
      Set<Rule> rules = output.findings().stream().map(Finding::rule).collect(toSet());
      if (rules.equals(Set.of(UNWRITABLE))) {
        return new Failure(Kind.ENVIRONMENT, output.getMessage());
      }
      String hint =
          "\nTo overwrite the edits of generated files, set "
              + spelling.option(Spelling.Option.FORCE)
              + ".";
      return new Failure(Kind.MODEL, output.getMessage() + (rules.contains(EDITED) ? hint : ""));
    }
    if (thrown instanceof HelmUnavailableException) {
      return new Failure(Kind.ENVIRONMENT, thrown.getMessage());
    }
    if (thrown instanceof IOException || thrown instanceof UncheckedIOException) {
      return new Failure(
          Kind.ENVIRONMENT, "A file cannot be read or written: " + thrown.getMessage());
    }
    return new Failure(
        Kind.DEFECT,
        "This is a defect of Chartwright, and nothing is known of the input: "
            + thrown
            + Stream.of(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.chartwright."))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse("")
            + ". Report it with the chart or class that shows it.");
  }
}
