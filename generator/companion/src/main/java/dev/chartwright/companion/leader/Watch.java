package dev.chartwright.companion.leader;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Watches an attempt for what its leader never notices: it waits forever for a task that is lost.
 * Used by one thread.
 */
public final class Watch {
  /**
   * When an attempt counts as failed.
   *
   * @param idle how long no task may be outstanding while the leader uses no CPU
   * @param silence how long the broker may give no answer
   * @param redeliveries how many tasks may go back to the queue
   */
  public record Limits(Duration idle, Duration silence, long redeliveries) {}

  /**
   * What the broker says.
   *
   * @param outstanding the tasks that wait or are in progress
   * @param redelivered the tasks that went back to a queue, since the queue is there
   * @param uptime how long the broker runs; empty if it does not say so
   */
  public record Figures(long outstanding, long redelivered, Optional<Duration> uptime) {}

  /** A leader that uses less than this part of one CPU waits. */
  private static final double WAITING = 0.05;

  private final Limits limits;
  private Instant lastLook;
  private Instant lastAnswer;
  private Instant lastBusy;
  private Duration cpuThen;
  private Figures figures;
  private Optional<Duration> uptime = Optional.empty(); // the last one that the broker told
  private long redelivered;

  /** A watch that begins with the attempt. */
  public Watch(Limits limits, Instant start) {
    this.limits = limits;
    this.lastLook = start;
    this.lastAnswer = start;
    this.lastBusy = start;
    this.cpuThen = Duration.ZERO;
  }

  /**
   * Adds what was seen, and returns why the attempt has failed, if it has.
   *
   * @param answer the figures of the broker; empty if it gave no answer
   * @param cpu the CPU time that the leader has used so far
   */
  public Optional<Fault> see(Instant now, Optional<Figures> answer, Duration cpu) {
    if (isLonger(lastLook, now, limits.silence())) {
      // Nobody has looked meanwhile, such as during a long verification.
      lastAnswer = now;
      lastBusy = now;
      cpuThen = cpu;
    }
    lastLook = now;
    if (answer.isEmpty()) {
      lastBusy = now; // nobody knows whether a task is outstanding
      cpuThen = cpu;
      return isLonger(lastAnswer, now, limits.silence())
          ? Fault.of(
              Loss.BROKER_SILENT, "the broker has not answered for " + seconds(limits.silence()))
          : Optional.empty();
    }
    lastAnswer = now;
    Figures before = figures;
    figures = answer.get();
    boolean isYounger = isYounger(figures.uptime(), uptime);
    uptime = figures.uptime().or(() -> uptime);
    if (isYounger) {
      return Fault.of(
          Loss.BROKER_RESTARTED, "the broker restarted, and the tasks in its queues are lost");
    }
    redelivered += before == null ? 0 : Math.max(0, figures.redelivered() - before.redelivered());
    if (redelivered > limits.redeliveries()) {
      return Fault.of(
          Loss.REDELIVERIES,
          redelivered
              + " tasks went back to the queue: probably one of them ends each worker that takes it,"
              + " most often because memory runs out");
    }
    Duration used = cpu.minus(cpuThen);
    Duration waited = Duration.between(lastBusy, now);
    if (figures.outstanding() > 0 || used.toNanos() > WAITING * waited.toNanos() + 1e8) {
      lastBusy = now;
      cpuThen = cpu;
    }
    return isLonger(lastBusy, now, limits.idle())
        ? Fault.of(
            Loss.TASK_LOST,
            "a task was lost: the leader waits, but no task has been outstanding for "
                + seconds(limits.idle()))
        : Optional.empty();
  }

  private static boolean isYounger(Optional<Duration> now, Optional<Duration> before) {
    return now.isPresent() && before.isPresent() && now.get().compareTo(before.get()) < 0;
  }

  private static boolean isLonger(Instant from, Instant to, Duration limit) {
    return Duration.between(from, to).compareTo(limit) > 0;
  }

  private static String seconds(Duration time) {
    return time.toSeconds() + " s";
  }
}
