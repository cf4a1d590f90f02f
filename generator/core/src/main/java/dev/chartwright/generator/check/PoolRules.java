package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;
import static dev.chartwright.generator.rule.GkeRules.POO_01;
import static dev.chartwright.generator.rule.GkeRules.POO_03;
import static dev.chartwright.generator.rule.GkeRules.POO_04;
import static dev.chartwright.generator.rule.GkeRules.POO_05;
import static dev.chartwright.generator.rule.GkeRules.POO_06;
import static dev.chartwright.generator.rule.GkeRules.POO_07;
import static dev.chartwright.generator.rule.GkeRules.POO_11;
import static dev.chartwright.generator.rule.GkeRules.POO_13;
import static dev.chartwright.generator.rule.GkeRules.POO_23;

import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about node pools. */
final class PoolRules implements RuleFamily {
  private static final int LONGEST_NAME = 40;
  private static final int LARGE_MACHINE = 60;

  /** Classes of GKE: the first takes all pods that choose none, the others are built in. */
  private static final Set<String> RESERVED_CLASSES =
      Set.of("default", "autopilot", "autopilot-spot");

  /** The smallest boot disk of GKE, in gigabytes. */
  private static final int SMALLEST_DISK = 10;

  @Override
  public Set<Rule> rules() {
    return Set.of(POO_01, POO_03, POO_04, POO_05, POO_06, POO_07, POO_11, POO_13, POO_23, GEN_02);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Set<String> names = new HashSet<>();
    for (NodePool pool : fleet.gke().pools()) {
      String path = "gke.pools[" + pool.name() + "]";
      name(pool, path, names, findings);
      size(pool, path, findings);
      pool.choices()
          .forEach(choice -> machine(choice, pool.maySpot(), path(path, pool, choice), findings));
      choice(pool, path, findings);
    }
    places(fleet, findings);
  }

  private static void name(NodePool pool, String path, Set<String> names, Findings findings) {
    GoogleNames.check(path + ".name", pool.name(), LONGEST_NAME, findings);
    if (!names.add(pool.name())) {
      findings.add(
          Finding.error(
                  POO_11, Place.ofModel(path + ".name"), "two pools have the name " + pool.name())
              .fixedBy("give each pool its own name"));
    }
    for (NodePool created : pool.created()) {
      if (!created.name().equals(pool.name())) {
        fallbackName(pool, path + ".fallback.name", created.name(), names, findings);
      }
    }
  }

  private static void fallbackName(
      NodePool pool, String path, String name, Set<String> names, Findings findings) {
    if (pool.name().length() <= LONGEST_NAME) {
      GoogleNames.check(path, name, LONGEST_NAME, findings);
    }
    // A machine that is named twice is reported as such.
    boolean twice =
        pool.created().stream().filter(created -> created.name().equals(name)).count() > 1;
    if (!names.add(name) && !twice) {
      findings.add(
          Finding.error(
                  POO_11,
                  Place.ofModel(path),
                  "another pool has the name " + name + ", as its fallback")
              .fixedBy("give the pools other names"));
    }
  }

  /** The pool itself, or one of its other machines. */
  private static String path(String path, NodePool pool, NodePool choice) {
    return choice.equals(pool) ? path : path + ".alternatives[" + choice.machineType() + "]";
  }

  private static void choice(NodePool pool, String path, Findings findings) {
    Set<String> machines = new HashSet<>();
    for (NodePool choice : pool.choices()) {
      if (choice.maxNodes() < 1 && pool.maxNodes() >= 1) {
        findings.add(
            Finding.error(
                    POO_07,
                    Place.ofModel(path(path, pool, choice) + ".nodes"),
                    choice.maxNodes() + " nodes at most")
                .fixedBy("write orElse(\"" + choice.machineType() + "\", 1) or more"));
      }
      if (!machines.add(choice.machineType())) {
        findings.add(
            Finding.error(
                    POO_23,
                    Place.ofModel(path + ".alternatives"),
                    "the machine " + choice.machineType() + " is named twice")
                .because("the same machine would be tried twice, which finds no other node")
                .fixedBy("remove one of them"));
      }
    }
    if (pool.hasChoice() && RESERVED_CLASSES.contains(pool.name())) {
      findings.add(
          Finding.error(
                  POO_11,
                  Place.ofModel(path + ".name"),
                  "the name " + pool.name() + " is reserved for a compute class of GKE")
              .because("the class would also take pods of others, or GKE would reject it")
              .fixedBy("use another name, such as highmem-pool"));
    }
    if (pool.hasChoice() && pool.onDemandFallback()) {
      findings.add(
          Finding.error(
                  POO_23,
                  Place.ofModel(path + ".spot"),
                  "spotWithFallback() is declared together with fallback machines")
              .because("two mechanisms would choose the nodes")
              .fixedBy("write spotFirst() instead of spotWithFallback()"));
    } else if (pool.spotFirst() && pool.spot()) {
      findings.add(
          Finding.error(
                  POO_23,
                  Place.ofModel(path + ".spot"),
                  "spot() and spotFirst() are declared together")
              .because("no pool on demand would be left")
              .fixedBy("write spotFirst() alone"));
    }
  }

