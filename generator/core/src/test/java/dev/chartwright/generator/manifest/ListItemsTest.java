package dev.chartwright.generator.manifest;

import static dev.chartwright.chart.Templating.items;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.chart.Templating.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.SideContainer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lists of which some items depend on values: arguments above all. */
@Tag("thorough")
class ListItemsTest {
  private final Values values = Values.create();
  private final Chart.Builder chart =
      Chart.named("demo").appVersion("1.2.3").describe("A chart.").values(values);
  private Value<Boolean> debug;
  private Value<String> level;
  private Value<List<String>> names;
  private Value<Map<String, Object>> options;

  @BeforeEach
  void declareValues() {
    debug = values.flag("debug", false).describe("Help to find mistakes.");
    level = values.string("level", "").describe("What is logged.");
    names = values.strings("names", List.of()).describe("Names.");
    options =
        values
            .map("options", Map.of(), Types.map("^[a-z]+$", Types.integer(0, 9)))
            .describe("Further options.");
  }

  private static String proven(Chart chart, String file) {
    Generated generated = Generator.generate(chart);
    ProofReport report = Generator.prove(generated);
    assertThat(report.findings().stream().map(Object::toString)).isEmpty();
    return generated.chartFiles().text(file);
  }

  private BackgroundWorker worker() {
    return BackgroundWorker.named("worker")
        .image("ghcr.io/acme/worker")
        .args(
            items("serve")
                .addWhen(debug, "--debug", "--trace")
                .addWhen(when(level).and(not(debug)), "--level=" + level.asString())
                .addEach(names, name -> "--name=" + name.string().asString())
                .addEach(
                    options,
                    (key, option) ->
                        "--" + key.asString() + "=" + option.integer().text().asString()));
  }

  @Test
  void argumentsDependOnValues() {
    Chart built = chart.main(worker()).build();

    assertThat(proven(built, "templates/deployment.yaml"))
        .contains(
            """
                      args:
                        - serve
                        {{- if .Values.debug }}
                        - --debug
                        - --trace
                        {{- end }}
                        {{- if and .Values.level (not .Values.debug) }}
                        - {{ printf "--level=%s" .Values.level | quote }}
                        {{- end }}
                        {{- range $entry := .Values.names }}
                        - {{ printf "--name=%s" $entry | quote }}
                        {{- end }}
                        {{- range $name, $entry := .Values.options }}
                        - {{ printf "--%s=%d" $name ($entry | int64) | quote }}
                        {{- end }}
            """);
    assertThat(args(ChartTest.of(built))).containsExactly("serve");
    assertThat(
            args(
                ChartTest.of(built)
                    .with(debug, true)
                    .with(names, List.of("a b", "{{ c }}\n"))
                    .with("options", Map.of("y", 2, "x", 1))))
        .containsExactly(
            "serve", "--debug", "--trace", "--name=a b", "--name={{ c }}\n", "--x=1", "--y=2");
  }

  private static List<String> args(ChartTest test) {
    return test.deployment("demo")
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getArgs();
  }

  @Test
  void aListOfWhichNothingIsLeftIsLeftOut() {
    Chart built =
        chart
            .main(
                BackgroundWorker.named("worker")
                    .image("ghcr.io/acme/worker")
                    .command(items().addWhen(debug, "strace", "worker"))
                    .init(
                        SideContainer.named("wait")
                            .image("ghcr.io/acme/wait", "1.0.0")
                            .args(items().addEach(names, name -> name.string())))
                    .sidecar(
                        SideContainer.named("proxy")
                            .image("ghcr.io/acme/proxy", "1.0.0")
                            .args(items("--level", level).addEach(options, (key, n) -> key))))
            .build();

    assertThat(proven(built, "templates/deployment.yaml"))
        .contains(
            """
                      {{- if .Values.debug }}
                      command:
                        - strace
                        - worker
                      {{- end }}
            """,
            """
                      {{- if .Values.names }}
                      args:
                        {{- range $entry := .Values.names }}
                        - {{ $entry | quote }}
                        {{- end }}
                      {{- end }}
            """,
            """
                      args:
                        - --level
                        - {{ .Values.level | quote }}
                        {{- range $name, $entry := .Values.options }}
                        - {{ $name | quote }}
                        {{- end }}
            """);
  }

