package dev.chartwright.generator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogProgressTest {
  private final List<String> log = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5;
  private final LogProgress progress = LogProgress.in("zero-prover", log::add, () -> now);

  @Test
  void aLongProofSaysEveryTenSecondsHowFarItIs() {
    progress.cases(1, 412, 0);
    now += LogProgress.PAUSE.toNanos();
    progress.cases(120, 412, 3);
    now += LogProgress.PAUSE.toNanos() - 1;
    progress.cases(130, 412, 3);
    now += 1;
    progress.cases(140, 412, 3);

    assertThat(log)
        .containsExactly(
            "Proving zero-prover: 120 of 412 cases, 3 findings",
            "Proving zero-prover: 140 of 412 cases, 3 findings");
  }

  @Test
  void aProofThatIsQuicklyDoneSaysNothing() {
    progress.cases(412, 412, 0);
    progress.close();

    assertThat(log).isEmpty();
  }
}
