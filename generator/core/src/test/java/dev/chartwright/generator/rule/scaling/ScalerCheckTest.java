package dev.chartwright.generator.rule.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.keda.KedaVersion;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScalerCheckTest {
  private static final int REFUSED = 42;
  private static final int ACCEPTED = 44;
  private static final int MISREAD = 48;

  @ParameterizedTest(name = "the model refuses {index} of " + REFUSED + ": {0}")
  @MethodSource("refusedByKeda")
  void theModelRefusesWhatKedaRefuses(ScalerTable.Row row) {
    assertRefusedByModel(row);
  }

  @ParameterizedTest(name = "the check finds {index} of " + REFUSED + ": {0}")
  @MethodSource("refusedByKeda")
  void theCheckFindsWhatKedaRefuses(ScalerTable.Row row) {
    assertFoundByCheck(row, Severity.ERROR);
  }

  @ParameterizedTest(name = "the model takes {index} of " + ACCEPTED + ": {0}")
  @MethodSource("accepted")
  void theModelTakesWhatKedaTakes(ScalerTable.Row row) {
    assertThatCode(() -> Generator.generate(row.chart())).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "the check passes {index} of " + ACCEPTED + ": {0}")
  @MethodSource("accepted")
  void theCheckPassesWhatKedaTakes(ScalerTable.Row row) {
    assertThat(findings(row)).noneMatch(finding -> finding.severity() == Severity.ERROR);
  }

  @ParameterizedTest(name = "the model refuses {0}")
  @MethodSource("misreadOfAnyChart")
  void theModelRefusesWhatKedaMisreads(ScalerTable.Row row) {
    assertRefusedByModel(row);
  }

  @ParameterizedTest(name = "the check finds {index} of " + MISREAD + ": {0}")
  @MethodSource("misread")
  void theCheckFindsWhatKedaMisreads(ScalerTable.Row row) {
    assertFoundByCheck(row, row.name().startsWith("18") ? Severity.WARNING : Severity.ERROR);
  }

  @Test
  void aProofKnowsTheKedaThatItIsToldOf() {
    ScalerTable.Row row =
        misread().filter(each -> each.name().startsWith("14: a user")).findFirst().orElseThrow();
    ProofRequest request = ProofRequest.standard().withoutSpace();
    FileTree chart = Generator.generate(row.chart()).chartFiles();

    assertThat(ChartProof.prove(chart, request.withKedaVersion("2.16.0")).findings())
        .noneMatch(problem -> problem.rule().id().equals("SCA-03"));
    assertThat(ChartProof.prove(chart, request.withKedaVersion("2.15.1")).findings())
        .anySatisfy(
            problem -> {
              assertThat(problem.rule().id()).isEqualTo("SCA-03");
              assertThat(problem.what()).isEqualTo("KEDA 2.15 does not know username");
            });
  }

  @Test
  void theTablesAreComplete() {
    assertThat(refusedByKeda()).hasSize(REFUSED);
    assertThat(accepted()).hasSize(ACCEPTED);
    assertThat(misread()).hasSize(MISREAD);
  }

  private static Stream<ScalerTable.Row> refusedByKeda() {
    return ScalerTable.refusedByKeda().stream();
  }

  private static Stream<ScalerTable.Row> accepted() {
    return ScalerTable.accepted().stream();
  }

  private static Stream<ScalerTable.Row> misread() {
    return ScalerTable.misread().stream();
  }

  /** A chart pins no KEDA, and an expression that finds parts of names may be meant. */
  private static Stream<ScalerTable.Row> misreadOfAnyChart() {
    return misread()
        .filter(row -> row.keda().isEmpty())
        .filter(row -> !row.name().startsWith("18"));
  }

  private static void assertRefusedByModel(ScalerTable.Row row) {
    InvalidModelException refused =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(row.chart()));
    assertThat(refused).as("refusal").isNotNull();
    assertThat(refused.findings())
        .anySatisfy(
            problem -> {
              assertThat(problem.rule().id()).isEqualTo(row.rule());
              assertThat(problem.place().toString())
                  .startsWith("manifests[")
                  .endsWith("]." + row.field());
              assertThat(problem.fix()).isNotBlank();
            });
  }

  private static void assertFoundByCheck(ScalerTable.Row row, Severity severity) {
    assertThat(findings(row))
        .anySatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(severity);
              assertThat(finding.rule().id()).isEqualTo(row.rule());
              assertThat(finding.place().field()).isEqualTo(row.field());
              assertThat(finding.fix()).isNotBlank();
            });
  }

  private static List<Finding> findings(ScalerTable.Row row) {
    return new ArrayList<>(new ScalerCheck(row.keda().map(KedaVersion::parse)).check(row.render()));
  }
}
