package dev.chartwright.generator.cases;

import static dev.chartwright.generator.rule.ValueRules.VAL_06;
import static dev.chartwright.generator.rule.ValueRules.VAL_07;
import static dev.chartwright.generator.rule.ValueRules.VAL_08;

import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.FailureReport;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.space.Setting.Expectation;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares the outcome of a case with its expectation: what the declaration allows renders; what it
 * forbids is rejected by the schema with the path of the value; and nothing ends in an error of a
 * template.
 */
public final class ExpectationCheck {
  private static final String SCHEMA = ParsedChart.SCHEMA_FILE;

  private ExpectationCheck() {}

  /**
   * How the outcome differs from what the declaration lets a user expect; rendered objects have
   * their own checks.
   */
  public static List<Finding> check(ValueCase values, Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejection(values, rejected.violations()).stream().toList();
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failure(values, failed.failure());
    }
    return values.expectation() == Expectation.REJECTED ? List.of(accepted(values)) : List.of();
  }

  private static Optional<Finding> rejection(
      ValueCase values, List<HelmFailure.Violation> violations) {
    String words = new HelmFailure.SchemaRejection(violations).message();
    if (values.expectation() == Expectation.ACCEPTED) {
      return Optional.of(
          Finding.error(
                  VAL_06,
                  Place.ofFile(SCHEMA, paths(values)),
                  "it rejects what the declaration allows: " + words)
              .because("users cannot set what the documentation offers"));
    }
    if (violations.stream().allMatch(each -> each.path().isEmpty())) {
      return Optional.of(
          Finding.error(
                  VAL_07, Place.ofFile(SCHEMA), "it rejects without the path of a value: " + words)
              .fixedBy("put the constraint on the value itself"));
    }
    return Optional.empty();
  }

  private static Finding accepted(ValueCase values) {
    return Finding.error(
            VAL_06,
            Place.ofFile(SCHEMA, paths(values)),
            "it accepts what the declaration forbids: " + CaseName.of(values))
        .because("invalid values reach the cluster");
  }

  private static List<Finding> failure(ValueCase values, HelmFailure failure) {
    if (failure instanceof HelmFailure.Refusal refusal) {
      return names(refusal.message(), values) ? List.of() : List.of(silent(values, refusal));
    }
    // A value that is gone is the usual reason for a nil pointer, and has a rule of its own.
    Map<String, Object> tree = values.values();
    return FailureReport.problems(failure, ParsedChart.VALUES_FILE, tree).stream()
        .map(problem -> values.removes() ? removal(problem) : problem)
        .toList();
  }

  private static Finding removal(Finding problem) {
    return Finding.error(VAL_08, problem.place(), problem.what());
  }

  /** Whether a sentence tells a user which value to change. */
  private static boolean names(String sentence, ValueCase values) {
    return values.settings().keySet().stream()
        .flatMap(path -> Stream.concat(path.keys().stream(), leaves(values, path)))
        .anyMatch(sentence::contains);
  }

  private static Stream<String> leaves(ValueCase values, ValuePath path) {
    return values.settings().get(path) instanceof Map<?, ?> map
        ? map.keySet().stream().map(String::valueOf)
        : Stream.empty();
  }

  private static Finding silent(ValueCase values, HelmFailure.Refusal refusal) {
    return Finding.warning(
            VAL_07,
            refusal.location().place(),
            "it refuses " + CaseName.of(values) + " without a word of them: " + refusal.message())
        .fixedBy("name the value in the message");
  }

  private static String paths(ValueCase values) {
    return String.join(", ", values.settings().keySet().stream().map(ValuePath::toString).toList());
  }
}
