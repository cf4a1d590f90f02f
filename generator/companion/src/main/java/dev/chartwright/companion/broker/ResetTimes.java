package dev.chartwright.companion.broker;

import java.time.Duration;

/**
 * How long a reset waits for what.
 *
 * @param settle how long nobody may have listened before the queues are taken for empty: what a
 *     leader sent before it was killed may be on its way, and a worker may be between two
 *     connections
 * @param closeAfter how long after the closing of the fence the connections of the workers that are
 *     left are closed
 * @param giveUpAfter how long after the closing of the fence the reset gives up
 * @param firstConsumer how long the first worker is waited for, once the fence is open
 * @param poll pause between two looks
 */
public record ResetTimes(
    Duration settle,
    Duration closeAfter,
    Duration giveUpAfter,
    Duration firstConsumer,
    Duration poll) {
  /** The times of a fleet whose workers look at the fence every 5 s. */
  public static final ResetTimes DEFAULT =
      new ResetTimes(
          Duration.ofSeconds(2),
          Duration.ofSeconds(120),
          Duration.ofSeconds(240),
          Duration.ofSeconds(60),
          Duration.ofMillis(500));
}
