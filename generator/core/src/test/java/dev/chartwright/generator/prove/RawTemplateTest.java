package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.RawTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A template in the author's own words is a part of the chart as any other. */
@Tag("thorough")
class RawTemplateTest {
  private static final String PAGES =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: {{ include "raw.fullname" $ | quote }}
        labels:
          {{- include "raw.labels" $ | nindent 4 }}
      data:
        {{- range $name, $text := .Values.pages }}
        {{ sha256sum $name }}: {{ $text | quote }}
        {{- end }}
        theme: {{ $.Values.theme.color | quote }}
      """;

  private final Values values = Values.create();
  private final Value<Map<String, String>> pages =
      values
          .stringMap("pages", Map.of("home", "Hello.", "about", "Us."))
          .describe("Pages, by name.");
  private final Value<String> color = values.string("theme.color", "red").describe("The color.");

  @Test
  void whatATemplateReadsIsUsedAndWhatItRendersIsProven() {
    Generated generated = Generator.generate(chart().template("pages.yaml", PAGES).build());
    assertThat(generated.chartFiles().text("templates/pages.yaml")).isEqualTo(PAGES);
    assertThat(generated.chartFiles().text("templates/_helpers.tpl")).contains("raw.labels");
    assertThat(findings(generated)).isEmpty();
  }

  @Test
  void whatATemplateRendersIsJudgedAsTheRestIs() {
    String broken = PAGES.replace("data:", "dat:");
    assertThat(findings(Generator.generate(chart().template("pages.yaml", broken).build())))
        .anySatisfy(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("TPL-07");
              assertThat(finding.place().file()).isEqualTo("templates/pages.yaml");
              assertThat(finding.place().declaredAt()).isPresent();
              assertThat(finding.what()).isEqualTo("there is no such field");
            });
  }

  @Test
  void referencesToWhatTheChartLacksAreReportedWithLineAndColumn() {
    String broken =
        PAGES
            .replace(".Values.theme.color", ".Values.theme.colour")
            .replace("range $name, $text := .Values.pages", "range $name, $text := .Values.pags")
            .replace("raw.labels", "raw.labls");
    assertThat(mistakes(chart().template("pages.yaml", broken)))
        .containsExactly(
            "templates[pages.yaml] line 6, column 17: the chart has no template 'raw.labls' (did"
                + " you mean raw.labels?)",
            "templates[pages.yaml] line 8, column 29: it reads the value pags, which is not"
                + " declared (did you mean pages?)",
            "templates[pages.yaml] line 11, column 13: it reads the value theme.colour, which is"
                + " not declared (did you mean theme.color?)",
            "values.pages no template uses it (use the value in a template, or remove it)",
            "values.theme.color no template uses it (use the value in a template, or remove it)");
  }

  @Test
  void whatTheTextDoesNotNameIsDeclared() {
    String text = PAGES.replace(".Values.pages", "index .Values (printf \"pa%s\" \"ges\")");
    assertThat(mistakes(chart().template("pages.yaml", text)))
        .containsExactly(
            "values.pages no template uses it (use the value in a template, or remove it)");
    assertThat(
            findings(
                Generator.generate(
                    chart().template(RawTemplate.of("pages.yaml", text).uses(pages)).build())))
        .isEmpty();
  }

  @Test
  void aTemplateThatHelmCannotReadIsReportedWithItsLine() {
    String broken = PAGES.replace("{{- end }}\n", "");
    assertThat(findings(Generator.generate(chart().template("pages.yaml", broken).build())))
        .anySatisfy(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("TPL-06");
              assertThat(finding.place().file()).isEqualTo("templates/pages.yaml");
              assertThat(finding.place().declaredAt()).isPresent();
            });
  }

  @Test
  void namedTemplatesOfTheAuthorsOwnAreKnown() {
    String names = "{{- define \"raw.theme\" -}}\n{{ .Values.theme.color | quote }}\n{{- end }}\n";
    Chart chart =
        chart()
            .template("_names.tpl", names)
            .template(
                "pages.yaml",
                PAGES.replace(
                    "{{ $.Values.theme.color | quote }}", "{{ include \"raw.theme\" $ }}"))
            .build();
    assertThat(findings(Generator.generate(chart))).isEmpty();
  }

  @Test
  void objectsThatUsersAddAreRenderedAndTheirsToAnswerFor() {
    Value<List<Map<String, Object>>> extra =
        values.extraObjects("extraObjects").describe("Objects to add to the release.");
    Generated generated =
        Generator.generate(
            chart()
                .template("pages.yaml", PAGES)
                .extraObjects(extra)
                .ci(
                    CiCase.named("extra")
                        .set(
                            extra,
                            List.of(
                                Map.of(
                                    "apiVersion",
                                    "example.com/v1",
                                    "kind",
                                    "Widget",
                                    "metadata",
                                    Map.of("name", "{{ .Release.Name }}"),
                                    "spec",
                                    Map.of("text", "two\nlines"))))
                        .set(color, "blue"))
                .build());
    assertThat(generated.chartFiles().text("templates/extra-objects.yaml"))
        .isEqualTo(
            """
            {{- range .Values.extraObjects }}
            ---
            {{ toYaml . }}
            {{- end }}
            """);
    assertThat(findings(generated)).isEmpty();
  }

  @Test
  void textsInObjectsThatUsersAddAreEvaluatedOnRequest() {
    Value<List<Map<String, Object>>> extra =
        values.extraObjects("extraObjects").describe("Objects to add to the release.");
    Map<String, Object> named =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "{{ .Release.Name }}-extra"));
    Generated generated =
        Generator.generate(
            chart()
                .template("pages.yaml", PAGES)
                .evaluatedExtraObjects(extra)
                .ci(CiCase.named("extra").set(extra, List.of(named)))
                .build());
    assertThat(generated.chartFiles().text("templates/extra-objects.yaml"))
        .contains("{{ tpl (toYaml .) $ }}");
    assertThat(findings(generated)).isEmpty();
  }

  @Test
  void aFileThatIsGeneratedIsNotOverwritten() {
    assertThat(
            mistakes(
                chart()
                    .template("pages.yaml", PAGES)
                    .template("pages.yaml", PAGES)
                    .template("_helpers.tpl", "")
                    .template("../x.yaml", "")
                    .template("page", "")))
        .containsExactlyInAnyOrder(
            "templates[pages.yaml] two are called 'pages.yaml' (rename one of them)",
            "templates[_helpers.tpl] a file of that name is generated (rename the file; in templates/ use"
                + " .yaml, .tpl or .txt)",
            "templates[../x.yaml] '../x.yaml' is not a valid name of a template file (write a path"
                + " such as monitoring/rules.yaml, or _names.tpl for named templates)",
            "templates[page] 'page' is not a valid name of a template file (write a path such as"
                + " monitoring/rules.yaml, or _names.tpl for named templates)");
  }

  private Chart.Builder chart() {
    return Chart.named("raw").describe("A chart.").values(values);
  }

  private static List<String> mistakes(Chart.Builder chart) {
    InvalidModelException failure =
        Assertions.catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(chart.build()));
    assertThat(failure.findings()).allMatch(finding -> finding.place().declaredAt().isPresent());
    return failure.findings().stream()
        .map(each -> each.place().model() + " " + each.what() + " (" + each.fix() + ")")
        .toList();
  }

  private static List<Finding> findings(Generated generated) {
    return ChartProof.prove(
            generated.chartFiles(), generated.chart(), ProofRequest.of(generated.chart()))
        .findings();
  }
}
