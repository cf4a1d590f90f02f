package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ObjectRules.NAM_01;
import static dev.chartwright.generator.rule.ObjectRules.NAM_02;
import static dev.chartwright.generator.rule.ObjectRules.NAM_07;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules about the names of the objects of a fleet. */
final class NameRules implements RuleFamily {
  /** Helm allows no longer release names. */
  private static final int LONGEST_RELEASE_NAME = 53;

  /** The broker's StatefulSet adds a suffix and a hash that must fit into a label of 63. */
  private static final int LONGEST_BROKER_NAME = 45;

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  @Override
  public Set<Rule> rules() {
    return Set.of(NAM_01, NAM_02, NAM_07);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    wellFormed("name", fleet.name(), findings);
    wellFormed("broker.name", fleet.broker().name(), findings);
    wellFormed("leader.name", fleet.leader().name(), findings);
    Set<String> taken = new HashSet<>();
    taken.add(fleet.broker().name());
    unique("leader.name", fleet.leader().name(), taken, findings);
    for (Workers group : fleet.workers()) {
      wellFormed(findings.path(group) + ".name", group.name(), findings);
      unique(findings.path(group) + ".name", group.name(), taken, findings);
    }
    brokerFits(fleet, findings);
  }

  private static void wellFormed(String path, String name, Findings findings) {
    if (!DNS_LABEL.matcher(name).matches()) {
      findings.add(
          Finding.error(
                  NAM_01,
                  Place.ofModel(path),
                  "'" + name + "' is not a valid name of Kubernetes objects")
              .fixedBy(
                  "use lower-case letters, digits and hyphens, with a letter or digit at both ends"));
    } else if (name.length() > LONGEST_RELEASE_NAME) {
      findings.add(
          Finding.error(
                  NAM_01,
                  Place.ofModel(path),
                  "'" + name + "' has " + name.length() + " characters")
              .fixedBy("shorten it to " + LONGEST_RELEASE_NAME + " characters at most"));
    }
  }

  private static void unique(String path, String name, Set<String> taken, Findings findings) {
    if (!taken.add(name)) {
      findings.add(
          Finding.error(NAM_07, Place.ofModel(path), "the name '" + name + "' is given twice")
              .fixedBy("give each part of the fleet its own name"));
    }
  }

  private static void brokerFits(ProverFleet fleet, Findings findings) {
    String full = fleet.name() + "-" + fleet.broker().name();
    if (full.length() > LONGEST_BROKER_NAME) {
      int room = LONGEST_BROKER_NAME - fleet.name().length() - 1;
      findings.add(
          Finding.error(
                  NAM_02,
                  Place.ofModel("broker.name"),
                  "the name of the broker is '" + full + "', " + full.length() + " characters")
              .fixedBy(
                  room > 0
                      ? "shorten broker.name to " + room + " characters at most"
                      : "shorten the name of the fleet, so that both have "
                          + LONGEST_BROKER_NAME
                          + " characters at most"));
    }
  }
}
