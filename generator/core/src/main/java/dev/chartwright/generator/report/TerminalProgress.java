package dev.chartwright.generator.report;

import dev.chartwright.generator.prove.ProofProgress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Says how far a proof has come, in one line of a terminal that is drawn again and again, and is
 * gone when this is closed. Used by one thread.
 */
public final class TerminalProgress implements ProofProgress {
  /** More often than that nobody can read it. */
  static final Duration PAUSE = Duration.ofMillis(100);

  /** A line that is longer would be broken by a narrow terminal, and could not be drawn over. */
  private static final int WIDTH = 79;

  private final String chart;
  private final Consumer<String> terminal;
  private final LongSupplier nanoTime;
  private long last;
  private int drawn;
  private boolean started;

  private TerminalProgress(String chart, Consumer<String> terminal, LongSupplier nanoTime) {
    this.chart = Objects.requireNonNull(chart, "chart");
    this.terminal = Objects.requireNonNull(terminal, "terminal");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  /**
   * Progress on a terminal.
   *
   * @param chart the name of the chart
   * @param terminal takes text without line breaks, such as {@code System.err::print}
   * @param nanoTime a clock, such as {@code System::nanoTime}
   */
  public static TerminalProgress on(
      String chart, Consumer<String> terminal, LongSupplier nanoTime) {
    return new TerminalProgress(chart, terminal, nanoTime);
  }

  @Override
  public void cases(int done, int planned, int findings) {
    long now = nanoTime.getAsLong();
    if (started && done < planned && now - last < PAUSE.toNanos()) {
      return;
    }
    started = true;
    last = now;
    draw(Words.progress(chart, done, planned, findings));
  }

  /** Leaves an empty line to write on. */
  @Override
  public void close() {
    if (drawn > 0) {
      terminal.accept("\r" + " ".repeat(drawn) + "\r");
      drawn = 0;
    }
  }

  private void draw(String text) {
    String line = LegalText.of(text).replace('\n', ' ').replace('\t', ' ');
    if (line.length() > WIDTH) {
      line = line.substring(0, WIDTH - 1) + "…";
    }
    terminal.accept("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    drawn = line.length();
  }
}
