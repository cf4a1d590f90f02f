package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.GkeRules.POO_02;
import static dev.chartwright.generator.rule.GkeRules.POO_08;
import static dev.chartwright.generator.rule.GkeRules.POO_11;
import static dev.chartwright.generator.rule.GkeRules.POO_12;
import static dev.chartwright.generator.rule.GkeRules.POO_15;
import static dev.chartwright.generator.rule.GkeRules.POO_19;

import dev.chartwright.cloud.Gke;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The cluster: where it is, what it is called, and who may do what in it. */
final class ClusterRules implements RuleFamily {
  private static final int LONGEST_NAME = 40;
  private static final Pattern REGION = Pattern.compile("[a-z]+-[a-z]+\\d+");
  private static final Pattern ZONE = Pattern.compile("[a-z]+-[a-z]+\\d+-[a-z]");
  private static final Pattern PROJECT = Pattern.compile("[a-z][-a-z0-9]{4,28}[a-z0-9]");
  private static final Pattern LABEL_KEY = Pattern.compile("[a-z][-_a-z0-9]{0,62}");
  private static final Pattern LABEL_VALUE = Pattern.compile("[-_a-z0-9]{0,63}");

  @Override
  public Set<Rule> rules() {
    return Set.of(POO_02, POO_08, POO_11, POO_12, POO_15, POO_19);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    Gke gke = fleet.gke();
    cluster(gke, findings);
    identities(gke, findings);
    labels(gke.labels(), findings);
  }

  private static void cluster(Gke gke, Findings findings) {
    GoogleNames.check("gke.cluster", gke.cluster(), LONGEST_NAME, findings);
    location(gke, findings);
    if (gke.pools().stream().noneMatch(pool -> !pool.isTainted() && pool.minNodes() >= 1)) {
      findings.add(
          Finding.error(POO_02, Place.ofModel("gke.pools"), "no pool without taint has a node"));
    }
    if (gke.maintenanceWindow().isEmpty()) {
      findings.add(
          Finding.warning(
              POO_12,
              Place.ofModel("gke.maintenanceWindow"),
              "the cluster has no maintenance window"));
    }
  }

  private static void location(Gke gke, Findings findings) {
    boolean region = REGION.matcher(gke.location()).matches();
    if (!region && !ZONE.matcher(gke.location()).matches()) {
      findings.add(
          Finding.error(
              POO_15,
              Place.ofModel("gke.location"),
              "'" + gke.location() + "' is neither a zone nor a region"));
    }
    if (region && gke.nodeLocations().isEmpty()) {
      findings.add(
          Finding.warning(
                  POO_08,
                  Place.ofModel("gke.nodeLocations"),
                  "a regional cluster without zones for its nodes")
              .fixedBy("write region(\"" + gke.location() + "\", \"" + gke.location() + "-c\")"));
    }
    for (String zone : gke.nodeLocations()) {
      if (!ZONE.matcher(zone).matches() || !zone.startsWith(gke.region() + "-")) {
        findings.add(
            Finding.error(
                    POO_15,
                    Place.ofModel("gke.nodeLocations"),
                    "'" + zone + "' is not a zone of " + gke.region())
                .fixedBy("write a zone such as " + gke.region() + "-c"));
      }
    }
  }

  private static void identities(Gke gke, Findings findings) {
    gke.project().ifPresent(project -> sixToThirty("gke.project", project, "project", findings));
    gke.nodeServiceAccount()
        .ifPresentOrElse(
            account -> sixToThirty("gke.nodeServiceAccount", account, "service account", findings),
            () ->
                findings.add(
                    Finding.warning(
                            POO_19,
                            Place.ofModel("gke.nodeServiceAccount"),
                            "the nodes use the default service account of the project")
                        .because("an attacker in a pod can change the whole project")
                        .fixedBy("leave withoutNodeServiceAccount() out")));
    if (!gke.workloadIdentity()) {
      findings.add(
          Finding.warning(
                  POO_19,
                  Place.ofModel("gke.workloadIdentity"),
                  "pods use the service account of their node")
              .because("every pod gets all permissions that one pod needs")
              .fixedBy("write workloadIdentity(true)"));
    }
  }

  private static void sixToThirty(String path, String id, String what, Findings findings) {
    if (!PROJECT.matcher(id).matches()) {
      findings.add(
          Finding.error(POO_11, Place.ofModel(path), "'" + id + "' is not the id of a " + what)
              .fixedBy("use 6 to 30 lower-case letters, digits and hyphens, with a letter first"));
    }
  }

  private static void labels(Map<String, String> labels, Findings findings) {
    labels.forEach(
        (key, value) -> {
          if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
            findings.add(
                Finding.error(
                        POO_11,
                        Place.ofModel("gke.labels['" + key + "']"),
                        "'" + key + "=" + value + "' is not a label of Google Cloud")
                    .fixedBy(
                        "use at most 63 lower-case letters, digits, - and _, with a letter first in the"
                            + " key"));
          }
        });
  }
}
