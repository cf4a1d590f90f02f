package dev.chartwright.generator.plan;

import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.ScaleOut;
import java.time.Duration;
import java.util.Objects;

/**
 * How long it takes until more workers work. Immutable.
 *
 * @param group the group of workers
 * @param from the fewest workers
 * @param to the most workers
 * @param polling how long it takes at most until the tasks are seen
 * @param scaleOut how fast workers are added
 * @param circuits what a worker does for its circuits when it starts
 * @param onSpot whether all its nodes may vanish at once
 * @param leased whether a run renews its queues until it ends
 */
public record ScaleUp(
    String group,
    int from,
    int to,
    Duration polling,
    ScaleOut scaleOut,
    Circuits circuits,
    boolean onSpot,
    boolean leased) {
  /** The shortest time until a new node is ready; not verified. */
  public static final Duration NODE_AT_LEAST = Duration.ofMinutes(2);

  /**
   * The usual time until a new node is ready; not verified, and a zone may have no machines left.
   */
  public static final Duration NODE_AT_MOST = Duration.ofMinutes(5);

  /** How long a task queue without a worker lives; then it is deleted with its tasks. */
  public static final Duration QUEUE_EXPIRY = Duration.ofMinutes(30);

  /** How often the autoscaler asks while there is a worker. */
  private static final Duration SYNC = Duration.ofSeconds(15);

  public ScaleUp {
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(polling, "polling");
    Objects.requireNonNull(scaleOut, "scaleOut");
    Objects.requireNonNull(circuits, "circuits");
  }

  static ScaleUp of(
      String group, Autoscaling scaling, Circuits circuits, boolean onSpot, boolean leased) {
    return new ScaleUp(
        group,
        scaling.min(),
        scaling.max(),
        scaling.min() == 0 ? scaling.pollingInterval() : SYNC,
        scaling.scaleOut(),
        circuits,
        onSpot,
        leased);
  }

  /** From the first new worker to the last one, as fast as the declaration allows. */
  public Duration wave() {
    int steps = (Math.max(0, to - from) + scaleOut.pods() - 1) / Math.max(1, scaleOut.pods());
    return scaleOut.period().multipliedBy(Math.max(0, steps - 1));
  }

  /** What is left for image and circuits before a queue at rest expires. */
  public Duration leftBeforeExpiry() {
    return QUEUE_EXPIRY.minus(NODE_AT_MOST).minus(polling);
  }

  /** True if the queue can be without a worker, so that it may expire. */
  public boolean mayExpire() {
    return !leased && (from == 0 || onSpot);
  }

  /** What a worker does for its circuits when it starts. */
  public enum Circuits {
    /** The first worker of a fleet makes them, all others load them. */
    LOADED,
    /** Each makes them every time. */
    MADE
  }
}
