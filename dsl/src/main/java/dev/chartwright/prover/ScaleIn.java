package dev.chartwright.prover;

import java.time.Duration;
import java.util.Objects;

/**
 * The rule for removing workers while there are tasks. A worker that is removed can lose its proof.
 */
public sealed interface ScaleIn {
  /** Never, except to zero when nothing is left to do. */
  static ScaleIn disabled() {
    return new Disabled();
  }

  /** Some at a time, once fewer have been enough for the whole window. */
  static ScaleIn gradual(Duration window, int pods, Duration period) {
    return new Gradual(window, pods, period);
  }

  /** No scale-in. */
  record Disabled() implements ScaleIn {}

  /**
   * Slow scale-in.
   *
   * @param window how long fewer workers must have been enough; one hour at most
   * @param pods how many may go
   * @param period in this time, one second to 30 minutes
   */
  record Gradual(Duration window, int pods, Duration period) implements ScaleIn {
    public Gradual {
      Objects.requireNonNull(window, "window");
      Objects.requireNonNull(period, "period");
    }
  }
}
