package dev.chartwright.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "300Gi, 300Gi",
    "1024Gi, 1Ti",
    "1536Mi, 1536Mi",
    "1.5Gi, 1536Mi",
    "230G, 230G",
    "0, 0",
    "1000Mi, 1000Mi",
    "1024, 1Ki",
    "1000, 1k",
    "17, 17",
    "1000000Ki, 1024M"
  })
  void memoryIsWrittenInItsShortestExactForm(String text, String written) {
    assertThat(Memory.parse(text)).hasToString(written);
    assertThat(Memory.parse(written)).isEqualTo(Memory.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1,5Gi", "-1Gi", "1e3", "300 Gi", "Gi", "300gi", "99999999999999Pi"})
  void textThatKubernetesRefusesIsNoMemory(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.parse(text))
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void aNegativeAmountIsRefusedWithTheReceivedValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Memory.gib(-3))
        .withMessage("memory cannot be negative: -3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cpu.millis(-5))
        .withMessage("processor time cannot be negative: -5m");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DiskSize.gb(-1))
        .withMessage("disk space cannot be negative: -1");
  }

  @Test
  void threeHundredMebibytesAreNotThreeHundredGibibytes() {
    assertThat(Memory.mib(300)).isLessThan(Memory.gib(300)).hasToString("300Mi");
    assertThat(Memory.gib(300).minus(Memory.gib(400))).isEqualTo(Memory.gib(0));
  }

  @Test
  void decimalMemoryIsToldApart() {
    assertThat(Memory.parse("230G").isDecimal()).isTrue();
    assertThat(Memory.gib(230).isDecimal()).isFalse();
    assertThat(Memory.parse("17").isDecimal()).isFalse();
  }

  @ParameterizedTest(name = "{0} is written {1} and feeds {2} threads")
  @CsvSource({"44, 44, 44", "500m, 500m, 1", "0.5, 500m, 1", "2500m, 2500m, 2", "2000m, 2, 2"})
  void processorTimeIsWrittenInCoresOrMillicores(String text, String written, int threads) {
    assertThat(Cpu.parse(text)).hasToString(written);
    assertThat(Cpu.parse(text).threads()).isEqualTo(threads);
  }

  @Test
  void aDiskIsSoldInDecimalGigabytesAndClaimedInBinaryOnes() {
    assertThat(DiskSize.gb(300).gigabytes()).isEqualTo(300);
    assertThat(DiskSize.gb(300)).hasToString("300G");
    assertThat(DiskSize.tib(1)).hasToString("1Ti");
    assertThat(DiskSize.tib(1).gigabytes()).isEqualTo(1100);
  }
}
