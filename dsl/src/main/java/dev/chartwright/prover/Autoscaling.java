package dev.chartwright.prover;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How many workers run, decided by KEDA from the tasks on the broker. A worker holds exactly one
 * task, so tasks that wait plus tasks in work is the number of workers that are of use.
 *
 * @param min the fewest workers
 * @param max the most workers
 * @param protocol how the broker is asked
 * @param queueExpression a regular expression of queue names (a plain name with amqp), if not the
 *     one that follows from release, routing and backlog
 * @param backlog which queues count, if not those that follow from the routing
 * @param value tasks a worker
 * @param activationValue more tasks than this wake a fleet that is at zero
 * @param includeUnacknowledged whether tasks in work count
 * @param pageSize queues that the broker may answer with; 500 is its limit
 * @param pollingInterval how often KEDA asks
 * @param cooldown how long nothing may be left to do before the fleet goes to zero
 * @param fallback what happens while the broker does not answer, if not what suits the KEDA version
 * @param scaleOut how fast workers are added
 * @param scaleIn how workers are taken away
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
    ScaleIn scaleIn) {
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

  /** Between this many workers and this many. */
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
   * The declared fallback, else what keeps running workers alive: since KEDA 2.17 their present
   * number, before that none, because it would be set at the first failed read.
   */
  public Optional<Fallback> fallback(Platform platform) {
    if (fallback.isPresent() || !platform.kedaHasFallbackBehavior()) {
      return fallback;
    }
    return Optional.of(Fallback.keepCurrent(Math.max(1, min)));
  }

  /** How KEDA asks the broker. */
  public enum Protocol {
    /** The management interface: counts tasks in work too, and several queues at once. */
    HTTP,
    /** The broker itself: counts waiting tasks only, of one queue. */
    AMQP;

    /** Where the broker is asked. */
    public int port() {
      return this == HTTP ? Broker.MANAGEMENT_PORT : Broker.AMQP_PORT;
    }

    /** The spelling of KEDA. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which tasks call for workers. */
  public enum Backlog {
    /** Those of the queue from which these workers take. */
    OWN_QUEUE,
    /** Those of every task queue of the release. */
    ALL_TASK_QUEUES
  }

  /** Collects the settings of autoscaling; each has a default but the limits. */
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
    private ScaleIn scaleIn = ScaleIn.disabled();

    private Builder(int min, int max) {
      this.min = min;
      this.max = max;
    }

    /** Default http. */
    public Builder protocol(Protocol protocol) {
      this.protocol = protocol;
      return this;
    }

    /** An anchored regular expression of queue names. Default: the task queues of the release. */
    public Builder queues(String expression) {
      this.queueExpression = Optional.of(expression);
      return this;
    }

    /** Default: all task queues, but with heavy or light routing only the workers' own queue. */
    public Builder over(Backlog backlog) {
      this.backlog = Optional.of(backlog);
      return this;
    }

    /** Tasks a worker. Default 1: a worker never holds more than one. */
    public Builder tasksPerWorker(int value) {
      this.value = value;
      return this;
    }

    /** More tasks than this wake a fleet that is at zero. Default 0. */
    public Builder activationValue(int activationValue) {
      this.activationValue = activationValue;
      return this;
    }

    /** Counts waiting tasks only. Default: tasks in work count too. */
    public Builder excludeUnacknowledged() {
      this.includeUnacknowledged = false;
      return this;
    }

    /** Queues in one answer of the broker, 1 to 500. Default 100. */
    public Builder pageSize(int pageSize) {
      this.pageSize = pageSize;
      return this;
    }

    /** Default 15 s; KEDA's own is 30 s. */
    public Builder pollingInterval(Duration pollingInterval) {
      this.pollingInterval = pollingInterval;
      return this;
    }

    /** Default 30 min, as long as a task queue survives without a worker; KEDA's own is 5 min. */
    public Builder cooldown(Duration cooldown) {
      this.cooldown = cooldown;
      return this;
    }

    /** Default: keep the workers that run (KEDA 2.17 and later), else none. */
    public Builder fallback(Fallback fallback) {
      this.fallback = Optional.of(fallback);
      return this;
    }

    /** Default 4 workers a minute. */
    public Builder scaleOut(int pods, Duration period) {
      this.scaleOut = new ScaleOut(pods, period);
      return this;
    }

    /** Default disabled: no window that Kubernetes allows is longer than a long proof. */
    public Builder scaleIn(ScaleIn scaleIn) {
      this.scaleIn = scaleIn;
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
