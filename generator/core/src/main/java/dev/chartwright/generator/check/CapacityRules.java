package dev.chartwright.generator.check;

import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether the pods fit the nodes, and the nodes the pods. */
final class CapacityRules implements RuleFamily {
  private static final Memory LEAST = Memory.gib(1);
  private static final Memory LEAST_FOR_MAINNET = Memory.gib(16);
  private static final Cpu LEAST_CPU = Cpu.cores(8);
  private static final double LARGEST_LIMIT = 1.25;
  private static final double LEAST_USE = 0.7;

  /** Images, logs and scratch files of one pod on the boot disk, with room. */
  private static final DiskSize DISK_OF_A_POD = DiskSize.gib(10);

  @Override
  public Set<String> ids() {
    return Set.of("CAP-01", "CAP-02", "CAP-03", "CAP-04", "CAP-05", "CAP-06", "CAP-10");
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    fits("broker", fleet.broker().pool(), fleet.broker().memory(), fleet.broker().cpu(), findings);
    fits("leader", fleet.leader().pool(), fleet.leader().memory(), fleet.leader().cpu(), findings);
    Map<String, List<Workers>> byPool = new LinkedHashMap<>();
    for (Workers group : fleet.workers()) {
      byPool.computeIfAbsent(group.pool().name(), name -> new ArrayList<>()).add(group);
      memory(fleet, group, findings);
      fits(findings.path(group), group.pool(), group.memory(), group.cpu(), findings);
    }
    byPool
        .values()
        .forEach(
            groups -> {
              nodesSuffice(groups, findings);
              if (groups.size() == 1 && !fleet.circuits().testConfig()) {
                nodeIsUsed(groups.get(0), findings);
              }
              diskSuffices(groups.get(0), findings);
            });
  }

  private static void memory(ProverFleet fleet, Workers group, Findings findings) {
    String path = findings.path(group) + ".memory";
    boolean mainnet =
        !fleet.circuits().testConfig() && fleet.circuits().coverMainnet(fleet.release());
    if (group.memory().isLessThan(LEAST)) {
      long meant = Math.max(1, group.memory().mebibytes());
      findings.error(
          "CAP-01",
          path,
          "a worker requests " + group.memory(),
          "dozens of workers are put on one node and killed for their memory in turn",
          "did you mean " + Memory.gib(meant) + "? write memory(Memory.gib(" + meant + "))");
    } else if (mainnet && group.memory().isLessThan(LEAST_FOR_MAINNET)) {
      findings.error(
          "CAP-01",
          path,
          "a worker requests " + group.memory() + " for circuits of mainnet size",
          "it is killed for its memory while it loads circuits or proves",
          LEAST_FOR_MAINNET + " at least, or narrower circuit ranges");
    }
    if (group.memoryLimit().isLessThan(group.memory())) {
      findings.error(
          "CAP-03",
          findings.path(group) + ".memoryLimit",
          "the limit " + group.memoryLimit() + " is below the request " + group.memory(),
          "the API refuses the pod",
          group.memory().toString());
    } else if (group.memoryLimit().bytes() > LARGEST_LIMIT * group.memory().bytes()) {
      findings.warning(
          "CAP-03",
          findings.path(group) + ".memoryLimit",
          "the limit " + group.memoryLimit() + " is far above the request " + group.memory(),
          "a worker that uses it gets its neighbours killed in the middle of their proofs",
          group.memory().toString());
    }
    group.pool().machine().ifPresent(machine -> unitsAndLimit(machine, group, findings));
  }

  private static void unitsAndLimit(MachineType machine, Workers group, Findings findings) {
    boolean requestFits = !group.memory().isMoreThan(machine.workloadMemory());
    if (requestFits && group.memoryLimit().isMoreThan(machine.usableMemory())) {
      findings.error(
          "CAP-03",
          findings.path(group) + ".memoryLimit",
          "the limit "
              + group.memoryLimit()
              + " is more than a "
              + machine
              + " has for pods, "
              + gib(machine.usableMemory()),
          "the node runs out of memory before the limit stops the worker",
          group.memory().toString());
    }
    if (group.memory().isDecimal()) {
      String decimal = group.memory().toString();
      Memory binary = Memory.parse(decimal.replace('k', 'K') + "i");
      if (binary.minus(group.memory()).bytes() > machine.memory().bytes() / 20) {
        findings.information(
            "CAP-02",
            findings.path(group) + ".memory",
            decimal + " is " + gib(group.memory()) + ", not " + binary,
            "nodes are counted in Gi, so another number of workers fits than one reads",
            Memory.gib(group.memory().mebibytes() / 1024).toString());
      }
    }
  }

