package dev.chartwright.generator.compose;

import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Atop;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.SideContainer;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The recorder beside the workers of a group, which a value switches on. */
final class AtopComponent {
  private static final String NAME = "atop";
  private static final String FOLDER = "/atop";

  private static final int MOST_MEBIBYTES = 500;

  private final Value<Boolean> enabled;
  private final ImageValue image;
  private final Value<Integer> interval;
  private final Value<Integer> size;
  private final Value<Map<String, Object>> resources;

  /**
   * Declares the values.
   *
   * @param path their path below {@code .Values}
   */
  AtopComponent(Values values, Optional<Atop> declared, String path) {
    values.section(path, "A recorder of what the processes of each worker use.");
    enabled =
        values
            .flag(path + ".enabled", declared.isPresent())
            .describe(
                "Record each worker with atop, for `fleet.sh top --atop`. The containers of the pod"
                    + " then share their processes.");
    image =
        values
            .image(
                path + ".image",
                declared.map(Atop::repository).orElse(NAME),
                declared.map(Atop::tag).orElse(""))
            .describe("An image with atop and bash: `atop-image.sh` builds one and prints it.");
    interval =
        values
            .integer(path + ".intervalSeconds", 10)
            .min(1)
            .max(3_600)
            .describe("Seconds between two samples.");
    size =
        values
            .integer(path + ".sizeMiB", 64)
            .min(8)
            .max(MOST_MEBIBYTES)
            .describe("MiB of samples to keep in a pod: 64 are about a day at 10 seconds.");
    resources =
        values
            .resources(path + ".resources", amounts(), "cpu", "memory")
            .describe("Requests and limits of the recorder.");
  }

  private static Map<String, Object> amounts() {
    Map<String, Object> requests = new LinkedHashMap<>();
    requests.put("cpu", Atop.CPU.toString());
    requests.put("memory", Atop.MEMORY.toString());
    requests.put("ephemeral-storage", Atop.STORAGE.toString());
    Map<String, Object> limits = new LinkedHashMap<>(requests);
    limits.put("cpu", "500m");
    limits.put("memory", "256Mi");
    Map<String, Object> resources = new LinkedHashMap<>();
    resources.put("requests", requests);
    resources.put("limits", limits);
    return resources;
  }

  /** The case with the recorder. */
  CiCase on(CiCase declared) {
    return declared
        .set(enabled, true)
        .set(image.repository(), "registry.example.com/atop")
        .set(image.tag(), "2.8.1");
  }

  /** The workers with the recorder. */
  BackgroundWorker in(BackgroundWorker workers) {
    SideContainer recorder =
        Variables.in(
            SideContainer.named(NAME)
                .image(image)
                .workingDir(FOLDER)
                .command(Script.ATOP_RECORD.path())
                .args(FOLDER)
                .resources(resources)
                .mount(ProverPod.scripts(), Script.FOLDER)
                .mountWritable(recording(), FOLDER),
            List.of(
                variable("ATOP_SECONDS", interval.asString()),
                variable("ATOP_MIB", size.asString())));
    return workers
        .sidecar(recorder)
        .deployment(
            deployment ->
                deployment
                    .editSpec()
                    .editTemplate()
                    .editSpec()
                    .withShareProcessNamespace(true)
                    .endSpec()
                    .endTemplate()
                    .endSpec())
        .manifest("deployment", this::onlyWhenEnabled);
  }

  private Manifest onlyWhenEnabled(Manifest declared) {
    String pod = "spec.template.spec.";
    return declared
        .when(pod + "shareProcessNamespace", enabled.isSet())
        .when(pod + "containers[" + NAME + "]", enabled.isSet())
        .when(pod + "volumes[" + NAME + "]", enabled.isSet())
        .comment(pod + "shareProcessNamespace", "The recorder sees the processes of the worker.");
  }

  /** Its limit is never reached: a pod whose volume holds more is evicted. */
  private static Volume recording() {
    return new VolumeBuilder()
        .withName(NAME)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity(Atop.STORAGE.toString()))
        .endEmptyDir()
        .build();
  }
}
