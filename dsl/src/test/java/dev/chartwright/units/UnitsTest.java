package dev.chartwright.units;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.FleetDeclarationRules;
import java.util.List;
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
  void textThatKubernetesRefusesIsNoMemoryAndCarriesTheFinding(String text) {
    Memory memory = Memory.parse(text);

    assertThat(memory.bytes()).isZero();
    assertThat(memory.invalid())
        .hasValueSatisfying(
            finding -> {
              assertThat(finding.rule()).isEqualTo(FleetDeclarationRules.AMOUNT);
              assertThat(finding.what()).contains("'" + text + "'");
              assertThat(finding.place().declaredAt()).isPresent();
            });
  }

  @Test
  void aNegativeAmountIsZeroAndCarriesTheFindingWithTheReceivedValue() {
    assertThat(
            List.of(Memory.gib(-3).invalid(), Cpu.millis(-5).invalid(), DiskSize.gb(-1).invalid()))
        .extracting(finding -> finding.orElseThrow().what())
        .satisfiesExactly(
            what -> assertThat(what).contains("-3"),
            what -> assertThat(what).contains("-5m"),
            what -> assertThat(what).contains("-1"));
    assertThat(new Memory(-3)).isNotEqualTo(new Memory(0)).extracting(Memory::bytes).isEqualTo(0L);
  }

  @Test
  void theSumOfTooMuchIsTheLargestAmount() {
    Memory large = new Memory(Long.MAX_VALUE - 1);

    assertThat(large.plus(large).bytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(large.times(2).bytes()).isEqualTo(Long.MAX_VALUE);
    assertThat(Cpu.millis(Long.MAX_VALUE).times(3).millis()).isEqualTo(Long.MAX_VALUE);
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
