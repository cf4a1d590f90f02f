package dev.chartwright.generator.compose;

import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The circuits: their ranges, declared once for workers, leader and verifier, and the volume that
 * stores them.
 */
final class CircuitsComponent {
  private final FleetValues shared;
  private final Circuits circuits;
  private final Map<CircuitTable, Value<String>> ranges = new LinkedHashMap<>();
  private final Value<String> loadStrategy;
  private final Optional<CircuitsVolume> volume;
  private final NamedTemplate digest;

  CircuitsComponent(FleetValues shared) {
    this.shared = shared;
    this.circuits = shared.fleet().circuits();
    Values values = shared.values();
    values.section(
        "circuits", "The circuits, which are built once for each image and set of ranges.");
    values.section(
        "circuits.ranges",
        "Sizes of each table as powers of two, without the end of the range. Workers, leader and"
            + " verifier use the same sizes. A proof that needs another size fails; every"
            + " additional size costs disk space and memory.");
    circuits
        .ranges(shared.release())
        .forEach(
            (table, range) ->
                ranges.put(
                    table,
                    values
                        .string("circuits.ranges." + table.key(), range.toString())
                        .plainPattern(rangePattern())
                        .describe("Value of the variable " + table.variable() + ".")));
    loadStrategy =
        values
            .oneOf("circuits.loadStrategy", circuits.loadStrategy())
            .describe(
                "Load circuits when they are needed, or all of them at the start, which needs"
                    + " more memory.");
    volume =
        circuits.persistence() == Circuits.Persistence.DISK
            ? Optional.of(
                CircuitsVolume.declare(values, circuits.storage(), shared.fleet().gke().network()))
            : Optional.empty();
    List<Expression> parts = new ArrayList<>(ranges.values());
    parts.add(shared.image());
    digest =
        new NamedTemplate(
            "circuitsDigest",
            "A digest of what the circuits depend on: the ranges and the image.",
            new Node.Insert(
                Expression.format(
                        String.join(" ", parts.stream().map(part -> "%s").toList()),
                        parts.toArray(new Expression[0]))
                    .sha256sum()
                    .trunc(8)));
  }

  List<NamedTemplate> templates() {
    List<NamedTemplate> templates = new ArrayList<>();
    templates.add(digest);
    volume.ifPresent(kept -> templates.addAll(kept.templates()));
    return templates;
  }

  /** Whether circuits outlive the process that made them. */
  boolean areKept() {
    return volume.isPresent();
  }

  /** Whether all pods mount one volume. */
  boolean areShared() {
    return volume.map(CircuitsVolume::isShared).orElse(false);
  }

  /**
   * Whether the first worker makes them for all others, and KEDA can be told to leave one worker
   * for it after the installation.
   */
  boolean areMadeAfterInstallation() {
    return areShared() && shared.fleet().platform().kedaHasInitialCooldown();
  }

  String mountPath() {
    return circuits.mountPath();
  }

  /** The variables of every binary that reads or builds circuits. */
  List<EnvVar> environment() {
    List<EnvVar> environment = new ArrayList<>();
    environment.add(variable(shared.release().circuitsDirectoryVariable(), directory()));
    ranges.forEach((table, range) -> environment.add(variable(table.variable(), range.asString())));
    return environment;
  }

  /** The variable that gives a script the folder, which the script creates. */
  EnvVar directoryVariable() {
    return variable("CIRCUITS_DIRECTORY", directory());
  }

  /** The variable that gives a script the file that exists when the circuits are complete. */
  EnvVar markerVariable() {
    return variable("CIRCUITS_MARKER", directory() + "/.complete");
  }

  /** The variable with the digest of the image and the ranges. */
  EnvVar digestVariable() {
    return variable("CIRCUITS_DIGEST", digest.text(true).asString());
  }

  /** The command-line options for circuits, which come before any subcommand. */
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("--persistence=" + circuits.persistence());
    options.add("--load-strategy=" + loadStrategy.asString());
    if (circuits.testConfig()) {
      options.add("--use-test-config");
    }
    return options;
  }

  /** The volume on which a worker builds or finds the circuits. */
  Volume workerVolume() {
    return volume.orElseThrow().ofWorker();
  }

  /** The volume of the jumpbox, with what the verifier needs. */
  Volume leaderVolume() {
    return volume.orElseThrow().ofLeader();
  }

  /** Adds the changes that the volume needs to the Deployment of workers. */
  Manifest withWorkerVolumeIn(Manifest deployment) {
    return volume.map(kept -> kept.in(deployment)).orElse(deployment);
  }

  /** Its objects. */
  List<Manifest> manifests() {
    return volume.map(CircuitsVolume::manifests).orElse(List.of());
  }

  /** The folder of the circuits: one for each image and set of ranges. */
  String directory() {
    return circuits.directory(shared.release(), digest.text(true).asString());
  }

  /**
   * Two numbers from 4 to 30, the first one smaller. The prover itself accepts a reversed range and
   * starts to work.
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
}
