package dev.chartwright.companion.leader;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.broker.Fence;
import dev.chartwright.companion.broker.Lease;
import dev.chartwright.companion.broker.Management;
import dev.chartwright.companion.broker.QueueFigures;
import dev.chartwright.companion.broker.Reset;
import dev.chartwright.companion.broker.ResetTimes;
import dev.chartwright.companion.broker.TaskQueues;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The fleet's broker, as a run sees it. */
public record FleetBroker(Management management, TaskQueues queues, Fence fence, ResetTimes times) {
  /** What the broker says now; empty if it gives no answer. */
  Optional<Watch.Figures> figures() {
    try {
      long outstanding = 0;
      long redelivered = 0;
      for (String name : queues.tasks()) {
        QueueFigures queue = management.queue(name).orElse(new QueueFigures(0, 0, 0, 0));
        outstanding += queue.outstanding();
        redelivered += queue.redelivered();
      }
      return Optional.of(new Watch.Figures(outstanding, redelivered, management.uptime()));
    } catch (BrokerException e) {
      return Optional.empty();
    }
  }

  /**
   * Keeps the task queues for another while.
   *
   * @return the queues that were not there; a broker that is away is noticed elsewhere
   */
  List<String> renew() {
    try {
      return new Lease(management, queues).renew();
    } catch (BrokerException e) {
      return List.of(); // the next figures tell it
    }
  }

  /** Tells a later upgrade of the chart that a run goes on, and with which circuits. */
  void announce(String run, String circuits) throws BrokerException {
    management.putGlobalParameter(announcement(), run + " " + circuits);
  }

  /** Tells that no run goes on. */
  public void withdraw() throws BrokerException {
    management.deleteGlobalParameter(announcement());
  }

  private String announcement() {
    return fence.name() + "-run";
  }

  /** Empties workers and queues, and waits for a worker where the fleet always has one. */
  public void reset(String reason, boolean hasWorkers, Consumer<String> progress)
      throws BrokerException, InterruptedException {
    Reset reset = new Reset(management, queues, fence, times, progress);
    reset.run(reason);
    if (hasWorkers) {
      reset.awaitWorker();
    }
  }
}
