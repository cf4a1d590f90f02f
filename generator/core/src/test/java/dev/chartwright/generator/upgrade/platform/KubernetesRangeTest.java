package dev.chartwright.generator.upgrade.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesRangeTest {
  @ParameterizedTest(name = "{0}: before 1.25 {1}, from 1.25 on {2}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''; true; true
          *; true; true
          >=1.27.0-0; false; true
          >= 1.25; false; true
          >=1.24.3; true; true
          >1.24; false; true
          > 1.24.0; true; true
          ^1.25.0; false; true
          ^1.19; true; true
          ~1.25; false; true
          ~1.24.2; true; false
          1.24.x; true; false
          1.25.x; false; true
          <1.25.0-0; true; false
          <= 1.24; true; false
          <=1.25; true; true
          >=1.19-0 <1.25-0; true; false
          >=1.19.0, <1.26.0; true; true
          1.19 - 1.24; true; false
          1.25.0 - 1.29.0; false; true
          1.23.x || >=1.27; true; true
          >=1.26 || >=1.28; false; true
          >=1.26 !=1.27.3; false; true
          v1.24.9; true; false
          ^2; false; false
          not a range; true; true
          """)
  void aRangeAllowsReleases(String range, boolean before, boolean from) {
    KubernetesRange allowed = KubernetesRange.of(range);
    assertThat(allowed.allowsBefore(25)).isEqualTo(before);
    assertThat(allowed.allowsFrom(25)).isEqualTo(from);
  }
}
