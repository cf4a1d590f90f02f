package dev.chartwright.generator;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.compose.FleetChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.plan.CapacityPlan;
import dev.chartwright.generator.preflight.Preflight;
import dev.chartwright.generator.prove.ChartFolder;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.HelmEngine;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.prove.Rendering;
import dev.chartwright.generator.write.ChartArchive;
import dev.chartwright.generator.write.DriftReport;
import dev.chartwright.generator.write.OutputFolder;
import dev.chartwright.generator.write.WriteReport;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Problem;
import dev.chartwright.prover.FleetSource;
import dev.chartwright.prover.ProverFleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages in their order: check and compose, render, prove, write. The one service behind the
 * library, the command line and the Maven plugin. Stateless.
 */
public final class Generator {
  private Generator() {}

  /**
   * Generates from what a user declared, in memory: the chart, and of a fleet every {@link Part}.
   *
   * @param source a {@link ChartSource} or a {@link FleetSource}
   * @throws InvalidModelException with every problem of the model
   */
  public static Generated generate(Object source) {
    if (source instanceof FleetSource fleet) {
      return generate(fleet.fleet());
    }
    if (source instanceof ChartSource chart) {
      return generate(chart.chart());
    }
    throw new IllegalArgumentException(
        source.getClass().getName() + " implements neither ChartSource nor FleetSource");
  }

  /** The chart of a fleet and every part beside it, after its check. */
  public static Generated generate(ProverFleet fleet) {
    return generate(fleet, EnumSet.allOf(Part.class));
  }

  /** The chart of a fleet and some of the parts beside it, after its check. */
  public static Generated generate(ProverFleet fleet, Set<Part> parts) {
    List<Problem> problems = FleetCheck.requireValid(fleet);
    Map<Part, FileTree> files = FleetParts.of(fleet, parts);
    Optional<String> picture =
        Optional.ofNullable(files.get(Part.DIAGRAM)).map(FleetParts::mermaid);
    Chart chart = FleetChart.of(fleet, picture);
    return new Generated(
        fleet.name(), Optional.of(fleet), chart, HelmChart.render(chart), files, problems);
  }

  /** The files of a chart. */
  public static Generated generate(Chart chart) {
    return new Generated(
        chart.name(), Optional.empty(), chart, HelmChart.render(chart), Map.of(), List.of());
  }

  /** How much the fleet needs and what it costs, as a typed result, after its check. */
  public static CapacityPlan plan(ProverFleet fleet) {
    FleetCheck.requireValid(fleet);
    return CapacityPlan.of(fleet);
  }

  /** What must hold in the project before the fleet is built, after its check. */
  public static Preflight preflight(ProverFleet fleet) {
    FleetCheck.requireValid(fleet);
    return Preflight.of(Infrastructure.of(fleet));
  }

  /**
   * Proves a chart in the real Helm engine: with its defaults, which must give the typed resources
   * that were declared, and with each of its ci cases.
   */
  public static ProofReport prove(Generated generated) {
    return ChartProof.prove(generated.chartFiles(), generated.chart(), request(generated));
  }

  /** How {@link #prove} is asked, for those who want to ask for less or for more. */
  public static ProofRequest request(Generated generated) {
    Chart chart = generated.chart();
    ProofRequest request = ProofRequest.standard();
    if (!chart.offlineSettings().isEmpty()) {
      request = request.withOverlay(HelmChart.settings(chart, chart.offlineSettings()));
    }
    if (generated.fleet().isPresent()) {
      request = request.withKedaVersion(generated.fleet().get().platform().keda().toString());
    }
    for (String kind : chart.unknownKinds()) {
      int slash = kind.lastIndexOf('/');
      request = request.withDeclaredKind(kind.substring(0, slash), kind.substring(slash + 1));
    }
    return request;
  }

  /**
   * Renders a chart in the real Helm engine, hooks and tests included, as a cluster that has every
   * API would see it.
   *
   * @param values YAML texts laid over the chart's own values, later ones win
   */
  public static Rendering render(
      Generated generated, String release, String namespace, List<String> values) {
    ProofRequest request = request(generated);
    List<String> overlays = new ArrayList<>(request.overlays());
    overlays.addAll(values);
    try (ChartFolder folder = ChartFolder.of(generated.chartFiles(), HelmEngine.embedded())) {
      return folder.render(release, namespace, overlays, request.kubeVersion());
    }
  }

  /** Writes the output; see {@link OutputFolder}. */
  public static WriteReport write(Generated generated, Path folder) {
    return OutputFolder.at(folder).write(generated.output());
  }

  /** Writes the output over generated files that were edited by hand, too. */
  public static WriteReport overwrite(Generated generated, Path folder) {
    return OutputFolder.at(folder).overwritingEdits().write(generated.output());
  }

  /** Writes one part of the output and leaves the rest of the folder as it is. */
  public static WriteReport write(Generated generated, Part part, Path folder) {
    return OutputFolder.at(folder).only(part::holds).write(generated.output());
  }

  /** How a folder differs from the output; nothing is written. */
  public static DriftReport check(Generated generated, Path folder) {
    return OutputFolder.at(folder).check(generated.output());
  }

  /** The chart as a reproducible {@code .tgz}. */
  public static byte[] archive(Generated generated) {
    return archive(generated, ChartArchive.reproducible());
  }

  /** The chart as a {@code .tgz} of the given kind. */
  public static byte[] archive(Generated generated, ChartArchive kind) {
    return kind.pack(generated.chart().name(), generated.chartFiles());
  }
}
