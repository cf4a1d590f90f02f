package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people may set, as the real engine judges it by the schema of a chart with every kind of
 * value.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesSchemaTest {
  private final Chart chart = new EveryFeature().chart();
  private final FileTree files = HelmChart.of(chart).files();
  private ChartFolder folder;

  @BeforeAll
  void open() {
    folder = ChartFolder.of(ParsedChart.of(files), HelmEngine.embedded());
  }

  @AfterAll
  void close() {
    folder.close();
  }

  List<Value<?>> values() {
    return chart.values().all();
  }

  @Test
  void theDefaultsAreAcceptedHoweverTheyAreGiven() {
    assertThat(render("")).isInstanceOf(Rendering.Rendered.class);
    assertThat(render(files.text("values.yaml"))).isInstanceOf(Rendering.Rendered.class);
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueThatIsTakenAwayIsRefusedWithItsName(Value<?> value) {
    int dot = value.path().lastIndexOf('.');
    HelmFailure.Violation violation = onlyViolation(value.path(), "null");
    assertThat(violation.path() + " " + violation.message())
        .contains(value.path().substring(0, Math.max(dot, 0)))
        .contains(value.path().substring(dot + 1));
  }

  @ParameterizedTest
  @MethodSource("values")
  void aValueOfAnotherTypeIsRefusedWithItsPath(Value<?> value) {
    boolean number = value.type().kind() == Kind.INTEGER || value.type().kind() == Kind.DECIMAL;
    for (String other :
        List.of(
            number ? "\"5\"" : "5",
            number ? "yes" : "1.5",
            "[[]]",
            value.type().kind() == Kind.MAP ? "text" : "{a: b}")) {
      assertThat(onlyViolation(value.path(), other).path())
          .as(value.path() + ": " + other)
          .startsWith(value.path());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: 10 | replicas",
        "replicas: -1 | replicas",
        "replicas: 1.5 | replicas",
        "sampling: 1.5 | sampling",
        "logLevel: trace | logLevel",
        "cache: 64MB | cache",
        "timeout: 90 seconds | timeout",
        "host: 'a b' | host",
        "nameOverride: 1a | nameOverride",
        "image: {tag: latest} | image.tag",
        "image: {digest: 'sha256:1'} | image.digest",
        "podLabels: {a: 'ä'} | podLabels.a",
        "podLabels: {app.kubernetes.io/name: x} | podLabels.app.kubernetes.io/name",
        "commonLabels: {example.com/tier: mine} | commonLabels.example.com/tier",
        "podAnnotations: {'a b': c} | podAnnotations.a b",
        "nodeSelector: {\"a\\x7fb\": c} | nodeSelector.a\\x7fb",
        "ports: [{name: http}] | ports[0].port",
        "ports: [{name: http, port: 0}] | ports[0].port",
        "ports: [{name: http, port: 1, extra: 2}] | ports[0].extra",
        "settings: {a: null} | settings.a",
        "settings: {a: [b]} | settings.a",
        "extraArgs: [5] | extraArgs[0]",
        "replica: 5 | replica",
        "image: {name: x} | image.name"
      })
  void aValueOutsideOfItsConstraintIsRefusedWithItsPath(String values, String path) {
    assertThat(violations(values)).extracting(HelmFailure.Violation::path).contains(path);
  }

  @Test
  void aSubchartGetsItsOwnValuesBesideTheSwitchOfItsDependency() {
    assertThat(render("database: {enabled: true, size: 5}\nglobal: {registry: x}"))
        .isInstanceOf(Rendering.Rendered.class);
  }

  private HelmFailure.Violation onlyViolation(String path, String value) {
    String[] keys = path.split("\\.");
    List<HelmFailure.Violation> violations =
        violations(String.join(": {", keys) + ": " + value + "}".repeat(keys.length - 1));
    assertThat(violations).as(path + ": " + value).hasSize(1);
    return violations.get(0);
  }

  private List<HelmFailure.Violation> violations(String values) {
    Rendering rendering = render(values);
    assertThat(rendering).as(values).isInstanceOf(HelmFailure.SchemaRejection.class);
    return ((HelmFailure.SchemaRejection) rendering).violations();
  }

  private Rendering render(String values) {
    return folder.render(
        "demo", "default", values.isEmpty() ? List.of() : List.of(values), Optional.of("1.33.0"));
  }
}
