package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.TimeBudget;
import dev.chartwright.problem.TriedCase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofTextTest {
  @Test
  void aProvenChartIsToldInAFewLines() {
    assertThat(ProofText.of(Documents.clean(), "target/chartwright/report.html"))
        .containsExactly(
            "zero-prover 1.4.0: proven",
            "  rendered  3 times with the defaults and the values files",
            "  cases     412: 371 rendered, 36 rejected by the schema, 5 refused by the chart, 0"
                + " broken",
            "  values    100 % of 4 change what is rendered",
            "  speed     332 cases per second, seed 42",
            "  time      1.63 s",
            "  findings  0 errors, 0 warnings, 1 note",
            "  upgrade   safe from 1.3.2, minor, the next version is 1.4.0",
            "  report    target/chartwright/report.html");
  }

  @Test
  void aChartWithErrorsIsNotProven() {
    assertThat(ProofText.of(Documents.faulty(), "report.html"))
        .containsExactly(
            "demo 2.0.0: not proven",
            "  rendered  3 times with the defaults and the values files",
            "  cases     141: 118 rendered, 21 rejected by the schema, 0 refused by the chart, 2"
                + " broken",
            "  values    75 % of 4 change what is rendered",
            "  untried   1 value (resources), 1 template (templates/monitor.yaml), 2 branches"
                + " (templates/web.yaml:31 if .Values.tls, templates/web.yaml:40 else of range"
                + " .Values.ports), 1 branch that cannot be watched",
            "  speed     294 cases per second, seed 7",
            "  time      720 ms",
            "  findings  6 errors, 3 warnings, 0 notes",
            "  upgrade   not safe from 1.9.0, major, the next version is 2.0.0",
            "  report    report.html");
  }

  @Test
  void withoutAValueSpaceThereIsLessToTell() {
    ProofReport proof =
        new ProofReport(
            List.of(rendered("defaults", "demo", 3)),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(125));

    assertThat(ProofText.of(ProofDocument.of("demo", "1.0.0", "", proof), "report.html"))
        .containsExactly(
            "demo 1.0.0: proven",
            "  rendered  1 time with the defaults and the values files",
            "  time      2 min 5 s",
            "  findings  0 errors, 0 warnings, 0 notes",
            "  report    report.html");
  }

  @Test
  void aProofWithoutAnEndIsNotProven() {
    assertThat(ProofText.of(stopped(TimeBudget.End.OUT_OF_TIME), ""))
        .contains("demo 1.0.0: not proven")
        .contains("  stopped   after 57 of 240 cases, because 120 seconds were over");
    assertThat(ProofText.of(stopped(TimeBudget.End.STOPPED), ""))
        .contains("demo 1.0.0: not proven", "  stopped   after 57 of 240 cases, on request");
  }

  private static ProofDocument stopped(TimeBudget.End end) {
    ProofReport proof =
        new ProofReport(
            List.of(rendered("defaults", "demo", 3)),
            List.of(),
            Optional.empty(),
            Optional.of(
                new ProofReport.Unfinished(end, Optional.of(Duration.ofMinutes(2)), 57, 240)),
            Duration.ofMinutes(2));
    return ProofDocument.of("demo", "1.0.0", "", proof);
  }

  /** A rendering; the first release name of these proofs is short. */
  private static ProofReport.Case rendered(String name, String release, int objects) {
    return new ProofReport.Case(
        TriedCase.named(name, release.length() < 53 ? "" : release), release, objects);
  }
}