  private static void size(NodePool pool, String path, Findings findings) {
    if (pool.minNodes() < 0 || pool.maxNodes() < 1 || pool.minNodes() > pool.maxNodes()) {
      boolean swapped = pool.maxNodes() >= 0 && pool.minNodes() >= 1;
      findings.add(
          Finding.error(
                  POO_07,
                  Place.ofModel(path + ".nodes"),
                  pool.minNodes() + " nodes at least, " + pool.maxNodes() + " at most")
              .fixedBy(
                  swapped
                      ? "write nodes(" + pool.maxNodes() + ", " + pool.minNodes() + ")"
                      : "write nodes(0, 1) or more"));
    }
    if (pool.maxSurge() < 0 || pool.maxUnavailable() < 0 || !isReplaced(pool)) {
      findings.add(
          Finding.error(
                  POO_07,
                  Place.ofModel(path + ".upgrade"),
                  "an upgrade starts "
                      + pool.maxSurge()
                      + " nodes and removes "
                      + pool.maxUnavailable())
              .fixedBy("write upgrade(1, 0) or upgrade(0, 1)"));
    }
    if (pool.disk().gigabytes() < SMALLEST_DISK) {
      findings.add(
          Finding.error(POO_04, Place.ofModel(path + ".disk"), "a boot disk of " + pool.disk())
              .fixedBy("use 10 GB or more"));
    }
  }

  private static boolean isReplaced(NodePool pool) {
    return pool.maxSurge() > 0 || pool.maxUnavailable() > 0;
  }

  private static void machine(NodePool pool, boolean spot, String path, Findings findings) {
    Optional<MachineType> found = pool.machine();
    if (found.isEmpty()) {
      findings.add(
          Finding.error(
                  POO_03,
                  Place.ofModel(path + ".machineType"),
                  "there is no machine type '" + pool.machineType() + "'")
              .fixedBy("did you mean " + MachineType.closestName(pool.machineType()) + "?"));
      return;
    }
    MachineType machine = found.get();
    if (!machine.diskTypes().contains(pool.diskType())) {
      findings.add(
          Finding.error(
                  POO_04,
                  Place.ofModel(path + ".diskType"),
                  "machines of the family "
                      + machine.family()
                      + " do not support "
                      + pool.diskType())
              .fixedBy(
                  "use "
                      + machine.diskTypes().stream()
                          .map(Object::toString)
                          .collect(Collectors.joining(" or "))));
    }
    if (spot && !machine.spot()) {
      findings.add(
          Finding.error(POO_05, Place.ofModel(path + ".spot"), machine + " is not sold as Spot"));
    }
    if (machine.vcpus() >= LARGE_MACHINE && pool.maxSurge() > 0) {
      findings.add(
          Finding.note(
              POO_13,
              Place.ofModel(path + ".maxSurge"),
              "an upgrade starts " + pool.maxSurge() + " additional " + machine));
    }
  }

  /** Rules about the pools on which the workloads run. */
  private static void places(ProverFleet fleet, Findings findings) {
    Map<String, NodePool> declared = new HashMap<>();
    fleet.gke().pools().forEach(pool -> declared.putIfAbsent(pool.name(), pool));
    place("broker", fleet.broker().pool(), declared, findings);
    place("leader", fleet.leader().pool(), declared, findings);
    if (fleet.leader().pool().maySpot()) {
      findings.add(
          Finding.error(POO_06, Place.ofModel("leader.pool"), "the leader runs on Spot nodes")
              .fixedBy("use Leader.on(…) with a pool on demand"));
    }
    for (Workers group : fleet.workers()) {
      place(findings.path(group), group.pool(), declared, findings);
      if (group.pool().maySpot()) {
        findings.add(
            Finding.warning(
                POO_06,
                Place.ofModel(findings.path(group) + ".pool"),
                "workers run on Spot nodes"));
      }
    }
  }

  private static void place(
      String path, NodePool pool, Map<String, NodePool> declared, Findings findings) {
    NodePool real = declared.get(pool.name());
    if (real == null) {
      findings.add(
          Finding.error(
                  GEN_02,
                  Place.ofModel(path + ".pool"),
                  "the pool " + pool.name() + " does not belong to the cluster")
              .fixedBy("add it to pools(…), or use one of " + String.join(", ", sorted(declared))));
    } else if (!pool.taints().containsAll(real.taints())) {
      String untolerated =
          real.taints().stream()
              .filter(taint -> !pool.taints().contains(taint))
              .map(Taint::toString)
              .collect(Collectors.joining(", "));
      findings.add(
          Finding.error(
              POO_01,
              Place.ofModel(path + ".pool"),
              "the cluster's pool "
                  + pool.name()
                  + " has the taint "
                  + untolerated
                  + ", which these pods do not tolerate"));
    } else if (!pool.equals(real)) {
      findings.add(
          Finding.error(
                  POO_01,
                  Place.ofModel(path + ".pool"),
                  "the pool " + pool.name() + " is declared twice with different settings")
              .because("the pods are planned for nodes that the cluster does not have"));
    }
  }

  private static List<String> sorted(Map<String, NodePool> pools) {
    return pools.keySet().stream().sorted().toList();
  }
}
