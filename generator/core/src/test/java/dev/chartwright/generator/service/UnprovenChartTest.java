package dev.chartwright.generator.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chart that is not proven lies beside its report. */
class UnprovenChartTest {
  private static final Spelling WORDS = new PlainSpelling();

  @TempDir private Path report;

  @Test
  void theTemplatesThatFindingsNameCanBeRead() throws Exception {
    Path template = report.resolve("unproven/fixture/templates/config.yaml");
    ProofOptions options = ProofOptions.usual().withReport(Optional.of(report));
    Generated broken = chart("not a name");

    ProofResult failed = ChartService.spelling(WORDS).prove(broken, options);

    assertThat(failed.hasErrors()).isTrue();
    assertThat(failed.unproven()).contains("fixture");
    assertThat(failed.summary("")).endsWith("  unproven  fixture");
    assertThat(Files.readString(template))
        .isEqualTo(broken.chartFiles().text("templates/config.yaml"));

    ProofResult proven =
        ChartService.spelling(WORDS).prove(chart(Templating.fullName("config")), options);

    assertThat(proven.hasErrors()).isFalse();
    assertThat(proven.unproven()).isEmpty();
    assertThat(template).doesNotExist();
    assertThat(report.resolve("report.html")).exists();
  }

  private static Generated chart(String name) {
    return Generator.generate(
        Chart.named("fixture")
            .version("1.0.0")
            .appVersion("1.0")
            .describe("A fixture.")
            .manifest(
                Manifest.of(
                    "config",
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("a", "b")
                        .build()))
            .build());
  }
}
