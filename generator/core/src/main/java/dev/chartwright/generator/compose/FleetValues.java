package dev.chartwright.generator.compose;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import java.util.List;
import java.util.Map;

/** The fleet, and the values that more than one component uses. */
record FleetValues(
    ProverFleet fleet,
    Values values,
    ImageValue image,
    Value<List<Map<String, Object>>> imagePullSecrets,
    Value<String> logLevel,
    Value<String> clusterDomain,
    Value<Boolean> requireCrds,
    Value<Boolean> runs,
    Value<Map<String, String>> serviceAccountAnnotations) {

  static FleetValues declare(ProverFleet fleet, Values values) {
    ImageValue image =
        values
            .image("image", fleet.image().repository(), fleet.image().tag().orElse(""))
            .digest(fleet.image().digest().orElse(""))
            .describe(
                "The prover image. Leader, workers and verifier must use the same one, because"
                    + " circuits depend on it.");
    Value<List<Map<String, Object>>> pullSecrets =
        values
            .imagePullSecrets("imagePullSecrets")
            .example(List.of(Map.of("name", "registry")))
            .describe("Secrets with credentials for a private registry, each as `name: …`.");
    Value<String> logLevel =
        values
            .oneOf("logLevel", fleet.logLevel())
            .describe(
                "Log level of leader and workers. Levels above `info` are not offered, because"
                    + " they hide finished proofs.");
    Value<String> clusterDomain =
        values
            .dnsName("clusterDomain", "cluster.local")
            .notEmpty()
            .describe("DNS domain of the cluster.");
    Value<Boolean> requireCrds =
        values
            .flag("requireCRDs", true)
            .describe(
                "Fail if the cluster does not have "
                    + (isAutoscaled(fleet) ? "KEDA, " : "")
                    + "the RabbitMQ operator, or what `monitoring.kind` needs. Set it to false for `helm template`, which sees no"
                    + " cluster.");
    values.section(
        "runs",
        "The queue of runs on the leader's volume. A companion in the jumpbox works on it: it"
            + " starts the leader, watches it, and tries again.");
    Value<Boolean> runs =
        values
            .flag("runs.enabled", fleet.runs().isEnabled())
            .describe(
                "Run the companion, and let workers stop while the fence in the broker is closed,"
                    + " as after a failed run. If false, people start the leader by hand and watch"
                    + " it.");
    Value<Map<String, String>> accountAnnotations =
        values
            .annotations("serviceAccount.annotations", Map.of())
            .example(Map.of("example.com/team", "proofs"))
            .describe(
                "Annotations of the service accounts. `publish.serviceAccount` adds"
                    + " `iam.gke.io/gcp-service-account` to that of the leader.");
    return new FleetValues(
        fleet,
        values,
        image,
        pullSecrets,
        logLevel,
        clusterDomain,
        requireCrds,
        runs,
        accountAnnotations);
  }

  ProverRelease release() {
    return fleet.release();
  }

  /** Whether KEDA may scale at least one group of workers. */
  boolean isAutoscaled() {
    return isAutoscaled(fleet);
  }

  private static boolean isAutoscaled(ProverFleet fleet) {
    return fleet.workers().stream().anyMatch(workers -> workers.autoscaling().isPresent());
  }
}
