package dev.chartwright.companion.leader;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.broker.Fence;
import dev.chartwright.companion.broker.Management;
import dev.chartwright.companion.broker.Reset;
import dev.chartwright.companion.broker.ResetTimes;
import dev.chartwright.companion.broker.TaskQueues;
import java.util.function.Consumer;

/** The fleet's broker, as a run sees it. */
public record FleetBroker(Management management, TaskQueues queues, Fence fence, ResetTimes times) {
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
