package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.TriedCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestSuitesTest {
  @Test
  void everyProblemIsToldByExactlyOneTest() {
    ProofDocument faulty = Documents.faulty();

    List<Finding> told =
        TestSuites.of(faulty).stream()
            .filter(suite -> !suite.name().equals("upgrade"))
            .flatMap(suite -> suite.tests().stream())
            .flatMap(test -> test.found().stream())
            .flatMap(group -> group.findings().stream())
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(faulty.proof().findings());
  }

  @Test
  void aProblemBelongsToTheCaseThatItNames() {
    String longName = "r".repeat(53);
    Place template = Place.ofFile("templates/a.yaml");
    ProofReport proof =
        new ProofReport(
            List.of(
                new ProofReport.Case(TriedCase.named("defaults", ""), "r", 1),
                new ProofReport.Case(TriedCase.named("defaults", longName), longName, 1),
                new ProofReport.Case(TriedCase.named("ci/a-values.yaml", ""), "r", 1),
                new ProofReport.Case(TriedCase.named("ci/a-values.yaml", longName), longName, 1)),
            List.of(
                problem(template.shownBy(TriedCase.named("defaults", ""))),
                problem(template.shownBy(TriedCase.named("defaults", longName))),
                problem(
                    Place.ofFile("ci/a-values.yaml", "port")
                        .shownBy(TriedCase.named("ci/a-values.yaml", ""))),
                problem(template.shownBy(TriedCase.named("ci/a-values.yaml", longName))),
                problem(Place.ofFile("values.schema.json"))),
            Optional.empty(),
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

  private static Finding problem(Place place) {
    return Finding.error(Rule.of("TPL-06", "title", "why", "fix"), place, "what");
  }
}
