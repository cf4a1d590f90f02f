package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class PublishComponentTest {
  private static final String KEY = "iam.gke.io/gcp-service-account";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runs: {enabled: false}|publish.bucket is set and runs.enabled is false",
        "runs: {rpc: {existingSecret: ''}}|no node says which blocks are final",
      })
  void aBucketThatNothingWouldReachIsRefused(String values, String why) {
    assertThat(
            InstalledFleet.render("r", FleetChartTest.publishing(), "requireCRDs: false\n" + values)
                .toString())
        .contains(why);
  }

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
}
