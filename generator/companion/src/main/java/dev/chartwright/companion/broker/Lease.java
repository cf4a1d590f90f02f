package dev.chartwright.companion.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the task queues and their tasks while nobody listens to them. The broker deletes a queue of
 * the prover that nobody has listened to or declared for 30 min. It has no thread: its owner calls
 * {@link #renew()} as long as a run goes on.
 */
public final class Lease {
  /** How often the lease is to be renewed. */
  public static final Duration INTERVAL = Duration.ofMinutes(5);

  private final Management management;
  private final TaskQueues queues;

  public Lease(Management management, TaskQueues queues) {
    this.management = management;
    this.queues = queues;
  }

  /**
   * Renews the lease on every task queue, and makes those that are not there.
   *
   * @return the queues that were not there; in the middle of a run their tasks are lost
   */
  public List<String> renew() throws BrokerException {
    List<String> made = new ArrayList<>();
    for (String queue : queues.tasks()) {
      if (management.declare(queue)) {
        made.add(queue);
      }
    }
    return made;
  }
}
