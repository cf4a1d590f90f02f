package dev.chartwright.jkube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.2.3, 1.2.3",
    "1.2.3-SNAPSHOT, 1.2.3-SNAPSHOT",
    "1.2, 1.2.0",
    "7, 7.0.0",
    "1.2.3.Final, 1.2.3-Final",
    "1.2.3.4, 1.2.3-4",
    "2026.01.07, 2026.1.7",
    "1.0_rc 1, 1.0.0-rc-1",
    "1.0.0-rc.01, 1.0.0-rc.1",
    "r5, 0.0.0-r5",
    "v3, 3.0.0",
    "v1.2.3-SNAPSHOT, 1.2.3-SNAPSHOT",
    "vega, 0.0.0-vega",
    "1.0-, 1.0.0",
  })
  void theVersionOfAProjectBecomesSemVer(String project, String chart) {
    assertThat(ChartVersion.of(project)).isEqualTo(chart);
  }
}
