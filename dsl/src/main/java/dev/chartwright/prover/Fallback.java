package dev.chartwright.prover;

import java.util.Objects;

/**
 * What KEDA does while it cannot read the queue.
 *
 * @param failureThreshold failed reads in a row before it applies, since KEDA 2.17
 * @param replicas the number of workers; never 0, which KEDA takes for no fallback at all
 * @param behavior what the number means; before KEDA 2.17 always static
 */
public record Fallback(int failureThreshold, int replicas, Behavior behavior) {
  public Fallback {
    Objects.requireNonNull(behavior, "behavior");
  }

  /** Keeps the workers that run, and at least this many; needs KEDA 2.17. */
  public static Fallback keepCurrent(int replicas) {
    return new Fallback(3, replicas, Behavior.CURRENT_REPLICAS);
  }

  /** Sets this many workers, whatever runs. */
  public static Fallback setTo(int replicas) {
    return new Fallback(3, replicas, Behavior.STATIC);
  }

  /** The meaning of the number of a fallback. */
  public enum Behavior {
    STATIC("static"),
    CURRENT_REPLICAS("currentReplicas"),
    CURRENT_REPLICAS_IF_HIGHER("currentReplicasIfHigher"),
    CURRENT_REPLICAS_IF_LOWER("currentReplicasIfLower");

    private final String text;

    Behavior(String text) {
      this.text = text;
    }

    /** The spelling of KEDA. */
    @Override
    public String toString() {
      return text;
    }
  }
}
