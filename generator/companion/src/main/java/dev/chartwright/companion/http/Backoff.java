package dev.chartwright.companion.http;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failures: twice as long after each one, up to a ceiling, and at random
 * between half and all of it, so that several companions do not ask at the same moment.
 *
 * @param first after the first failure
 * @param ceiling at most, also where the node asks for more
 */
public record Backoff(Duration first, Duration ceiling) {
  private static final int LARGEST_SHIFT = 20;

  /**
   * The wait after failures.
   *
   * @param failures how many in a row, from 1
   * @param atLeast what the node asks for
   */
  public Duration after(int failures, Optional<Duration> atLeast, RandomGenerator random) {
    long most =
        Math.min(first.toMillis() << Math.min(failures - 1, LARGEST_SHIFT), ceiling.toMillis());
    long wait = most / 2 + random.nextLong(most / 2 + 1);
    long asked = atLeast.map(Duration::toMillis).orElse(0L);
    return Duration.ofMillis(Math.min(Math.max(wait, asked), ceiling.toMillis()));
  }
}
