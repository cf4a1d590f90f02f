package dev.chartwright.companion.tip;

import dev.chartwright.companion.rpc.Header;
import java.time.Duration;
import java.time.Instant;

/**
 * A reorg that is not yet believed: one stuck node behind a load balancer looks like it.
 *
 * @param other the block that contradicts what is known
 * @param answers how often the node has said so, not more than once a block time
 * @param last when it was counted last
 */
record Suspicion(Header other, int answers, Instant last) {
  static final int ENOUGH = 3;

  Suspicion(Header other, Instant now) {
    this(other, 1, now);
  }

  /** The node has said it again. */
  Suspicion again(Instant now, Duration blockTime) {
    return now.isBefore(last.plus(blockTime)) ? this : new Suspicion(other, answers + 1, now);
  }

  boolean isEnough() {
    return answers >= ENOUGH;
  }
}
