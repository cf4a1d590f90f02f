package dev.chartwright.generator.helm;

import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.Rendering;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of objects for every kind of release name, in the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {
  private static final Pattern NAME = Pattern.compile("  name: \"?([^\"\n]*)\"?\n");
  private static final String SUFFIX = "-a-rather-long-suffix";

  private ChartFolder folder;

  @BeforeAll
  void render() {
    Manifest service =
        Manifest.of(
            "service",
            new ServiceBuilder()
                .withNewMetadata()
                .withName(fullName(SUFFIX.substring(1)))
                .endMetadata()
                .build());
    Chart chart = Chart.named("web").describe("A chart.").manifest(service).build();
    folder = ChartFolder.of(ParsedChart.of(HelmChart.of(chart).files()), HelmEngine.embedded());
  }

  @AfterAll
  void close() {
    folder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "demo, demo-web",
    "web, web",
    "my-web-shop, my-web-shop",
    "1st, web-1st",
    "9web, web-9web",
    "a23456789-b23456789-c23456789-d2345678, a23456789-b23456789-c23456789-d2345678-web"
  })
  void aNameIsReleaseAndChart(String release, String fullName) {
    assertThat(name(release, "")).isEqualTo(fullName + SUFFIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a23456789-b23456789-c23456789-d23456789-e23456789-f23",
        "1st456789-b23456789-c23456789-d23456789-e23456789-f23",
        "a23456789.b23456789.c23456789.d23456789.e23456789.f23",
        "a23456789-b23456789-c23456789-d2-------------------f",
        "00000000000000000000000000000000000000000000000000000",
        "v1.2.3",
        "1.2.3",
        "0"
      })
  void everyReleaseNameGivesANameThatAServiceMayHave(String release) {
    assertThat(name(release, ""))
        .matches("[a-z]([-a-z0-9]*[a-z0-9])?")
        .hasSizeLessThanOrEqualTo(63)
        .endsWith(SUFFIX);
  }

  @Test
  void twoLongReleasesNeverShareAName() {
    String common = "a23456789-b23456789-c23456789-d23456789-e23456789-";
    Set<String> names = new HashSet<>();
    List<String> releases =
        List.of(
            common + "f1",
            common + "f2",
            common + "f3",
            common + "f.1",
            common.replace('-', '.') + "f1",
            "1" + common + "f");
    releases.forEach(release -> names.add(name(release, "")));
    assertThat(names).hasSameSizeAs(releases);
  }

  @Test
  void releasesThatDifferByADotNeverShareAName() {
    List<String> releases = List.of("a.b.web", "a-b.web", "a.b-web", "a.b", "1.st", "web-1.st");
    Set<String> names = new HashSet<>();
    releases.forEach(
        release -> {
          names.add(name(release, ""));
          names.add(name(release.replace('.', '-'), ""));
        });
    // a-b-web, which is what a-b is called too, web-1-st in the same way, and one for each dotted.
    assertThat(names).hasSize(2 + releases.size());
    assertThat(name("a.b", "fullnameOverride: shop")).isEqualTo("shop" + SUFFIX);
  }

  @Test
  void overridesReplaceTheNameButNotTheLimit() {
    assertThat(name("demo", "nameOverride: shop")).isEqualTo("demo-shop" + SUFFIX);
    assertThat(name("demo", "fullnameOverride: shop")).isEqualTo("shop" + SUFFIX);
    assertThat(name("demo", "fullnameOverride: " + "x".repeat(63)))
        .hasSizeLessThanOrEqualTo(63)
        .endsWith(SUFFIX);
  }

  private String name(String release, String values) {
    Rendering rendering =
        folder.render(
            release,
            "default",
            values.isEmpty() ? List.of() : List.of(values),
            Optional.of("1.33.0"));
    assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
    Matcher name = NAME.matcher(((Rendering.Rendered) rendering).manifest());
    assertThat(name.find()).isTrue();
    return name.group(1);
  }
}
