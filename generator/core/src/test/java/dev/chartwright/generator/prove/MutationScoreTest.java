package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.problem.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How good the proof is: the charts of the repository are without a fault, and each of many defects
 * that are put into them, one at a time, is found with its rule and at its place. The charts are
 * proven from their files alone, as third-party charts are. {@code -Dmutants.every=1} tries all
 * defects.
 */
@Tag("thorough")
class MutationScoreTest {
  private static final int LEAST = 200;

  /**
   * How far a defect is looked for: most show in the named cases, which are a part of the proof,
   * and the rest among every setting of every value, and the pairs that come first.
   */
  private static final List<SpaceRequest> SPACES =
      List.of(SpaceRequest.standard().withLimit(150), SpaceRequest.standard().withLimit(900));

  /** One in so many is tried, because all of them take minutes; 1 tries all. */
  private static final int EVERY = Integer.getInteger("mutants.every", 16);

  static Stream<Mutant> mutants() {
    List<Mutant> all = ChartMutants.all();
    return IntStream.range(0, all.size()).filter(index -> index % EVERY == 0).mapToObj(all::get);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello-web", "zero-prover"})
  void findsNothingInAChartWithoutADefect(String chart) {
    ProofReport report = ChartProof.prove(ChartMutants.chart(chart), ChartMutants.request(chart));

    assertThat(report.findings()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void findsTheDefect(Mutant mutant) {
    FileTree chart = mutant.applyTo(ChartMutants.chart(mutant.chart()));
    ProofRequest request = ChartMutants.request(mutant.chart());

    List<Finding> problems = ChartProof.prove(chart, request.withoutSpace()).findings();
    for (SpaceRequest space : SPACES) {
      if (problems.stream().noneMatch(mutant::isToldBy)) {
        problems = ChartProof.prove(chart, request.withSpace(space)).findings();
      }
    }

    assertThat(problems)
        .as("%s: %s %s", mutant, mutant.rule(), mutant.path())
        .anyMatch(mutant::isToldBy);
  }

  @Test
  void hasManyDefectsOfManyRulesInBothCharts() {
    List<Mutant> mutants = ChartMutants.all();

    assertThat(mutants).hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(new HashSet<>(mutants)).hasSameSizeAs(mutants);
    assertThat(mutants.stream().map(Mutant::toString)).doesNotHaveDuplicates();
    assertThat(mutants.stream().map(Mutant::rule).collect(Collectors.toSet()))
        .hasSizeGreaterThanOrEqualTo(50);
    assertThat(mutants.stream().collect(Collectors.groupingBy(Mutant::chart)).values())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each).hasSizeGreaterThanOrEqualTo(60));
  }
}
