package dev.chartwright.generator.manifest.text;

import static dev.chartwright.chart.Templating.when;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Manifests in YAML text: what they render to, and what is reported of mistakes. When an output
 * changes on purpose, run once with {@code -Dgolden.update=true} and read the difference.
 */
class YamlManifestTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/yaml-text");

  @Test
  void textBecomesTemplatesAsAnAuthorWouldWriteThem() throws IOException {
    String templates =
        Generator.generate(new YamlChart()).chartFiles().files().keySet().stream()
            .filter(path -> path.startsWith("templates/") && path.endsWith(".yaml"))
            .map(
                path ->
                    "# "
                        + path
                        + "\n"
                        + Generator.generate(new YamlChart()).chartFiles().text(path))
            .collect(joining("\n"));

    compare("templates.yaml", templates);
  }

  @Test
  void everyMistakeInATextIsReportedAtOnceWithItsLineAndColumn() throws IOException {
    InvalidModelException invalid =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(new YamlMistakes()));

    compare("mistakes.txt", invalid.getMessage());
    assertThat(invalid.findings()).hasSizeGreaterThan(20);
    assertThat(invalid.findings()).allMatch(each -> each.place().declaredAt().isPresent());
  }

  @Tag("thorough")
  @Test
  void aChartInYamlTextIsProvenWithoutAFinding() {
    assertThat(Generator.prove(Generator.generate(new YamlChart())).findings()).isEmpty();
  }

  private static void compare(String file, String text) throws IOException {
    Path golden = GOLDEN.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, text);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
  }

  // Forms

  private final Values values = Values.create();

  private String template(Manifest manifest) {
    return Generator.generate(chart(manifest).build())
        .chartFiles()
        .text("templates/" + manifest.name() + ".yaml");
  }

  private Chart.Builder chart(Manifest manifest) {
    return Chart.named("forms").describe("A chart.").values(values).manifest(manifest);
  }

  /** What stands below {@code metadata} of a ConfigMap without standard metadata. */
  private String rendered(String fields) {
    String head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";
    String text = template(Manifest.yaml("a", head + fields).withoutStandardMetadata());
    assertThat(text).startsWith(head);
    return text.substring(head.length());
  }

  private List<String> findings(Manifest manifest) {
    InvalidModelException invalid =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(chart(manifest).build()));
    return invalid.findings().stream().map(YamlManifestTest::line).toList();
  }

  private static String line(Finding finding) {
    return finding.place().target() + " " + finding.rule() + ": " + finding.what();
  }

  @Test
  void actionsOfHelmAreAnsweredWithTheReferencesThatMeanTheSame() {
    values.integer("port", 80).describe("A port.");
    values.annotations("notes", Map.of()).describe("Annotations.");
    Manifest manifest =
        Manifest.yaml(
            "config",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: '{{ include "old.fullname" . }}-{{ .Release.Name | quote }}'
              annotations: "{{- toYaml .Values.notes | nindent 4 }}"
            data:
              port: "{{ .Values.port | quote }}"
              other: "{{ .Values.prot }}"
            """);

    InvalidModelException invalid =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(chart(manifest).build()));

    assertThat(invalid.findings())
        .filteredOn(each -> each.what().contains("is an action of a template"))
        .extracting(each -> each.fix().split(";")[0])
        .containsExactlyInAnyOrder(
            "write ${fullname}-${release}",
            "write ${notes}",
            "write ${port}",
            "write ${path} for a value");
  }

  @Test
  void theDefinitionOfACustomKindDecidesTheForm() {
    values.integer("size", 3).describe("A size.");
    Manifest manifest =
        Manifest.yaml(
            "widget",
            """
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: "${fullname}"}
            spec: {size: "${size}", label: "${size}"}
            """);
    String schema =
        """
        type: object
        properties:
          spec:
            type: object
            properties:
              size: {type: integer}
              label: {type: string}
        """;

    assertThat(
            Generator.generate(chart(manifest).schema("example.com/v1/Widget", schema).build())
                .chartFiles()
                .text("templates/widget.yaml"))
        .endsWith(
            """
            spec:
              size: {{ .Values.size | int64 }}
              label: {{ .Values.size | int64 | quote }}
            """);
  }

  @Test
  void aNumberAndABooleanAreTextInATextField() {
    values.integer("port", 80).describe("A port.");
    values.flag("debug", false).describe("A flag.");
    values.decimal("ratio", 0.5).describe("A ratio.");

    assertThat(
            rendered(
                """
                data:
                  port: ${port}
                  quoted: "${port}"
                  debug: ${debug}
                  ratio: ${ratio}
                  all: ${port}/${debug}
                """))
        .isEqualTo(
            """
            data:
              port: {{ .Values.port | int64 | quote }}
              quoted: {{ .Values.port | int64 | quote }}
              debug: {{ .Values.debug | quote }}
              ratio: {{ .Values.ratio | toJson | quote }}
              all: "{{ .Values.port | int64 }}/{{ .Values.debug }}"
            """);
  }

  @Test
  void aReferenceIsAlwaysWrittenAndAnOptionalOneOnlyWhenItIsNotEmpty() {
    values.stringMap("more", Map.of()).describe("Texts.");

    assertThat(rendered("data: ${more}\n"))
        .isEqualTo(
            """
            {{- if .Values.more }}
            data:
              {{- range $key, $value := .Values.more }}
              {{ $key | quote }}: {{ $value | quote }}
              {{- end }}
            {{- else }}
            data: {}
            {{- end }}
            """);
    assertThat(rendered("data: ${more?}\n"))
        .isEqualTo(
            """
            {{- with .Values.more }}
            data:
              {{- range $key, $value := . }}
              {{ $key | quote }}: {{ $value | quote }}
              {{- end }}
            {{- end }}
            """);
  }

  @Test
  void aMapStaysWhereEveryPartOfItIsLeftOut() {
    values.string("text", "").describe("A text.");

    assertThat(rendered("data: {a: ${text?}}\n"))
        .isEqualTo(
            """
            {{- if .Values.text }}
            data:
              a: {{ .Values.text | quote }}
            {{- else }}
            data: {}
            {{- end }}
            """);
  }

  @Test
  void theSignsOfShellsAndOfKubernetesStayText() {
    values.string("home", "/home").plainPattern("^[a-z/]+$").describe("A path.");

    assertThat(
            rendered(
                """
                data:
                  a: $${HOME} $(PORT) $HOME $$ $
                  b: {c}
                  run.sh: |
                    cd ${home} && echo $${1:-none}
                """
                    .replace("  b: {c}\n", "")))
        .isEqualTo(
            """
            data:
              a: "${HOME} $(PORT) $HOME $$ $"
              run.sh: |
                cd {{ .Values.home }} && echo ${1:-none}
            """);
  }

  @Test
  void keysKeepTheirOrderAndCommentsTheirPlaces() {
    assertThat(
            rendered(
                """
                # Why there is data,
                # in two lines.
                data:
                  z: "1"  # behind
                  # above ${it} and {{ it }}
                  a: "2"
                """))
        .isEqualTo(
            """
            # Why there is data,
            # in two lines.
            data:
              # behind
              z: "1"
              # above ${it} and {{ "{{" }} it }}
              a: "2"
            """);
  }

  @Test
  void whatIsTrueInYamlIsFoundWhereTextIsExpected() {
    assertThat(
            findings(
                Manifest.yaml(
                    "a", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: yes}}")))
        .containsExactly("manifests[a]:1:63 data.a TPL-08: it is the boolean true, not text");
  }

  @Test
  void theItemsOfAListHaveTheFormOfTheField() {
    values.objects("ports", List.of()).describe("Ports.");

    assertThat(
            findings(
                Manifest.yaml(
                    "a",
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: "${fullname}"}
                    spec: {externalIPs: "${ports}"}
                    """)))
        .singleElement()
        .asString()
        .startsWith("manifests[a]:4:22 spec.externalIPs DEC-34")
        .endsWith(": ${ports} is a list of items, each a map, and the field takes text");
  }

  // Edits

  @Tag("thorough")
  @Test
  void editsHooksAndGuardsApplyToTextAsToTypedResources() {
    values.strings("args", List.of("a")).describe("Arguments.");
    Value<List<String>> more = values.strings("more", List.of()).describe("More arguments.");
    values.labels("labels", Map.of()).describe("Labels.");
    values.annotations("notes", Map.of()).describe("Notes.");
    Value<Map<String, String>> pods = values.labels("pods", Map.of()).describe("Labels.");
    Value<Boolean> tty = values.flag("tty", false).describe("A terminal.");
    values.integer("grace", 30).max(60).describe("Seconds.");
    Manifest job =
        Manifest.yaml(
                "job",
                """
                apiVersion: batch/v1
                kind: Job
                metadata:
                  name: ${fullname}-job
                  labels: ${labels}
                  annotations: ${notes?}
                spec:
                  backoffLimit: 1
                  template:
                    metadata:
                      labels: ${selectorLabels(job)}
                    spec:
                      restartPolicy: Never
                      automountServiceAccountToken: false
                      terminationGracePeriodSeconds: ${grace}
                      securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: job
                          image: ghcr.io/acme/job:1.2.3
                          args: ${args}
                          resources:
                            requests: {cpu: 50m, memory: 64Mi}
                            limits: {cpu: 50m, memory: 64Mi}
                          securityContext:
                            allowPrivilegeEscalation: false
                            readOnlyRootFilesystem: true
                            capabilities: {drop: [ALL]}
                """)
            .component("job")
            .append("spec.template.spec.containers[job].args", more)
            .append("spec.template.metadata.labels", pods)
            .bind("spec.template.spec.containers[job].tty", tty)
            .when("spec.template.spec.containers[job].resources.limits", when(tty))
            .comment("spec.backoffLimit", "Once more.")
            .failsWhen(tty.isSet().and(more), "No terminal with more arguments.")
            .hook(
                new Hook(
                    List.of(Hook.Event.POST_INSTALL),
                    0,
                    List.of(Hook.DeletePolicy.BEFORE_HOOK_CREATION)));

    ProofReport report = Generator.prove(Generator.generate(chart(job).build()));

    assertThat(report.findings()).extracting(YamlManifestTest::line).isEmpty();
    assertThat(template(job))
        .contains(
            "          args:\n            {{- range .Values.args }}\n            - {{ . | quote }}");
  }
}
