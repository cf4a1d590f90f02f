package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.GkeRules.POO_10;
import static dev.chartwright.generator.rule.GkeRules.POO_11;
import static dev.chartwright.generator.rule.GkeRules.POO_20;
import static dev.chartwright.generator.rule.GkeRules.POO_21;

import dev.chartwright.cloud.ComputeClass;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about the labels and taints of nodes: their form, their owners, and keys given twice. */
final class NodeKeyRules implements RuleFamily {
  /** The longest text of the flag {@code --node-labels}. */
  private static final int LONGEST_LABELS = 1024;

  @Override
  public Set<Rule> rules() {
    return Set.of(POO_10, POO_11, POO_20, POO_21);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    for (NodePool pool : fleet.gke().pools()) {
      String path = "gke.pools[" + pool.name() + "]";
      labels(pool, path + ".labels", findings);
      taints(pool, path + ".taints", findings);
    }
    fleet
        .gke()
        .labels()
        .keySet()
        .forEach(
            key -> {
              if (key.startsWith(ReservedKeys.CLUSTER_PREFIX)) {
                findings.add(reserved("gke.labels", key, "Google Cloud sets it itself"));
              }
            });
  }

  private static void labels(NodePool pool, String path, Findings findings) {
    int length = 0;
    for (Map.Entry<String, String> label : pool.labels().entrySet()) {
      KubernetesLabels.check(path, POO_11, label.getKey(), label.getValue(), findings);
      ReservedKeys.ownerOfLabel(label.getKey())
          .ifPresent(owner -> findings.add(reserved(path, label.getKey(), owner + " sets it")));
      length += label.getKey().length() + label.getValue().length() + 2;
    }
    if (length - 1 > LONGEST_LABELS) {
      findings.add(
          Finding.error(
                  POO_11,
                  Place.ofModel(path),
                  "the labels have " + (length - 1) + " characters together")
              .because("GKE takes " + LONGEST_LABELS + " characters and creates no pool with more")
              .fixedBy("remove labels"));
    }
  }

  private static void taints(NodePool pool, String path, Findings findings) {
    Map<String, List<Taint>> byKey = new LinkedHashMap<>();
    for (Taint taint : pool.taints()) {
      KubernetesLabels.check(path, POO_10, taint.key(), taint.value(), findings);
      ReservedKeys.ownerOfTaint(taint.key())
          .ifPresent(
              owner ->
                  findings.add(
                      reserved(path, taint.key(), owner + " sets it, and removes it again")));
      if (pool.hasChoice() && taint.key().equals(ComputeClass.KEY)) {
        findings.add(reserved(path, taint.key(), "the compute class of the pool sets it"));
      }
      byKey.computeIfAbsent(taint.key(), key -> new ArrayList<>()).add(taint);
    }
    byKey.forEach(
        (key, same) -> {
          if (same.size() > 1) {
            findings.add(twice(path, key, same));
          }
        });
  }

  private static Finding reserved(String path, String key, String why) {
    return Finding.error(
            POO_21,
            Place.ofModel(path + "['" + key + "']"),
            "the key '" + key + "' is reserved: " + why)
        .fixedBy(
            "use a key of your own, such as example.com/" + key.substring(key.indexOf('/') + 1));
  }

  private static Finding twice(String path, String key, List<Taint> taints) {
    String all = taints.stream().map(Taint::toString).collect(Collectors.joining(", "));
    Taint strongest = taints.stream().max(NodeKeyRules::compare).orElseThrow();
    boolean oneValue = taints.stream().map(Taint::value).distinct().count() == 1;
    return Finding.error(
            POO_20, Place.ofModel(path + "['" + key + "']"), "the taints " + all + " have one key")
        .fixedBy(
            oneValue
                ? "keep " + strongest + ", which does what the others do"
                : "keep one of them, or give each a key of its own");
  }

  /** NoExecute also keeps new pods off, and NoSchedule also does what is preferred. */
  private static int compare(Taint one, Taint other) {
    return Integer.compare(strength(one), strength(other));
  }

  private static int strength(Taint taint) {
    return switch (taint.effect()) {
      case PREFER_NO_SCHEDULE -> 0;
      case NO_SCHEDULE -> 1;
      case NO_EXECUTE -> 2;
    };
  }
}
