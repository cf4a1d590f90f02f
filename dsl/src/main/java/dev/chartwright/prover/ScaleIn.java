package dev.chartwright.prover;

import java.time.Duration;
import java.util.Objects;

/**
 * The rule for removing workers while there are tasks. A worker that is removed takes no new task
 * and finishes its own, as long as its grace period lasts; then its task is lost and starts again
 * on another worker.
 */
public sealed interface ScaleIn {
  /** Never, except to zero when nothing is left to do. */
  static ScaleIn disabled() {
    return new Disabled();
  }

  /**
   * Some at a time, once fewer have been enough for the whole window. Each finishes its task first,
   * so the grace period of the workers must not be shorter than their longest task.
   *
   * @param window how long fewer workers must have been enough, an hour at most
   * @param pods how many may be told to stop, 1 or more
   * @param period in this time, one second to 30 minutes
   */
  static ScaleIn drain(Duration window, int pods, Duration period) {
    return new Drain(window, pods, period);
  }

  /**
   * Same as {@link #drain}.
   *
   * @deprecated write {@link #drain}, because workers finish their tasks; this name goes with the
   *     next release
   */
  @SuppressWarnings("InlineMeSuggester")
  @Deprecated(forRemoval = true)
  static ScaleIn gradual(Duration window, int pods, Duration period) {
    return drain(window, pods, period);
  }

  /**
   * The rule that applies where none is declared: workers that are given the time for their longest
   * task drain, 4 of them every 5 minutes once fewer were enough for 10 minutes. Others are never
   * removed while there are tasks.
   */
  static ScaleIn usual(Duration gracePeriod, Duration longestTask) {
    return gracePeriod.compareTo(longestTask) >= 0
        ? drain(Duration.ofMinutes(10), 4, Duration.ofMinutes(5))
        : disabled();
  }

  /** No scale-in. */
  record Disabled() implements ScaleIn {}

  /**
   * Scale-in of workers that finish their tasks.
   *
   * @param window how long fewer workers must have been enough; one hour at most
   * @param pods how many may be told to stop
   * @param period in this time, one second to 30 minutes
   */
  record Drain(Duration window, int pods, Duration period) implements ScaleIn {
    public Drain {
      Objects.requireNonNull(window, "window");
      Objects.requireNonNull(period, "period");
    }
  }
}
