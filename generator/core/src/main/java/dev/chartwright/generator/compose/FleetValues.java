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
    Value<Map<String, String>> serviceAccountAnnotations) {

  static FleetValues declare(ProverFleet fleet, Values values) {
    ImageValue image =
        values
            .image("image", fleet.image().repository(), fleet.image().tag().orElse(""))
            .digest(fleet.image().digest().orElse(""))
            .describe(
                "The prover: leader, workers and verifier run the same image, or their circuits"
                    + " differ.");
    Value<List<Map<String, Object>>> pullSecrets =
        values
            .imagePullSecrets("imagePullSecrets")
            .describe("Secrets for a private registry, each `name: …`.");
    Value<String> logLevel =
        values
            .oneOf("logLevel", fleet.logLevel())
            .describe(
                "How much leader and workers log. Coarser levels do not tell that a proof was"
                    + " made.");
    Value<String> clusterDomain =
        values
            .dnsName("clusterDomain", "cluster.local")
            .notEmpty()
            .describe("Domain of the cluster's Services.");
    Value<Boolean> requireCrds =
        values
            .flag("requireCRDs", true)
            .describe(
                "Fail early when the cluster lacks "
                    + (isAutoscaled(fleet) ? "KEDA or " : "")
                    + "the RabbitMQ operator. Switch it off for `helm template`, which knows no"
                    + " cluster.");
    Value<Map<String, String>> accountAnnotations =
        values
            .annotations("serviceAccount.annotations", Map.of())
            .describe(
                "Annotations of the service accounts, such as `iam.gke.io/gcp-service-account`.");
    return new FleetValues(
        fleet,
        values,
        image,
        pullSecrets,
        logLevel,
        clusterDomain,
        requireCrds,
        accountAnnotations);
  }

  ProverRelease release() {
    return fleet.release();
  }

  /** Whether KEDA may scale any workers. */
  boolean isAutoscaled() {
    return isAutoscaled(fleet);
  }

  private static boolean isAutoscaled(ProverFleet fleet) {
    return fleet.workers().stream().anyMatch(workers -> workers.autoscaling().isPresent());
  }
}
