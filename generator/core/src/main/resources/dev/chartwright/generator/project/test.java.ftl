package [=package];

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.test.ChartTest;
import org.junit.jupiter.api.Test;

class [=class]Test {
  private final ChartTest chart = ChartTest.of(new [=class]());

  @Test
  void runsAsManyPodsAsAreAskedFor() {
    assertThat(chart.with("replicaCount", 3).deployment("web").getSpec().getReplicas())
        .isEqualTo(3);
  }

  @Test
  void rejectsANegativeNumberOfPods() {
    assertThat(chart.with("replicaCount", -1).fails()).contains("replicaCount");
  }
}
