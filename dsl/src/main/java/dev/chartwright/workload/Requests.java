package dev.chartwright.workload;

import java.util.Objects;

/**
 * What a node must have free for a container, as Kubernetes quantities. Immutable.
 *
 * @param storage disk space for logs, scratch volumes and the writable layer
 */
public record Requests(String cpu, String memory, String storage) {
  private static final String STORAGE = "64Mi";

  public Requests {
    Objects.requireNonNull(cpu, "cpu");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(storage, "storage");
  }

  Requests(String cpu, String memory) {
    this(cpu, memory, STORAGE);
  }

  /** Returns these requests with another amount of ephemeral storage; by default 64Mi. */
  public Requests storage(String amount) {
    return new Requests(cpu, memory, amount);
  }
}
