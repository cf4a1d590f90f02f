package dev.chartwright.generator.compose;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Environment;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values for additional variables, volumes and mounts in the pods of a component. */
record Extras(
    Value<List<Map<String, Object>>> environment,
    Value<List<Map<String, Object>>> volumes,
    Value<List<Map<String, Object>>> mounts) {
  private static final TextType ANY_TEXT = new TextType("", 0, Integer.MAX_VALUE, List.of(), false);

  /**
   * Declares the values below a path.
   *
   * @param model the variables that the model gives the component
   * @param variables names of those that the chart sets itself
   * @param volumes the volumes of the component, in addition to those of every prover pod
   * @param mounts the mounts of its container, in addition to those of every prover container
   */
  static Extras declare(
      Values values,
      String path,
      Environment model,
      List<String> variables,
      List<Volume> volumes,
      List<VolumeMount> mounts) {
    return new Extras(
        environment(values, path + ".extraEnv", model, variables),
        volumes(values, path + ".extraVolumes", ProverPod.volumeNames(volumes)),
        mounts(values, path + ".extraVolumeMounts", ProverPod.mountPaths(mounts)));
  }

  /**
   * Adds them to a Deployment.
   *
   * @param container its path in the manifest
   */
  Manifest in(Manifest deployment, String container) {
    return deployment
        .append(container + ".env", environment)
        .append(container + ".volumeMounts", mounts)
        .append("spec.template.spec.volumes", volumes);
  }

  /**
   * By default, the variables of the model that do not replace variables of the chart. Names that
   * the chart sets are rejected, because Helm 4 and the API server treat a second entry with the
   * same name as an error.
   */
  private static Value<List<Map<String, Object>>> environment(
      Values values, String path, Environment environment, List<String> taken) {
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
                    "Name of the variable; not one that the chart sets."),
                new FieldType("value", ANY_TEXT, false, "Value of the variable."),
                new FieldType(
                        "valueFrom",
                        new AnyObjectType(),
                        false,
                        "Source of the value, instead of" + " `value`.")
                    .insteadOf("value")));
    return values
        .objects(path, defaults, variable)
        .describe(
            "Additional environment variables, as in a pod: `name` with `value` or"
                + " `valueFrom`.");
  }

  /** Names that the chart uses are rejected. */
  private static Value<List<Map<String, Object>>> volumes(
      Values values, String path, List<String> taken) {
    ObjectType volume =
        new ObjectType(
            List.of(
                new FieldType(
                    "name",
                    new TextType("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", 1, 63, taken, true),
                    true,
                    "Name of the volume; not one that the chart uses.")),
            true);
    return values.objects(path, List.of(), volume).describe("Additional volumes, as in a pod.");
  }

  /** Paths that the chart mounts are rejected. */
  private static Value<List<Map<String, Object>>> mounts(
      Values values, String path, List<String> taken) {
    ObjectType mount =
        new ObjectType(
            List.of(
                new FieldType(
                    "name", new TextType("", 1, 63, List.of(), false), true, "Name of the volume."),
                new FieldType(
                    "mountPath",
                    new TextType("^(/[^/]+)+$", 1, 4096, taken, false),
                    true,
                    "Path in the container; not one that the chart mounts.")),
            true);
    return values
        .objects(path, List.of(), mount)
        .describe("Additional volume mounts, as in a container.");
  }
}
