package dev.chartwright.generator.compose;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Environment;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
  private static final TextType ANY_TEXT = new TextType("", 0, Integer.MAX_VALUE, List.of(), false);

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

  /**
   * Extra environment variables, by default those of the model that are not in place of the chart's
   * own. Names that the chart sets itself are refused: Helm 4 and the cluster take a second entry
   * of one name for an error.
   */
  Value<List<Map<String, Object>>> extraEnvironment(
      String path, Environment environment, List<String> taken) {
    List<Map<String, Object>> defaults = new ArrayList<>();
    Set<String> own = Set.copyOf(taken);
    environment
        .literals()
        .forEach(
            (name, value) -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("name", name);
              entry.put("value", value);
              if (!own.contains(name)) {
                defaults.add(entry);
              }
            });
    environment
        .secrets()
        .forEach(
            (name, secret) -> {
              Map<String, Object> reference = new LinkedHashMap<>();
              reference.put("name", secret.name());
              reference.put("key", secret.key());
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("name", name);
              entry.put("valueFrom", Map.of("secretKeyRef", reference));
              if (!own.contains(name)) {
                defaults.add(entry);
              }
            });
    ObjectType variable =
        new ObjectType(
            List.of(
                new FieldType(
                    "name",
                    new TextType("^[A-Za-z_][A-Za-z0-9_.-]*$", 1, 253, taken, true),
                    true,
                    "Name of the variable; none that the chart sets itself."),
                new FieldType("value", ANY_TEXT, false, "Its text."),
                new FieldType(
                        "valueFrom", new AnyObjectType(), false, "Or where its text comes from.")
                    .insteadOf("value")));
    return values
        .objects(path, defaults, variable)
        .describe("More environment variables, as in a pod: `name` with `value` or `valueFrom`.");
  }

  /** Extra volumes; names that the chart uses are refused. */
  Value<List<Map<String, Object>>> extraVolumes(String path, List<String> taken) {
    ObjectType volume =
        new ObjectType(
            List.of(
                new FieldType(
                    "name",
                    new TextType("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", 1, 63, taken, true),
                    true,
                    "Name of the volume; none that the chart uses itself.")),
            true);
    return values.objects(path, List.of(), volume).describe("More volumes, as in a pod.");
  }

  /** Extra mounts; paths that the chart mounts are refused. */
  Value<List<Map<String, Object>>> extraMounts(String path, List<String> taken) {
    ObjectType mount =
        new ObjectType(
            List.of(
                new FieldType(
                    "name", new TextType("", 1, 63, List.of(), false), true, "Name of the volume."),
                new FieldType(
                    "mountPath",
                    new TextType("^(/[^/]+)+$", 1, 4096, taken, false),
                    true,
                    "Where it is mounted; no path that the chart mounts itself.")),
            true);
    return values
        .objects(path, List.of(), mount)
        .describe("More mounts of volumes, as in a container.");
  }
}
