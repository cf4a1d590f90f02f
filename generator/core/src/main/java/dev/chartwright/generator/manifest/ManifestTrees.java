package dev.chartwright.generator.manifest;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.tree.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A declared chart, and the trees that its manifests are printed from. Immutable.
 *
 * @param trees one a manifest, in the order of the chart
 */
public record ManifestTrees(Chart chart, Map<Manifest, Node.Mapping> trees) {
  public ManifestTrees {
    Objects.requireNonNull(chart, "chart");
    trees = Collections.unmodifiableMap(new LinkedHashMap<>(trees));
  }

  /** The trees of a chart that was rendered without a finding. */
  public static ManifestTrees of(Chart chart) {
    Map<Manifest, Node.Mapping> trees = new LinkedHashMap<>();
    Folding folding = Folding.of(chart);
    chart
        .manifests()
        .forEach(each -> trees.put(each, ManifestTree.of(chart, folding, each, new ArrayList<>())));
    return new ManifestTrees(chart, trees);
  }
}
