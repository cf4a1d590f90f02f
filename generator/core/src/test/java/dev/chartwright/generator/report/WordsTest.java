package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void whatIsLessThanEverythingNeverReadsAsEverything() {
    assertThat(Words.percent(100)).isEqualTo("100 %");
    assertThat(Words.percent(99.99)).isEqualTo("99.9 %");
    assertThat(Words.percent(75)).isEqualTo("75 %");
    assertThat(Words.percent(0)).isEqualTo("0 %");
  }

  @Test
  void aTimeHasTheUnitThatAReaderExpects() {
    assertThat(Words.time(Duration.ofMillis(38))).isEqualTo("38 ms");
    assertThat(Words.time(Duration.ofMillis(1840))).isEqualTo("1.84 s");
    assertThat(Words.time(Duration.ofMillis(59_999))).isEqualTo("60.00 s");
    assertThat(Words.time(Duration.ofSeconds(3_601))).isEqualTo("60 min 1 s");
  }

  @Test
  void onlyASlowRateHasADecimal() {
    assertThat(Words.rate(3.14)).isEqualTo("3.1");
    assertThat(Words.rate(1234.5)).isEqualTo("1,235");
  }
}
