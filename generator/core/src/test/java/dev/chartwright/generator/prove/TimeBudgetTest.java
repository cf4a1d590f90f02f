package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.ThirdPartyChart;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a proof does and says when its time is over. */
class TimeBudgetTest {
  private static final int BATCH = 30;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private final TimeBudget budget = TimeBudget.of(Duration.ofSeconds(7), now::get, isStopped::get);

  /** The time is over when the first cases of the value space are judged. */
  private final ProofProgress slow =
      (done, planned, findings) -> {
        if (done > BATCH) {
          now.addAndGet(Duration.ofSeconds(7).toNanos());
        }
      };

  @Test
  void itEndsWithTheLastNanosecond() {
    assertThat(budget.allows()).isTrue();
    now.addAndGet(Duration.ofSeconds(7).toNanos() - 1);
    assertThat(budget.allows()).isTrue();
    assertThat(budget.end()).isEmpty();
    now.addAndGet(1);
    assertThat(budget.allows()).isFalse();
    assertThat(budget.end()).contains(TimeBudget.End.OUT_OF_TIME);
  }

  @Test
  void aProofWhoseTimeIsOverReportsWhatItHasDone() {
    ProofReport report =
        ChartProof.prove(
            ParsedChart.of(chart()), Optional.empty(), ProofRequest.standard(), slow, budget);

    ProofReport.Unfinished unfinished = report.unfinished().orElseThrow();
    assertThat(unfinished.end()).isEqualTo(TimeBudget.End.OUT_OF_TIME);
    assertThat(unfinished.limit()).contains(Duration.ofSeconds(7));
    assertThat(unfinished.done()).isEqualTo(report.cases().size() + BATCH);
    assertThat(unfinished.planned()).isGreaterThan(unfinished.done());
    assertThat(report.space().orElseThrow().cases()).isEqualTo(BATCH);
    assertThat(ended(report).severity()).isEqualTo(Severity.ERROR);
    assertThat(report.isProven()).isFalse();
    assertThat(report.isExhaustive()).isFalse();
  }

  @Test
  void noValueIsDeadBeforeAllOfItsSettingsWereTried() {
    ProofReport report =
        ChartProof.prove(
            ParsedChart.of(chart()), Optional.empty(), ProofRequest.standard(), slow, budget);

    assertThat(rules(report)).doesNotContain("VAL-03");
    assertThat(rules(ChartProof.prove(chart(), ProofRequest.standard()))).contains("VAL-03");
  }

  @Test
  void aProofWithoutTimeRendersNothing() {
    now.addAndGet(Duration.ofSeconds(7).toNanos());

    ProofReport report =
        ChartProof.prove(
            ParsedChart.of(chart()),
            Optional.empty(),
            ProofRequest.standard(),
            ProofProgress.silent(),
            budget);

    assertThat(report.cases()).isEmpty();
    assertThat(report.space()).isEmpty();
    assertThat(rules(report)).containsExactly("GEN-11");
    assertThat(report.unfinished().orElseThrow().done()).isZero();
    assertThat(report.unfinished().orElseThrow().planned()).isEqualTo(2);
  }

  @Test
  void aProofThatIsAskedToStopSaysSo() {
    ProofReport report =
        ChartProof.prove(
            ParsedChart.of(chart()),
            Optional.empty(),
            ProofRequest.standard(),
            (done, planned, findings) -> isStopped.set(done > BATCH),
            budget);

    assertThat(report.unfinished().orElseThrow().end()).isEqualTo(TimeBudget.End.STOPPED);
    assertThat(rules(report)).contains("GEN-11");
  }

  @Test
  void whatIsDeclaredIsNotProvenWithoutItsEnd() {
    Generated generated = Generator.generate(declared());

    ProofReport report =
        Generator.prove(
            generated, SpaceRequest.standard(), KubernetesRequest.usual(), slow, overAtOnce());

    assertThat(ended(report).severity()).isEqualTo(Severity.ERROR);
    assertThat(report.hasErrors()).isTrue();
  }

  @Test
  void aThirdPartyChartIsNotAtFaultForTheTimeOfItsProof() {
    ProofReport report =
        Generator.verify(
            ThirdPartyChart.of(chart()),
            List.of(),
            SpaceRequest.thirdParty(),
            KubernetesRequest.usual(),
            slow,
            budget);

    assertThat(ended(report).severity()).isEqualTo(Severity.NOTE);
    assertThat(report.hasErrors()).isFalse();
    assertThat(report.isProven()).isFalse();
  }

  @Test
  void aProofThatComesToItsEndSaysNothingOfTime() {
    ProofReport report =
        ChartProof.prove(
            ParsedChart.of(chart()),
            Optional.empty(),
            ProofRequest.standard(),
            ProofProgress.silent(),
            budget);

    assertThat(report.unfinished()).isEmpty();
    assertThat(rules(report)).doesNotContain("GEN-11");
  }

  private TimeBudget overAtOnce() {
    return TimeBudget.of(Duration.ZERO, now::get, isStopped::get);
  }

  private static Finding ended(ProofReport report) {
    return report.findings().stream()
        .filter(each -> each.rule().id().equals("GEN-11"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> rules(ProofReport report) {
    return report.findings().stream().map(each -> each.rule().id()).toList();
  }

  private static Chart declared() {
    return Chart.named("small").describe("A small chart.").build();
  }

  /** A chart with enough values for several batches, one of which changes nothing. */
  private static FileTree chart() {
    StringBuilder values = new StringBuilder("unused: 1\n");
    StringBuilder map =
        new StringBuilder(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}-settings
            data:
            """);
    for (int i = 0; i < 20; i++) {
      values.append("key").append(i).append(": 5\n");
      map.append("  key" + i + ": {{ .Values.key" + i + " | quote }}\n");
    }
    return FileTree.builder()
        .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 1.0.0\n")
        .add("values.yaml", values.toString())
        .add("templates/map.yaml", map.toString())
        .build();
  }
}
