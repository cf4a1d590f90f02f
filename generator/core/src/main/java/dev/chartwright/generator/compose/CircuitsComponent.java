package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Expression;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Node;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The circuits: one declaration of their ranges for workers, leader and verifier, and the volume on
 * which they are kept.
 */
final class CircuitsComponent implements Component {
  static final String VOLUME = "circuits";

  private final FleetValues shared;
  private final Circuits circuits;
  private final Map<CircuitTable, Value<String>> ranges = new LinkedHashMap<>();
  private final Value<String> loadStrategy;
  private final Optional<Storage> storage;
  private final NamedTemplate digest;

  CircuitsComponent(FleetValues shared) {
    this.shared = shared;
    this.circuits = shared.fleet().circuits();
    Values values = shared.values();
    values.section(
        "circuits", "The circuits, which are made once for an image and a set of ranges.");
    values.section(
        "circuits.ranges",
        "Sizes of each table, as powers of two, the end excluded: the same for workers, leader and"
            + " verifier. A proof that needs another size fails; each further size costs disk and"
            + " memory.");
    circuits
        .ranges(shared.release())
        .forEach(
            (table, range) ->
                ranges.put(
                    table,
                    values
                        .string("circuits.ranges." + table.key(), range.toString())
                        .plainPattern(rangePattern())
                        .describe("Sets " + table.variable() + ".")));
    loadStrategy =
        values
            .oneOf("circuits.loadStrategy", circuits.loadStrategy())
            .describe(
                "Load circuits when they are needed, or all of them at the start, which takes more"
                    + " memory.");
    storage =
        circuits.persistence() == Circuits.Persistence.DISK
            ? Optional.of(Storage.declare(values, circuits.storage()))
            : Optional.empty();
    List<Expression> parts = new ArrayList<>(ranges.values());
    parts.add(shared.image());
    digest =
        new NamedTemplate(
            "circuitsDigest",
            "What the circuits depend on: the ranges and the image.",
            new Node.Insert(
                Expression.format(
                        String.join(" ", parts.stream().map(part -> "%s").toList()),
                        parts.toArray(new Expression[0]))
                    .sha256sum()
                    .trunc(8)));
  }

  List<NamedTemplate> templates() {
    List<NamedTemplate> templates = new ArrayList<>();
    if (areKept() || shared.release().circuitsDirectoryNeedsDigest()) {
      templates.add(digest);
    }
    storage.flatMap(Storage::claim).ifPresent(templates::add);
    return templates;
  }

  /** Whether circuits outlive the process that made them. */
  boolean areKept() {
    return storage.isPresent();
  }

  /** Whether all pods mount one volume. */
  boolean areShared() {
    return storage.flatMap(Storage::claim).isPresent();
  }

  String mountPath() {
    return circuits.mountPath();
  }

