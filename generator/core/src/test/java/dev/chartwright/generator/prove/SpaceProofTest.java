package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.cases.AloneAndTogether;
import dev.chartwright.generator.cases.CaseRenderer;
import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.cases.CaseRenderer.Planned;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.problem.TriedCase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The value space of small charts: what is found in it, and how it is told. */
@Tag("thorough")
class SpaceProofTest {
  private static final String MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: {{ .Release.Name }}-settings
        labels:
          app.kubernetes.io/name: small
          app.kubernetes.io/instance: {{ .Release.Name | quote }}
          app.kubernetes.io/version: "1"
          app.kubernetes.io/managed-by: {{ .Release.Service }}
          helm.sh/chart: small-0.1.0
      data:
      """;

  @Test
  void aFaultThatNeedsTwoValuesIsShownWithThese() {
    ProofReport report =
        prove(
            """
            first: false
            second: false
            third: false
            level: info
            """,
            MAP
                + """
                  level: {{ .Values.level | default "" | quote }}
                  third: {{ .Values.third | default "" | quote }}
                  {{- if and .Values.first .Values.second }}
                  port: 80
                  {{- end }}
                """);

    assertThat(report.findings())
        .extracting(each -> each.rule().id(), each -> each.place().toString())
        .containsExactly(
            tuple(
                "TPL-08",
                "templates/map.yaml ConfigMap/demo-settings data.port"
                    + " (with first=true, second=true)"));
    assertThat(failures(report)).containsExactly("first: true\nsecond: true\n");
  }

  @Test
  void aFaultOfTwoOfManySwitchesIsFoundThoughTwoOthersAreRefusedTogether() {
    StringBuilder values = new StringBuilder();
    StringBuilder template =
        new StringBuilder(
            """
            {{- if and .Values.flag3 .Values.flag4 }}
            {{- fail "flag3 and flag4 exclude each other." }}
            {{- end }}
            """);
    template.append(MAP).append("  fixed: text\n");
    for (int i = 0; i < 60; i++) {
      values.append("flag" + i + ": false\n");
      template.append("  flag" + i + ": {{ .Values.flag" + i + " | default false | quote }}\n");
    }
    template.append("{{- if and .Values.flag41 .Values.flag7 }}\n  port: 80\n{{- end }}\n");

    ProofReport report = prove(values.toString(), template.toString());

    assertThat(report.findings())
        .extracting(each -> each.rule().id(), each -> each.place().toString())
        .containsExactly(
            tuple(
                "TPL-08",
                "templates/map.yaml ConfigMap/demo-settings data.port"
                    + " (with flag7=true, flag41=true)"));
  }

  @Test
  void aValueThatMakesATemplateFailIsShownWithItsFile() {
    ProofReport report =
        prove("limits:\n  memory: 1Gi\n", MAP + "  memory: {{ .Values.limits.memory | quote }}\n");

    assertThat(report.findings())
        .anySatisfy(
            problem -> {
              assertThat(problem.place().toString()).startsWith("templates/map.yaml");
              assertThat(problem.what()).contains("nil pointer");
            });
    assertThat(failures(report)).contains("limits: null\n");
  }

  @Test
  void aValueThatChangesNothingIsDead() {
    ProofReport report =
        prove("level: info\nunused: 5\n", MAP + "  level: {{ .Values.level | quote }}\n");

    assertThat(report.findings())
        .filteredOn(problem -> problem.rule().id().equals("VAL-03"))
        .extracting(each -> each.place().toString())
        .containsExactly("values.yaml unused");
    assertThat(report.space().orElseThrow().knobs())
        .filteredOn(knob -> !knob.isLive())
        .extracting(SpaceReport.KnobCoverage::path)
        .containsExactly("unused");
  }

  @Test
  void aRefusalIsCountedAndTellsItsSentenceWithoutHidingTheOtherCases() {
    SpaceReport space =
        prove(
                "replicas: 1\nlevel: info\n",
                """
                {{- if gt (int .Values.replicas) 1 }}
                {{- fail "replicas is above 1: write 1 or 0." }}
                {{- end }}
                """
                    + MAP
                    + "  level: {{ .Values.level | quote }}\n"
                    + "  replicas: {{ .Values.replicas | quote }}\n")
            .space()
            .orElseThrow();

    assertThat(space.refused()).isPositive();
    assertThat(space.rendered()).isGreaterThan(space.refused());
    assertThat(space.broken()).isZero();
    assertThat(space.knobs()).allMatch(SpaceReport.KnobCoverage::isLive);
  }

  @Test
  void manyCasesInOneCallGiveWhatEachGivesAlone() {
    FileTree chart = Generator.generate(ZeroProver.fleet()).chartFiles();
    ProofRequest request = ProofRequest.standard().withOverlay("requireCRDs: false\n");
    List<ValueCase> cases =
        List.of(
            of("logLevel", "debug"),
            of("logLevel", 5L),
            of("image.tag", null),
            of("broker.replicas", 2L),
            of("workers.worker.autoscaling.enabled", false),
            of("workers.worker.extraEnv", List.of(Map.of("name", "A", "value", "{{ 1 }} \"x\""))),
            of("requireCRDs", true),
            of("leader.nodeSelector", Map.of("a", "b")),
            of("noSuchValue", 1L),
            of("image.noSuchValue", Map.of("a", 1L)),
            of("workers.worker", null),
            of("image", "text"),
            of("commonLabels", Map.of("app.kubernetes.io/name", "x", "fine", "y", "-bad", "z")),
            of("leader.podLabels", Map.of("a.b/c", 1L, "d", "\u00e9")),
            of("leader.tolerations", List.of(Map.of("key", "a"), Map.of("noSuchField", "b"))),
            of("workers.worker.resources.limits", Map.of("cpu", "much")));
    new AloneAndTogether(chart, request, Function.identity()).assertAlike(cases);
  }

  @Test
  void aKeyWithADotIsJudgedByItsOwnSchema() {
    FileTree chart =
        FileTree.builder()
            .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 0.1.0\n")
            .add("values.yaml", "a: {b: 1}\na.b: text\n")
            .add(
                "values.schema.json",
                """
                {"$schema": "http://json-schema.org/draft-07/schema#", "properties": {
                  "a": {"properties": {"b": {"type": "integer"}}}, "a.b": {"type": "string"}}}
                """)
            .build();
    ValueCase values =
        ValueCase.together(Map.of(ValuePath.of("a.b"), 2L, new ValuePath(List.of("a.b")), "other"));
    ProofRequest request = ProofRequest.standard();
    try (ChartFolders folders = ChartFolders.of(ParsedChart.of(chart), Set.of());
        CaseRenderer renderer = CaseRenderer.of(folders, request.settings())) {
      assertThat(renderer.isFast()).isTrue();
      assertThat(renderer.render(List.of(new Planned(values, "demo"))).get(0))
          .isInstanceOf(Outcome.Rendered.class);
    }
  }

  /** What can be compared: the objects, or why there are none. */
  private static ValueCase of(String path, Object value) {
    return ValueCase.together(Collections.singletonMap(ValuePath.of(path), value));
  }

  private static List<String> failures(ProofReport report) {
    return report.findings().stream()
        .flatMap(each -> each.place().shownBy().flatMap(TriedCase::values).stream())
        .toList();
  }

  private static ProofReport prove(String values, String template) {
    FileTree chart =
        FileTree.builder()
            .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 0.1.0\n")
            .add("values.yaml", values)
            .add("templates/map.yaml", template)
            .build();
    ProofReport report = ChartProof.prove(chart, ProofRequest.standard());
    Set<String> about = Set.of("CHA", "DOC");
    return new ProofReport(
        report.cases(),
        report.findings().stream()
            .filter(problem -> !about.contains(problem.rule().family()))
            .toList(),
        report.space(),
        report.unfinished(),
        report.duration());
  }
}
