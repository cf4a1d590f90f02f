package dev.chartwright.generator.plan;

import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the drain of a node means for pods on it. Immutable.
 *
 * @param pods the leader or a group of workers
 * @param pool the pool of the node
 * @param grace the time that they ask for
 * @param work the longest work that they may be at; of the leader the grace period itself
 */
public record Drain(String pods, String pool, Duration grace, Duration work) {
  /** GKE ends all pods of a drained node after this time. */
  public static final Duration LONGEST = Duration.ofHours(1);

  public Drain {
    Objects.requireNonNull(pods, "pods");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(grace, "grace");
    Objects.requireNonNull(work, "work");
  }

  static List<Drain> of(ProverFleet fleet) {
    List<Drain> drains = new ArrayList<>();
    Leader leader = fleet.leader();
    drains.add(
        new Drain(leader.name(), leader.pool().name(), leader.gracePeriod(), leader.gracePeriod()));
    for (Workers group : fleet.workers()) {
      drains.add(
          new Drain(
              group.name(),
              group.pool().name(),
              group.terminationGracePeriod(),
              group.longestTask()));
    }
    return List.copyOf(drains);
  }

  /** How long GKE lets them work on. */
  public Duration allowed() {
    return grace.compareTo(LONGEST) < 0 ? grace : LONGEST;
  }

  /** Whether work may be cut short. */
  public boolean mayCut() {
    return work.compareTo(allowed()) > 0;
  }
}
