package dev.chartwright.companion.broker;

/**
 * One that listens to a queue.
 *
 * @param queue the name of the queue
 * @param connection the broker's name for its connection; empty while the broker does not know it
 * @param host the address that it comes from, which is its pod's; empty while that is not known
 */
public record QueueConsumer(String queue, String connection, String host) {}