  @Test
  void aListGoesIntoAnyField() {
    chart.manifest(
        Manifest.yaml(
                "reader",
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: "${fullname}-reader"}
                rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
                """)
            .bind("rules[0].resourceNames", items("settings").addEach(names, each -> each.string()))
            .append(
                "rules",
                items()
                    .addEach(
                        options,
                        (key, each) ->
                            Map.of(
                                "apiGroups", List.of(""),
                                "resources", List.of("secrets"),
                                "resourceNames", List.of(key),
                                "verbs", items("get").addWhen(debug, "list"))))
            .append("rules", items().addWhen(level, rule("pods"))));

    assertThat(proven(chart.build(), "templates/reader.yaml"))
        .endsWith(
            """
                resourceNames:
                  - settings
                  {{- range $entry := .Values.names }}
                  - {{ $entry | quote }}
                  {{- end }}
                verbs:
                  - get
              {{- range $name, $entry := .Values.options }}
              - apiGroups:
                  - ""
                resources:
                  - secrets
                resourceNames:
                  - {{ $name | quote }}
                verbs:
                  - get
                  {{- if $.Values.debug }}
                  - list
                  {{- end }}
              {{- end }}
              {{- if .Values.level }}
              - apiGroups:
                  - ""
                resources:
                  - pods
                verbs:
                  - get
              {{- end }}
            """);
  }

  private static Map<String, Object> rule(String resource) {
    return Map.of(
        "apiGroups", List.of(""), "resources", List.of(resource), "verbs", List.of("get"));
  }

  private static Manifest pods(String args) {
    return Manifest.yaml(
        "pods",
        """
        apiVersion: v1
        kind: PodTemplate
        metadata: {name: "${fullname}-pods"}
        template:
          spec:
            containers:
              - name: web
                image: docker.io/acme/web:1.0
                args:
        """
            + args.indent(10));
  }

  @Test
  void itemsOfYamlTextDependOnValues() {
    chart
        .manifest(
            pods(
                """
                - serve
                - ${if debug}--debug
                - ${if not debug}--level=${level}
                - ${if level}${level}
                - ${each names}--name=${item}
                - "${each options}--${key}=${item}"
                """))
        .accept("POD-01", "A test.");
    Chart built = chart.build();

    ProofReport report = Generator.prove(Generator.generate(built));
    assertThat(report.findings())
        .extracting(each -> each.rule().id())
        .doesNotContain("TPL-10", "VAL-03", "VAL-09");
    assertThat(Generator.generate(built).chartFiles().text("templates/pods.yaml"))
        .endsWith(
            """
                    args:
                      - serve
                      {{- if .Values.debug }}
                      - --debug
                      {{- end }}
                      {{- if not .Values.debug }}
                      - {{ printf "--level=%s" .Values.level | quote }}
                      {{- end }}
                      {{- if .Values.level }}
                      - {{ .Values.level | quote }}
                      {{- end }}
                      {{- range $item := .Values.names }}
                      - {{ printf "--name=%s" $item | quote }}
                      {{- end }}
                      {{- range $key, $item := .Values.options }}
                      - {{ printf "--%s=%d" $key ($item | int64) | quote }}
                      {{- end }}
            """);
    assertThat(
            ChartTest.of(built)
                .with(level, "x")
                .with(names, List.of("\"a\""))
                .with("options", Map.of("x", 1))
                .manifest())
        .contains("- serve\n", "- \"--level=x\"\n", "- \"x\"\n", "- \"--name=\\\"a\\\"\"\n");
  }

  @Test
  void aFieldOfYamlTextIsThereUnderACondition() {
    chart.manifest(
        Manifest.yaml(
            "settings",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${fullname}-settings"}
            data:
              A: x
              B: ${if debug}verbose
              C: ${if not level}none, $${if debug}
              D: ${if options}some
              E: ${if names}some
            """));

    assertThat(proven(chart.build(), "templates/settings.yaml"))
        .endsWith(
            """
            data:
              A: x
              {{- if .Values.debug }}
              B: verbose
              {{- end }}
              {{- if not .Values.level }}
              C: "none, ${if debug}"
              {{- end }}
              {{- if .Values.options }}
              D: some
              {{- end }}
              {{- if .Values.names }}
              E: some
              {{- end }}
            """);
  }

  @Test
  void mistakesAreReportedAtTheirPlace() {
    chart.manifest(
        pods(
            """
            - ${if debugg}--debug
            - ${if debug}
            - ${each debug}--x
            - --x=${if debug}
            - ${each names}${key}
            - ${if selectorLabels(web)}x
            """));
    chart.manifest(
        Manifest.yaml(
            "settings",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${fullname}-settings"}
            data: {A: "${each names}${item}", B: "${options.x}", C: "${level}", D: "${debug}"}
            """));

    InvalidModelException invalid =
        catchThrowableOfType(InvalidModelException.class, () -> Generator.generate(chart.build()));
    assertThat(invalid.findings())
        .extracting(each -> each.place().position() + " " + each.what())
        .contains(
            "10:13 'debugg' is neither a declared value nor a built-in",
            "11:13 no text is behind ${if debug}",
            "12:13 ${each debug} goes over no list or map of the values",
            "13:17 '${if debug}' is not a reference",
            "14:26 'key' is neither a declared value nor a built-in",
            "15:13 ${if selectorLabels(web)} asks about no value",
            "4:12 ${each names} stands in no item of a list");
  }
}
