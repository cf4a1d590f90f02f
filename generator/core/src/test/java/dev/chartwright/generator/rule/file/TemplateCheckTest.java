package dev.chartwright.generator.rule.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.generator.prove.TestChart;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TemplateCheckTest {
  private static final String VALUES =
      "name: web\nimage: {tag: \"1\"}\nreplicas: 1\nenabled: true\nextra: {}\nnode: {a: b}\n";

  @Test
  void hasNothingToSayAboutAGoodChart() {
    for (FileCheck check :
        List.of(
            new TemplateFunctionCheck(),
            new TemplateValueCheck(),
            new ClusterAssumptionCheck(),
            new SchemaDefaultCheck())) {
      assertThat(check.check(ParsedChart.of(TestChart.web().files()))).isEmpty();
    }
  }

  @Test
  void takesActionsApart() {
    assertThat(
            TemplateAction.in(
                """
                a: {{- .Values.a | default "}} now" -}}
                {{/* {{ now }}
                */}}
                b: {{ $x := (list `a
                b` 'c') }}{{ end }}
                """))
        .containsExactly(
            new TemplateAction(1, List.of(".Values.a", "|", "default", "\"}} now\"")),
            new TemplateAction(4, List.of("$x", ":=", "(", "list", "`a\nb`", "'c'", ")")),
            new TemplateAction(5, List.of("end")));
  }

  @Test
  void findsFunctionsThatGiveSomethingElseEachTime() {
    assertThat(
            problems(
                new TemplateFunctionCheck(),
                """
                a: {{ randAlphaNum 5 | quote }}
                b: {{ "now" }}{{/* uuidv4 */}}{{ .Values.now }}
                c: {{ (lookup "v1" "Secret" "" "").items }}
                d: {{ tpl .Values.name . }}
                """,
                ""))
        .isEqualTo(
            """
            TPL-03 templates/a.yaml:1: randAlphaNum gives something else each time
            TPL-03 templates/a.yaml:3: lookup asks the outside while the chart is rendered
            TPL-03 templates/a.yaml:4: tpl executes the text of a value\
            """);
  }

  @Test
  void whatNoUpgradeComparesWeighsLess() {
    String pod =
        "metadata:\n  name: a-{{ randAlphaNum 5 }}\n  annotations:\n    \"helm.sh/hook\": %s\n";
    assertThat(severity("templates/a.yaml", pod.formatted("test"))).isEqualTo(Severity.WARNING);
    assertThat(severity("templates/a.yaml", pod.formatted("test-success")))
        .isEqualTo(Severity.WARNING);
    assertThat(severity("templates/a.yaml", pod.formatted("\"test,pre-install\"")))
        .isEqualTo(Severity.ERROR);
    assertThat(severity("templates/NOTES.txt", "{{ now }}")).isEqualTo(Severity.WARNING);
    assertThat(severity("templates/_a.tpl", "{{ now }}")).isEqualTo(Severity.ERROR);
  }

  private static Severity severity(String path, String text) {
    List<Finding> findings =
        new TemplateFunctionCheck()
            .check(ParsedChart.of(FileTree.builder().add(path, text).build()));
    assertThat(findings).hasSize(1);
    return findings.get(0).severity();
  }

  @Test
  void findsValuesThatAreNotDeclared() {
    String template =
        """
        a: {{ .Values.name }} {{ $.Values.image.tag }} {{ .Values.image.tags }}
        b: {{ .Values.nmae }} {{ .Values.nmae }} {{ ".Values.text" }}
        c: {{ .Values.global.x }} {{ .Values.redis.enabled }} {{ .Values.extra.any.thing }}
        d: {{ .Values.node.c }} {{ .Values.name.first }}
        """;
    assertThat(problems(new TemplateValueCheck(), template, ""))
        .isEqualTo(
            """
            VAL-04 templates/a.yaml:1: it reads the value image.tags, which is not declared
            VAL-04 templates/a.yaml:2: it reads the value nmae, which is not declared
            VAL-04 templates/a.yaml:4: it reads the value node.c, which is not declared\
            """);
    assertThat(
            problems(
                new TemplateValueCheck(),
                template,
                """
                {"properties": {"name": {}, "image": {"$ref": "#/definitions/image"},
                 "node": {"patternProperties": {"^[a-z]$": {"type": "string"}}}, "extra": {"type": "object"}},
                 "definitions": {"image": {"properties": {"tags": {}}}}}
                """))
        .isEqualTo("VAL-04 templates/a.yaml:2: it reads the value nmae, which is not declared");
  }

  @Test
  void findsDefaultsThatTakeThePlaceOfFalseAndZero() {
    String template =
        """
        a: {{ .Values.replicas | default 3 }}{{ default 3 .Values.replicas }}
        b: {{ .Values.replicas | int64 | default 3 | quote }}
        c: {{ .Values.enabled | default true }}{{ default false .Values.enabled }}
        d: {{ .Values.name | default "x" }}{{ if .Values.enabled }}{{ default "y" .Values.name }}
        e: {{ printf "%v" (.Values.enabled | default true) }}
        """;
    assertThat(problems(new TemplateValueCheck(), template, ""))
        .isEqualTo(
            """
            TPL-02 templates/a.yaml:1: default takes the place of replicas when that is 0
            TPL-02 templates/a.yaml:1: default takes the place of replicas when that is 0
            TPL-02 templates/a.yaml:2: default takes the place of replicas when that is 0
            TPL-02 templates/a.yaml:3: default takes the place of enabled when that is false
            TPL-02 templates/a.yaml:5: default takes the place of enabled when that is false\
            """);
    assertThat(
            problems(
                new TemplateValueCheck(),
                "a: {{ .Values.replicas | default 3 }}\n",
                "{\"properties\": {\"replicas\": {\"type\": \"integer\", \"minimum\": 1}}}"))
        .isEmpty();
  }

  @Test
  void findsWhatIsTakenForGrantedOfACluster() {
    assertThat(
            problems(
                new ClusterAssumptionCheck(),
                """
                # Of demo.svc.cluster.local.
                apiVersion: example.com/v1
                kind: Widget
                spec:
                  host: {{ .Release.Name }}.svc.cluster.local
                """,
                ""))
        .isEqualTo(
            """
            NAM-08 templates/a.yaml:5: the domain of the cluster is written into the template
            INS-06 templates/a.yaml: nothing tests whether the cluster has the kind Widget\
            """);
    assertThat(
            problems(
                new ClusterAssumptionCheck(),
                """
                {{- if .Capabilities.APIVersions.Has "example.com/v1/Widget" }}
                apiVersion: example.com/v1
                kind: Widget
                {{- end }}
                """,
                ""))
        .isEmpty();
  }

  @Test
  void aKindBelowASwitchThatIsOffIsAskedFor() {
    String below =
        """
        {{- if .Values.replicas }}
        {{- if and .Values.replicas .Values.off }}
        apiVersion: example.com/v1
        kind: Widget
        {{- end }}
        {{- end }}
        """;
    String inside =
        """
        {{- if .Values.replicas }}
        apiVersion: example.com/v1
        kind: Widget
        {{- if .Values.off }}
        spec: {}
        {{- end }}
        {{- end }}
        """;

    assertThat(problems(new ClusterAssumptionCheck(), below, "")).isEmpty();
    assertThat(problems(new ClusterAssumptionCheck(), inside, "")).contains("INS-06");
  }

  @Test
  void findsDefaultsThatTheSchemaTellsOtherwise() {
    assertThat(
            problems(
                new SchemaDefaultCheck(),
                "",
                """
                {"properties": {"name": {"default": "web"}, "replicas": {"default": 2.0},
                 "image": {"properties": {"tag": {"default": "2"}}}, "extra": {"default": {}},
                 "absent": {"default": 1}, "node": {"default": {"a": "b"}}}}
                """))
        .isEqualTo(
            """
            VAL-01 values.yaml replicas: it is the number 1, and the schema tells the default 2.0
            VAL-01 values.yaml image.tag: it is the text "1", and the schema tells the default "2"\
            """);
  }

  private static String problems(FileCheck check, String template, String schema) {
    FileTree chart =
        FileTree.empty()
            .with("Chart.yaml", "name: web\ndependencies: [{name: redis, version: \"1\"}]\n")
            .with("values.yaml", VALUES)
            .with("templates/a.yaml", template);
    List<Finding> problems =
        check.check(
            ParsedChart.of(schema.isEmpty() ? chart : chart.with("values.schema.json", schema)));
    return problems.stream()
        .map(each -> each.rule() + " " + each.place().toString() + ": " + each.what())
        .collect(Collectors.joining("\n"));
  }
}
