package dev.chartwright.companion.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void eachMetricIsToldOnceWithItsHelpAndItsKind() {
    metrics.count(Metric.REORGS_TOTAL, "2");
    metrics.count(Metric.REORGS_TOTAL, "1");
    metrics.add(Metric.REORGS_TOTAL, 2, "2");
    metrics.set(Metric.LAG_SECONDS, 0.5);
    assertThat(metrics.text())
        .contains(
            """
            # HELP chartwright_lag_seconds Time between the newest final block and the next one to be proven.
            # TYPE chartwright_lag_seconds gauge
            chartwright_lag_seconds 0.5
            # HELP chartwright_reorgs_total Reorganisations of the chain, by depth.
            # TYPE chartwright_reorgs_total counter
            chartwright_reorgs_total{depth="1"} 1
            chartwright_reorgs_total{depth="2"} 3
            """);
  }

  @Test
  void theTextOfALabelStaysText() {
    metrics.count(Metric.RPC_ERRORS_TOTAL, "a \"quote\", a \\ and\na line");
    assertThat(metrics.text())
        .contains(
            "chartwright_rpc_errors_total{kind=\"a \\\"quote\\\", a \\\\ and\\na line\"} 1\n");
  }

  @Test
  void aValueOfAnotherKindOrWithOtherLabelsIsRefused() {
    assertThatThrownBy(() -> metrics.set(Metric.REORGS_TOTAL, 1, "1"))
        .hasMessageContaining("chartwright_reorgs_total");
    assertThatThrownBy(() -> metrics.set(Metric.LAG_BLOCKS, 1, "1"))
        .hasMessageContaining("chartwright_lag_blocks");
  }

  @Test
  void countersBeginWithZeroBecausePrometheusSeesOnlyWhatIncreasesLater() {
    assertThat(metrics.text())
        .contains("chartwright_blocks_proven_total 0\n")
        .doesNotContain("chartwright_lag_blocks", "chartwright_reorgs_total");
  }
}