  /** What every binary that touches circuits must be told. */
  List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(variable(shared.release().circuitsDirectoryVariable(), directory()));
    ranges.forEach((table, range) -> environment.add(variable(table.variable(), range.asString())));
    return environment;
  }

  /** Tells a script the folder, to make it. */
  EnvVar directoryVariable() {
    return variable("CIRCUITS_DIRECTORY", directory());
  }

  /** Tells a script the file that is there when the circuits are complete. */
  EnvVar markerVariable() {
    return variable("CIRCUITS_MARKER", directory() + "/.complete-" + digestText());
  }

  /** The command-line options for them, which stand before any subcommand. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--persistence=" + circuits.persistence());
    options.add("--load-strategy=" + loadStrategy.asString());
    if (circuits.testConfig()) {
      options.add("--use-test-config");
    }
    return options;
  }

  /** The volume of a worker, which makes the circuits or finds them there. */
  Volume workerVolume() {
    return storage
        .flatMap(Storage::claim)
        .map(CircuitsComponent::sharedVolume)
        .orElseGet(
            () ->
                new VolumeBuilder()
                    .withName(VOLUME)
                    .withNewEphemeral()
                    .withNewVolumeClaimTemplate()
                    .withNewSpec()
                    .withAccessModes("ReadWriteOnce")
                    .withStorageClassName(storage.orElseThrow().className().asString())
                    .withNewResources()
                    .addToRequests("storage", storage.orElseThrow().size().asQuantity())
                    .endResources()
                    .endSpec()
                    .endVolumeClaimTemplate()
                    .endEphemeral()
                    .build());
  }

  /**
   * The volume of the jumpbox: the shared one, or a small one for what the verifier keeps of its
   * circuits.
   */
  Volume leaderVolume() {
    return storage
        .flatMap(Storage::claim)
        .map(CircuitsComponent::sharedVolume)
        .orElseGet(
            () ->
                new VolumeBuilder()
                    .withName(VOLUME)
                    .withNewEmptyDir()
                    .withSizeLimit(new Quantity("1Gi"))
                    .endEmptyDir()
                    .build());
  }

  /** Leaves out an empty storage class, which would mean "no class" instead of "the default". */
  Manifest withWorkerVolumeIn(Manifest deployment) {
    return areKept() && !areShared()
        ? deployment.when(
            "spec.template.spec.volumes[circuits].ephemeral.volumeClaimTemplate.spec.storageClassName",
            storage.orElseThrow().className().isSet())
        : deployment;
  }

  @Override
  public List<Manifest> manifests() {
    return storage
        .flatMap(kept -> kept.sharing().map(sharing -> List.of(claim(kept, sharing))))
        .orElse(List.of());
  }

  private static Manifest claim(Storage kept, Sharing sharing) {
    return Manifest.of(
            "circuits-persistentvolumeclaim",
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(fullName(VOLUME))
                .addToAnnotations("helm.sh/resource-policy", "keep")
                .endMetadata()
                .withNewSpec()
                .withAccessModes(sharing.accessMode())
                .withStorageClassName(kept.className().asString())
                .withNewResources()
                .addToRequests("storage", kept.size().asQuantity())
                .endResources()
                .endSpec()
                .build())
        .component(VOLUME)
        .onlyWhen(not(sharing.existingClaim()))
        .when("metadata.annotations['helm.sh/resource-policy']", sharing.keep().isSet())
        .when("spec.storageClassName", kept.className().isSet());
  }

  private static Volume sharedVolume(NamedTemplate claim) {
    return new VolumeBuilder()
        .withName(VOLUME)
        .withNewPersistentVolumeClaim()
        .withClaimName(claim.text(true).asString())
        .endPersistentVolumeClaim()
        .build();
  }

  /**
   * The folder of the circuits. Before v0.7 their files do not tell their version, so the folder
   * does.
   */
  private String directory() {
    String directory = circuits.directory(shared.release());
    return shared.release().circuitsDirectoryNeedsDigest()
        ? directory + "-" + digestText()
        : directory;
  }

  private String digestText() {
    return digest.text(true).asString();
  }

  /**
   * Two numbers from 4 to 30, the first one smaller: the prover takes a range that runs backwards,
   * and begins to work.
   */
  private static String rangePattern() {
    List<String> forms =
        new ArrayList<>(
            List.of("[4-9]\\.\\.([12][0-9]|30)", "1[0-9]\\.\\.(2[0-9]|30)", "2[0-9]\\.\\.30"));
    for (String ten : List.of("", "1", "2")) {
      for (int digit = ten.isEmpty() ? 4 : 0; digit < 9; digit++) {
        forms.add(ten + digit + "\\.\\." + ten + "[" + (digit + 1) + "-9]");
      }
    }
    return "^(" + String.join("|", forms) + ")$";
  }

  /** Where circuits are kept. */
  private record Storage(Value<String> size, Value<String> className, Optional<Sharing> sharing) {
    static Storage declare(Values values, CircuitStorage storage) {
      Value<String> size =
          values
              .quantity("circuits.storage.size", storage.size().toString())
              .describe("Size of the volume.");
      return storage instanceof CircuitStorage.SharedVolume volume
          ? new Storage(
              size,
              values
                  .dnsName("circuits.storage.className", volume.storageClass())
                  .describe(
                      "Storage class of the volume that all pods mount; it must offer"
                          + " ReadWriteMany."),
              Optional.of(Sharing.declare(values, volume)))
          : new Storage(
              size,
              values
                  .dnsName(
                      "circuits.storage.className",
                      ((CircuitStorage.PodVolume) storage).storageClass().orElse(""))
                  .describe(
                      "Storage class of each worker's own volume; empty for the cluster's"
                          + " default."),
              Optional.empty());
    }

    Optional<NamedTemplate> claim() {
      return sharing.map(Sharing::claim);
    }
  }

  /** What a volume needs that all pods mount. */
  private record Sharing(
      String accessMode, Value<String> existingClaim, Value<Boolean> keep, NamedTemplate claim) {
    static Sharing declare(Values values, CircuitStorage.SharedVolume volume) {
      Value<String> existing =
          values
              .dnsName("circuits.storage.existingClaim", "")
              .describe("A claim that exists already, used instead of a new one.");
      Value<Boolean> keep =
          values
              .flag("circuits.storage.keep", true)
              .describe(
                  "Keep the volume when the release is uninstalled: making circuits takes"
                      + " minutes.");
      return new Sharing(
          volume.accessMode().toString(),
          existing,
          keep,
          new NamedTemplate(
              "circuitsClaim",
              "The claim of the volume with the circuits.",
              choose(existing).then(existing.asString()).otherwise(fullName(VOLUME))));
    }
  }
}
