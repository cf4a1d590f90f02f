package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.BrokerComponent.variable;

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
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The circuits: one declaration of their ranges for workers, leader and verifier, and the volume on which they are kept. */
final class CircuitsComponent implements Component {
  static final String VOLUME = "circuits";
  // Two numbers from 4 to 30; that the first is smaller is for the prover to say, before it makes anything.
  private static final String RANGE = "^([4-9]|[12][0-9]|30)\\.\\.([5-9]|[12][0-9]|30)$";

  private final FleetValues shared;
  private final Circuits circuits;
  private final Map<CircuitTable, Value<String>> ranges = new LinkedHashMap<>();
  private final Value<String> loadStrategy;
  private final Value<String> size;
  private final Value<String> storageClass;
  private final Optional<Value<String>> existingClaim;
  private final Optional<Value<Boolean>> keep;
  private final NamedTemplate digest;
  private final Optional<NamedTemplate> claim;

  CircuitsComponent(FleetValues shared) {
    this.shared = shared;
    this.circuits = shared.fleet().circuits();
    Values values = shared.values();
    values.section("circuits", "The circuits, which are made once for an image and a set of ranges.");
    values.section(
        "circuits.ranges",
        "Sizes of each table, as powers of two, the end excluded: the same for workers, leader and verifier. A proof that needs "
            + "another size fails; each further size costs disk and memory.");
    circuits
        .ranges(shared.release())
        .forEach(
            (table, range) ->
                ranges.put(
                    table,
                    values
                        .string("circuits.ranges." + table.key(), range.toString())
                        .plainPattern(RANGE)
                        .describe("Sets " + table.variable() + ".")));
    loadStrategy =
        values
            .oneOf("circuits.loadStrategy", circuits.loadStrategy())
            .describe("Load circuits when they are needed, or all of them at the start, which takes more memory.");
    size =
        values
            .quantity("circuits.storage.size", circuits.storage().size().toString())
            .describe("Size of the volume.");
    if (circuits.storage() instanceof CircuitStorage.SharedVolume volume) {
      storageClass =
          values
              .dnsName("circuits.storage.className", volume.storageClass())
              .describe("Storage class of the volume that all workers mount; it must offer ReadWriteMany.");
      existingClaim =
          Optional.of(
              values
                  .dnsName("circuits.storage.existingClaim", "")
                  .describe("A claim that exists already, used instead of a new one."));
      keep =
          Optional.of(
              values
                  .flag("circuits.storage.keep", true)
                  .describe("Keep the volume when the release is uninstalled: making circuits takes minutes."));
      claim =
          Optional.of(
              new NamedTemplate(
                  "circuitsClaim",
                  "The claim of the volume with the circuits.",
                  choose(existingClaim.get())
                      .then(existingClaim.get().asString())
                      .otherwise(fullName(VOLUME))));
    } else {
      storageClass =
          values
              .dnsName(
                  "circuits.storage.className",
                  ((CircuitStorage.PodVolume) circuits.storage()).storageClass().orElse(""))
              .describe("Storage class of each worker's own volume; empty for the cluster's default.");
      existingClaim = Optional.empty();
      keep = Optional.empty();
      claim = Optional.empty();
    }
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
    List<NamedTemplate> templates = new ArrayList<>(List.of(digest));
    claim.ifPresent(templates::add);
    return templates;
  }

  /** The folder of the circuits. Before v0.7 their files do not tell their version, so the folder does. */
  String directory() {
    String directory = circuits.directory(shared.release());
    return shared.release().circuitsDirectoryNeedsDigest() ? directory + "-" + digestText() : directory;
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

  /** What the script that makes the circuits must be told, too. */
  List<EnvVar> makerEnvironment() {
    return List.of(variable("CIRCUITS_DIRECTORY", directory()), variable("CIRCUITS_DIGEST", digestText()));
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

  boolean areShared() {
    return claim.isPresent();
  }

  Volume volume() {
    if (claim.isPresent()) {
      return new VolumeBuilder()
          .withName(VOLUME)
          .withNewPersistentVolumeClaim()
          .withClaimName(claim.get().text(true).asString())
          .endPersistentVolumeClaim()
          .build();
    }
    return new VolumeBuilder()
        .withName(VOLUME)
        .withNewEphemeral()
        .withNewVolumeClaimTemplate()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storageClass.asString())
        .withNewResources()
        .addToRequests("storage", size.asQuantity())
        .endResources()
        .endSpec()
        .endVolumeClaimTemplate()
        .endEphemeral()
        .build();
  }

  /** Leaves out an empty storage class, which would mean "no class" instead of "the default". */
  Manifest withVolumeIn(Manifest deployment) {
    return areShared()
        ? deployment
        : deployment.when(
            "spec.template.spec.volumes[circuits].ephemeral.volumeClaimTemplate.spec.storageClassName",
            storageClass.isSet());
  }

  @Override
  public List<Manifest> manifests() {
    if (!areShared()) {
      return List.of();
    }
    CircuitStorage.SharedVolume volume = (CircuitStorage.SharedVolume) circuits.storage();
    return List.of(
        Manifest.of(
                "circuits-persistentvolumeclaim",
                new PersistentVolumeClaimBuilder()
                    .withNewMetadata()
                    .withName(fullName(VOLUME))
                    .addToAnnotations("helm.sh/resource-policy", "keep")
                    .endMetadata()
                    .withNewSpec()
                    .withAccessModes(volume.accessMode().toString())
                    .withStorageClassName(storageClass.asString())
                    .withNewResources()
                    .addToRequests("storage", size.asQuantity())
                    .endResources()
                    .endSpec()
                    .build())
            .component(VOLUME)
            .onlyWhen(not(existingClaim.orElseThrow()))
            .when("metadata.annotations['helm.sh/resource-policy']", keep.orElseThrow().isSet())
            .when("spec.storageClassName", storageClass.isSet()));
  }


  private String digestText() {
    return digest.text(true).asString();
  }
}
