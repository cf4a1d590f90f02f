package dev.chartwright.prover;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
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
 * @param environment more variables
 */
public record Leader(
    String name,
    NodePool pool,
    Memory memory,
    Cpu cpu,
    DiskSize storage,
    Optional<String> storageClass,
    Environment environment) {
  /** The ephemeral storage that the jumpbox requests, for logs and temporary files. */
  public static final DiskSize EPHEMERAL_STORAGE = DiskSize.gib(2);

  public Leader {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(storageClass, "storageClass");
    Objects.requireNonNull(environment, "environment");
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
    private Environment environment = Environment.empty();

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
      return new Leader(name, pool, memory, cpu, storage, storageClass, environment);
    }
  }
}
