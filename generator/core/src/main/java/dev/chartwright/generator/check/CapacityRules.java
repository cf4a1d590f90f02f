package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.CAP_01;
import static dev.chartwright.generator.rule.FleetRules.CAP_02;
import static dev.chartwright.generator.rule.FleetRules.CAP_03;
import static dev.chartwright.generator.rule.FleetRules.CAP_04;
import static dev.chartwright.generator.rule.FleetRules.CAP_05;
import static dev.chartwright.generator.rule.FleetRules.CAP_06;
import static dev.chartwright.generator.rule.FleetRules.CAP_07;
import static dev.chartwright.generator.rule.FleetRules.CAP_10;
import static dev.chartwright.generator.rule.FleetRules.CAP_11;

import dev.chartwright.cloud.Fit;
import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.NodeResource;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.generator.capacity.Bill;
import dev.chartwright.generator.capacity.Bill.Basis;
import dev.chartwright.generator.capacity.Bill.Moment;
import dev.chartwright.generator.capacity.Choice;
import dev.chartwright.generator.capacity.Cost;
import dev.chartwright.generator.capacity.FleetCapacity;
import dev.chartwright.generator.capacity.PoolLoad;
import dev.chartwright.generator.capacity.Tenant;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.Memory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about capacity: pods must fit on nodes, and should use them. */
final class CapacityRules implements RuleFamily {
  private static final Memory LEAST = Memory.gib(1);
  private static final Memory LEAST_FOR_MAINNET = Memory.gib(16);
  private static final Cpu LEAST_CPU = Cpu.cores(8);
  private static final double LARGEST_LIMIT = 1.25;
  private static final double LEAST_USE = 0.7;

  /**
   * Of a machine that takes the workers only while the zone has no other. Less than half is not
   * possible: one more worker would fit.
   */
  private static final double LEAST_USE_OF_ALTERNATIVE = 0.6;

  @Override
  public Set<Rule> rules() {
    return Set.of(CAP_01, CAP_02, CAP_03, CAP_04, CAP_05, CAP_06, CAP_07, CAP_10, CAP_11);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    FleetCapacity capacity = FleetCapacity.of(fleet);
    fits("broker", fleet.broker().pool(), fleet.broker().requests(), findings);
    fits("leader", fleet.leader().pool(), fleet.leader().requests(), findings);
    Map<String, List<Workers>> byPool = new LinkedHashMap<>();
    for (Workers group : fleet.workers()) {
      byPool.computeIfAbsent(group.pool().name(), name -> new ArrayList<>()).add(group);
      memory(fleet, group, findings);
      fits(findings.path(group), group.pool(), group.requests(), findings);
    }
    capacity.pools().forEach(load -> nodesSuffice(load, byPool, findings));
    byPool
        .values()
        .forEach(
            groups -> {
              if (groups.size() == 1 && !fleet.circuits().testConfig()) {
                nodeIsUsed(groups.get(0), findings);
              }
              groups.forEach(group -> alternatives(fleet, group, findings));
              diskSuffices(groups.get(0), findings);
            });
    capacity.choices().forEach(choice -> eachSuffices(choice, findings));
    fleet
        .gke()
        .monthlyBudget()
        .ifPresent(budget -> budget(budget, capacity.worst().bill(), findings));
  }

  /** The machines that take the workers while the preferred one is not to be had. */
  private static void alternatives(ProverFleet fleet, Workers group, Findings findings) {
    for (NodePool other : group.pool().alternatives()) {
      Optional<MachineType> machine = other.machine();
      if (machine.isEmpty()) {
        continue;
      }
      String path = alternative(group.pool(), other);
      NodeCapacity node = NodeCapacity.of(machine.get(), other.disk());
      PodRequests requests = group.requests();
      int perNode = node.fit(requests).pods();
      if (perNode == 0) {
        findings.add(
            Finding.error(
                    CAP_04,
                    Place.ofModel(path),
                    String.format(
                        Locale.ROOT,
                        "no %s fits a %s: it requests %s and %s cores, and the node has %.1f GiB"
                            + " and %s cores for workloads",
                        group.name(),
                        machine.get(),
                        requests.memory(),
                        requests.cpu(),
                        node.memory().gibibytes(),
                        node.cpu()))
                .because("GKE never starts a node of this machine")
                .fixedBy(
                    "remove this machine, or request at most "
                        + Memory.gib((long) node.memory().gibibytes())
                        + " and "
                        + node.cpu().threads()
                        + " cores"));
        continue;
      }
      double cpu =
          (double) group.cpu().millis() * perNode / machine.get().allocatableCpu().millis();
      double memory =
          (double) group.memory().bytes() * perNode / machine.get().usableMemory().bytes();
      if (Math.max(cpu, memory) < LEAST_USE_OF_ALTERNATIVE && !fleet.circuits().testConfig()) {
        findings.add(wasted(path, perNode, cpu, memory, machine.get()));
      }
    }
  }

