package dev.chartwright.companion.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class ConsolidatedHashTest {
  /** The prover's own constant for the first block of a chain. */
  @Test
  void isThatOfTheProver() {
    Hash none = new Hash("0".repeat(64));

    assertThat(ConsolidatedHash.of(Collections.nCopies(256, none)))
        .isEqualTo(
            "5498946765822202150,10724662260254836878,9161393967331872654,5704373722058976135");
  }
}
