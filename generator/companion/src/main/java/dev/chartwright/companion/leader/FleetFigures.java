package dev.chartwright.companion.leader;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.broker.Lease;
import dev.chartwright.companion.broker.NodeFigures;
import dev.chartwright.companion.broker.QueueFigures;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.run.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What the broker says of the fleet. Each answer serves all who need it: the watch of an attempt,
 * the metrics, and the cost of a run. Threads may share it; none waits for the answer of another.
 */
public final class FleetFigures {
  private static final double NANOS = 1e9;
  private static final double SECONDS_PER_HOUR = 3_600;

  /** After a longer time without a look, nobody knows how many workers there were. */
  private static final Duration LONGEST_GAP = Duration.ofMinutes(2);

  private final FleetBroker broker;
  private final Metrics metrics;
  private final double workerHourDollars;
  private final LongSupplier nanoTime;
  private final Map<String, Long> redelivered = new HashMap<>();
  private OptionalLong lastLook = OptionalLong.empty();
  private OptionalLong lastAnswer = OptionalLong.empty();
  private OptionalLong leased = OptionalLong.empty();
  private long workers;
  private Usage used = Usage.NONE;

  /**
   * The figures of a fleet.
   *
   * @param workerHourDollars the price of a worker for an hour
   */
  public FleetFigures(FleetBroker broker, Metrics metrics, double workerHourDollars) {
    this(broker, metrics, workerHourDollars, System::nanoTime);
  }

  FleetFigures(
      FleetBroker broker, Metrics metrics, double workerHourDollars, LongSupplier nanoTime) {
    this.broker = broker;
    this.metrics = metrics;
    this.workerHourDollars = workerHourDollars;
    this.nanoTime = nanoTime;
  }

  /** What the broker says now; empty if it gives no answer. */
  Optional<Watch.Figures> look() {
    synchronized (this) {
      lastLook = OptionalLong.of(nanoTime.getAsLong());
    }
    Map<String, QueueFigures> queues = new HashMap<>();
    try {
      for (String name : broker.queues().tasks()) {
        queues.put(name, broker.management().queue(name).orElse(new QueueFigures(0, 0, 0, 0)));
      }
      return Optional.of(note(queues, broker.management().nodes()));
    } catch (BrokerException e) {
      metrics.set(Metric.BROKER_UP, 0);
      return Optional.empty();
    }
  }

  /** Asks the broker, unless somebody has done so within this time. */
  public void lookAfter(Duration age) {
    boolean isDue;
    synchronized (this) {
      isDue = lastLook.isEmpty() || secondsSince(lastLook) >= age.toSeconds();
    }
    if (isDue) {
      look();
    }
  }

  private synchronized Watch.Figures note(Map<String, QueueFigures> queues, NodeFigures nodes) {
    long outstanding = 0;
    long backAgain = 0;
    long listening = 0;
    for (Map.Entry<String, QueueFigures> entry : queues.entrySet()) {
      String name = entry.getKey();
      QueueFigures queue = entry.getValue();
      outstanding += queue.outstanding();
      backAgain += queue.redelivered();
      listening += queue.consumers();
      metrics.set(Metric.TASKS_OUTSTANDING, queue.outstanding(), name);
      metrics.set(Metric.CONSUMERS, queue.consumers(), name);
      Long before = redelivered.put(name, queue.redelivered());
      if (before != null) {
        metrics.add(Metric.REDELIVERIES_TOTAL, (double) Math.max(0, queue.redelivered() - before));
      }
    }
    metrics.set(Metric.BROKER_UP, 1);
    metrics.set(Metric.BROKER_ALARM, nodes.alarm() ? 1 : 0);
    charge();
    workers = listening;
    return new Watch.Figures(outstanding, backAgain, nodes.uptime());
  }

  private void charge() {
    double seconds = secondsSince(lastAnswer);
    lastAnswer = OptionalLong.of(nanoTime.getAsLong());
    if (seconds <= LONGEST_GAP.toSeconds()) {
      double workerSeconds = workers * seconds;
      double dollars = workerSeconds * workerHourDollars / SECONDS_PER_HOUR;
      metrics.add(Metric.WORKER_SECONDS_TOTAL, workerSeconds);
      metrics.add(Metric.COST_DOLLARS_TOTAL, dollars);
      used = used.plus(new Usage(workerSeconds, dollars));
    }
  }

  /** What workers cost since the companion started. */
  synchronized Usage used() {
    return used;
  }

  /**
   * Keeps the task queues for another while.
   *
   * @return the queues that were not there; a broker that is away is noticed elsewhere
   */
  List<String> renew() {
    try {
      List<String> made = new Lease(broker.management(), broker.queues()).renew();
      synchronized (this) {
        leased = OptionalLong.of(nanoTime.getAsLong());
      }
      return made;
    } catch (BrokerException e) {
      return List.of(); // the next figures tell it
    }
  }

  /** Tells that no run needs the task queues. */
  synchronized void release() {
    leased = OptionalLong.empty();
  }

  /** The time since the task queues were kept; nothing if no run needs them. */
  public synchronized Duration leaseAge() {
    return leased.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis((long) (secondsSince(leased) * 1e3));
  }

  private double secondsSince(OptionalLong then) {
    return then.isEmpty() ? 0 : (nanoTime.getAsLong() - then.getAsLong()) / NANOS;
  }
}
