package dev.chartwright.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Values;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.report.ProofDocument;
import dev.chartwright.problem.TriedCase;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a proof as the service makes and writes it. */
@Tag("thorough")
class ProofReportTest {
  private static final ProofReport PROOF =
      new ProofReport(
          List.of(rendered("defaults", "demo", 1)),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofMillis(5));

  @TempDir private Path folder;

  @Test
  void theReportOfAFleetShowsItsPictureAndWhatItCosts() throws IOException {
    Generated generated = Generator.generate(ZeroProver.fleet());

    Generator.writeReport(Generator.document(generated, PROOF), folder);

    assertThat(Files.readString(folder.resolve("report.html"), UTF_8))
        .contains("<title>zero-prover 0.1.0: proven</title>", "<svg xmlns=", "Capacity and cost");
    JsonNode cost =
        new ObjectMapper().readTree(folder.resolve("report.json").toFile()).path("cost");
    assertThat(cost.path("cluster").textValue()).isEqualTo("zero-prover-test-01");
    assertThat(cost.at("/pools/1/name").textValue()).isEqualTo("highmem-pool");
    assertThat(cost.at("/pools/1/tenants/0/name").textValue()).isEqualTo("worker");
    assertThat(cost.at("/pools/1/tenants/0/atMost").intValue()).isEqualTo(8);
    assertThat(cost.at("/parts").findValuesAsText("kind")).contains("management");
    assertThat(cost.at("/atMost/month").decimalValue())
        .isGreaterThan(cost.at("/atRest/month").decimalValue());
    assertThat(folder.resolve("TEST-chartwright.xml")).exists();
  }

  @Test
  void aFindingNamesTheLineOfJavaThatDeclaredIt() throws IOException {
    Manifest page =
        Manifest.of(
            "page",
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("not-of-the-release")
                .endMetadata()
                .addToData("a", "b")
                .build());
    Chart chart =
        Chart.named("demo")
            .version("1.2.3")
            .describe("A chart.")
            .values(Values.create())
            .manifest(page)
            .build();
    Generated generated = Generator.generate(chart);

    ProofReport report = Generator.prove(generated);

    assertThat(report.findings())
        .filteredOn(each -> each.rule().id().equals("NAM-07"))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.place().declaredAt())
                    .isEqualTo(page.declaredAt())
                    .hasValueSatisfying(
                        line -> assertThat(line.file()).isEqualTo("ProofReportTest.java")));
    Generator.writeReport(Generator.document(generated, report), folder);
    JsonNode problems =
        new ObjectMapper().readTree(folder.resolve("report.json").toFile()).path("problems");
    assertThat(problems.findValues("declaredAt"))
        .anyMatch(each -> each.path("line").asInt() == page.declaredAt().orElseThrow().line());
  }

  @Test
  void theReportOfAnyOtherChartHasNeither() {
    Chart chart =
        Chart.named("demo").version("1.2.3").describe("A chart.").values(Values.create()).build();

    ProofDocument document = Generator.document(Generator.generate(chart), PROOF);

    assertThat(document.chart()).isEqualTo("demo");
    assertThat(document.version()).isEqualTo("1.2.3");
    assertThat(document.picture()).isEmpty();
    assertThat(document.cost()).isEmpty();
  }

  /** A rendering; the first release name of these proofs is short. */
  private static ProofReport.Case rendered(String name, String release, int objects) {
    return new ProofReport.Case(
        TriedCase.named(name, release.length() < 53 ? "" : release), release, objects);
  }
}
