package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.generator.chartfile.FetchedCharts;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.manifest.DeclarationCheck;
import dev.chartwright.generator.rule.ChartRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The charts that a chart depends on: those of the same build, and those that were fetched.
 * Immutable.
 *
 * @param files {@code charts/<name>/} with the files of each chart of the same build, {@code
 *     charts/*.tgz} and {@code Chart.lock}
 * @param findings what is wrong with them, each chart once however often it is used
 */
record Subcharts(FileTree files, List<Finding> findings) {
  private static final String FOLDER = "charts/";

  static Subcharts of(
      Chart chart, List<DeclarationCheck> checks, Map<String, FetchedCharts> fetched) {
    Map<String, Chart> generated = new LinkedHashMap<>();
    FileTree.Builder files = FileTree.builder();
    List<Finding> findings = new ArrayList<>();
    for (Dependency dependency : chart.dependencies()) {
      Chart subchart = dependency.chart().orElse(null);
      if (subchart == null) {
        continue;
      }
      Chart other = generated.putIfAbsent(subchart.name(), subchart);
      if (other == null) {
        try {
          HelmChart rendered = HelmChart.of(subchart, checks, fetched);
          files.addAll(packed(rendered.files()).below(FOLDER + subchart.name()));
          subchart.findings().forEach(each -> findings.add(below(dependency, each)));
        } catch (InvalidModelException invalid) {
          invalid.findings().forEach(each -> findings.add(below(dependency, each)));
        }
      } else if (other != subchart) {
        findings.add(
            Finding.error(
                    ChartRules.CHA_05,
                    Place.ofModel("dependencies[" + dependency.key() + "]")
                        .declaredAt(dependency.declaredAt()),
                    "another chart of the same build is called '" + subchart.name() + "' too")
                .because("one replaces the other in charts/")
                .fixedBy("rename one of them, or depend on one Chart object with two aliases"));
      }
    }
    if (chart.dependencies().stream().anyMatch(each -> each.chart().isEmpty())) {
      files.addAll(fetched.getOrDefault(chart.name(), FetchedCharts.none()).files());
    }
    return new Subcharts(files.build(), List.copyOf(findings));
  }

  /** Without the cases that only a chart on its own is tried with. */
  private static FileTree packed(FileTree files) {
    return files.only(path -> !path.startsWith("ci/"));
  }

  private static Finding below(Dependency dependency, Finding finding) {
    Place place = finding.place();
    Place moved =
        Place.ofModel("dependencies[" + dependency.name() + "]." + place.model())
            .field(place.field())
            .declaredAt(place.declaredAt());
    return finding.at(moved);
  }
}
