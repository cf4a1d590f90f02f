package dev.chartwright.generator.prove;

import dev.chartwright.chart.Chart;
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

  DeclaredLines(Chart chart) {
    chart
        .manifests()
        .forEach(
            each ->
                each.declaredAt()
                    .ifPresent(line -> manifests.put("templates/" + each.name() + ".yaml", line)));
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
    Optional<SourceLine> line =
        file.equals(ParsedChart.VALUES_FILE)
            ? Optional.ofNullable(values.get(field))
            : Optional.ofNullable(manifests.get(file));
    return finding.at(finding.place().declaredAt(line));
  }
}