  private static void fits(String path, NodePool pool, Memory memory, Cpu cpu, Findings findings) {
    pool.machine()
        .filter(machine -> machine.fits(memory, cpu) == 0)
        .ifPresent(
            machine -> {
              boolean byMemory = memory.isMoreThan(machine.workloadMemory());
              findings.error(
                  "CAP-04",
                  path + (byMemory ? ".memory" : ".cpu"),
                  (byMemory ? memory : cpu + " cores")
                      + " are more than a "
                      + machine
                      + " of "
                      + pool.name()
                      + " has for workloads, "
                      + (byMemory
                          ? gib(machine.workloadMemory())
                          : machine.workloadCpu() + " of " + machine.vcpus() + " cores"),
                  "the pod stays Pending for ever",
                  byMemory
                      ? Memory.gib((long) machine.workloadMemory().gibibytes())
                          + " at most, or a larger machine"
                      : machine.workloadCpu().threads() + " cores at most, or a larger machine");
            });
  }

  /** Counts in nodes, because groups of different size share a pool. */
  private static void nodesSuffice(List<Workers> groups, Findings findings) {
    NodePool pool = groups.get(0).pool();
    double nodes = 0;
    for (Workers group : groups) {
      int perNode = group.perNode().orElse(0);
      if (perNode == 0 || pool.maxNodes() < 1) {
        return;
      }
      nodes += (double) group.most() / perNode;
    }
    if (nodes <= pool.maxNodes() + 1e-9) {
      return;
    }
    if (groups.size() == 1) {
      Workers group = groups.get(0);
      int most = group.perNode().orElseThrow() * pool.maxNodes();
      boolean scaled = group.autoscaling().isPresent();
      findings.error(
          "CAP-06",
          findings.path(group) + (scaled ? ".autoscaling.max" : ".replicas"),
          group.most()
              + " workers are more than "
              + pool.name()
              + " can hold: "
              + group.perNode().orElseThrow()
              + " on each of "
              + pool.maxNodes()
              + (pool.maxNodes() == 1 ? " node" : " nodes"),
          "the rest stays Pending for ever",
          (scaled ? "max " : "replicas ")
              + most
              + ", or nodes("
              + pool.minNodes()
              + ", "
              + (long) Math.ceil(nodes)
              + ") for "
              + pool.name());
    } else {
      findings.error(
          "CAP-06",
          "gke.pools[" + pool.name() + "].nodes",
          String.format(
              Locale.ROOT,
              "%d worker groups need %d nodes at most, the pool may have %d",
              groups.size(),
              (long) Math.ceil(nodes),
              pool.maxNodes()),
          "the rest stays Pending for ever",
          "nodes(" + pool.minNodes() + ", " + (long) Math.ceil(nodes) + "), or fewer workers");
    }
  }

  private static void nodeIsUsed(Workers group, Findings findings) {
    if (group.cpu().isLessThan(LEAST_CPU)) {
      findings.warning(
          "CAP-05",
          findings.path(group) + ".cpu",
          "a worker has " + group.cpu() + " cores",
          "a throttled proof keeps its memory, and so its part of the node, for many hours",
          LEAST_CPU + " cores at least");
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
      findings.warning(
          "CAP-05",
          findings.path(group),
          String.format(
              Locale.ROOT,
              "%d workers use %.0f %% of the cores and %.0f %% of the memory of a %s",
              perNode,
              cpu * 100,
              memory * 100,
              machine),
          "the rest of the node is paid for and does nothing",
          "more cores or memory a worker, or a smaller machine");
    }
  }

  private static void diskSuffices(Workers group, Findings findings) {
    double size = group.pool().disk().gibibytes();
    double system = Math.min(size / 2, Math.min(6 + 0.35 * size, 100));
    double left = size * 0.9 - system;
    int perNode = group.perNode().orElse(0);
    double needed = DISK_OF_A_POD.gibibytes() * (perNode + 1);
    if (perNode > 0 && left < needed) {
      findings.warning(
          "CAP-10",
          "gke.pools[" + group.pool().name() + "].disk",
          String.format(
              Locale.ROOT,
              "a boot disk of %s leaves %.0f GiB for %d workers",
              group.pool().disk(),
              Math.max(0, left),
              perNode),
          "the node evicts workers when images and logs fill it",
          "disk(DiskSize.gb(300))");
    }
  }

  private static String gib(Memory memory) {
    return String.format(Locale.ROOT, "%.1f GiB", memory.gibibytes());
  }
}
