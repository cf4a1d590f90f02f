package dev.chartwright.companion.monitor;

import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.leader.Cause;
import dev.chartwright.companion.leader.Loss;
import dev.chartwright.companion.leader.Observed;
import dev.chartwright.companion.leader.Prover;
import dev.chartwright.companion.leader.Reason;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.RunState;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Looks at runs, broker and volume now and then, and sets the metrics that nobody counts. It needs
 * a thread of its own, so that neither a scrape nor the work on a run waits for it.
 */
public final class Collector {
  /** How often it looks. */
  public static final Duration INTERVAL = Duration.ofSeconds(15);

  private final Prover prover;
  private final Observed observed;
  private final Metrics metrics;
  private final Duration interval;

  /** A collector of what a prover works on. */
  public Collector(Prover prover, Duration interval) {
    this.prover = prover;
    this.observed = prover.observed();
    this.metrics = observed.metrics();
    this.interval = interval;
    // Prometheus sees an increase only of what was there before.
    for (String result : List.of("succeeded", "failed", "stopped", "interrupted")) {
      metrics.add(Metric.ATTEMPTS_TOTAL, 0, result);
    }
    for (Reason loss : Loss.values()) {
      metrics.add(Metric.FAILURES_TOTAL, 0, loss.label());
    }
    for (Reason cause : Cause.values()) {
      metrics.add(Metric.FAILURES_TOTAL, 0, cause.label());
    }
  }

  /** Looks until the thread is interrupted. */
  public void work() throws InterruptedException {
    while (true) {
      collect();
      Thread.sleep(interval.toMillis());
    }
  }

  /** Looks once. What cannot be seen keeps its value of before. */
  public void collect() {
    observed.phases().count();
    try {
      runs();
      volume();
    } catch (IOException | RuntimeException e) {
      // The volume is away, or a folder has moved: the next look sees it.
    }
    observed.figures().lookAfter(interval);
    metrics.set(Metric.LEASE_AGE_SECONDS, observed.figures().leaseAge().toSeconds());
    try {
      boolean closed = prover.broker().fence().state().closed();
      metrics.set(Metric.FENCE_CLOSED, closed ? 1 : 0);
    } catch (BrokerException e) {
      // The metric of the broker says so.
    }
  }

  private void runs() throws IOException {
    for (RunState state : RunState.values()) {
      metrics.set(Metric.RUNS, prover.queue().in(state).size(), state.folder());
    }
    for (Pause pause : Pause.values()) {
      metrics.set(Metric.PAUSED, prover.queue().isPaused(pause) ? 1 : 0, pause.command());
    }
    if (prover.settings().circuitsMarker().isPresent()) {
      Path marker = prover.settings().circuitsMarker().get();
      metrics.set(Metric.CIRCUITS_COMPLETE, Files.exists(marker) ? 1 : 0);
    }
  }

  private void volume() throws IOException {
    FileStore volume = Files.getFileStore(prover.queue().root());
    metrics.set(Metric.DISK_FREE_BYTES, volume.getUsableSpace());
    metrics.set(Metric.DISK_SIZE_BYTES, volume.getTotalSpace());
  }
}
