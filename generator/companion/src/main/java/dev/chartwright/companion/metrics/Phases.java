package dev.chartwright.companion.metrics;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How long each phase takes. Threads may share it. */
public final class Phases {
  private static final double NANOS = 1e9;

  private final Metrics metrics;
  private final LongSupplier nanoTime;
  private Phase phase = Phase.WAITING;
  private long since;

  /** Begins with {@link Phase#WAITING}. */
  public Phases(Metrics metrics) {
    this(metrics, System::nanoTime);
  }

  Phases(Metrics metrics, LongSupplier nanoTime) {
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
    for (Phase each : Phase.values()) {
      metrics.add(Metric.PHASE_SECONDS_TOTAL, 0, label(each));
    }
  }

  /**
   * Begins another phase.
   *
   * @return the one before
   */
  public synchronized Phase enter(Phase next) {
    count();
    Phase before = phase;
    phase = next;
    return before;
  }

  /** Counts the time until now. */
  public synchronized void count() {
    long now = nanoTime.getAsLong();
    metrics.add(Metric.PHASE_SECONDS_TOTAL, (now - since) / NANOS, label(phase));
    since = now;
  }

  private static String label(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }
}
