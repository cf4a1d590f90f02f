package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.FormerName;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.Knob;
import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.Setting;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.upgrade.Verdict;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that had other names in earlier versions of their chart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("thorough")
class RenamedValuesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Chart chart = chart("2.0.0");
  private final FileTree files = Generator.generate(chart).chartFiles();
  private ChartFolder folder;

  @BeforeAll
  void open() {
    folder = ChartFolder.of(ParsedChart.of(files), HelmEngine.embedded());
  }

  @AfterAll
  void close() {
    folder.close();
  }

  /** A chart with a value of every type, all of which had other names. */
  private static Chart chart(String version) {
    Values values = Values.create();
    Value<Integer> replicas =
        values.integer("replicaCount", 2).max(9).formerly("replicas").describe("Pods.");
    Value<Integer> port =
        values
            .integer("service.port", 8080)
            .min(1)
            .max(65_535)
            .formerly("port", "http.listen.port")
            .describe("Port.");
    Value<Double> ratio =
        values.decimal("tracing.ratio", 0.25).max(1).formerly("sample-rate").describe("Share.");
    Value<Boolean> tracing =
        values.flag("tracing.enabled", false).formerly("trace.on").describe("Trace.");
    Value<Boolean> banner =
        values.flag("banner", true).formerly("tracing.banner").describe("Show the banner.");
    Value<String> greeting =
        values.string("greeting", "a \"b\" {{ c }}").formerly("salutation").describe("Text.");
    Value<String> level =
        values.oneOf("level", "info", "debug").formerly("log_level").describe("Level.");
    Value<String> cache = values.quantity("cache", "64Mi").formerly("mem").describe("Size.");
    Value<List<String>> hosts =
        values.strings("hosts", List.of("a.example.com")).formerly("domains").describe("Hosts.");
    Value<Map<String, String>> labels =
        values.labels("mapLabels", Map.of("tier", "web")).formerly("labels").describe("Labels.");
    Value<Map<String, Object>> resources =
        values
            .resources(
                "resources",
                Map.of("limits", Map.of("memory", "64Mi"), "requests", Map.of("cpu", "50m")),
                "memory")
            .formerly("limits.all")
            .describe("Resources.");
    Value<List<Map<String, Object>>> routes =
        values
            .objects(
                "routes",
                List.of(Map.of("path", "/")),
                new ObjectType(
                    List.of(
                        new FieldType(
                            "path",
                            new TextType("^/[a-z]*$", 1, 20, List.of(), true),
                            true,
                            "Path."))))
            .formerly("paths")
            .removedIn("3.0.0")
            .describe("Routes.");
    Value<Integer> limit =
        values.optionalInteger("limit").max(99).formerly("maximum").describe("A limit.");
    Value<List<Object>> extraEnv =
        values
            .list(
                "extraEnv",
                List.of(),
                Types.object(
                    Types.field("name", Types.text("^[A-Z]{1,9}$"), "Name.").required(),
                    Types.field("value", Types.text(), "Value.")))
            .uniqueBy("name")
            .formerly("env")
            .describe("Variables.");
    Container container = new ContainerBuilder().withName("web").withImage("web:1.0").build();
    return Chart.named("renamed")
        .version(version)
        .describe("Values under other names than before.")
        .values(values)
        .manifest(
            Manifest.of(
                    "map",
                    new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(fullName("map"))
                        .endMetadata()
                        .addToData("replicas", replicas.asString())
                        .addToData("next", replicas.plus(1).asString())
                        .addToData("url", "http://localhost:" + port.asString() + "/")
                        .addToData("ratio", ratio.asString())
                        .addToData("greeting", greeting.asString())
                        .addToData("sentence", "He said: " + greeting.asString() + ".")
                        .addToData("level", level.asString())
                        .addToData("cache", cache.asString())
                        .addToData("hosts", hosts.join(",").asString())
                        .addToData("banner", banner.asString())
                        .addToData("traced", "yes")
                        .addToData("many", "yes")
                        .addToData("limit", limit.asString())
                        .build())
                .when("data.limit", when(limit))
                .when("data.traced", when(tracing))
                .when("data.many", replicas.greaterThan(3).and(banner))
                .append("metadata.labels", labels))
        .manifest(
            Manifest.of(
                    "pods",
                    new PodTemplateBuilder()
                        .withNewMetadata()
                        .withName(fullName("pods"))
                        .endMetadata()
                        .withNewTemplate()
                        .withNewSpec()
                        .withContainers(container)
                        .endSpec()
                        .endTemplate()
                        .build())
                .bind("template.spec.containers[0].env", extraEnv)
                .bind("template.spec.containers[0].resources", resources)
                .bind(
                    "template.spec.containers[0].args",
                    each(routes, "route", route -> route.string("path"))))
        .notes("Reach it on port " + port.asString() + ".")
        .build();
  }

  @Test
  void theChartIsProvenUnderAllNames() {
    ProofReport report = ChartProof.prove(files, chart, ProofRequest.standard());

    assertThat(report.findings())
        .filteredOn(each -> !each.rule().id().matches("POD-.*|RES-.*|IMG-.*"))
        .isEmpty();
  }

  @Test
  void theChartOnDiskIsProvenUnderAllNames() {
    ProofReport report = ChartProof.prove(files, ProofRequest.standard());

    assertThat(report.findings())
        .filteredOn(each -> !each.rule().id().matches("POD-.*|RES-.*|IMG-.*"))
        .isEmpty();
  }

  @Test
  void everySettingRendersTheSameUnderEachName() throws JsonProcessingException {
    Map<String, Object> defaults = ParsedChart.of(files).values();
    int compared = 0;
    for (Knob knob : Knobs.of(chart, defaults, List.of())) {
      List<FormerName> names =
          chart.values().find(knob.path().toString()).map(Value::formerNames).orElse(List.of());
      for (FormerName name : names) {
        for (Setting setting : knob.settings()) {
          if (setting.value() == null) {
            continue;
          }
          String now = render(knob.path(), setting.value());
          assertThat(render(ValuePath.of(name.path()), setting.value()))
              .as(name.path() + "=" + setting.value())
              .isEqualTo(now);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private String render(ValuePath path, Object setting) throws JsonProcessingException {
    Rendering rendering = render(JSON.writeValueAsString(path.set(new LinkedHashMap<>(), setting)));
    return rendering instanceof Rendering.Rendered rendered
        ? rendered.manifest()
        : rendering instanceof HelmFailure.SchemaRejection ? "refused" : rendering.toString();
  }

  private Rendering render(String values) {
    return folder.render("demo", "default", List.of(values), Optional.of("1.33.0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{replicas: 3, replicaCount: 4} | replicaCount | replicas",
        "{replicas: 0, replicaCount: 4} | replicaCount | replicas",
        "{trace: {\"on\": false}, tracing: {enabled: true}} | tracing.enabled | trace.on",
        "{salutation: a, greeting: b} | greeting | salutation",
        "{domains: [], hosts: [x]} | hosts | domains",
        "{labels: {a: b}, mapLabels: {c: d}} | mapLabels | labels",
        "{port: 1, http: {listen: {port: 2}}} | service.port | http.listen.port",
        "{port: 8080, http: {listen: {port: 2}}} | service.port | http.listen.port",
        "{paths: [], routes: [{path: /a}]} | routes | paths"
      })
  void twoSettingsOfOneValueFailAndNameBoth(String values, String name, String earlier) {
    assertThat(render(values))
        .isInstanceOfSatisfying(
            HelmFailure.Refusal.class,
            refusal ->
                assertThat(refusal.message())
                    .isEqualTo(
                        "Set only "
                            + name
                            + ": its earlier name "
                            + earlier
                            + " has another setting."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{replicas: 3, replicaCount: 3}",
        "{replicas: 3, replicaCount: 2}",
        "{labels: {a: b}, mapLabels: {a: b}}",
        "{port: 1, http: {listen: {port: 1}}}",
        "{http: {}, replicas: 3}",
        "{maximum: 0}",
        "{env: [{name: A, value: b}]}",
      })
  void theSameSettingUnderTwoNamesIsAccepted(String values) {
    assertThat(render(values)).isInstanceOf(Rendering.Rendered.class);
  }

  @Test
  void aNumberThatMayBeLeftOutIsReadUnderEachName() {
    assertThat(text(folder, "{}")).doesNotContain("limit:");
    assertThat(text(folder, "maximum: 0")).contains("limit: \"0\"");
    assertThat(text(folder, "limit: 7")).contains("limit: \"7\"");
    assertThat(text(folder, "{limit: 7, maximum: 8}")).contains("Set only limit");
  }

  @Test
  void itemsOfOneNameAreRefusedUnderEachName() {
    String items = "[{name: A}, {name: A}]";

    assertThat(text(folder, "env: " + items)).isEqualTo(text(folder, "extraEnv: " + items));
    assertThat(text(folder, "env: " + items)).contains("extraEnv");
  }

  @Test
  void theNotesAskForTheNewName() {
    assertThat(files.text("templates/NOTES.txt"))
        .startsWith("Reach it on port {{ include \"renamed.values.service.port\" . | int64 }}.\n")
        .contains(
            """
            {{- if not (kindIs "invalid" .Values.replicas) }}
            {{- $_ := include "renamed.values.replicaCount" . }}

            The value replicas is now called replicaCount. Rename it in your values.
            {{- end }}
            """)
        .contains(
            """
            The value paths is now called routes. Rename it in your values: version 3.0.0 of the chart removes it.
            """);
  }

  @Test
  void theNamedTemplateKnowsEveryName() {
    assertThat(files.text("templates/_helpers.tpl"))
        .contains(
            """
            {{/*
            The value service.port, which is also read under earlier names: port, http.listen.port
            */}}
            {{- define "renamed.values.service.port" -}}
            {{- $value := toJson .Values.service.port }}
            {{- $unset := list "8080" }}
            {{- if not (kindIs "invalid" .Values.port) }}
            {{- $earlier := toJson .Values.port }}
            {{- if not (has $value (append $unset $earlier)) }}
            {{- fail "Set only service.port: its earlier name port has another setting." }}
            {{- end }}
            {{- $value = $earlier }}
            {{- $unset = list }}
            {{- end }}
            {{- if not (kindIs "invalid" ((.Values.http).listen).port) }}
            {{- $earlier := toJson ((.Values.http).listen).port }}
            {{- if not (has $value (append $unset $earlier)) }}
            {{- fail "Set only service.port: its earlier name http.listen.port has another setting." }}
            {{- end }}
            {{- $value = $earlier }}
            {{- $unset = list }}
            {{- end }}
            {{- $value }}
            {{- end }}
            """);
  }

  @Test
  void theSchemaKnowsTheEarlierNamesAndTheValuesFileDoesNot() throws JsonProcessingException {
    JsonNode properties = JSON.readTree(files.text("values.schema.json")).path("properties");

    assertThat(properties.path("replicas"))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "description": "Deprecated: set replicaCount instead.",
                  "deprecated": true,
                  "x-renamedTo": "replicaCount",
                  "type": "integer",
                  "minimum": 0,
                  "maximum": 9
                }
                """));
    assertThat(properties.path("http").path("properties").path("listen").path("properties"))
        .hasSize(1);
    assertThat(ParsedChart.of(files).values())
        .doesNotContainKeys("replicas", "http", "trace", "labels");
    assertThat(files.text("README.md"))
        .contains("Pods. Earlier name: `replicas`, which still works. |")
        .contains("Routes. Earlier name: `paths`, which still works until version 3.0.0. |");
  }

  @Test
  void anEarlierNameIsRefusedFromTheVersionOnThatRemovesIt() {
    Chart later = chart("3.0.0-rc.1");
    FileTree laterFiles = Generator.generate(later).chartFiles();
    try (ChartFolder laterFolder =
        ChartFolder.of(ParsedChart.of(laterFiles), HelmEngine.embedded())) {
      for (String setting : List.of("[]", "[{path: /a}]", "text", "{}")) {
        assertThat(
                laterFolder.render(
                    "demo", "default", List.of("paths: " + setting), Optional.of("1.33.0")))
            .isInstanceOfSatisfying(
                HelmFailure.Refusal.class,
                refusal ->
                    assertThat(refusal.message())
                        .isEqualTo(
                            "The value paths was removed in version 3.0.0 of the chart: set routes"
                                + " instead."));
      }
      assertThat(
              laterFolder.render("demo", "default", List.of("replicas: 3"), Optional.of("1.33.0")))
          .isInstanceOf(Rendering.Rendered.class);
    }
    assertThat(laterFiles.text("templates/pods.yaml")).contains("range $route := .Values.routes");
    assertThat(ChartProof.prove(laterFiles, later, ProofRequest.standard()).findings())
        .filteredOn(each -> !each.rule().id().matches("POD-.*|RES-.*|IMG-.*"))
        .isEmpty();
  }

  @Test
  void anUpgradeToTheNewNameIsMinorAndOneThatRemovesTheOldIsMajor() {
    FileTree before =
        Generator.generate(
                small("1.0.0", values -> values.integer("replicas", 2).describe("Pods.")))
            .chartFiles();
    FileTree renamed =
        Generator.generate(
                small(
                    "1.1.0",
                    values ->
                        values
                            .integer("replicaCount", 2)
                            .formerly("replicas")
                            .removedIn("2.0.0")
                            .describe("Pods.")))
            .chartFiles();
    FileTree removed =
        Generator.generate(
                small(
                    "2.0.0",
                    values ->
                        values
                            .integer("replicaCount", 2)
                            .formerly("replicas")
                            .removedIn("2.0.0")
                            .describe("Pods.")))
            .chartFiles();

    UpgradeReport first = Generator.diff(before, renamed);
    assertThat(first.verdict()).isEqualTo(Verdict.MINOR);
    assertThat(first.findings())
        .extracting(each -> each.rule().id() + " " + each.what())
        .containsExactly("UPG-13 it is now called replicaCount");
    UpgradeReport second = Generator.diff(renamed, removed);
    assertThat(second.verdict()).isEqualTo(Verdict.MAJOR);
    assertThat(second.findings())
        .extracting(each -> each.rule().id() + " " + each.what())
        .contains("UPG-12 its earlier name is refused: it is called replicaCount");
  }

  private static Chart small(String version, Function<Values, Value<Integer>> declared) {
    Values values = Values.create();
    Value<Integer> replicas = declared.apply(values);
    return Chart.named("small")
        .version(version)
        .describe("A small chart.")
        .values(values)
        .manifest(
            "map",
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(fullName("map"))
                .endMetadata()
                .addToData("replicas", replicas.asString())
                .build())
        .build();
  }

  @Test
  void aDependencyIsSwitchedUnderEachName() {
    Values values = Values.create();
    Value<Boolean> cache =
        values.flag("cache.enabled", false).formerly("redis-on").describe("Install a cache.");
    Chart parent =
        Chart.named("parent")
            .describe("A chart with a subchart.")
            .values(values)
            .dependency(
                Dependency.on("store", "1.0.0", "https://charts.example.com").onlyWhen(cache))
            .file("charts/store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n")
            .file(
                "charts/store/templates/map.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: store}\n")
            .build();
    FileTree parentFiles = Generator.generate(parent).chartFiles();

    try (ChartFolder parentFolder =
        ChartFolder.of(ParsedChart.of(parentFiles), HelmEngine.embedded())) {
      assertThat(text(parentFolder, "{}")).doesNotContain("ConfigMap");
      assertThat(text(parentFolder, "redis-on: true")).contains("ConfigMap");
      assertThat(text(parentFolder, "cache: {enabled: true}")).contains("ConfigMap");
      assertThat(text(parentFolder, "{redis-on: false, cache: {enabled: true}}"))
          .contains("Set only cache.enabled: its earlier name redis-on has another setting.");
    }
  }

  private static String text(ChartFolder folder, String values) {
    Rendering rendering = folder.render("demo", "default", List.of(values), Optional.of("1.33.0"));
    return rendering instanceof Rendering.Rendered rendered
        ? rendered.manifest()
        : rendering.toString();
  }
}
