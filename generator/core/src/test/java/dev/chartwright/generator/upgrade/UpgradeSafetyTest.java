package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.rule.UpgradeRules;
import dev.chartwright.generator.upgrade.diff.UpgradeCase;
import dev.chartwright.problem.ObjectName;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradeSafetyTest {
  private static final HelloWeb CHART = HelloWeb.chart();
  private static final String SCALER =
      """
      ---
      # Source: hello-web/templates/horizontalpodautoscaler.yaml
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: demo-hello-web}
      spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: demo-hello-web}}
      """;
  private static final String REPLICAS =
      "  # Left to the autoscaler where there is one.\n  replicas: 2\n";

  @Test
  void tellsTheWholeStoryOfARealisticUpgrade() {
    HelloWeb next = next();
    HelloWeb scaledBefore = scaled(CHART.changeRendered(REPLICAS, ""));
    HelloWeb scaledAfter = scaled(next);
    List<UpgradeCase> cases =
        List.of(
            new UpgradeCase(
                "autoscaling.enabled=true, replicas=4",
                "autoscaling: {enabled: true}\nreplicas: 4\n",
                2,
                scaledBefore.objects(),
                scaledAfter.objects()),
            new UpgradeCase(
                "autoscaling.enabled=true",
                "autoscaling: {enabled: true}\n",
                1,
                scaledBefore.objects(),
                scaledAfter.objects()),
            new UpgradeCase("defaults", "", 0, CHART.objects(), next.objects()));
    List<RejectedAfter> rejections =
        List.of(
            new RejectedAfter(
                "greeting=\"a\"",
                "greeting: a\n",
                "",
                "additional properties 'greeting' not allowed"),
            new RejectedAfter(
                "replicas=50", "replicas: 50\n", "replicas", "maximum: got 50, want 20"),
            new RejectedAfter(
                "nameOverride=\"a\"", "nameOverride: a\n", "", "the name must not be overridden"));
    UpgradeReport report =
        UpgradeSafety.of(
            ParsedChart.of(CHART.files()), ParsedChart.of(next.files()), cases, rejections);
    assertThat(report.toString().lines().toList())
        .containsExactlyElementsOf(HelloWeb.text("/golden/upgrade/hello-web.txt").lines().toList());
    assertThat(report.verdict()).isEqualTo(Verdict.MAJOR);
    assertThat(report.nextVersion()).isEqualTo("2.0.0");
    assertThat(report.isVersionHighEnough()).isFalse();
    assertThat(report.isSafe()).isFalse();
    assertThat(report.findings()).hasSameSizeAs(report.findings());
  }

  /** Version 1.1.0 of the chart, made by somebody in a hurry. */
  private static HelloWeb next() {
    return CHART
        .change("Chart.yaml", "1.0.0", "1.1.0")
        .change("Chart.yaml", "1.27.4", "1.27.5")
        .change("values.yaml", "1.27.4", "1.27.5")
        .change("values.yaml", "greeting: \"Hello from Helm.\"", "text: \"Hello from Helm.\"")
        .change("values.schema.json", "\"greeting\"", "\"text\"")
        .change("values.schema.json", "\"maximum\": 50,", "\"maximum\": 20,")
        .change("values.schema.json", "\"Always\",\n            \"Never\"", "\"Always\"")
        .changeRendered("hello-web-1.0.0", "hello-web-1.1.0")
        .changeRendered("1.27.4", "1.27.5")
        .changeRendered(
            "      app.kubernetes.io/component: web\n  template:",
            "      app.kubernetes.io/component: web\n      tier: front\n  template:")
        .changeRendered(
            "kind: Service\nmetadata:\n  name: \"demo-hello-web\"",
            "kind: Service\nmetadata:\n  name: \"demo-hello-web-http\"")
        .changeRendered("http://demo-hello-web:80/", "http://demo-hello-web-http:80/")
        .changeRendered("maxUnavailable: 1", "maxUnavailable: 50%");
  }

  private static HelloWeb scaled(HelloWeb chart) {
    return chart.put("rendered.yaml", chart.texts().get("rendered.yaml") + SCALER);
  }

  @Test
  void aChartIsTheSameAsItself() {
    UpgradeReport report =
        UpgradeSafety.of(
            ParsedChart.of(CHART.files()),
            ParsedChart.of(CHART.files()),
            List.of(new UpgradeCase("defaults", "", 0, CHART.objects(), CHART.objects())),
            List.of());
    assertThat(report.findings()).isEmpty();
    assertThat(report)
        .hasToString(
            """
            hello-web: upgrade from 1.0.0 to 1.0.0, 1 case: no findings
            verdict: none, the charts are the same
            """);
  }

  @Test
  void aVersionThatIsRaisedForNothingIsNoChange() {
    HelloWeb next =
        CHART.change("Chart.yaml", "1.0.0", "1.0.1").changeRendered("web-1.0.0", "web-1.0.1");
    UpgradeReport report =
        UpgradeSafety.of(
            ParsedChart.of(CHART.put("README.md", "Version 1.0.0.\n").files()),
            ParsedChart.of(next.put("README.md", "Version 1.0.1.\n").files()),
            List.of(new UpgradeCase("defaults", "", 0, CHART.objects(), next.objects())),
            List.of());
    assertThat(report.findings()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.NONE);
    assertThat(report.isVersionHighEnough()).isTrue();
  }

  @Test
  void aTemplateThatChangesWithoutAnOutputIsAPatch() {
    UpgradeReport report =
        UpgradeSafety.of(
            ParsedChart.of(chart("1.0.0", "a")),
            ParsedChart.of(chart("1.0.1", "b")),
            List.of(),
            List.of());
    assertThat(report.findings()).isEmpty();
    assertThat(report)
        .hasToString(
            """
            web: upgrade from 1.0.0 to 1.0.1, 0 cases: no findings
            verdict: patch, the next version is 1.0.1; 1.0.1 is high enough

            For Chart.yaml:

            annotations:
              artifacthub.io/changes: |
                - kind: changed
                  description: Change templates/a.yaml
            """);
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1.0.0 | 2.0.0 | major | ``
          1.0.0 | 2.0.0-rc.1 | major | ``
          1.0.0 | 1.1.0 | major | ERROR it is 1.1.0, and the chart has changed by a major version
          1.0.0 | 1.0.0 | major | ERROR it is 1.0.0 as before, and the chart has changed
          0.1.0 | 0.2.0 | major | ``
          0.1.0 | 0.1.1 | major | ERROR it is 0.1.1, and the chart has changed by a major version
          1.0.0 | 1.1.0 | minor | ``
          1.0.0 | 1.0.1 | minor | WARNING it is 1.0.1, and the chart has changed by a minor version
          1.0.0 | 1.0.0 | minor | ERROR it is 1.0.0 as before, and the chart has changed
          1.0.0 | 1.0.1 | patch | ``
          1.0.0 | 1.0.0 | patch | ERROR it is 1.0.0 as before, and the chart has changed
          1.0.0 | 0.9.0 | patch | ERROR it is 0.9.0, lower than 1.0.0 before
          1.0.0 | 1.0.0 | none | ``
          1.0.0 | 0.9.0 | none | ERROR it is 0.9.0, lower than 1.0.0 before
          1.0.0 | latest | patch | ERROR "latest" is not a semantic version
          one | 1.0.0 | patch | ERROR "one" is not a semantic version
          """)
  void theDeclaredVersionSaysHowMuchHasChanged(
      String before, String after, String change, String expected) {
    FileTree previous = chart(before, "a");
    FileTree current =
        switch (change) {
          case "major" -> chart(after, "a").with("values.schema.json", "{\"maxProperties\":1}");
          case "minor" -> chart(after, "a").with("values.yaml", "a: 1");
          case "patch" -> chart(after, "b");
          default -> chart(after, "a");
        };
    Optional<String> found =
        UpgradeSafety.of(ParsedChart.of(previous), ParsedChart.of(current), List.of(), List.of())
            .findings()
            .stream()
            .filter(each -> each.rule().id().equals("UPG-10"))
            .map(each -> each.severity() + " " + each.what())
            .findFirst();
    assertThat(found).isEqualTo(Optional.of(expected).filter(text -> !text.isEmpty()));
  }

  @Test
  void aDocumentThatChangesUnderOneVersionIsOnlyAWarning() {
    UpgradeReport report =
        UpgradeSafety.of(
            ParsedChart.of(chart("1.0.0", "a").with("README.md", "a")),
            ParsedChart.of(chart("1.0.0", "a").with("README.md", "b")),
            List.of(),
            List.of());
    assertThat(report.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("UPG-10");
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.wayOut()).isEqualTo("write version: 1.0.1");
            });
  }

  @Test
  void aFindingIsShownByTheFewestValuesOnce() {
    String before = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {a: b}}";
    String after = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {a: c}}";
    UpgradeCase many =
        new UpgradeCase(
            "x=1, name=two",
            "x: 1\nname: two\n",
            2,
            Rendered.objects(before.formatted("two")),
            Rendered.objects(after.formatted("two")));
    UpgradeCase few =
        new UpgradeCase(
            "x=1",
            "x: 1\n",
            1,
            Rendered.objects(before.formatted("one")),
            Rendered.objects(after.formatted("one")));
    assertThat(inCases(many, few))
        .containsExactly("templates/configmap.yaml ConfigMap/one data.a (with x=1)");
  }

  @Test
  void severalObjectsOfOneTemplateAreAllReported() {
    String one = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}\n";
    String two = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: two}}\n";
    UpgradeCase first = Rendered.defaults(one, "");
    UpgradeCase second =
        new UpgradeCase("x=1", "x: 1\n", 1, Rendered.objects(one + two), List.of());
    assertThat(inCases(first, second))
        .containsExactly(
            "templates/configmap.yaml ConfigMap/one",
            "templates/configmap.yaml ConfigMap/two (with x=1)");
  }

  private static List<String> inCases(UpgradeCase... cases) {
    FileTree chart = chart("1.0.0", "a");
    return UpgradeSafety.of(ParsedChart.of(chart), ParsedChart.of(chart), List.of(cases), List.of())
        .findings()
        .stream()
        .filter(each -> !each.rule().id().equals("UPG-10"))
        .map(each -> each.place().toString())
        .toList();
  }

  @Test
  void valuesThatAreTurnedDownBearOutWhatTheSchemasSay() {
    FileTree before =
        chart("1.0.0", "a")
            .with(
                "values.schema.json",
                "{\"properties\":{\"w\":{\"properties\":{\"a\":{},\"b\":{\"items\":{\"maximum\":9}}}}}}");
    FileTree after =
        chart("2.0.0", "a")
            .with(
                "values.schema.json",
                "{\"properties\":{\"w\":{\"additionalProperties\":false,\"properties\":{\"b\":{\"items\":{\"maximum\":5}}}}}}");
    List<RejectedAfter> rejections =
        List.of(
            new RejectedAfter("w.a=1, x=1", "w: {a: 1}\nx: 1\n", "w", "'a' not allowed"),
            new RejectedAfter("w.a=1", "w: {a: 1}\n", "w", "'a' not allowed"),
            new RejectedAfter("w.b=[1,9]", "w: {b: [1, 9]}\n", "w.b[1]", "at most 5"),
            new RejectedAfter("x=2", "x: 2\n", "x", "templates/a.yaml refuses\nit"));
    assertThat(
            UpgradeSafety.of(ParsedChart.of(before), ParsedChart.of(after), List.of(), rejections)
                .findings())
        .extracting(finding -> finding.place().toString() + ": " + finding.what())
        .containsExactly(
            "values.yaml w.a (with w.a=1): it is gone",
            "values.yaml w.b[] (with w.b=[1,9]): it must be at most 5, and was at most 9",
            "values.yaml w: keys that it does not name are refused",
            "values.yaml x (with x=2): the new chart turns down what the previous one took:"
                + " templates/a.yaml refuses\nit");
  }

  @Test
  void aFindingNamesTheCaseThatShowsIt() {
    UpgradeFinding finding =
        UpgradeFinding.error(
                UpgradeRules.UPG_01,
                Place.ofObject("templates/a.yaml", new ObjectName("Job", "a"))
                    .field("spec.template"),
                "w")
            .because("d")
            .fixedBy("o")
            .shownBy(TriedCase.ofSpace("x=1", "", "x: 1\n"));
    assertThat(finding.place()).hasToString("templates/a.yaml Job/a spec.template (with x=1)");
  }

  @Test
  void aChartWithoutReadableFilesIsComparedAllTheSame() {
    FileTree broken =
        FileTree.empty()
            .with("Chart.yaml", "a: [")
            .with("values.yaml", "- a")
            .with("values.schema.json", "{");
    UpgradeReport report =
        UpgradeSafety.of(
            ParsedChart.of(broken), ParsedChart.of(chart("1.0.0", "a")), List.of(), List.of());
    assertThat(report.findings()).extracting(each -> each.rule().id()).contains("UPG-15");
    assertThat(
            UpgradeSafety.of(ParsedChart.of(broken), ParsedChart.of(broken), List.of(), List.of())
                .verdict())
        .isEqualTo(Verdict.NONE);
  }

  private static FileTree chart(String version, String template) {
    return FileTree.empty()
        .with("Chart.yaml", "{name: web, version: \"" + version + "\"}")
        .with("templates/a.yaml", template);
  }
}
