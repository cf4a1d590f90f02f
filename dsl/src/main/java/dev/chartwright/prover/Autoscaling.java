package dev.chartwright.prover;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The autoscaling of a group of workers: KEDA sets the number of workers from the number of tasks
 * on the broker. A worker processes one task at a time, so the useful number of workers is the
 * number of waiting tasks plus the number of tasks in progress.
 *
 * @param min the fewest workers
 * @param max the most workers
 * @param protocol the protocol with which KEDA reads the broker
 * @param queueExpression a regular expression of queue names (a plain name with amqp), if not the
 *     one that follows from release, routing and backlog
 * @param backlog the queues that count, if not those that follow from the routing
 * @param value tasks per worker
 * @param activationValue a fleet at zero starts with more tasks than this
 * @param includeUnacknowledged whether tasks in progress count
 * @param pageSize the number of queues on one page of the broker's answer, at most 500
 * @param pollingInterval the interval between two requests of KEDA
 * @param cooldown the time without tasks before the fleet scales to zero
 * @param fallback the behaviour while the broker does not answer, if not the default for the KEDA
 *     version
 * @param scaleOut the speed of adding workers
 * @param scaleIn the rule for removing workers, if not the usual one of their group
 */
public record Autoscaling(
    int min,
    int max,
    Protocol protocol,
    Optional<String> queueExpression,
    Optional<Backlog> backlog,
    int value,
    int activationValue,
    boolean includeUnacknowledged,
    int pageSize,
    Duration pollingInterval,
    Duration cooldown,
    Optional<Fallback> fallback,
    ScaleOut scaleOut,
    Optional<ScaleIn> scaleIn) {
  public Autoscaling {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(queueExpression, "queueExpression");
    Objects.requireNonNull(backlog, "backlog");
    Objects.requireNonNull(pollingInterval, "pollingInterval");
    Objects.requireNonNull(cooldown, "cooldown");
    Objects.requireNonNull(fallback, "fallback");
    Objects.requireNonNull(scaleOut, "scaleOut");
    Objects.requireNonNull(scaleIn, "scaleIn");
  }

  /** Returns a builder with a minimum and a maximum number of workers. */
  public static Builder between(int min, int max) {
    return new Builder(min, max);
  }

  /** Which queues count for workers with this routing, as KEDA's {@code queueName}. */
  public String queueExpression(ProverRelease release, Routing routing) {
    return queueExpression.orElseGet(
        () -> {
          if (protocol == Protocol.AMQP) {
            return release.taskQueue(routing);
          }
          Backlog usual = routing.isAffinity() ? Backlog.OWN_QUEUE : Backlog.ALL_TASK_QUEUES;
          return backlog.orElse(usual) == Backlog.ALL_TASK_QUEUES
              ? release.taskQueuePattern()
              : release.taskQueuePattern(routing);
        });
  }

  /**
   * The declared fallback, or the default that keeps running workers: since KEDA 2.17 their current
   * number, before that no fallback, because it would apply at the first failed read. The chart
   * leaves the default out while the minimum is 0: it would start a worker.
   */
  public Optional<Fallback> fallback(Platform platform) {
    if (fallback.isPresent() || !platform.kedaHasFallbackBehavior()) {
      return fallback;
    }
    return Optional.of(Fallback.keepCurrent(Math.max(1, min)));
  }

  /** The protocol with which KEDA reads the broker. */
  public enum Protocol {
    /** The management API: it also counts tasks in progress, and several queues at once. */
    HTTP,
    /** The AMQP port: it counts only the waiting tasks of one queue. */
    AMQP;

    /** The port of the broker for this protocol. */
    public int port() {
      return this == HTTP ? Broker.MANAGEMENT_PORT : Broker.AMQP_PORT;
    }

    /** The spelling of KEDA. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The tasks that count for the number of workers. */
  public enum Backlog {
    /** The tasks of the queue that these workers read. */
    OWN_QUEUE,
    /** The tasks of all task queues of the release. */
    ALL_TASK_QUEUES
  }

  /** The builder of an autoscaling. Every setting except minimum and maximum has a default. */
  public static final class Builder {
    private final int min;
    private final int max;
    private Protocol protocol = Protocol.HTTP;
    private Optional<String> queueExpression = Optional.empty();
    private Optional<Backlog> backlog = Optional.empty();
    private int value = 1;
    private int activationValue;
    private boolean includeUnacknowledged = true;
    private int pageSize = 100;
    private Duration pollingInterval = Duration.ofSeconds(15);
    private Duration cooldown = Duration.ofMinutes(30);
    private Optional<Fallback> fallback = Optional.empty();
    private ScaleOut scaleOut = new ScaleOut(4, Duration.ofMinutes(1));
    private Optional<ScaleIn> scaleIn = Optional.empty();

    private Builder(int min, int max) {
      this.min = min;
      this.max = max;
    }

    /** Sets the protocol. Default: http. */
    public Builder protocol(Protocol protocol) {
      this.protocol = protocol;
      return this;
    }

    /**
     * Sets an anchored regular expression of queue names. Default: the task queues of the release.
     */
    public Builder queues(String expression) {
      this.queueExpression = Optional.of(expression);
      return this;
    }

    /**
     * Sets which tasks count. Default: all task queues, but with heavy or light routing only the
     * queue of the workers.
     */
    public Builder over(Backlog backlog) {
      this.backlog = Optional.of(backlog);
      return this;
    }

    /**
     * Sets the number of tasks per worker. Default: 1, because a worker processes one task at a
     * time.
     */
    public Builder tasksPerWorker(int value) {
      this.value = value;
      return this;
    }

    /** Sets the number of tasks above which a fleet at zero starts. Default: 0. */
    public Builder activationValue(int activationValue) {
      this.activationValue = activationValue;
      return this;
    }

    /** Counts only waiting tasks. Default: tasks in progress count too. */
    public Builder excludeUnacknowledged() {
      this.includeUnacknowledged = false;
      return this;
    }

    /** Sets the number of queues on one page of the broker's answer, 1 to 500. Default: 100. */
    public Builder pageSize(int pageSize) {
      this.pageSize = pageSize;
      return this;
    }

    /** Sets the polling interval. Default: 15 s; the default of KEDA is 30 s. */
    public Builder pollingInterval(Duration pollingInterval) {
      this.pollingInterval = pollingInterval;
      return this;
    }

    /**
     * Sets the cooldown. Default: 30 min, so that workers stay between two runs; the default of
     * KEDA is 5 min.
     */
    public Builder cooldown(Duration cooldown) {
      this.cooldown = cooldown;
      return this;
    }

    /**
     * Sets the fallback. Default: keep the current workers (KEDA 2.17 and newer), otherwise none.
     */
    public Builder fallback(Fallback fallback) {
      this.fallback = Optional.of(fallback);
      return this;
    }

    /** Sets the speed of adding workers. Default: 4 workers per minute. */
    public Builder scaleOut(int pods, Duration period) {
      this.scaleOut = new ScaleOut(pods, period);
      return this;
    }

    /**
     * Sets the rule for removing workers. Default: {@link ScaleIn#usual}: they drain if their grace
     * period is not shorter than their longest task, which is the default, and else stay.
     */
    public Builder scaleIn(ScaleIn scaleIn) {
      this.scaleIn = Optional.of(scaleIn);
      return this;
    }

    public Autoscaling build() {
      return new Autoscaling(
          min,
          max,
          protocol,
          queueExpression,
          backlog,
          value,
          activationValue,
          includeUnacknowledged,
          pageSize,
          pollingInterval,
          cooldown,
          fallback,
          scaleOut,
          scaleIn);
    }
  }
}
