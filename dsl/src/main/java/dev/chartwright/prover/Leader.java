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

/**
 * The jumpbox from which people prove and verify by hand.
 *
 * @param name what its objects are called after the release
 * @param pool the node pool that it runs on; never the workers'
 * @param memory request and limit; holds the segments of all blocks in flight
 * @param cpu request and limit
 * @param storage the volume for witnesses and proofs
 * @param storageClass the class of that volume, or nothing for the cluster's default
 * @param gracePeriod the time that a run has to end in good order when the jumpbox is stopped
 * @param environment more variables
 * @param findings the findings of settings that were left out
 */
public record Leader(
    String name,
    NodePool pool,
    Memory memory,
    Cpu cpu,
    DiskSize storage,
    Optional<String> storageClass,
    Duration gracePeriod,
    Environment environment,
    List<Finding> findings) {
  /** The ephemeral storage that the jumpbox requests, for logs and temporary files. */
  public static final DiskSize EPHEMERAL_STORAGE = DiskSize.gib(2);

  /** GKE ends the pods of a drained node after this time, whatever they ask for. */
  private static final Duration MOST_GRACE = Duration.ofHours(1);

  public Leader {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(storageClass, "storageClass");
    Objects.requireNonNull(gracePeriod, "gracePeriod");
    Objects.requireNonNull(environment, "environment");
    findings = List.copyOf(findings);
  }

  /** The requests of one pod. */
  public PodRequests requests() {
    return new PodRequests(memory, cpu, EPHEMERAL_STORAGE);
  }

  public static Builder on(NodePool pool) {
    return new Builder(pool);
  }

  /** Collects the settings of a leader; each has a default but the pool. */
  public static final class Builder {
    private final NodePool pool;
    private String name = "leader";
    private Memory memory = Memory.gib(4);
    private Cpu cpu = Cpu.cores(1);
    private DiskSize storage = DiskSize.gib(100);
    private Optional<String> storageClass = Optional.empty();
    private Duration gracePeriod = Duration.ofMinutes(10);
    private Environment environment = Environment.empty();
    private final List<Finding> findings = new ArrayList<>();

    private Builder(NodePool pool) {
      this.pool = pool;
    }

    /** The suffix of the names of its objects. Default: {@code leader}. */
    public Builder named(String name) {
      this.name = name;
      return this;
    }

    /** Request and limit. Default 4 GiB; small blocks take 77 MiB (measured). */
    public Builder memory(Memory memory) {
      this.memory = memory.orUsual(this.memory);
      return this;
    }

    /** Request and limit. Default 1 core. */
    public Builder cpu(Cpu cpu) {
      this.cpu = cpu.orUsual(this.cpu);
      return this;
    }

    /** The volume for witnesses (9 MB a mainnet block) and proofs (1 MB). Default 100 GiB. */
    public Builder storage(DiskSize storage) {
      this.storage = storage.orUsual(this.storage);
      return this;
    }

    /** The volume for witnesses and proofs and its class. Default: the cluster's own class. */
    public Builder storage(DiskSize storage, String storageClass) {
      this.storage = storage.orUsual(this.storage);
      this.storageClass = Optional.of(storageClass);
      return this;
    }

    /**
     * The time that a run has to end in good order when the jumpbox is stopped, such as by a node
     * upgrade; then it is killed, and goes on from its last proof when the jumpbox starts again. Up
     * to an hour, because GKE waits no longer. Default 10 min.
     */
    public Builder gracePeriod(Duration gracePeriod) {
      if (gracePeriod.isNegative() || gracePeriod.compareTo(MOST_GRACE) > 0) {
        findings.add(
            Finding.error(
                    FleetDeclarationRules.TIME,
                    Place.ofCaller("gracePeriod"),
                    "the grace period is " + gracePeriod)
                .because("GKE ends the pod of a drained node after an hour")
                .fixedBy("write up to an hour, such as Duration.ofMinutes(10)"));
      } else {
        this.gracePeriod = gracePeriod;
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

    public Leader build() {
      return new Leader(
          name, pool, memory, cpu, storage, storageClass, gracePeriod, environment, findings);
    }
  }
}
