package dev.chartwright.generator.report;

import dev.chartwright.generator.prove.ProofProgress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says how far a proof has come in lines of a log, so that a reader sees that it goes on. A proof
 * that is quickly done says nothing. Used by one thread.
 */
public final class LogProgress implements ProofProgress {
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final String chart;
  private final Consumer<String> log;
  private final LongSupplier nanoTime;
  private long last;

  private LogProgress(String chart, Consumer<String> log, LongSupplier nanoTime) {
    this.chart = Objects.requireNonNull(chart, "chart");
    this.log = Objects.requireNonNull(log, "log");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.last = nanoTime.getAsLong();
  }

  /**
   * Progress in a log.
   *
   * @param chart the name of the chart
   * @param log takes a line, without its line break
   * @param nanoTime a clock, such as {@code System::nanoTime}
   */
  public static LogProgress in(String chart, Consumer<String> log, LongSupplier nanoTime) {
    return new LogProgress(chart, log, nanoTime);
  }

  @Override
  public void cases(int done, int planned, int findings) {
    long now = nanoTime.getAsLong();
    if (now - last >= PAUSE.toNanos()) {
      last = now;
      log.accept(Words.progress(chart, done, planned, findings));
    }
  }
}
