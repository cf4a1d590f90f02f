package dev.chartwright.companion.tip;

import dev.chartwright.companion.http.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/** When to try again what has failed: later after each failure in a row. Used by one thread. */
final class Retry {
  private final Backoff backoff;
  private final Clock clock;
  private final Random random = new Random();
  private int failures;
  private Instant until = Instant.EPOCH;

  Retry(Backoff backoff, Clock clock) {
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * It has failed again.
   *
   * @param atLeast how long to wait in any case
   */
  void failed(Optional<Duration> atLeast) {
    failures++;
    until = clock.instant().plus(backoff.after(failures, atLeast, random));
  }

  void succeeded() {
    failures = 0;
  }

  boolean isDue() {
    return !clock.instant().isBefore(until);
  }
}
