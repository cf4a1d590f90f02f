package dev.chartwright.generator;

import static dev.chartwright.generator.chartfile.ParsedChart.METADATA_FILE;
import static dev.chartwright.generator.chartfile.ParsedChart.SCHEMA_FILE;
import static dev.chartwright.generator.chartfile.ParsedChart.VALUES_FILE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.file.ReadFiles;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.space.SpaceRequest;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the stages need of a chart's files is handed from one to the next. */
class ParsedOnceTest {
  private static final SpaceRequest FEW = SpaceRequest.standard().withLimit(3);

  @Test
  void aGeneratedChartIsParsedOnceForItsProofAndItsReport() {
    HelmChart page = HelmChart.of(page(), List.of());
    ReadFiles files = ReadFiles.of(page.files());

    Generated generated =
        new Generated(
            "page",
            Optional.empty(),
            new HelmChart(files.tree(), page.trees(), List.of()),
            Map.of(),
            List.of());
    ProofReport proof = Generator.prove(generated, FEW, ProofProgress.silent());
    Generator.document(generated, proof);

    assertThat(proof.isProven()).isTrue();
    assertParsedOnce(files);
  }

  @Test
  void aThirdPartyChartIsParsedOnceForItsProofAndItsReport() {
    FileTree page = HelmChart.of(page(), List.of()).files();
    ReadFiles files = ReadFiles.of(page);

    ThirdPartyChart chart = ThirdPartyChart.of(files.tree());
    ProofReport proof = Generator.verify(chart, List.of(), FEW, ProofProgress.silent());
    Generator.document(chart, proof);

    assertThat(proof.isProven()).isTrue();
    assertParsedOnce(files);
  }

  private static Chart page() {
    Values values = Values.create();
    Value<String> text = values.string("text", "Hello.").describe("The text of the page.");
    return Chart.named("page")
        .version("1.0.0")
        .appVersion("1.0.0")
        .describe("A page.")
        .values(values)
        .manifest(
            Manifest.of(
                "page",
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(Templating.fullName().asString())
                    .endMetadata()
                    .withData(Map.of("text", text.asString()))
                    .build()))
        .build();
  }

  private static void assertParsedOnce(ReadFiles files) {
    assertThat(List.of(METADATA_FILE, VALUES_FILE, SCHEMA_FILE))
        .allSatisfy(
            path ->
                assertThat(files.readings(path, ParsedChart.class, "of")).as(path).isEqualTo(1));
  }
}
