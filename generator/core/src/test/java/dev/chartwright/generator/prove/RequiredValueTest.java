package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.test.ChartTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values without a default, which users have to set. */
@Tag("thorough")
class RequiredValueTest {
  private final Values values = Values.create();

  private Chart chart(Manifest... manifests) {
    Chart.Builder chart = Chart.named("demo").describe("A chart.").values(values);
    for (Manifest manifest : manifests) {
      chart.manifest(manifest);
    }
    return chart.build();
  }

  private static Manifest settings(String data) {
    return Manifest.yaml(
        "settings",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: "${fullname}-settings"}
        data: {%s}
        """
            .formatted(data));
  }

  private static List<String> findings(Chart chart) {
    FileTree files = Generator.generate(chart).chartFiles();
    ProofReport report = ChartProof.prove(files, chart, ProofRequest.of(chart));
    assertThat(report.space().orElseThrow().knobs()).allMatch(SpaceReport.KnobCoverage::isLive);
    return report.findings().stream().map(Object::toString).toList();
  }

  @Test
  void textThatIsNotSetFailsWithOneSentence() {
    values.dnsName("shop.host").example("shop.example.com").describe("The host name of the shop.");
    Chart chart = chart(settings("host: \"${shop.host}\", url: \"https://${shop.host}/\""));
    FileTree files = Generator.generate(chart).chartFiles();

    assertThat(findings(chart)).isEmpty();
    assertThat(ChartTest.of(chart).with("shop.host", null).fails())
        .contains("Set shop.host: The host name of the shop.")
        .doesNotContain("schema");
    assertThat(ChartTest.of(chart).with("shop.host", "").fails()).contains("shop", "host");
    assertThat(ChartTest.of(chart).with("shop.host", "a.example.com").notes()).isNotNull();
    assertThat(files.text("values.yaml"))
        .endsWith(
            """
            shop:
              # -- The host name of the shop. Required.
              # Example:
              #   host: "shop.example.com"
              host: null
            """);
    assertThat(files.text("values.schema.json"))
        .contains(
            """
                      "type": [
                        "string",
                        "null"
                      ],
                      "minLength": 1,
            """);
    assertThat(files.text("README.md"))
        .contains(
            "--set-json 'shop.host=\"shop.example.com\"'\n",
            "| `shop.host` | string |  | The host name of the shop. Required. Example:");
    assertThat(files.text("templates/settings.yaml"))
        .endsWith(
            """
            data:
              host: {{ required "Set shop.host: The host name of the shop." .Values.shop.host | quote }}
              url: "https://{{ required "Set shop.host: The host name of the shop." .Values.shop.host }}/"
            """);
  }

  @Test
  void everyScalarCanBeRequired() {
    values.string("text").pattern("^[^a]*$").example("\"{{ b").describe("Text.");
    values.name("name").example("b").describe("A name.");
    values.integer("number").min(3).example(4).describe("A number.");
    values.wholeNumber("bytes").example(8L).describe("A large number.");
    values.decimal("share").max(1).example(0.5).describe("A share.");
    values.quantity("memory").example("1Gi").describe("An amount.");
    values.size("disk").example("1Gi").describe("A size.");
    values.duration("pause").example("3s").describe("A time.");
    values.oneOf("mode", List.of("fast", "safe")).example("safe").describe("A mode.");
    Value<Boolean> agreed = values.flag("agreed").example(true).describe("Whether you agree.");
    Chart chart =
        chart(
            settings(
                    "text: \"${text}\", name: \"${values.name}\", number: \"${number}\", bytes: \"${bytes}\","
                        + " share: \"${share}\", memory: \"${memory}\", disk: \"${disk}\","
                        + " pause: \"${pause}\", mode: \"${mode}\", agreed: \"${agreed}\", more: x")
                .when("data.more", when(agreed)));

    assertThat(findings(chart)).isEmpty();
    assertThat(ChartTest.of(chart).with("agreed", null).fails())
        .contains("Set agreed: Whether you agree.");
    assertThat(ChartTest.of(chart).with("number", null).fails()).contains("Set number: A number.");
    assertThat(ChartTest.of(chart).with("number", 2).fails()).contains("number", "minimum");
    assertThat(Generator.generate(chart).chartFiles().text("templates/settings.yaml"))
        .contains(
            """
              number: {{ required "Set number: A number." .Values.number | int64 | quote }}
            """,
            """
              {{- if required "Set agreed: Whether you agree." .Values.agreed }}
              more: x
            """);
  }

  @Test
  void whatIsNotReadNeedNotBeSet() {
    Value<Boolean> enabled = values.flag("ingress.enabled", false).describe("Create the page.");
    values.dnsName("ingress.host").example("a.example.com").describe("The host name.");
    Chart chart = chart(settings("host: \"${ingress.host}\"").onlyWhen(when(enabled)));

    assertThat(ChartTest.of(chart).with("ingress.host", null).objects()).isEmpty();
    assertThat(ChartTest.of(chart).with("ingress.enabled", true).with("ingress.host", null).fails())
        .contains("Set ingress.host: The host name.");
  }

  @Test
  void anEarlierNameCountsAsSet() {
    values.string("host").example("a").formerly("hostname").describe("The host name.");
    values.integer("port").example(80).formerly("number").describe("The port.");
    Chart chart = chart(settings("host: \"${host}\", port: \"${port}\""));

    assertThat(findings(chart)).isEmpty();
    assertThat(ChartTest.of(chart).with("host", null).fails()).contains("Set host: The host name.");
    assertThat(ChartTest.of(chart).with("port", null).fails()).contains("Set port: The port.");
    assertThat(
            ChartTest.of(chart)
                .with("host", null)
                .with("hostname", "b")
                .with("port", null)
                .with("number", 81)
                .manifest())
        .contains("host: \"b\"", "port: \"81\"");
  }

  @Test
  void aSubchartOfTheSameBuildIsProvenWithItsExamples() {
    values.string("host").example("a").describe("The host name.");
    values.string("port").example("80").describe("The port.");
    values.secret("login").key("password").describe("The login.");
    Chart inner =
        chart(
            settings(
                "host: \"${host}\", port: \"${values.port}\", login: \"${login.existingSecret}\""));
    Values own = Values.create();
    own.string("text", "x").describe("A text.");
    Chart outer =
        Chart.named("outer")
            .describe("An umbrella.")
            .values(own)
            .dependency(Dependency.on(inner).set("port", "8080"))
            .manifest(settings("text: \"${text}\""))
            .build();

    assertThat(outer.offlineSettings())
        .isEqualTo(Map.of("demo.host", "a", "demo.login.existingSecret", "login-example"));
    assertThat(findings(outer)).isEmpty();
    assertThat(Generator.generate(outer).chartFiles().text("README.md"))
        .contains("--set-json 'demo.host=\"a\"'");
  }

  @Test
  void withoutAnExampleAFindingSaysToWriteOne() {
    values.string("host").describe("The host name.");

    assertThat(values.findings())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.rule().id()).isEqualTo("DEC-45");
              assertThat(each.toString())
                  .contains("values.host", "'host' has no default, and no example", ".example(…)");
            });
  }
}
