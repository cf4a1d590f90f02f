package dev.chartwright.workload;

import dev.chartwright.resource.RabbitmqTrigger;
import dev.chartwright.resource.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What sets the number of pods. Immutable. A workload has one, or none. */
public sealed interface Scaling {
  /** The least number of pods, the default of a value. */
  int min();

  /** The largest number of pods, the default of a value. */
  int max();

  /**
   * A HorizontalPodAutoscaler, which keeps the usage of resources near a target.
   *
   * @param metrics at least one
   */
  record ByUsage(int min, int max, List<Metric> metrics) implements Scaling {
    public ByUsage {
      metrics = List.copyOf(metrics);
    }
  }

  /** What a HorizontalPodAutoscaler aims for. */
  sealed interface Metric {}

  /**
   * The average usage of a resource.
   *
   * @param resource {@code cpu} or {@code memory}
   * @param percent of the request, the default; nothing for a target that is off unless users set
   *     it
   */
  record Usage(String resource, Optional<Integer> percent) implements Metric {}

  /** Metrics that users write themselves. */
  record CustomMetrics() implements Metric {}

  /**
   * A ScaledObject of KEDA, which scales on events, and down to none.
   *
   * @param pollingInterval the time between two looks at the triggers, in whole seconds
   * @param cooldown how long nothing must happen before the last pod ends, in whole seconds
   */
  record ByEvents(
      int min, int max, List<Trigger> triggers, Duration pollingInterval, Duration cooldown)
      implements Scaling {
    public ByEvents {
      triggers = List.copyOf(triggers);
    }

    /** Adds a trigger; it may hold references in its texts. */
    public ByEvents on(Trigger trigger) {
      List<Trigger> all = new ArrayList<>(triggers);
      all.add(trigger);
      return new ByEvents(min, max, all, pollingInterval, cooldown);
    }

    /** Adds a trigger on a RabbitMQ queue. */
    public ByEvents on(RabbitmqTrigger trigger) {
      return on(trigger.trigger());
    }

    /** The time between two looks at the triggers; by default 30 seconds. */
    public ByEvents every(Duration time) {
      return new ByEvents(min, max, triggers, time, cooldown);
    }

    /** How long nothing must happen before the last pod ends; by default 5 minutes. */
    public ByEvents cooldown(Duration time) {
      return new ByEvents(min, max, triggers, pollingInterval, time);
    }
  }
}
