package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.problem.InvalidModelException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MistakeTest {
  @ParameterizedTest(name = "{index}: {0}")
  @MethodSource("mistakes")
  void aMistakeIsRefusedByNameAndNeverCrashes(Mistake mistake) {
    Throwable refusal =
        catchThrowable(
            () -> {
              Values values = Values.create();
              Chart.Builder chart = Chart.named("mistaken").describe("A.").values(values);
              mistake.make().in(chart, values);
              HelmChart.render(chart.build());
            });
    assertThat(refusal)
        .isInstanceOfAny(IllegalArgumentException.class, InvalidModelException.class)
        .hasMessageContaining(mistake.mention());
  }

  private static List<Mistake> mistakes() {
    return Mistake.all();
  }
}
