package dev.chartwright.companion.broker;

/**
 * What the broker says of a queue. The figures are up to 5 s old, and zero for a queue that is
 * younger.
 *
 * @param ready messages that wait for a consumer
 * @param unacked messages that a consumer has and has not confirmed
 * @param consumers consumers that listen
 * @param redelivered messages that were delivered again, since the queue was made
 */
public record QueueFigures(long ready, long unacked, long consumers, long redelivered) {
  /** The messages that are not done. */
  public long outstanding() {
    return ready + unacked;
  }
}
