package dev.chartwright.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.NodePool;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScaleInTest {
  private static final ScaleIn DRAIN =
      ScaleIn.drain(Duration.ofMinutes(20), 2, Duration.ofMinutes(5));

  @Test
  void workersDrainWhenTheirGracePeriodIsLongEnough() {
    assertThat(group().build().scaleIn()).isInstanceOf(ScaleIn.Drain.class);
    assertThat(group().longestTask(Duration.ofHours(9)).build().scaleIn())
        .isInstanceOf(ScaleIn.Drain.class);
  }

  @Test
  void workersStayWhenTheyWouldLoseTheirTasks() {
    Workers hasty =
        group()
            .longestTask(Duration.ofHours(1))
            .terminationGracePeriod(Duration.ofMinutes(59))
            .build();

    assertThat(hasty.scaleIn()).isEqualTo(ScaleIn.disabled());
  }

  @Test
  void whatIsDeclaredApplies() {
    assertThat(
            group()
                .autoscaling(Autoscaling.between(0, 8).scaleIn(ScaleIn.disabled()))
                .build()
                .scaleIn())
        .isEqualTo(ScaleIn.disabled());
    assertThat(group().autoscaling(Autoscaling.between(0, 8).scaleIn(DRAIN)).build().scaleIn())
        .isEqualTo(DRAIN);
  }

  @Test
  void aFixedNumberStays() {
    assertThat(Workers.on(NodePool.highmemPool()).replicas(2).build().scaleIn())
        .isEqualTo(ScaleIn.disabled());
  }

  @Test
  @SuppressWarnings("removal")
  void theEarlierNameStillWorks() {
    assertThat(ScaleIn.gradual(Duration.ofMinutes(20), 2, Duration.ofMinutes(5))).isEqualTo(DRAIN);
  }

  private static Workers.Builder group() {
    return Workers.on(NodePool.highmemPool()).autoscaling(Autoscaling.between(0, 8));
  }
}
