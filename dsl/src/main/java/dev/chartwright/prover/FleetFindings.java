package dev.chartwright.prover;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what the parts of a fleet carry, and gives each finding its place in the fleet. */
final class FleetFindings {
  private static final Duration LEAST_PROOF_TIME = Duration.ofSeconds(1);
  private static final Duration MOST_PROOF_TIME = Duration.ofDays(365);

  private final List<Finding> findings = new ArrayList<>();

  private FleetFindings() {}

  static List<Finding> of(ProverFleet fleet) {
    FleetFindings found = new FleetFindings();
    found.add("platform.keda", fleet.platform().keda().invalid());
    found.add("platform.operator", fleet.platform().operator().invalid());
    found.broker(fleet.broker());
    found.leader(fleet.leader());
    fleet.workers().forEach(group -> found.workers(path(fleet, group), group));
    found.add("circuits.storage", fleet.circuits().storage().size());
    found.all("circuits", fleet.circuits().findings());
    found.all("runs", fleet.runs().findings());
    fleet.follow().ifPresent(follow -> found.all("follow", follow.findings()));
    fleet.publish().ifPresent(bucket -> found.all("publish", bucket.findings()));
    fleet.proofTime().filter(time -> !isProofTime(time)).ifPresent(found::proofTime);
    found.all("gke", fleet.gke().findings());
    found.all("gke.prices", fleet.gke().prices().findings());
    pools(fleet)
        .forEach(pool -> found.add("gke.pools[" + pool.name() + "].disk", pool.disk().invalid()));
    return List.copyOf(found.findings);
  }

  private static String path(ProverFleet fleet, Workers group) {
    return fleet.workers().size() > 1 ? "workers[" + group.name() + "]" : "workers";
  }

  private static Set<NodePool> pools(ProverFleet fleet) {
    Set<NodePool> pools = new LinkedHashSet<>(fleet.gke().pools());
    pools.add(fleet.broker().pool());
    pools.add(fleet.leader().pool());
    fleet.workers().forEach(group -> pools.add(group.pool()));
    return pools;
  }

  private static boolean isProofTime(Duration time) {
    return time.compareTo(LEAST_PROOF_TIME) >= 0 && time.compareTo(MOST_PROOF_TIME) <= 0;
  }

  private void proofTime(Duration time) {
    findings.add(
        Finding.error(
                FleetDeclarationRules.TIME,
                Place.ofModel("proofTime"),
                "the proof of a block takes " + time)
            .because("the plan would show wrong costs")
            .fixedBy("write one second to a year, such as proofTime(Duration.ofMinutes(40))"));
  }

  private void broker(Broker broker) {
    add("broker.version", broker.version().invalid());
    add("broker.memory", broker.memory());
    add("broker.cpu", broker.cpu());
    add("broker.storage", broker.storage());
  }

  private void leader(Leader leader) {
    add("leader.memory", leader.memory());
    add("leader.cpu", leader.cpu());
    add("leader.storage", leader.storage());
    all("leader", leader.findings());
    environment("leader", leader.environment());
  }

  private void workers(String path, Workers group) {
    add(path + ".memory", group.memory());
    if (!group.memoryLimit().equals(group.memory())) {
      add(path + ".memoryLimit", group.memoryLimit());
    }
    add(path + ".cpu", group.cpu());
    all(path, group.findings());
    environment(path, group.environment());
  }

  private void environment(String path, Environment environment) {
    environment
        .secrets()
        .forEach((name, secret) -> add(path + ".environment[" + name + "]", secret.invalid()));
  }

  private void add(String path, Memory memory) {
    add(path, memory.invalid());
  }

  private void add(String path, Cpu cpu) {
    add(path, cpu.invalid());
  }

  private void add(String path, DiskSize size) {
    add(path, size.invalid());
  }

  private void add(String path, Optional<Finding> finding) {
    finding.ifPresent(each -> findings.add(at(path, each)));
  }

  private void all(String path, List<Finding> carried) {
    carried.forEach(each -> findings.add(at(path + "." + each.place().model(), each)));
  }

  private static Finding at(String path, Finding finding) {
    return finding.at(Place.ofModel(path).declaredAt(finding.place().declaredAt()));
  }
}
