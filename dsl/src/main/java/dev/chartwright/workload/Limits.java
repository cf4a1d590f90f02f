package dev.chartwright.workload;

import java.util.Objects;

/**
 * What a container never exceeds, as Kubernetes quantities. Immutable.
 *
 * @param storage disk space for logs, scratch volumes and the writable layer
 */
public record Limits(String cpu, String memory, String storage) {
  private static final String STORAGE = "256Mi";

  public Limits {
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(storage, "storage");
  }

  Limits(String cpu, String memory) {
    this(cpu, memory, STORAGE);
  }

  /** Returns these limits with another amount of ephemeral storage; by default 256Mi. */
  public Limits storage(String amount) {
    return new Limits(cpu, memory, amount);
  }
}
