package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.TemplateBranch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which branches of templates a proof says that no case has entered. */
class BranchesTest {
  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: {{ .Release.Name }}-settings
      data:
        size: "1"
      """;

  /** A value that nobody varies, because nothing tells what it may be. */
  private static final String VALUES = "mode: plain\nonce: 1\n";

  @Test
  void aBranchThatNoCaseEnteredIsNamedWithItsLine() {
    SpaceReport space =
        prove(
            MAP
                + """
                {{- if eq .Values.mode "strict" }}
                  mode: strict
                {{- else if eq .Values.mode "plain" }}
                  mode: plain
                {{- else }}
                  mode: other
                {{- end }}
                """);

    assertThat(space.unreachedBranches())
        .containsExactly(
            new TemplateBranch("templates/map.yaml", 7, "if eq .Values.mode \"strict\""));
    assertThat(space.unwatchedBranches()).isEmpty();
    assertThat(space.isExhaustive()).isFalse();
  }

  @Test
  void ofBranchesInsideOfEachOtherTheOutermostIsNamed() {
    assertThat(
            unreached(
                MAP
                    + """
                    {{- if eq .Values.mode "strict" }}
                    {{- range .Values.absent }}
                      mode: strict
                    {{- end }}
                    {{- end }}
                    {{- with .Values.absent }}
                      absent: {{ . }}
                    {{- end }}
                    """))
        .containsExactly("7 if eq .Values.mode \"strict\"", "12 with .Values.absent");
  }

  @Test
  void aBranchOfANamedTemplateCountsWhereverItIsIncluded() {
    assertThat(
            unreached(
                """
                {{- define "small.name" -}}
                {{- if .Values.absent -}}
                absent
                {{- else -}}
                {{ .Release.Name }}
                {{- end -}}
                {{- end -}}
                {{- define "small.unused" -}}
                {{- if .Values.absent }}absent{{ end -}}
                {{- end -}}
                """,
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ include "small.name" . | trunc 63 }}
                data:
                  {{- range list "a" "b" }}
                  {{ . }}: {{ include "small.name" $ | sha256sum | quote }}
                  {{- end }}
                """))
        .containsExactly("2 if .Values.absent");
  }

  @Test
  void aNamedTemplateThatGetsSomethingElseIsNotWatched() {
    SpaceReport space =
        prove(
            """
            {{- define "small.image" -}}
            {{- if .digest }}{{ .digest }}{{ else }}{{ .tag }}{{ end -}}
            {{- end -}}
            """,
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ .Release.Name }}
            data:
              image: {{ include "small.image" (dict "tag" "1.0") | quote }}
            """);

    assertThat(space.unreachedBranches()).isEmpty();
    assertThat(space.unwatchedBranches())
        .containsExactly(
            new TemplateBranch("templates/_small.tpl", 2, "if .digest"),
            new TemplateBranch("templates/_small.tpl", 2, "else of if .digest"));
    assertThat(space.isExhaustive()).isFalse();
  }

  @Test
  void aBranchThatRefusesIsEnteredByTheCaseThatIsRefused() {
    assertThat(
            unreached(
                """
                {{- define "small.check" -}}
                {{- if gt (int .Values.once) 1 }}
                {{- fail "once is above 1: write 1." }}
                {{- end -}}
                {{- end -}}
                """,
                "{{- include \"small.check\" . }}\n"
                    + MAP
                    + """
                    {{- if eq (int .Values.once) 0 }}
                    {{- fail "once is 0: write 1." }}
                    {{- end }}
                      once: {{ .Values.once | quote }}
                    """))
        .isEmpty();
  }

  @Test
  void aBranchThatNeedsTwoValuesIsLookedFor() {
    assertThat(
            unreached(
                MAP
                    + """
                    {{- if .Values.first }}
                    {{- if gt (int .Values.least) (int .Values.most) }}
                      wrong: "1"
                    {{- end }}
                    {{- end }}
                    """,
                "first: false\nleast: 1\nmost: 2\n",
                ""))
        .isEmpty();
  }

  @Test
  void aChartWithSubchartsIsWatchedToo() {
    FileTree chart =
        chart("", MAP + "{{- if .Values.absent }}\n  absent: \"1\"\n{{- end }}\n", VALUES)
            .with("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0\n")
            .with(
                "charts/sub/templates/map.yaml",
                MAP.replace("settings", "sub")
                    + "{{- if .Values.extra }}\n  a: \"1\"\n{{- else }}\n  a: \"0\"\n{{- end }}\n");

    ProofReport report =
        ChartProof.prove(
            ParsedChart.of(chart),
            Optional.empty(),
            ProofRequest.thirdParty(),
            ProofProgress.silent(),
            TimeBudget.unlimited());

    assertThat(report.cases()).allMatch(each -> each.objects() == 2);
    assertThat(report.space().orElseThrow().unreachedBranches())
        .extracting(TemplateBranch::toString)
        .containsExactly(
            "charts/sub/templates/map.yaml:7 if .Values.extra",
            "templates/map.yaml:7 if .Values.absent");
  }

  @Test
  void aTemplateThatRefusesEverythingKeepsItsPlaceInTheMessage() {
    ProofReport report =
        ChartProof.prove(
            chart("", MAP + "{{- if true }}x: {{ fail \"never\" }}{{ end }}\n", VALUES),
            ProofRequest.standard());

    assertThat(report.findings())
        .extracting(each -> each.place().target(), each -> each.what())
        .anySatisfy(
            each -> assertThat(each.toList().toString()).contains("templates/map.yaml:7", "never"));
  }

  private static List<String> unreached(String template) {
    return unreached("", template);
  }

  private static List<String> unreached(String partial, String template) {
    return unreached(template, VALUES, partial);
  }

  private static List<String> unreached(String template, String values, String partial) {
    return space(chart(partial, template, values)).unreachedBranches().stream()
        .map(each -> each.line() + " " + each.condition())
        .toList();
  }

  private static SpaceReport prove(String template) {
    return prove("", template);
  }

  private static SpaceReport prove(String partial, String template) {
    return space(chart(partial, template, VALUES));
  }

  private static SpaceReport space(FileTree chart) {
    return ChartProof.prove(chart, ProofRequest.standard()).space().orElseThrow();
  }

  private static FileTree chart(String partial, String template, String values) {
    return FileTree.builder()
        .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 1.0.0\n")
        .add("values.yaml", values)
        .add("templates/_small.tpl", partial)
        .add("templates/map.yaml", template)
        .build();
  }
}
