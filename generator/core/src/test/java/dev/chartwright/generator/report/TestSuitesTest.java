package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestSuitesTest {
  @Test
  void everyProblemIsToldByExactlyOneTest() {
    ProofDocument faulty = Documents.faulty();

    List<Problem> told =
        TestSuites.of(faulty).stream()
            .filter(suite -> !suite.name().equals("upgrade"))
            .flatMap(suite -> suite.tests().stream())
            .flatMap(test -> test.found().stream())
            .map(ProofFindings.Entry::problem)
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(faulty.proof().problems());
  }

  @Test
  void aProblemBelongsToTheCaseThatItNames() {
    String longName = "r".repeat(53);
    ProofReport proof =
        new ProofReport(
            List.of(
                new ProofReport.Case("defaults", "r", 1),
                new ProofReport.Case("defaults", longName, 1),
                new ProofReport.Case("ci/a-values.yaml", "r", 1),
                new ProofReport.Case("ci/a-values.yaml", longName, 1)),
            List.of(
                problem("templates/a.yaml"),
                problem("templates/a.yaml Service/x (release name of 53 characters)"),
                problem("ci/a-values.yaml port"),
                problem("templates/a.yaml (ci/a-values.yaml, release name of 53 characters)"),
                problem("values.schema.json")),
            Optional.empty(),
            Duration.ZERO);

    List<String> failures =
        TestSuites.of(ProofDocument.of("demo", "1.0.0", "", proof)).stream()
            .flatMap(
                suite ->
                    suite.tests().stream()
                        .filter(test -> !test.errors().isEmpty())
                        .map(test -> suite.name() + ": " + test.name()))
            .toList();

    assertThat(failures)
        .containsExactly(
            "files: values.schema.json",
            "cases: defaults",
            "cases: defaults, release name of 53 characters",
            "cases: ci/a-values.yaml",
            "cases: ci/a-values.yaml, release name of 53 characters");
  }

  private static Problem problem(String path) {
    return Problem.error("X-01", path, "what", "why", "fix");
  }
}
