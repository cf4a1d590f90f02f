package dev.chartwright.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ChartMutants;
import dev.chartwright.generator.prove.Mutant;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.upgrade.UpgradeReport;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How good the comparison of two versions is: each of many changes that an upgrade does not
 * survive, or that its users have to know, is told with its rule and at its place.
 */
@Tag("thorough")
class UpgradeMutationTest {
  /** The defaults and the chart's own cases come first, and the extremes; then single settings. */
  private static final int FEW = 2;

  private static final int MORE = 150;

  static Stream<Mutant> mutants() {
    return ChartMutants.ofUpgrades().stream();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello-web", "zero-prover"})
  void findsNothingBetweenTheSame(String chart) {
    FileTree files = ChartMutants.earlier(chart);
    UpgradeReport report =
        ChartUpgrade.between(ParsedChart.of(files), ParsedChart.of(files), request(chart, FEW));

    assertThat(report.cases()).isPositive();
    assertThat(report.findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void tellsTheChange(Mutant mutant) {
    FileTree before = ChartMutants.earlier(mutant.chart());
    FileTree after = mutant.applyTo(before);

    UpgradeReport report =
        ChartUpgrade.between(
            ParsedChart.of(before), ParsedChart.of(after), request(mutant.chart(), FEW));
    if (report.asFindings().stream().noneMatch(mutant::isToldBy)) {
      report =
          ChartUpgrade.between(
              ParsedChart.of(before), ParsedChart.of(after), request(mutant.chart(), MORE));
    }

    assertThat(report.asFindings())
        .as("%s: %s %s", mutant, mutant.rule(), mutant.path())
        .anyMatch(mutant::isToldBy);
    assertThat(report.isSafe()).as("the version is the same").isFalse();
  }

  @Test
  void hasManyChangesOfManyRules() {
    List<Mutant> mutants = ChartMutants.ofUpgrades();

    assertThat(mutants).hasSizeGreaterThanOrEqualTo(30);
    assertThat(mutants.stream().map(Mutant::toString)).doesNotHaveDuplicates();
    assertThat(mutants.stream().map(Mutant::rule).distinct())
        .contains(
            "UPG-01", "UPG-02", "UPG-03", "UPG-04", "UPG-05", "UPG-08", "UPG-10", "UPG-12",
            "UPG-14", "UPG-17", "UPG-18", "UPG-19");
  }

  private static ProofRequest request(String chart, int limit) {
    return ChartMutants.request(chart).withSpace(SpaceRequest.standard().withLimit(limit));
  }
}