  private static String alternative(NodePool pool, NodePool other) {
    return "gke.pools[" + pool.name() + "].alternatives[" + other.machineType() + "]";
  }

  /** The maximum of workers is what the pool itself holds; fewer run on a smaller alternative. */
  private static void eachSuffices(Choice choice, Findings findings) {
    if (choice.pool().maxNodes() < 1 || !choice.preferred().load().suffices()) {
      return;
    }
    for (NodePool other : choice.pool().alternatives()) {
      choice.options().stream()
          .map(Choice.Option::load)
          .filter(load -> load.pool().name().equals(other.name()))
          .filter(load -> load.pool().maxNodes() >= 1 && !load.suffices())
          .findFirst()
          .ifPresent(
              load ->
                  findings.add(
                      Finding.warning(
                              CAP_11,
                              Place.ofModel(alternative(choice.pool(), other)),
                              String.format(
                                  Locale.ROOT,
                                  "%d of %d pods fit %d × %s",
                                  load.tenants().stream().mapToLong(Tenant::placed).sum(),
                                  load.tenants().stream().mapToLong(Tenant::most).sum(),
                                  other.maxNodes(),
                                  load.machine()))
                          .fixedBy(
                              "write orElse(\""
                                  + other.machineType()
                                  + "\", "
                                  + load.nodesNeeded()
                                  + ")")));
    }
  }

  private static void memory(ProverFleet fleet, Workers group, Findings findings) {
    String path = findings.path(group) + ".memory";
    boolean mainnet =
        !fleet.circuits().testConfig() && fleet.circuits().coverMainnet(fleet.release());
    if (group.memory().isLessThan(LEAST)) {
      long meant = Math.max(1, group.memory().mebibytes());
      findings.add(
          Finding.error(CAP_01, Place.ofModel(path), "a worker requests " + group.memory())
              .because(
                  "dozens of workers are scheduled on one node, and run out of memory one after another")
              .fixedBy(
                  "did you mean "
                      + Memory.gib(meant)
                      + "? Write memory(Memory.gib("
                      + meant
                      + "))"));
    } else if (mainnet && group.memory().isLessThan(LEAST_FOR_MAINNET)) {
      findings.add(
          Finding.error(
              CAP_01,
              Place.ofModel(path),
              "a worker requests " + group.memory() + " for circuits of mainnet size"));
    }
    if (group.memoryLimit().isLessThan(group.memory())) {
      findings.add(
          Finding.error(
                  CAP_03,
                  Place.ofModel(findings.path(group) + ".memoryLimit"),
                  "the limit " + group.memoryLimit() + " is below the request " + group.memory())
              .because("the API server rejects the pod"));
    } else if (group.memoryLimit().bytes() > LARGEST_LIMIT * group.memory().bytes()) {
      findings.add(
          Finding.warning(
                  CAP_03,
                  Place.ofModel(findings.path(group) + ".memoryLimit"),
                  "the limit "
                      + group.memoryLimit()
                      + " is far above the request "
                      + group.memory())
              .because(
                  "a worker that uses its limit gets other workers on the node killed during their proofs"));
    }
    group.pool().machine().ifPresent(machine -> unitsAndLimit(machine, group, findings));
  }

