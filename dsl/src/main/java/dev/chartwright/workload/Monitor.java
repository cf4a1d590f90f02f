package dev.chartwright.workload;

import java.time.Duration;
import java.util.Objects;

/**
 * Metrics that Prometheus scrapes. Immutable.
 *
 * @param port the name of the container's port; empty for the first one
 * @param interval the default of the value, in whole seconds
 */
public record Monitor(String path, String port, Duration interval) {
  public Monitor {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(port, "port");
    Objects.requireNonNull(interval, "interval");
  }

  /** Metrics at a path of the first port, every 30 seconds. */
  public static Monitor at(String path) {
    return new Monitor(path, "", Duration.ofSeconds(30));
  }

  /** Metrics at another port, by its name. */
  public Monitor port(String name) {
    return new Monitor(path, name, interval);
  }

  /** The default of the time between two scrapes. */
  public Monitor every(Duration time) {
    return new Monitor(path, port, time);
  }
}
