package dev.chartwright.generator.rule.file;

import static dev.chartwright.generator.rule.ChartRules.CHA_12;

import dev.chartwright.generator.chartfile.ChartLock;
import dev.chartwright.generator.chartfile.Parsed;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Optional;

/** {@code Chart.lock}, where there is one, was made for the dependencies of {@code Chart.yaml}. */
public final class ChartLockCheck implements FileCheck {
  @Override
  public List<Finding> check(ParsedChart chart) {
    if (!chart.contains(ChartLock.FILE)) {
      return List.of();
    }
    Parsed<Object> file = Parsed.yaml(chart.text(ChartLock.FILE));
    Optional<String> problem =
        file.failure()
            .or(
                () ->
                    ChartLock.read(file.content().orElse(null))
                            .fits(Tree.list(chart.metadata(), "dependencies"))
                        ? Optional.empty()
                        : Optional.of("it was made for other dependencies than Chart.yaml has"));
    return problem
        .map(what -> List.of(Finding.error(CHA_12, Place.ofFile(ChartLock.FILE), what)))
        .orElse(List.of());
  }
}
