package dev.chartwright.generator;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.generator.manifest.ManifestTrees;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.ProverFleet;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was generated from a declaration, in memory. Immutable for its users. */
public final class Generated {
  private final String name;
  private final Optional<ProverFleet> fleet;
  private final HelmChart rendered;
  private final Map<Part, FileTree> parts;
  private final List<Finding> findings;

  /** Made when a stage first asks: who only generates need not wait for it. */
  private Optional<ParsedChart> parsed = Optional.empty();

  Generated(
      String name,
      Optional<ProverFleet> fleet,
      HelmChart rendered,
      Map<Part, FileTree> parts,
      List<Finding> findings) {
    this.name = name;
    this.fleet = fleet;
    this.rendered = rendered;
    Map<Part, FileTree> ordered = new EnumMap<>(Part.class);
    ordered.putAll(parts);
    this.parts = Collections.unmodifiableMap(ordered);
    this.findings = List.copyOf(findings);
  }

  /** The name of the chart or fleet. */
  public String name() {
    return name;
  }

  /** The fleet that it was generated from; nothing for a chart of any other kind. */
  public Optional<ProverFleet> fleet() {
    return fleet;
  }

  /** The chart that was rendered. */
  public Chart chart() {
    return rendered.trees().chart();
  }

  /** The files of the chart, paths relative to the chart's folder. */
  public FileTree chartFiles() {
    return rendered.files();
  }

  /** What was generated beside the chart, paths relative to the output folder. */
  public Map<Part, FileTree> parts() {
    return parts;
  }

  /**
   * Warnings and notes about the declaration that it does not accept; errors are thrown instead.
   */
  public List<Finding> findings() {
    return findings.stream().filter(each -> !each.isAccepted()).toList();
  }

  /** What the declaration breaks and accepts; the report of its proof has it, too. */
  public List<Finding> accepted() {
    return findings.stream().filter(Finding::isAccepted).toList();
  }

  /** What the chart's files say, parsed once for all stages. */
  synchronized ParsedChart parsed() {
    if (parsed.isEmpty()) {
      FileTree files = rendered.files();
      boolean isPacked = files.paths().stream().anyMatch(path -> path.endsWith(".tgz"));
      // Subcharts that were fetched are looked at like any other file.
      parsed =
          Optional.of(
              ParsedChart.of(
                  isPacked ? ChartReader.of(Path.of(chart().name()), files.files()) : files));
    }
    return parsed.get();
  }

  /** What the chart's manifests were printed from. */
  ManifestTrees trees() {
    return rendered.trees();
  }

  /**
   * Everything that is written, below the output folder: {@code helm/<chart>/…}, {@code gcloud/…}.
   */
  public FileTree output() {
    FileTree.Builder all =
        FileTree.builder().addAll(rendered.files().below("helm/" + chart().name()));
    parts.values().forEach(all::addAll);
    return all.build();
  }
}
