package dev.chartwright.generator;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.ProverFleet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What was generated from a declaration, in memory. Immutable.
 *
 * @param name the name of the chart or fleet
 * @param fleet the fleet that it was generated from; nothing for a chart of any other kind
 * @param chart the chart that was rendered
 * @param chartFiles its files, paths relative to the chart's folder
 * @param parts what was generated beside the chart, paths relative to the output folder
 * @param findings warnings and information about the declaration; errors are thrown instead
 */
public record Generated(
    String name,
    Optional<ProverFleet> fleet,
    Chart chart,
    FileTree chartFiles,
    Map<Part, FileTree> parts,
    List<Finding> findings) {
  public Generated {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(fleet, "fleet");
    Objects.requireNonNull(chart, "chart");
    Objects.requireNonNull(chartFiles, "chartFiles");
    Map<Part, FileTree> ordered = new EnumMap<>(Part.class);
    ordered.putAll(parts);
    parts = Collections.unmodifiableMap(ordered);
    findings = List.copyOf(findings);
  }

  /**
   * Everything that is written, below the output folder: {@code helm/<chart>/…}, {@code gcloud/…}.
   */
  public FileTree output() {
    FileTree.Builder all = FileTree.builder().addAll(chartFiles.below("helm/" + chart.name()));
    parts.values().forEach(all::addAll);
    return all.build();
  }
}