  private static void unitsAndLimit(MachineType machine, Workers group, Findings findings) {
    boolean requestFits = !group.memory().isMoreThan(machine.workloadMemory());
    if (requestFits && group.memoryLimit().isMoreThan(machine.usableMemory())) {
      findings.add(
          Finding.error(
                  CAP_03,
                  Place.ofModel(findings.path(group) + ".memoryLimit"),
                  "the limit "
                      + group.memoryLimit()
                      + " is more than a "
                      + machine
                      + " has for pods, "
                      + gib(machine.usableMemory()))
              .because("the node runs out of memory before the limit stops the worker"));
    }
    if (group.memory().isDecimal()) {
      String decimal = group.memory().toString();
      Memory binary = Memory.parse(decimal.replace('k', 'K') + "i");
      if (binary.minus(group.memory()).bytes() > machine.memory().bytes() / 20) {
        findings.add(
            Finding.note(
                    CAP_02,
                    Place.ofModel(findings.path(group) + ".memory"),
                    decimal + " is " + gib(group.memory()) + ", not " + binary)
                .fixedBy("write " + Memory.gib(group.memory().mebibytes() / 1024)));
      }
    }
  }

  private static void fits(String path, NodePool pool, PodRequests requests, Findings findings) {
    pool.machine()
        .ifPresent(
            machine -> {
              NodeCapacity node = NodeCapacity.of(machine, pool.disk());
              Fit fit = node.fit(requests);
              if (fit.pods() == 0) {
                neverFits(path, pool, machine, node, fit.binding(), requests, findings);
              }
            });
  }

  private static void neverFits(
      String path,
      NodePool pool,
      MachineType machine,
      NodeCapacity node,
      NodeResource binding,
      PodRequests requests,
      Findings findings) {
    if (binding == NodeResource.STORAGE) {
      findings.add(
          Finding.error(
                  CAP_04,
                  Place.ofModel("gke.pools[" + pool.name() + "].disk"),
                  String.format(
                      Locale.ROOT,
                      "a boot disk of %s leaves %.1f GiB for pods, %s requests %s",
                      pool.disk(),
                      node.storage().gibibytes(),
                      path,
                      requests.storage()))
              .fixedBy("use a larger disk, such as disk(DiskSize.gb(300))"));
      return;
    }
    boolean byMemory = binding == NodeResource.MEMORY;
    findings.add(
        Finding.error(
                CAP_04,
                Place.ofModel(path + (byMemory ? ".memory" : ".cpu")),
                (byMemory ? requests.memory() : requests.cpu() + " cores")
                    + " are more than a "
                    + machine
                    + " of "
                    + pool.name()
                    + " has for workloads, "
                    + (byMemory
                        ? gib(node.memory())
                        : node.cpu() + " of " + machine.vcpus() + " cores"))
            .fixedBy(
                byMemory
                    ? "use at most "
                        + Memory.gib((long) node.memory().gibibytes())
                        + ", or a larger"
                        + " machine"
                    : "use at most " + node.cpu().threads() + " cores, or a larger machine"));
  }

  private static void nodesSuffice(
      PoolLoad load, Map<String, List<Workers>> byPool, Findings findings) {
    NodePool pool = load.pool();
    boolean told = pool.maxNodes() < 1 || load.tenants().stream().anyMatch(Tenant::neverFits);
    if (told || load.suffices()) {
      return;
    }
    List<Workers> groups = byPool.getOrDefault(pool.name(), List.of());
    if (groups.size() == 1 && load.isForWorkersOnly()) {
      Workers group = groups.get(0);
      int perNode = group.perNode().orElseThrow();
      boolean scaled = group.autoscaling().isPresent();
      findings.add(
          Finding.error(
                  CAP_06,
                  Place.ofModel(findings.path(group) + (scaled ? ".autoscaling.max" : ".replicas")),
                  group.most()
                      + " workers are more than "
                      + pool.name()
                      + " can hold: "
                      + perNode
                      + " on each of "
                      + pool.maxNodes()
                      + (pool.maxNodes() == 1 ? " node" : " nodes"))
              .fixedBy(
                  (scaled ? "use max " : "use replicas ")
                      + (long) perNode * pool.maxNodes()
                      + ", or nodes("
                      + pool.minNodes()
                      + ", "
                      + load.nodesNeeded()
                      + ") for "
                      + pool.name()));
    } else {
      findings.add(
          Finding.error(
                  CAP_06,
                  Place.ofModel("gke.pools[" + pool.name() + "].nodes"),
                  String.format(
                      Locale.ROOT,
                      "%s need up to %d nodes, but the pool may have only %d",
                      load.isForWorkersOnly()
                          ? groups.size() + " worker groups"
                          : load.tenants().stream()
                              .map(Tenant::name)
                              .collect(Collectors.joining(", ")),
                      load.nodesNeeded(),
                      pool.maxNodes()))
              .fixedBy(
                  "write nodes("
                      + pool.minNodes()
                      + ", "
                      + load.nodesNeeded()
                      + ")"
                      + (groups.isEmpty() ? "" : ", or fewer workers")));
    }
  }

