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
 * @param routing which tasks they take
 * @param memory request
 * @param memoryLimit what the kernel kills a worker at
 * @param cpu request and limit; decides the number of threads
 * @param replicas how many run when they are not autoscaled
 * @param autoscaling how many run, decided by the tasks that wait
 * @param longestTask the longest time that one task may take
 * @param terminationGracePeriod how long a worker that must go may still prove
 * @param environment more variables
 * @param findings what is wrong with settings that were left out
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
    List<Finding> findings) {
  /** What a worker requests of the boot disk: logs and scratch files, with room. */
  public static final DiskSize EPHEMERAL_STORAGE = DiskSize.gib(10);

  /** Circuits may take this long to load before a worker connects to the broker. */
  public static final Duration LONGEST_LOADING = Duration.ofHours(1);

  /** A node, the image, and the making of circuits may take as long again. */
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

  /** What one worker asks of its node. */
  public PodRequests requests() {
    return new PodRequests(memory, cpu, EPHEMERAL_STORAGE);
  }

  /** How many of these workers one node of their pool holds; nothing if its machine is unknown. */
  public OptionalInt perNode() {
    return pool.capacity()
        .map(node -> OptionalInt.of(node.fit(requests()).pods()))
        .orElse(OptionalInt.empty());
  }

  /** The longest time from an upgrade to workers that are ready: drained, and started again. */
  public Duration longestRollout() {
    return terminationGracePeriod.plus(LONGEST_START);
  }

  /** Threads for proving: one for each whole core, or several workers share all of a node's. */
  public int threads() {
    return cpu.threads();
  }

  /** Collects the settings of a worker group; each has a default but the pool. */
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
    private final List<Finding> findings = new ArrayList<>();

    private Builder(NodePool pool) {
      this.pool = pool;
    }

    /** What its objects are called after the release. Default {@code worker}. */
    public Builder named(String name) {
      this.name = name;
      return this;
    }

    /** Which tasks they take. Default all. */
    public Builder routing(Routing routing) {
      this.routing = routing;
      return this;
    }

    /** Request, and limit unless that is set. Default 300 GiB: four on a c3d-highmem-180. */
    public Builder memory(Memory memory) {
      this.memory = memory.orUsual(this.memory);
      return this;
    }

    /** Default: equal to the request, so that one worker's greed cannot kill its neighbours. */
    public Builder memoryLimit(Memory memoryLimit) {
      this.memoryLimit = memoryLimit;
      return this;
    }

    /** Request and limit. Default 44 cores: four on a c3d-highmem-180. */
    public Builder cpu(Cpu cpu) {
      this.cpu = cpu.orUsual(this.cpu);
      return this;
    }

    /** This many, always. Default 1. */
    public Builder replicas(int replicas) {
      this.replicas = replicas;
      this.autoscaling = Optional.empty();
      return this;
    }

    /** As many as there are tasks. Default: not, a fixed number. */
    public Builder autoscaling(Autoscaling autoscaling) {
      this.autoscaling = Optional.of(autoscaling);
      return this;
    }

    /** As many as there are tasks. Default: not, a fixed number. */
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

    /** How long a worker that must go may still prove. Default: the longest task. */
    public Builder terminationGracePeriod(Duration terminationGracePeriod) {
      if (terminationGracePeriod.isNegative() || isTooLong(terminationGracePeriod)) {
        report("terminationGracePeriod", "the grace period is " + terminationGracePeriod);
      } else {
        this.terminationGracePeriod = terminationGracePeriod;
      }
      return this;
    }

    /** One more variable, with its text. Default none. */
    public Builder environment(String name, String value) {
      this.environment = environment.with(name, value);
      return this;
    }

    /** One more variable, from a Secret. Default none. */
    public Builder environment(String name, SecretReference secret) {
      this.environment = environment.with(name, secret);
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
          findings);
    }
  }
}
