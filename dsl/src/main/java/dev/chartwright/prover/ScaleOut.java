package dev.chartwright.prover;

import java.time.Duration;
import java.util.Objects;

/**
 * How fast workers are added.
 *
 * @param pods at most this many
 * @param period in this time, one second to 30 minutes
 */
public record ScaleOut(int pods, Duration period) {
  public ScaleOut {
    Objects.requireNonNull(period, "period");
  }
}
