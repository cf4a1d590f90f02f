package dev.chartwright.generator.prove;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How long a proof may take. A proof asks before each piece of work, does not begin what is
 * refused, and reports what it has found until then. Threads may share it.
 */
public final class TimeBudget {
  /** Why a proof came to an early end. */
  public enum End {
    /** The time is over. */
    OUT_OF_TIME,
    /** Somebody asked the proof to stop. */
    STOPPED
  }

  private final Optional<Duration> limit;
  private final LongSupplier nanoTime;
  private final BooleanSupplier isStopped;
  private final long start;
  private volatile Optional<End> end = Optional.empty();

  private TimeBudget(Optional<Duration> limit, LongSupplier nanoTime, BooleanSupplier isStopped) {
    this.limit = limit;
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.isStopped = Objects.requireNonNull(isStopped, "isStopped");
    this.start = nanoTime.getAsLong();
  }

  /** As much time as it takes. */
  public static TimeBudget unlimited() {
    return new TimeBudget(Optional.empty(), () -> 0, () -> false);
  }

  /**
   * A limit that counts from now on.
   *
   * @param nanoTime a clock, such as {@code System::nanoTime}
   * @param isStopped whether to stop although there is time left; once true, it stays true
   */
  public static TimeBudget of(Duration limit, LongSupplier nanoTime, BooleanSupplier isStopped) {
    return new TimeBudget(Optional.of(limit), nanoTime, isStopped);
  }

  /** The whole time; nothing without a limit. */
  public Optional<Duration> limit() {
    return limit;
  }

  /** Whether another piece of work may begin. The answer no is remembered. */
  boolean allows() {
    if (end.isEmpty()) {
      if (isStopped.getAsBoolean()) {
        end = Optional.of(End.STOPPED);
      } else if (limit.isPresent() && nanoTime.getAsLong() - start >= limit.get().toNanos()) {
        end = Optional.of(End.OUT_OF_TIME);
      }
    }
    return end.isEmpty();
  }

  /** Why something was not begun; nothing while everything was. */
  Optional<End> end() {
    return end;
  }
}
