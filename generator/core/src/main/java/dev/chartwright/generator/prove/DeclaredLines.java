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
    chart
        .manifests()
        .forEach(
            each ->
                each.declaredAt()
                    .ifPresent(line -> manifests.put("templates/" + each.name() + ".yaml", line)));
    for (int i = 0; i < chart.dependencies().size(); i++) {
      Dependency dependency = chart.dependencies().get(i);
      String entry = "dependencies[" + i + "]";
      dependency
          .declaredAt()
          .ifPresent(
              line -> {
                dependencies.put(entry, line);
                dependency
                    .settings()
                    .keySet()
                    .forEach(path -> values.put(dependency.key() + "." + path, line));
              });
    }
    chart
        .rawTemplates()
        .forEach(each -> each.declaredAt().ifPresent(line -> manifests.put(each.file(), line)));
    chart
        .crds()
        .forEach(each -> each.declaredAt().ifPresent(line -> manifests.put(each.path(), line)));
    chart
        .values()
        .all()
        .forEach(each -> each.declaredAt().ifPresent(line -> values.put(each.path(), line)));
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
