package dev.chartwright.generator.capacity;

import dev.chartwright.cloud.Fit;
import dev.chartwright.cloud.PodRequests;
import java.util.Objects;

/**
 * Equal pods that run on a pool.
 *
 * @param name whose they are, such as {@code worker}
 * @param role what they are
 * @param requests what each asks of its node
 * @param least how many there are while the fleet rests
 * @param most how many there are at its maximum
 * @param fit how many an empty node holds
 * @param placed how many of the most find a place
 */
public record Tenant(
    String name, Role role, PodRequests requests, int least, int most, Fit fit, long placed) {
  public Tenant {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(fit, "fit");
  }

  /** True if not even an empty node holds one. */
  public boolean neverFits() {
    return fit.pods() == 0;
  }

  /** The number of pods that stay Pending at the maximum. */
  public long pending() {
    return most - placed;
  }

  /** The same pods on nodes that hold another number of them. */
  Tenant on(Fit other) {
    return new Tenant(name, role, requests, least, most, other, placed);
  }

  Tenant placed(long pods) {
    return new Tenant(name, role, requests, least, most, fit, pods);
  }

  /** What pods are; workers come last to a node, because the others are there before. */
  public enum Role {
    BROKER,
    LEADER,
    OPERATOR,
    WORKER
  }
}
