package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.fullName;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import io.fabric8.kubernetes.api.model.PodTemplateBuilder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images with a registry of their own, and images whose tag is the chart's appVersion. */
class ImageValueTest {
  private static final Pattern IMAGE = Pattern.compile("image: \"?([^\"\\n]*)");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private static Chart chart(String appVersion, Function<Values, ImageValue> declared) {
    Values values = Values.create();
    ImageValue image = declared.apply(values);
    return Chart.named("pictured")
        .appVersion(appVersion)
        .describe("A chart with an image.")
        .values(values)
        .manifest(
            Manifest.of(
                "pods",
                new PodTemplateBuilder()
                    .withNewMetadata()
                    .withName(fullName("pods"))
                    .endMetadata()
                    .withNewTemplate()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("web")
                    .withImage(image.asString())
                    .withImagePullPolicy(image.pullPolicy().asString())
                    .endContainer()
                    .endSpec()
                    .endTemplate()
                    .build()))
        .build();
  }

  private static ImageValue full(Values values) {
    Value<String> mirror =
        values.string("mirror", "").plainPattern("^[a-z0-9.:/-]*$").describe("Another registry.");
    return values
        .image("image", "acme/web")
        .registry("docker.io")
        .globalRegistry(mirror)
        .formerly("picture")
        .describe("The server.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | docker.io/acme/web:1.2.3",
        "{image: {tag: '2'}} | docker.io/acme/web:2",
        "{image: {registry: ''}} | acme/web:1.2.3",
        "{image: {registry: 'localhost:5000'}} | localhost:5000/acme/web:1.2.3",
        "{mirror: eu.example.com/proxy} | eu.example.com/proxy/acme/web:1.2.3",
        "{mirror: eu.example.com, image: {registry: ''}} | eu.example.com/acme/web:1.2.3",
        "{mirror: eu.example.com, image: {digest: DIGEST}} | eu.example.com/acme/web@DIGEST",
        "{image: {digest: DIGEST, tag: '2'}} | docker.io/acme/web@DIGEST",
        "{picture: {tag: '3', registry: quay.io}} | quay.io/acme/web:3",
      })
  void theReferenceIsMadeOfItsParts(String values, String reference) {
    assertThat(image(chart("1.2.3", ImageValueTest::full), values.replace("DIGEST", DIGEST)))
        .isEqualTo(reference.replace("DIGEST", DIGEST));
  }

  private static String image(Chart chart, String values) {
    FileTree files = Generator.generate(chart).chartFiles();
    try (ChartFolder folder = ChartFolder.of(ParsedChart.of(files), HelmEngine.embedded())) {
      Rendering rendering =
          folder.render("demo", "default", List.of(values), Optional.of("1.33.0"));
      assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
      Matcher image = IMAGE.matcher(((Rendering.Rendered) rendering).manifest());
      assertThat(image.find()).isTrue();
      return image.group(1);
    }
  }

  @Test
  void anImageOfEveryPartIsProven() {
    Chart chart = chart("1.2.3", ImageValueTest::full);
    FileTree files = Generator.generate(chart).chartFiles();

    assertThat(findings(ChartProof.prove(files, chart, ProofRequest.standard()))).isEmpty();
    assertThat(files.text("values.yaml"))
        .contains(
            """
            # The server.
            image:
              # -- Host of the registry; if empty, the reference begins with the repository.
              registry: "docker.io"
              # -- Repository, without the host of the registry.
              repository: "acme/web"
              # -- Tag, by default the version of the application; ignored when there is a digest. `latest` is
            """);
    assertThat(files.text("templates/_helpers.tpl"))
        .contains("| default .Chart.AppVersion")
        .contains(
            """
            {{- define "pictured.image.registry" -}}
            {{- if .Values.mirror }}
            {{- .Values.mirror }}/
            {{- else if include "pictured.values.image.registry" . }}
            """);
  }

  private static List<Finding> findings(ProofReport report) {
    return report.findings().stream()
        .filter(each -> !each.rule().id().matches("POD-.*|RES-.*"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the tag is the chart's appVersion, and the chart has none",
        "latest | the tag is the chart's appVersion, and 'latest' moves",
        "main | the tag is the chart's appVersion, and 'main' moves",
        "1.0+5 | the tag is the chart's appVersion, and '1.0+5' is not a valid tag"
      })
  void anAppVersionThatIsNoTagIsFound(String appVersion, String what) {
    Chart chart =
        chart(appVersion, values -> values.image("image", "acme/web").describe("The server."));

    assertThat(chart.findings())
        .extracting(each -> each.rule().id() + " " + each.place().model() + " " + each.what())
        .containsExactly("DEC-38 values.image.tag " + what);
    assertThat(
            chart(
                    appVersion,
                    values -> values.image("image", "acme/web").digest(DIGEST).describe("It."))
                .findings())
        .isEmpty();
    assertThat(
            chart(appVersion, values -> values.image("image", "acme/web", "1.0").describe("It."))
                .findings())
        .isEmpty();
  }

  @Test
  void aRegistryThatIsNamedTwiceIsFoundWithItsLine() {
    Chart chart =
        chart(
            "1.0.0",
            values ->
                values
                    .image("image", "docker.io/acme/web")
                    .registry("docker.io")
                    .describe("The server."));

    assertThat(chart.findings())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.rule().id() + " " + each.place().model())
                  .isEqualTo("DEC-39 values.image.repository");
              assertThat(each.what())
                  .isEqualTo("the repository 'docker.io/acme/web' begins with the registry");
              assertThat(each.place().declaredAt().orElseThrow().file())
                  .isEqualTo("ImageValueTest.java");
            });
  }

  @Test
  void anImageWithoutRegistryLooksAsBefore() {
    Chart chart =
        chart(
            "1.0.0",
            values -> values.image("image", "docker.io/acme/web", "2.0").describe("The server."));

    assertThat(image(chart, "{}")).isEqualTo("docker.io/acme/web:2.0");
    assertThat(Generator.generate(chart).chartFiles().text("templates/_helpers.tpl"))
        .doesNotContain("image.registry", "AppVersion }}\"");
  }

  @Test
  void oneValueMovesAllImagesToAnotherRegistry() {
    Function<Values, ImageValue> declared =
        values -> {
          values
              .string("global.imageRegistry", "")
              .plainPattern("^[a-z0-9.:/-]*$")
              .describe("Registry of all images.");
          return values
              .image("image", "acme/web", "1.0")
              .registry("docker.io")
              .describe("The server.");
        };
    Chart chart = chart("1.0.0", declared);

    assertThat(image(chart, "{}")).isEqualTo("docker.io/acme/web:1.0");
    assertThat(image(chart, "global: {imageRegistry: eu.example.com}"))
        .isEqualTo("eu.example.com/acme/web:1.0");
    assertThat(
            findings(
                ChartProof.prove(
                    Generator.generate(chart).chartFiles(), chart, ProofRequest.standard())))
        .isEmpty();
  }

  @Test
  void anImageThatDoesNotFollowTheGlobalRegistryIsFound() {
    Chart chart =
        chart(
            "1.0.0",
            values -> {
              values.string("global.imageRegistry", "").describe("Registry of all images.");
              return values.image("image", "docker.io/acme/web", "1.0").describe("The server.");
            });

    assertThat(chart.findings())
        .extracting(each -> each.rule().id() + " " + each.what())
        .containsExactly("DEC-39 the image does not follow global.imageRegistry");
  }
}
