package dev.chartwright.generator.prove;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.SourceLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The lines of Java that declared the manifests and the values of a chart. Immutable. */
final class DeclaredLines {
  private final Map<String, SourceLine> manifests = new HashMap<>();
  private final Map<String, SourceLine> values = new HashMap<>();

  /** By the path of the entry in {@code Chart.yaml}. */
  private final Map<String, SourceLine> dependencies = new HashMap<>();

  DeclaredLines(Chart chart) {
    add(chart, "", "");
    for (int i = 0; i < chart.dependencies().size(); i++) {
      String entry = "dependencies[" + i + "]";
      chart.dependencies().get(i).declaredAt().ifPresent(line -> dependencies.put(entry, line));
    }
  }

  /**
   * Adds a chart and those of the same build below it.
   *
   * @param folder of its files
   * @param section of its values
   */
  private void add(Chart chart, String folder, String section) {
    chart
        .manifests()
        .forEach(
            each ->
                put(manifests, folder + "templates/" + each.name() + ".yaml", each.declaredAt()));
    chart.rawTemplates().forEach(each -> put(manifests, folder + each.file(), each.declaredAt()));
    chart.crds().forEach(each -> put(manifests, folder + each.path(), each.declaredAt()));
    chart.values().all().forEach(each -> put(values, section + each.path(), each.declaredAt()));
    for (Dependency each : chart.dependencies()) {
      String below = section + each.key() + ".";
      each.settings().keySet().forEach(path -> put(values, below + path, each.declaredAt()));
      each.chart()
          .ifPresent(
              subchart -> {
                // Its files have its own name, and what they render to that of its alias.
                add(subchart, folder + "charts/" + each.name() + "/", below);
                add(subchart, folder + "charts/" + each.key() + "/", below);
              });
    }
  }

  private static void put(
      Map<String, SourceLine> lines, String place, Optional<SourceLine> declaredAt) {
    declaredAt.ifPresent(line -> lines.putIfAbsent(place, line));
  }

  /** The finding with the line that declared what it is about, where that is known. */
  Finding located(Finding finding) {
    String file = finding.place().file();
    String field = finding.place().field();
    SourceLine line =
        switch (file) {
          case ParsedChart.VALUES_FILE -> values.get(field);
          case ParsedChart.METADATA_FILE -> dependencies.get(field);
          default -> manifests.get(file);
        };
    return finding.at(finding.place().declaredAt(Optional.ofNullable(line)));
  }
}
