package dev.chartwright.companion.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class PhasesTest {
  private final Metrics metrics = new Metrics();
  private long nanos = 5_000_000_000L;
  private final Phases phases = new Phases(metrics, () -> nanos);

  @Test
  void theTimeOfAPhaseIsCountedWhileItGoesOnAndWhenItEnds() {
    nanos += 1_000_000_000L;
    phases.count();
    assertThat(seconds("waiting")).isEqualTo(1);
    nanos += 500_000_000L;
    assertThat(phases.enter(Phase.PROVING)).isEqualTo(Phase.WAITING);
    nanos += 3_000_000_000L;
    assertThat(phases.enter(Phase.VERIFYING)).isEqualTo(Phase.PROVING);
    assertThat(seconds("waiting")).isEqualTo(1.5);
    assertThat(seconds("proving")).isEqualTo(3);
  }

  @Test
  void everyPhaseIsToldFromTheStart() {
    for (Phase phase : Phase.values()) {
      assertThat(metrics.text())
          .contains("phase=\"" + phase.name().toLowerCase(Locale.ROOT) + "\"} 0\n");
    }
  }

  private double seconds(String phase) {
    return metrics.value(Metric.PHASE_SECONDS_TOTAL, phase);
  }
}
