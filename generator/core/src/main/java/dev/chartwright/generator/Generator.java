package dev.chartwright.generator;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ChartSource;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.compose.FleetChart;
import dev.chartwright.generator.compose.FleetProof;
import dev.chartwright.generator.dependency.DependencyFetch;
import dev.chartwright.generator.dependency.DependencyFolder;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.engine.NotesTemplate;
import dev.chartwright.generator.engine.RenderSettings;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.generator.keda.RabbitmqTriggers;
import dev.chartwright.generator.manifest.DeclarationCheck;
import dev.chartwright.generator.plan.CapacityPlan;
import dev.chartwright.generator.preflight.Preflight;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.prove.TimeBudget;
import dev.chartwright.generator.report.ProofDocument;
import dev.chartwright.generator.report.ProofFiles;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.ChartArchive;
import dev.chartwright.generator.write.DriftReport;
import dev.chartwright.generator.write.OutputFolder;
import dev.chartwright.generator.write.ReportFolder;
import dev.chartwright.generator.write.WriteReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
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
  private static final List<DeclarationCheck> CHECKS = List.of(RabbitmqTriggers::errors);

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
    List<Finding> problems = FleetCheck.requireValid(fleet);
    FleetParts beside = FleetParts.of(fleet, parts);
    Chart chart = FleetChart.of(fleet, beside.mermaid());
    return new Generated(
        fleet.name(), Optional.of(fleet), HelmChart.of(chart, CHECKS), beside.files(), problems);
  }

  /**
   * The files of a chart.
   *
   * @throws InvalidModelException with every finding of the declaration and of rendering it
   */
  public static Generated generate(Chart chart) {
    HelmChart rendered = HelmChart.of(chart, CHECKS);
    return new Generated(chart.name(), Optional.empty(), rendered, Map.of(), rendered.findings());
  }

  /**
   * The files of a chart with the subcharts that were fetched for it.
   *
   * @param dependencies the folder that {@link #fetch} writes, which need not exist
   * @throws InvalidModelException with every finding of the declaration and of rendering it
   */
  public static Generated generate(Chart chart, Path dependencies) {
    return new Generated(
        chart.name(),
        Optional.empty(),
        HelmChart.of(chart, CHECKS, DependencyFolder.at(dependencies).read()),
        Map.of(),
        chart.findings());
  }

  /**
   * Fetches the subcharts of a chart, and of its subcharts of the same build, from their
   * repositories and registries. What the lock names and the folder has is not fetched again.
   *
   * @param dependencies the folder that gets, for each chart, {@code <chart>/Chart.lock} and the
   *     archives; commit it
   * @param output the folder of the output, from whose chart relative {@code file://} addresses
   *     start
   * @param isUpdate whether versions are chosen anew where a range allows another one than the lock
   * @throws InvalidModelException with every dependency that cannot be fetched
   */
  public static WriteReport fetch(
      Generated generated, Path dependencies, Path output, boolean isUpdate) {
    Chart chart = generated.chart();
    Path home = output.resolve("helm").resolve(chart.name());
    return new DependencyFetch(DependencyFolder.at(dependencies), home, isUpdate).of(chart);
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
   * Begins to load the Helm engine in the background, for those who are going to prove or render
   * what they generate next.
   */
  public static void prepare() {
    HelmEngine.embedded().prepare();
  }

  /**
   * Proves a chart in the real Helm engine: with its defaults, which must give the typed resources
   * that were declared, with each of its ci cases, and over its value space.
   */
  public static ProofReport prove(Generated generated) {
    return prove(generated, SpaceRequest.standard(), ProofProgress.silent());
  }

  /**
   * The same, over another part of its value space, and for those who want to know how far it has
   * come.
   */
  public static ProofReport prove(Generated generated, SpaceRequest space, ProofProgress progress) {
    return prove(generated, space, KubernetesRequest.usual(), progress, TimeBudget.unlimited());
  }

  /**
   * The same for another cluster than the usual one, and within a time.
   *
   * @param budget stops the proof, which then reports what it has found, with an error
   */
  public static ProofReport prove(
      Generated generated,
      SpaceRequest space,
      KubernetesRequest cluster,
      ProofProgress progress,
      TimeBudget budget) {
    return ChartProof.prove(
        generated.parsed(),
        Optional.of(generated.trees()),
        request(generated).withSpace(space).withKubernetes(cluster),
        progress,
        budget);
  }

  /**
   * Proves a third-party chart.
   *
   * @param values YAML texts laid over the values of every case, later ones win
   */
  public static ProofReport verify(ThirdPartyChart chart, List<String> values) {
    return verify(chart, values, SpaceRequest.thirdParty(), ProofProgress.silent());
  }

  /**
   * The same, over another part of its value space, and for those who want to know how far it has
   * come.
   */
  public static ProofReport verify(
      ThirdPartyChart chart, List<String> values, SpaceRequest space, ProofProgress progress) {
    return verify(
        chart, values, space, KubernetesRequest.usual(), progress, TimeBudget.unlimited());
  }

  /**
   * The same for another cluster than the usual one, and within a time.
   *
   * @param budget stops the proof, which then reports what it has found, with a note
   */
  public static ProofReport verify(
      ThirdPartyChart chart,
      List<String> values,
      SpaceRequest space,
      KubernetesRequest cluster,
      ProofProgress progress,
      TimeBudget budget) {
    return ChartProof.prove(
        chart.parsed(),
        Optional.empty(),
        thirdParty(values).withSpace(space).withKubernetes(cluster),
        progress,
        budget);
  }

  private static ProofRequest thirdParty(List<String> values) {
    ProofRequest request = ProofRequest.thirdParty();
    for (String each : values) {
      request = request.withOverlay(each);
    }
    return request;
  }

  /** The report of a proof of a third-party chart. */
  public static ProofDocument document(ThirdPartyChart chart, ProofReport proof) {
    ParsedChart parsed = chart.parsed();
    return ProofDocument.of(
        parsed.name().isEmpty() ? "chart" : parsed.name(),
        parsed.version(),
        parsed.appVersion(),
        proof);
  }

  /**
   * What an upgrade from an earlier version of the chart would do, over the values that people may
   * have set for that version.
   *
   * @param previous the files of the earlier version, by their paths below its folder
   */
  public static UpgradeReport diff(FileTree previous, Generated generated) {
    return ChartUpgrade.between(ParsedChart.of(previous), generated.parsed(), request(generated));
  }

  /** Compares two versions of a third-party chart. */
  public static UpgradeReport diff(FileTree previous, FileTree current) {
    return diff(previous, current, List.of());
  }

  /**
   * The same with values that both need to render.
   *
   * @param values YAML texts laid over the values of every case, later ones win
   */
  public static UpgradeReport diff(FileTree previous, FileTree current, List<String> values) {
    return ChartUpgrade.between(
        ParsedChart.of(previous), ParsedChart.of(current), thirdParty(values));
  }

  /** A report that also tells what an upgrade does. */
  public static ProofDocument document(
      Generated generated, ProofReport proof, UpgradeReport upgrade) {
    return document(generated, proof).withUpgrade(ChartUpgrade.section(upgrade));
  }

  /**
   * The report of a proof, with the picture and the cost of a fleet; {@link
   * ProofDocument#withUpgrade} adds what an upgrade does.
   */
  public static ProofDocument document(Generated generated, ProofReport proof) {
    Chart chart = generated.chart();
    ProofDocument document =
        ProofDocument.of(chart.name(), chart.version(), chart.appVersion(), proof);
    if (generated.fleet().isEmpty()) {
      return document;
    }
    ProverFleet fleet = generated.fleet().get();
    return document
        .withPicture(FleetParts.svg(fleet, generated.parts()))
        .withCost(FleetCost.of(CapacityPlan.of(fleet)));
  }

  /** Writes a report as a page, as JSON and as JUnit XML; what an earlier run wrote is replaced. */
  public static void writeReport(ProofDocument document, Path folder) {
    ReportFolder.write(folder, ProofFiles.of(document));
  }

  private static ProofRequest request(Generated generated) {
    Chart chart = generated.chart();
    return generated
        .fleet()
        .map(fleet -> FleetProof.request(fleet, chart))
        .orElseGet(() -> ProofRequest.of(chart))
        .withEarlier(generated.accepted());
  }

  /**
   * Renders a chart in the real Helm engine, hooks and tests included, for a cluster with nothing
   * installed.
   *
   * @param values YAML texts laid over the chart's own values, later ones win
   */
  public static Rendering render(
      Generated generated, String release, String namespace, List<String> values) {
    return render(generated, release, namespace, values, KubernetesRequest.usual());
  }

  /** Renders a chart as above, for another cluster than the usual one. */
  public static Rendering render(
      Generated generated,
      String release,
      String namespace,
      List<String> values,
      KubernetesRequest cluster) {
    return render(generated, generated.chartFiles(), release, namespace, values, cluster);
  }

  /**
   * The notes of a chart as they are printed after its installation, or why it does not render;
   * empty for a chart without notes.
   *
   * @param values YAML texts laid over the chart's own values, later ones win
   */
  public static Rendering notes(
      Generated generated,
      String release,
      String namespace,
      List<String> values,
      KubernetesRequest cluster) {
    Rendering rendering =
        render(
            generated,
            NotesTemplate.rendered(generated.chartFiles()),
            release,
            namespace,
            values,
            cluster);
    return rendering instanceof Rendering.Rendered rendered
        ? new Rendering.Rendered(NotesTemplate.notes(rendered.manifest()))
        : rendering;
  }

  private static Rendering render(
      Generated generated,
      FileTree files,
      String release,
      String namespace,
      List<String> values,
      KubernetesRequest cluster) {
    RenderSettings settings = request(generated).withKubernetes(cluster).settings();
    List<String> overlays = new ArrayList<>(settings.overlays());
    overlays.addAll(values);
    try (ChartFolder folder =
        ChartFolder.of(generated.chart().name(), files, HelmEngine.embedded(), settings.apis())) {
      return folder.render(release, namespace, overlays, settings.kubeVersion());
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
