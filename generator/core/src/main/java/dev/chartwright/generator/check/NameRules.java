package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ObjectRules.NAM_01;
import static dev.chartwright.generator.rule.ObjectRules.NAM_02;
import static dev.chartwright.generator.rule.ObjectRules.NAM_07;

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
      findings.error(
          NAM_01,
          path,
          "'" + name + "' is not a valid name of Kubernetes objects",
          "the API server rejects every object with this name",
          "use lower-case letters, digits and hyphens, with a letter or digit at both ends");
    } else if (name.length() > LONGEST_RELEASE_NAME) {
      findings.error(
          NAM_01,
          path,
          "'" + name + "' has " + name.length() + " characters",
          "the object names that begin with it are longer than Kubernetes allows",
          "shorten it to " + LONGEST_RELEASE_NAME + " characters at most");
    }
  }

  private static void unique(String path, String name, Set<String> taken, Findings findings) {
    if (!taken.add(name)) {
      findings.error(
          NAM_07,
          path,
          "the name '" + name + "' is given twice",
          "of two objects with the same name, one replaces the other at installation",
          "give each part of the fleet its own name");
    }
  }

  private static void brokerFits(ProverFleet fleet, Findings findings) {
    String full = fleet.name() + "-" + fleet.broker().name();
    if (full.length() > LONGEST_BROKER_NAME) {
      int room = LONGEST_BROKER_NAME - fleet.name().length() - 1;
      findings.error(
          NAM_02,
          "broker.name",
          "the name of the broker is '" + full + "', " + full.length() + " characters",
          "the StatefulSet of the operator labels its pods with this name and a hash, and a label"
              + " has at most 63 characters",
          room > 0
              ? "shorten broker.name to " + room + " characters at most"
              : "shorten the name of the fleet, so that both have "
                  + LONGEST_BROKER_NAME
                  + " characters at most");
    }
  }
}