  private static void budget(BigDecimal budget, Bill bill, Findings findings) {
    Cost most = bill.total(Basis.DECLARED, Moment.MAX);
    if (most.perMonth().compareTo(budget) > 0) {
      findings.add(
          Finding.warning(
                  CAP_07,
                  Place.ofModel("gke.monthlyBudget"),
                  String.format(
                      Locale.ROOT,
                      "the fleet costs $%,.0f per month at its maximum, and the budget is $%,.0f",
                      most.perMonth(),
                      budget))
              .fixedBy("use fewer nodes or workers, Spot nodes, or a larger budget"));
    } else if (!most.isComplete()) {
      findings.add(
          Finding.warning(
                  CAP_07,
                  Place.ofModel("gke.monthlyBudget"),
                  "no price is known for " + String.join(", ", most.unpriced()))
              .because("the maximum cost is not known")
              .fixedBy("give your own prices with prices(Prices.listed().family(…))"));
    }
  }

  private static void nodeIsUsed(Workers group, Findings findings) {
    if (group.cpu().isLessThan(LEAST_CPU)) {
      findings.add(
          Finding.warning(
                  CAP_05,
                  Place.ofModel(findings.path(group) + ".cpu"),
                  "a worker has " + group.cpu() + " cores")
              .because("a throttled proof holds its memory on the node for many hours")
              .fixedBy("use at least " + LEAST_CPU + " cores"));
      return;
    }
    MachineType machine = group.pool().machine().orElse(null);
    int perNode = group.perNode().orElse(0);
    if (machine == null || perNode == 0) {
      return;
    }
    double cpu = (double) group.cpu().millis() * perNode / machine.allocatableCpu().millis();
    double memory = (double) group.memory().bytes() * perNode / machine.usableMemory().bytes();
    if (Math.max(cpu, memory) < LEAST_USE) {
      findings.add(wasted(findings.path(group), perNode, cpu, memory, machine));
    }
  }

  private static Finding wasted(
      String path, int perNode, double cpu, double memory, MachineType machine) {
    return Finding.warning(
            CAP_05,
            Place.ofModel(path),
            String.format(
                Locale.ROOT,
                "%d workers use %.0f %% of the cores and %.0f %% of the memory of a %s",
                perNode,
                cpu * 100,
                memory * 100,
                machine))
        .because("the rest of the node costs money and is not used");
  }

  private static void diskSuffices(Workers group, Findings findings) {
    int perNode =
        group.pool().capacity().map(node -> node.fit(group.requests()).podsOnLargeDisk()).orElse(0);
    double left = NodeCapacity.allocatableStorage(group.pool().disk()).gibibytes();
    // The images take as much as one more worker.
    double needed = Workers.EPHEMERAL_STORAGE.gibibytes() * (perNode + 1);
    if (perNode > 0 && left < needed) {
      findings.add(
          Finding.warning(
              CAP_10,
              Place.ofModel("gke.pools[" + group.pool().name() + "].disk"),
              String.format(
                  Locale.ROOT,
                  "a boot disk of %s leaves %.0f GiB for %d workers",
                  group.pool().disk(),
                  left,
                  perNode)));
    }
  }

  private static String gib(Memory memory) {
    return String.format(Locale.ROOT, "%.1f GiB", memory.gibibytes());
  }
}
