package dev.chartwright.companion.broker;

import java.util.List;
import java.util.stream.Stream;

/**
 * The queues between leader and workers.
 *
 * @param tasks the queues that tasks are taken from, at least one
 * @param abort the queue that tells workers to give up
 */
public record TaskQueues(List<String> tasks, String abort) {
  public TaskQueues {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("a fleet has at least one task queue");
    }
  }

  /** The task queues, and behind them the abort queue. */
  List<String> all() {
    return Stream.concat(tasks.stream(), Stream.of(abort)).toList();
  }
}
