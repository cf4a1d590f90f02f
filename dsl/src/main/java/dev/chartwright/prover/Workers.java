package dev.chartwright.prover;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group of equal workers. A fleet has one, or one for heavy and one for light tasks, or more on
 * different machines.
 *
 * @param name what its objects are called after the release; unique in the fleet
 * @param pool the node pool that they run on
 * @param routing which tasks the workers take
 * @param memory request
 * @param memoryLimit the memory limit; the kernel kills a worker that exceeds it
 * @param cpu request and limit; decides the number of threads
 * @param replicas the number of workers without autoscaling
 * @param autoscaling the autoscaling by outstanding tasks, if there is one
 * @param longestTask the longest time that one task may take
 * @param terminationGracePeriod the time that a worker has to finish its task when it is stopped
 * @param environment more variables
 * @param atop what records the processes of each worker, if anything does
 * @param findings the findings of settings that were left out
 */
public record Workers(
    String name,
    NodePool pool,
    Routing routing,
    Memory memory,
    Memory memoryLimit,
    Cpu cpu,
    int replicas,
    Optional<Autoscaling> autoscaling,
    Duration longestTask,
    Duration terminationGracePeriod,
    Environment environment,
    Optional<Atop> atop,
    List<Finding> findings) {
  /** The ephemeral storage that a worker requests, for logs and temporary files, with a margin. */
  public static final DiskSize EPHEMERAL_STORAGE = DiskSize.gib(10);

  /** The longest time that a worker needs to load circuits before it connects to the broker. */
  public static final Duration LONGEST_LOADING = Duration.ofHours(1);

  /** The longest time for a node, the image and building circuits. */
  public static final Duration LONGEST_START = LONGEST_LOADING.multipliedBy(2);

  /** More is a mistake, and would not fit into the settings that follow from it. */
  private static final Duration MOST_TIME = Duration.ofDays(365);

  public Workers {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(routing, "routing");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(memoryLimit, "memoryLimit");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(autoscaling, "autoscaling");
    Objects.requireNonNull(longestTask, "longestTask");
    Objects.requireNonNull(terminationGracePeriod, "terminationGracePeriod");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(atop, "atop");
    findings = List.copyOf(findings);
  }

  public static Builder on(NodePool pool) {
    return new Builder(pool);
  }

  /** The most workers of this group: the limit of the autoscaler, or the fixed number. */
  public int most() {
    return autoscaling.map(Autoscaling::max).orElse(replicas);
  }

  /** The fewest workers of this group: the limit of the autoscaler, or the fixed number. */
  public int least() {
    return autoscaling.map(Autoscaling::min).orElse(replicas);
  }

  /**
   * The rule for removing workers while there are tasks: the declared one, or the usual one for
   * this grace period and longest task. Nothing removes workers of a fixed number.
   */
  public ScaleIn scaleIn() {
    return autoscaling
        .map(
            scaling ->
                scaling
                    .scaleIn()
                    .orElseGet(() -> ScaleIn.usual(terminationGracePeriod, longestTask)))
        .orElseGet(ScaleIn::disabled);
  }

  /** The requests of the pod of one worker. */
  public PodRequests requests() {
    return atop.isPresent()
        ? new PodRequests(
            memory.plus(Atop.MEMORY),
            Cpu.millis(cpu.millis() + Atop.CPU.millis()),
            new DiskSize(EPHEMERAL_STORAGE.bytes() + Atop.STORAGE.bytes()))
        : new PodRequests(memory, cpu, EPHEMERAL_STORAGE);
  }

  /**
   * The number of these workers that fit on one node of their pool; empty if its machine is
   * unknown.
   */
  public OptionalInt perNode() {
    return pool.capacity()
        .map(node -> OptionalInt.of(node.fit(requests()).pods()))
        .orElse(OptionalInt.empty());
  }

  /**
   * The longest time that an upgrade can take until the workers are ready: they drain and start
   * again.
   */
  public Duration longestRollout() {
    return terminationGracePeriod.plus(LONGEST_START);
  }

  /**
   * The number of threads for proving: one for each whole core. Otherwise every worker would use
   * all cores of its node.
   */
  public int threads() {
    return cpu.threads();
  }

  /** The builder of a worker group. Every setting except the pool has a default. */
  public static final class Builder {
    private final NodePool pool;
    private String name = "worker";
    private Routing routing = Routing.SHARED;
    private Memory memory = Memory.gib(300);
    private Memory memoryLimit;
    private Cpu cpu = Cpu.cores(44);
    private int replicas = 1;
    private Optional<Autoscaling> autoscaling = Optional.empty();
    private Duration longestTask = Duration.ofHours(4);
    private Duration terminationGracePeriod;
    private Environment environment = Environment.empty();
    private Optional<Atop> atop = Optional.empty();
    private final List<Finding> findings = new ArrayList<>();

    private Builder(NodePool pool) {
      this.pool = pool;
    }

    /** The suffix of the names of its objects. Default: {@code worker}. */
    public Builder named(String name) {
      this.name = name;
      return this;
    }

    /** Sets which tasks the workers take. Default: all. */
    public Builder routing(Routing routing) {
      this.routing = routing;
      return this;
    }

    /**
     * Sets the memory request, and the limit unless it is set separately. Default: 300 GiB, so that
     * four workers fit on a c3d-highmem-180.
     */
    public Builder memory(Memory memory) {
      this.memory = memory.orUsual(this.memory);
      return this;
    }

    /**
     * Sets the memory limit. Default: the request, so that a worker cannot use up the memory of
     * other workers.
     */
    public Builder memoryLimit(Memory memoryLimit) {
      this.memoryLimit = memoryLimit;
      return this;
    }

    /**
     * Sets the CPU request and limit. Default: 44 cores, so that four workers fit on a
     * c3d-highmem-180.
     */
    public Builder cpu(Cpu cpu) {
      this.cpu = cpu.orUsual(this.cpu);
      return this;
    }

    /** Sets a fixed number of workers. Default: 1. */
    public Builder replicas(int replicas) {
      this.replicas = replicas;
      this.autoscaling = Optional.empty();
      return this;
    }

    /** Scales the workers by the number of tasks. Default: a fixed number of workers. */
    public Builder autoscaling(Autoscaling autoscaling) {
      this.autoscaling = Optional.of(autoscaling);
      return this;
    }

    /** Scales the workers by the number of tasks. Default: a fixed number of workers. */
    public Builder autoscaling(Autoscaling.Builder autoscaling) {
      return autoscaling(autoscaling.build());
    }

    /**
     * The longest time that one task may take. Default 4 h; whole mainnet blocks have taken 77 min.
     */
    public Builder longestTask(Duration longestTask) {
      if (longestTask.isNegative() || longestTask.isZero() || isTooLong(longestTask)) {
        report("longestTask", "the longest task takes " + longestTask);
      } else {
        this.longestTask = longestTask;
      }
      return this;
    }

    private static boolean isTooLong(Duration time) {
      return time.compareTo(MOST_TIME) > 0;
    }

    /**
     * The time that a worker has to finish its task when it is stopped. Default: the longest task.
     */
    public Builder terminationGracePeriod(Duration terminationGracePeriod) {
      if (terminationGracePeriod.isNegative() || isTooLong(terminationGracePeriod)) {
        report("terminationGracePeriod", "the grace period is " + terminationGracePeriod);
      } else {
        this.terminationGracePeriod = terminationGracePeriod;
      }
      return this;
    }

    /** Adds a variable with its text. Default: none. */
    public Builder environment(String name, String value) {
      this.environment = environment.with(name, value);
      return this;
    }

    /** Adds a variable from a Secret. Default: none. */
    public Builder environment(String name, SecretReference secret) {
      this.environment = environment.with(name, secret);
      return this;
    }

    /**
     * Records what the processes of each worker use. Default: no recorder, which a value of the
     * chart can switch on later.
     */
    public Builder atop(Atop atop) {
      this.atop = Optional.of(atop);
      return this;
    }

    private void report(String setting, String what) {
      findings.add(Finding.error(FleetDeclarationRules.TIME, Place.ofCaller(setting), what));
    }

    public Workers build() {
      return new Workers(
          name,
          pool,
          routing,
          memory,
          memoryLimit != null ? memoryLimit.orUsual(memory) : memory,
          cpu,
          replicas,
          autoscaling,
          longestTask,
          terminationGracePeriod != null ? terminationGracePeriod : longestTask,
          environment,
          atop,
          findings);
    }
  }
}
