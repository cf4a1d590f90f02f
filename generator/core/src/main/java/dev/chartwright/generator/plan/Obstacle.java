package dev.chartwright.generator.plan;

import dev.chartwright.generator.capacity.PoolLoad;
import dev.chartwright.generator.capacity.Tenant;
import java.util.Objects;

/**
 * Pods that never run, and why. Immutable.
 *
 * @param pool the pool on which they are to run
 * @param pods how many of which
 * @param reason why they stay Pending forever
 */
public record Obstacle(String pool, String pods, String reason) {
  public Obstacle {
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(pods, "pods");
    Objects.requireNonNull(reason, "reason");
  }

  /** For pods of which at least one finds no place. */
  static Obstacle of(PoolLoad load, Tenant tenant) {
    String pods = tenant.pending() + " of " + tenant.most() + " " + tenant.name();
    if (!tenant.neverFits()) {
      return new Obstacle(
          load.pool().name(),
          pods,
          Figures.count(load.pool().maxNodes(), "node")
              + " at most, and all pods of the pool need "
              + load.nodesNeeded());
    }
    String reason =
        switch (tenant.fit().binding()) {
          case MEMORY ->
              Figures.gib(tenant.requests().memory())
                  + " are more than the "
                  + Figures.gib(load.node().memory())
                  + " that an empty node has for workloads";
          case CPU ->
              Figures.withWord(tenant.requests().cpu())
                  + " are more than the "
                  + Figures.cores(load.node().cpu())
                  + " that an empty node has for workloads";
          case STORAGE ->
              Figures.gib(tenant.requests().storage())
                  + " of scratch space are more than the "
                  + Figures.gib(load.node().storage())
                  + " that the boot disk leaves";
          case PODS -> "the kubelet runs no pods";
        };
    return new Obstacle(load.pool().name(), pods, reason);
  }
}
