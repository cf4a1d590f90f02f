package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final List<String> terminal = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final TerminalProgress progress =
      TerminalProgress.on("zero-prover", terminal::add, () -> now);

  @Test
  void oneLineSaysHowFarItIs() {
    progress.cases(120, 412, 3);

    assertThat(terminal).containsExactly("\rProving zero-prover: 120 of 412 cases, 3 findings");
  }

  @Test
  void itIsDrawnNoMoreOftenThanOneCanRead() {
    progress.cases(1, 412, 0);
    progress.cases(2, 412, 0);
    now += TerminalProgress.PAUSE.toNanos() - 1;
    progress.cases(3, 412, 0);
    now += 1;
    progress.cases(4, 412, 0);

    assertThat(terminal)
        .containsExactly(
            "\rProving zero-prover: 1 of 412 cases, 0 findings",
            "\rProving zero-prover: 4 of 412 cases, 0 findings");
  }

  @Test
  void theEndIsDrawnAtOnce() {
    progress.cases(411, 412, 0);
    progress.cases(412, 412, 0);

    assertThat(terminal).last().isEqualTo("\rProving zero-prover: 412 of 412 cases, 0 findings");
  }

  @Test
  void aShorterLineLeavesNothingOfTheLongerOne() {
    progress.cases(1, 1_000, 10);
    progress.cases(1, 1, 1);

    assertThat(terminal)
        .containsExactly(
            "\rProving zero-prover: 1 of 1,000 cases, 10 findings",
            "\rProving zero-prover: 1 of 1 case, 1 finding" + " ".repeat(7));
  }

  @Test
  void whatIsClosedHasLeftAnEmptyLine() {
    progress.cases(1, 1, 1);
    progress.close();
    progress.close();

    assertThat(terminal).hasSize(2).last().asString().isEqualTo("\r" + " ".repeat(43) + "\r");
  }

  @Test
  void nothingIsClearedWhereNothingWasDrawn() {
    progress.close();

    assertThat(terminal).isEmpty();
  }

  @Test
  void aNameCanNeitherBreakTheLineNorSteerTheTerminal() {
    TerminalProgress.on("a\nb\u001b[2J" + "c".repeat(100), terminal::add, () -> now).cases(1, 2, 0);

    assertThat(terminal).hasSize(1);
    assertThat(terminal.get(0).substring(1))
        .hasSize(79)
        .startsWith("Proving a b\uFFFD[2Jccc")
        .endsWith("c…");
  }
}
