package dev.chartwright.companion.broker;

import dev.chartwright.companion.broker.BrokerException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gives the next run workers and queues that hold nothing of the run before. A worker remembers an
 * abort message and throws the next task away, so every worker has to stop, and no message may be
 * left. The leader has ended before a reset begins.
 *
 * <p>A queue is emptied by deleting it on condition that nobody listens to it. The queue itself
 * decides that, in one step, whereas the figures of the management API are up to 5 s old. When a
 * worker's connection ends, the queue gets back the task of the worker, and what the worker had
 * published, before it forgets the worker. So nothing of it is left behind. Workers declare their
 * queues when they start.
 */
public final class Reset {
  private static final int NAMED = 5;

  private final Management management;
  private final TaskQueues queues;
  private final Fence fence;
  private final ResetTimes times;
  private final Consumer<String> progress;

  /**
   * A reset.
   *
   * @param progress takes a sentence for each step
   */
  public Reset(
      Management management,
      TaskQueues queues,
      Fence fence,
      ResetTimes times,
      Consumer<String> progress) {
    this.management = management;
    this.queues = queues;
    this.fence = fence;
    this.times = times;
    this.progress = progress;
  }

  /**
   * Closes the fence, waits until no worker listens, empties the queues, and opens the fence.
   * Workers that do not stop lose their connections. A broker that does not answer for a while is
   * waited for.
   *
   * @param reason why, as the fence tells it
   * @throws BrokerException if somebody else has closed the fence, or the broker refuses or does
   *     not answer: nothing is changed if that is so from the start, otherwise the fence stays
   *     closed. If a worker is left in the end, the fence stays closed, and the sentence names it.
   * @throws InterruptedException if the thread is interrupted; the fence stays closed
   */
  public void run(String reason) throws BrokerException, InterruptedException {
    management.consumers(queues.all()); // refuses before anything is changed
    fence.close(reason);
    progress.accept("the fence is closed, the workers have to stop");
    long start = System.nanoTime();
    long heard = start; // when somebody listened, or nobody knew
    Map<String, String> left = Map.of();
    while (true) {
      BrokerException lost = null;
      try {
        List<QueueConsumer> listening = management.consumers(queues.all());
        boolean late = passed(start, times.closeAfter());
        // The broker logs an error when it does not delete a queue, so it is first asked who is
        // left. That answer may be old, so it is not believed forever.
        if ((!listening.isEmpty() && !late) || !isEmptied()) {
          heard = System.nanoTime();
        } else if (passed(heard, times.settle())) {
          new Lease(management, queues).renew();
          fence.open();
          progress.accept("the task queues are empty, the fence is open");
          return;
        }
        if (late) {
          left = closeConnections(listening, left);
        }
      } catch (BrokerException e) {
        if (e.kind() != Kind.UNREACHABLE) {
          throw e;
        }
        lost = e;
        heard = System.nanoTime();
      }
      if (passed(start, times.giveUpAfter())) {
        throw lost != null ? lost : gaveUp(left);
      }
      Thread.sleep(times.poll().toMillis());
    }
  }

  /**
   * Waits for the first worker. Only for a fleet that always has one.
   *
   * @return whether one has come; the progress tells it, and it is no error if not
   */
  public boolean awaitWorker() throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      try {
        if (!management.consumers(queues.tasks()).isEmpty()) {
          progress.accept("workers listen again");
          return true;
        }
      } catch (BrokerException e) {
        // The run that follows will tell it if it lasts.
      }
      if (passed(start, times.firstConsumer())) {
        long seconds = times.firstConsumer().toSeconds();
        progress.accept("no worker listens yet, after " + seconds + " s; tasks wait for the first");
        return false;
      }
      Thread.sleep(times.poll().toMillis());
    }
  }

  /**
   * The task queues come first: once they are empty, no worker can fail at a task of the run before
   * and publish an abort message behind the deletion of the abort queue.
   */
  private boolean isEmptied() throws BrokerException {
    for (String queue : queues.all()) {
      if (!management.deleteIfUnused(queue)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Closes the connections that still listen.
   *
   * @return these, each with the address that it comes from; those of before if there is none
   */
  private Map<String, String> closeConnections(
      List<QueueConsumer> listening, Map<String, String> before) throws BrokerException {
    Map<String, String> left = new TreeMap<>();
    for (QueueConsumer consumer : listening) {
      if (!consumer.connection().isEmpty()) {
        left.put(consumer.connection(), consumer.host());
      }
    }
    if (before.isEmpty() && !left.isEmpty()) {
      progress.accept("closing the connections of the workers that are left: " + named(left));
    }
    for (String connection : left.keySet()) {
      management.closeConnection(connection, "the fence " + fence.name() + " is closed");
    }
    return left.isEmpty() ? before : left;
  }

  private BrokerException gaveUp(Map<String, String> left) {
    return new BrokerException(
        Kind.WORKERS_LEFT,
        "workers still listen to the task queues "
            + times.giveUpAfter().toSeconds()
            + " s after the fence "
            + fence.name()
            + " was closed, and it stays closed: delete "
            + (left.isEmpty()
                ? "all pods of workers"
                : "the pods with the addresses " + named(left))
            + ", then `reset`");
  }

  private static String named(Map<String, String> connections) {
    List<String> names =
        connections.entrySet().stream()
            .limit(NAMED)
            .map(entry -> entry.getValue() + " (connection " + entry.getKey() + ")")
            .toList();
    int more = connections.size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  private static boolean passed(long start, Duration time) {
    return System.nanoTime() - start >= time.toNanos();
  }
}
