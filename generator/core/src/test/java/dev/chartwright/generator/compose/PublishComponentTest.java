package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.prover.ProverFleet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class PublishComponentTest {
  private static final String KEY = "iam.gke.io/gcp-service-account";

  /** The schema refuses the key wherever it would stand beside publish.serviceAccount. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "commonAnnotations: {%s}",
        "serviceAccount: {annotations: {%s}}",
        "leader: {serviceAccount: {annotations: {%s}}}"
      })
  void theAccountOfGoogleIsNamedInOnePlace(String values) {
    assertThat(
            InstalledFleet.render(
                    "r",
                    FleetChartTest.publishing(),
                    "requireCRDs: false\n" + values.formatted(KEY + ": me@example.com"))
                .toString())
        .contains("iam.gke.io", "false schema");
  }

  @Test
  void everyValueIsProven() {
    ProverFleet fleet = FleetChartTest.publishing();
    Generated generated = Generator.generate(fleet);
    ProofReport report =
        ChartProof.prove(
            generated.chartFiles(),
            generated.chart(),
            FleetProof.request(fleet, generated.chart()));

    assertThat(report.findings()).isEmpty();
    assertThat(report.unfinished()).isEmpty();
    SpaceReport space = report.space().orElseThrow();
    assertThat(space.coverage()).isEqualTo(100);
    assertThat(space.untried()).isEmpty();
    assertThat(space.unreached()).isEmpty();
    assertThat(space.unreachedBranches())
        .noneMatch(branch -> branch.toString().matches(".*(leader/|publish).*"));
  }
}
