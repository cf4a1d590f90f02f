package dev.chartwright.chart;

import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
  @Test
  void everyMistakeIsReportedAtOnce() {
    Values values = Values.create();
    Value<Boolean> enabled = values.flag("sub.enabled", true).describe("Use it.");
    Value<Integer> count = values.integer("count", 1).max(5).describe("Count.");
    values.string("other", "").describe("Other.");
    values.section("nothing", "Nothing is here.");
    Value<Boolean> foreign = Values.create().flag("foreign", true).describe("Of another chart.");
    Chart.Builder chart =
        Chart.named("My_Chart")
            .version("1.0")
            .appVersion("one two")
            .kubeVersion("¿")
            .home("example.com")
            .maintainer("Somebody", "nowhere", "also nowhere")
            .values(values)
            .manifest("one", config("a"))
            .manifest("one", config("b"))
            .manifest("long", config(fullName("x".repeat(240))))
            .dependency(Dependency.on("sub", "1.0.0", "https://example.com").onlyWhen(foreign))
            .dependency(Dependency.on("other", "1.0.0", "https://example.com"))
            .dependency(Dependency.on("third", "1.0.0", "https://example.com").as("sub"))
            .ci(new CiCase("case", Map.of("count", 6, "unknown", 1)))
            .ci(CiCase.named("case"))
            .offline(foreign, false)
            .file("values.yaml", "")
            .file("../outside", "");
    assertThat(chart.build().findings())
        .extracting(finding -> finding.rule() + " " + finding.place())
        .containsExactly(
            "CHA-01 name",
            "CHA-01 version",
            "CHA-01 appVersion",
            "CHA-02 kubeVersion",
            "CHA-02 description",
            "CHA-02 home",
            "CHA-02 maintainers[Somebody].url",
            "CHA-02 maintainers[Somebody].email",
            "CHA-06 manifests[one]",
            "CHA-03 ciCases[case]",
            "NAM-01 manifests[long].metadata.name",
            "VAL-01 ciCases[case].count",
            "VAL-04 ciCases[case].unknown",
            "VAL-04 offlineSettings.foreign",
            "VAL-01 values.nothing",
            "CHA-05 dependencies[sub]",
            "VAL-04 dependencies[sub].condition",
            "CHA-05 dependencies[other]",
            "CHA-06 files[values.yaml]",
            "CHA-06 files[../outside]");
    assertThat(List.of(enabled, count)).hasSize(2);
  }

  @Test
  void aLibraryHasNamedTemplatesOnly() {
    assertThat(chart().library().manifest("a", config("a")).build().findings())
        .extracting(finding -> finding.rule() + " " + finding.place())
        .containsExactly("CHA-06 manifests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "0.1.0-rc.1", "1.2.3+build.5", "10.20.30-a-b+c-d"})
  void semanticVersionsAreAccepted(String version) {
    assertThat(chart().version(version).build().version()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0 "})
  void otherVersionsAreRefused(String version) {
    assertThat(chart().version(version).build().findings())
        .extracting(finding -> finding.rule() + " " + finding.place())
        .containsExactly("CHA-01 version");
  }

  @Test
  void theFullNameLeavesRoomForTheLongestSuffixOfAnyKind() {
    HasMetadata set =
        new StatefulSetBuilder()
            .withNewMetadata()
            .withName(fullName("database"))
            .endMetadata()
            .build();
    assertThat(fullNameOf(chart())).contains("at most 63 characters");
    assertThat(fullNameOf(chart().manifest("a", config(fullName("x")))))
        .contains("at most 61 characters");
    assertThat(fullNameOf(chart().manifest("a", set))).contains("at most 43 characters");
    Values values = Values.create();
    Value<String> zone = values.string("zone", "").length(0, 10).describe("Zone.");
    assertThat(fullNameOf(chart().values(values).manifest("a", config(fullName(zone.asString())))))
        .contains("at most 52 characters");
  }

  @Test
  void aBuilderThatIsUsedOnDoesNotChangeItsChart() {
    Chart.Builder builder = chart().manifest("a", config("a"));
    Chart chart = builder.build();
    builder.manifest("b", config("b")).keywords("late");
    assertThat(chart.manifests()).hasSize(1);
    assertThat(chart.keywords()).isEmpty();
  }

  private static String fullNameOf(Chart.Builder chart) {
    return chart.build().templates().stream()
        .filter(template -> template.name().equals("fullname"))
        .findFirst()
        .orElseThrow()
        .description();
  }

  private static Chart.Builder chart() {
    return Chart.named("chart").describe("A chart.");
  }

  private static HasMetadata config(String name) {
    return new ConfigMapBuilder().withNewMetadata().withName(name).endMetadata().build();
  }
}
