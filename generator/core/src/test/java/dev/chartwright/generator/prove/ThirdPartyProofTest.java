package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.generator.cases.CaseRenderer;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.KubernetesApis;
import dev.chartwright.generator.rule.file.TemplateValueCheck;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Third-party charts: what they take, what they ask of a cluster, and what they refer to. */
@Tag("thorough")
class ThirdPartyProofTest {
  private static final String MAP =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \"{{ .Release.Name }}-map\"}\ndata: {a: \"{{ .Values.a }}\"}\n";

  private static FileTree chart(String template) {
    return FileTree.builder()
        .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 1.0.0\ndescription: Small.\n")
        .add("values.yaml", "a: 1\n")
        .add("templates/all.yaml", template)
        .build();
  }

  private static FileTree put(FileTree chart, String path, String text) {
    return chart.only(each -> !each.equals(path)).with(path, text);
  }

  private static List<Finding> errors(FileTree chart) {
    return errors(chart, ProofRequest.thirdParty());
  }

  private static List<Finding> errors(FileTree chart, ProofRequest request) {
    return ChartProof.prove(chart, request.withSpace(SpaceRequest.thirdParty().withLimit(20)))
        .findings()
        .stream()
        .filter(Finding::isError)
        .toList();
  }

  private static List<Finding> named(FileTree chart) {
    return ChartProof.prove(chart, ProofRequest.thirdParty().withoutSpace()).findings();
  }

  @Test
  void whatWasNotTriedIsNamedAndTheWordProvenIsNotSaid() {
    FileTree chart =
        put(
            chart(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-page
                data:
                  a: {{ .Values.a | quote }}
                  {{- with .Values.extra }}
                  b: {{ $.Values.hidden.key | quote }}
                  {{- end }}
                """),
            "values.yaml",
            "a: 1\nextra: {}\n");
    FileTree whole =
        put(chart, "templates/other.yaml", "{{- if .Values.hidden }}\nkind: Other\n{{- end }}\n");

    ProofReport report = ChartProof.prove(whole, ProofRequest.thirdParty());

    assertThat(report.isProven()).isTrue();
    assertThat(report.isExhaustive()).isFalse();
    SpaceReport space = report.space().orElseThrow();
    assertThat(space.untried()).contains("extra", "hidden.key").doesNotContain("a");
    assertThat(space.unreached()).containsExactly("templates/other.yaml");
  }

  @Test
  void aCommentSwitchesNoCheckOff() {
    String binding =
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: "{{ .Release.Name }}-scaler"}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: absent}
          maxReplicas: 3
        """;
    List<Finding> plain = errors(chart(binding));

    assertThat(plain).extracting(each -> each.rule().id()).containsExactly("SCA-02");
    assertThat(errors(chart("# A comment.\n---\n" + binding + "---\n# Another one.\n")))
        .isEqualTo(plain);
    assertThat(
            errors(
                chart(binding)
                    .with("templates/none.yaml", "# Nothing.\n{{ if false }}\n{{ end }}")))
        .isEqualTo(plain);
    String list = "apiVersion: v1\nkind: List\nitems:\n  - " + binding.indent(4).strip() + "\n";
    assertThat(errors(chart(list)))
        .extracting(each -> each.rule().id())
        .containsExactly("TPL-06", "SCA-02");
  }

  @Test
  void aRefusedReleaseNameIsANoteAndTheRestIsProven() {
    String text =
        """
        {{- if gt (len .Release.Name) 30 }}{{ fail "too long" }}{{ end }}
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: "{{ .Release.Name }}-map"}
        data:
          a: "{{ .Values.a }}"
          {{- if .Values.extra }}
          b: {{ .Values.no.such }}
          {{- end }}
        """;
    FileTree chart = put(chart(text), "values.yaml", "a: 1\nextra: false\n");

    ProofReport report =
        ChartProof.prove(
            chart, ProofRequest.thirdParty().withSpace(SpaceRequest.thirdParty().withLimit(20)));

    assertThat(report.findings())
        .filteredOn(each -> each.rule().id().equals("GEN-10"))
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.severity()).isEqualTo(Severity.NOTE);
              assertThat(note.what()).contains("too long");
              assertThat(note.why()).contains("30");
            });
    assertThat(report.cases()).anyMatch(each -> each.release().length() == 30);
    assertThat(report.findings())
        .filteredOn(Finding::isError)
        .extracting(each -> each.rule().id())
        .containsExactly("TPL-06");
  }

  @Test
  void aChartThatTakesOneReleaseNameAloneIsProvenWithIt() {
    FileTree chart =
        chart("{{- if ne .Release.Name \"small\" }}{{ fail \"name it small\" }}{{ end }}\n" + MAP);

    assertThat(errors(chart)).isEmpty();
    assertThat(named(chart)).extracting(each -> each.rule().id()).contains("GEN-10");
  }

  @Test
  void aValueThatACaseGivesIsTheBaseOfAProof() {
    FileTree chart =
        put(
            chart(
                MAP.replace(
                    "\"{{ .Values.a }}\"", "{{ required `a is needed` .Values.a | quote }}")),
            "values.yaml",
            "a: \"\"\n");
    FileTree helped = chart.with("ci/full-values.yaml", "a: given\n");

    assertThat(errors(chart)).extracting(each -> each.rule().id()).containsExactly("VAL-09");
    assertThat(errors(helped)).isEmpty();
    assertThat(named(helped))
        .anyMatch(
            each -> each.rule().id().equals("GEN-10") && each.why().contains("ci/full-values"));
  }

  @Test
  void templatesBehindAnApiAreRenderedWithIt() {
    String guarded =
        "{{- if .Capabilities.APIVersions.Has \"example.org/v1/Thing\" }}\n---\napiVersion: example.org/v1\nkind: Thing\nmetadata: {name: \"{{ .Release.Name }}\"}\nspec: {a: {{ .Values.b.c }}}\n{{- end }}\n";

    assertThat(errors(chart(MAP + guarded)))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.rule().id()).isEqualTo("TPL-06");
              assertThat(error.place().toString()).contains("example.org/v1/Thing");
            });
    assertThat(named(chart(MAP + guarded))).noneMatch(each -> each.rule().id().equals("INS-06"));
    FileTree named =
        chart(
                MAP
                    + guarded
                        .replace("b.c", "a")
                        .replace(
                            ".Capabilities.APIVersions.Has \"example.org/v1/Thing\"",
                            "include \"has\" ."))
            .with(
                "templates/_has.tpl",
                "{{- define \"has\" }}{{ if .Capabilities.APIVersions.Has \"example.org/v1\" }}yes{{ end }}{{ end }}\n");
    assertThat(errors(named)).isEmpty();
    assertThat(named(named)).noneMatch(each -> each.rule().id().equals("INS-06"));
    // What a chart refuses beside an operator is its choice.
    assertThat(
            errors(
                chart(
                    "{{- if .Capabilities.APIVersions.Has \"other.org/v1\" }}{{ fail \"not beside other\" }}{{ end }}\n"
                        + MAP)))
        .isEmpty();
  }

  @Test
  void aTemplateBehindAnApiOfAComputedNameIsNamedAsUnreached() {
    FileTree chart =
        chart(MAP)
            .with(
                "templates/thing.yaml",
                """
                {{- $api := printf "%s/v1" "example.org" }}
                {{- if .Capabilities.APIVersions.Has $api }}
                apiVersion: example.org/v1
                kind: Thing
                metadata: {name: "{{ .Release.Name }}"}
                {{- end }}
                """);

    ProofReport report =
        ChartProof.prove(
            chart, ProofRequest.thirdParty().withSpace(SpaceRequest.thirdParty().withLimit(20)));

    assertThat(report.space().orElseThrow().unreached()).containsExactly("templates/thing.yaml");
  }

  @Test
  void aChartThatRefusesAClusterWithoutAnApiIsProvenWithIt() {
    FileTree chart =
        chart(
            "{{- if not (.Capabilities.APIVersions.Has \"example.org/v1\") }}{{ fail \"no operator\" }}{{ end }}\n"
                + MAP);

    assertThat(errors(chart)).isEmpty();
    assertThat(named(chart))
        .anyMatch(
            each -> each.rule().id().equals("GEN-10") && each.why().contains("example.org/v1"));
  }

  @Test
  void theApisOfKubernetesAreThereForTheVersion() {
    assertThat(KubernetesApis.in(Optional.of("1.33.0")))
        .contains("v1", "v1/Pod", "policy/v1", "policy/v1/PodDisruptionBudget", "autoscaling/v2")
        .doesNotContain("policy/v1beta1", "extensions/v1beta1", "resource.k8s.io/v1");
    assertThat(KubernetesApis.in(Optional.of("1.21.3")))
        .contains("policy/v1beta1/PodDisruptionBudget", "extensions/v1beta1/Ingress")
        .doesNotContain("autoscaling/v2");
    FileTree chart =
        chart(
            """
            {{- $has := list }}
            {{- range .Capabilities.APIVersions }}{{ $has = append $has . }}{{ end }}
            {{- if not (and (.Capabilities.APIVersions.Has "policy/v1/PodDisruptionBudget")
                (has "networking.k8s.io/v1/Ingress" $has)
                ($.Capabilities.APIVersions.Has (print "apps/" "v1/Deployment"))
                (not (.Capabilities.APIVersions.Has "policy/v1beta1"))) }}
            {{- .Values.no.such }}
            {{- end }}
            """
                + MAP);

    assertThat(errors(chart)).isEmpty();
  }

  @Test
  void theVersionOfKubernetesAndItsApisCanBeGiven() {
    FileTree chart =
        put(
            chart(MAP),
            "Chart.yaml",
            chart(MAP).text("Chart.yaml") + "kubeVersion: \">=1.34.0-0\"\n");

    assertThat(errors(chart))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.rule().id()).isEqualTo("CHA-20");
              assertThat(error.fix()).contains("--kube-version").contains("kubeVersion");
            });
    ProofRequest newer =
        ProofRequest.thirdParty()
            .withKubernetes(KubernetesRequest.of("v1.34", List.of("a.org/v1/A")));
    assertThat(errors(chart, newer)).isEmpty();
    assertThat(newer.apis()).contains("a.org/v1", "a.org/v1/A", "resource.k8s.io/v1");
  }

  @Test
  void secretsThatOthersMakeAreKnown() {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: "{{ .Release.Name }}-%s"}
        spec:
          containers: [{name: a, image: "a:1", args: ["--secret-name={{ .Release.Name }}-given"]}]
          volumes: [{name: v, secret: {secretName: "{{ .Release.Name }}-%s"}}]
        ---
        apiVersion: example.org/v1
        kind: Database
        metadata: {name: "{{ .Release.Name }}-db"}
        spec: {credentials: {intoSecret: "{{ .Release.Name }}-login"}}
        """;

    assertThat(errors(chart(pod.formatted("x".repeat(80), "login")))).isEmpty();
    assertThat(errors(chart(pod.formatted("x", "db-superuser")))).isEmpty();
    assertThat(errors(chart(pod.formatted("x", "given")))).isEmpty();
    assertThat(errors(chart(pod.formatted("x", "absent"))))
        .extracting(each -> each.rule().id())
        .containsExactly("GEN-02");
  }

  @Test
  void aNameThatIsASlipAwayFromAnUnusedObjectIsToldAndAnyOtherIsNot() {
    String account =
        """
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: runner}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: "{{ .Release.Name }}-a"}
        spec:
          serviceAccountName: %s
          containers: [{name: a, image: "a:1"}]
        """;

    assertThat(errors(chart(account.formatted("runners"))))
        .extracting(each -> each.rule().id())
        .contains("GEN-02");
    assertThat(errors(chart(account.formatted("somebody"))))
        .extracting(each -> each.rule().id())
        .doesNotContain("GEN-02");
    assertThat(errors(chart(account.formatted("default"))))
        .extracting(each -> each.rule().id())
        .doesNotContain("GEN-02");
  }

  @Test
  void aSchemaIsClosedOrOpenWhereAValueStands() {
    FileTree chart =
        put(
                chart("# {{ .Values.open.more }}{{ .Values.shut.more }}\n" + MAP),
                "values.yaml",
                "a: 1\nopen: {b: 1}\nshut: {b: 1}\n")
            .with(
                "values.schema.json",
                """
                {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
                 "additionalProperties": false,
                 "properties": {"a": {}, "global": {"type": "object"},
                   "open": {"type": "object", "properties": {"b": {}}},
                   "shut": {"type": "object", "properties": {"b": {}}, "additionalProperties": false}}}
                """);

    assertThat(new TemplateValueCheck().check(ParsedChart.of(chart)))
        .extracting(each -> each.what().contains("shut.more"), Finding::isError)
        .containsExactlyInAnyOrder(tuple(false, false), tuple(true, true));
  }

  @Test
  void valuesThatAreReadOnlyToRefuseThemNeedNoDeclaration() {
    FileTree chart =
        chart(
            """
            {{- if or .Values.old .Values.older }}
            {{- fail (printf "%s was renamed" .Values.old) }}
            {{- end }}
            {{- if .Values.missing }}
            {{- if .Values.a }}{{ fail "not both" }}{{ end }}
            # {{ .Values.a }}
            {{- end }}
            """
                + MAP);

    assertThat(new TemplateValueCheck().check(ParsedChart.of(chart)))
        .singleElement()
        .satisfies(each -> assertThat(each.what()).contains("missing"));
  }

  @Test
  void metadataIsTakenAsHelmTakesIt() {
    FileTree chart =
        put(
            chart(MAP),
            "Chart.yaml",
            "apiVersion: v2\nname: small\nversion: v1.0.0\ndescription: Small.\nengine: gotpl\nannotations: {a: true, b: 1}\n");

    assertThat(errors(chart)).isEmpty();
  }

  @Test
  void aMissingDependencyIsToldOnce() {
    FileTree chart =
        put(
            chart(MAP),
            "Chart.yaml",
            chart(MAP).text("Chart.yaml")
                + "dependencies: [{name: other, version: 1.0.0, repository: \"https://example.org\"}]\n");

    assertThat(errors(chart)).extracting(each -> each.rule().id()).containsExactly("CHA-05");
  }

  @Test
  void anAbsentValueIsNoTextInAnyCase() {
    FileTree chart =
        put(
            chart(MAP.replace("data: {", "data: {b: \"{{ .Values.absent }}\", ")),
            "values.yaml",
            "a: 1\nmore: true\n");

    try (ChartFolders folders = ChartFolders.of(ParsedChart.of(chart), Set.of());
        CaseRenderer renderer = CaseRenderer.of(folders, ProofRequest.thirdParty().settings())) {
      assertThat(renderer.isFast()).isTrue();
      assertThat(
              renderer.render(
                  List.of(
                      new CaseRenderer.Planned(
                          ValueCase.together(Map.of(ValuePath.of("a"), 2L)), "demo"))))
          .singleElement()
          .satisfies(
              each -> assertThat(each.toString()).contains("b: \"\"").doesNotContain("no value"));
    }
  }

  @Test
  void oneObjectMayStandInTwoNamespacesAndACrdMayBeKept() {
    String role =
        "apiVersion: v1\nkind: Secret\nmetadata: {name: \"{{ .Release.Name }}-a\", namespace: %s}\n";
    assertThat(errors(chart(role.formatted("one") + "---\n" + role.formatted("two"))))
        .extracting(each -> each.rule().id())
        .doesNotContain("NAM-07");
    assertThat(errors(chart(role.formatted("one") + "---\n" + role.formatted("one"))))
        .extracting(each -> each.rule().id())
        .contains("NAM-07");
    String space =
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: \"{{ .Release.Name }}-n\"%s}\n";
    assertThat(named(chart(space.formatted(""))))
        .extracting(each -> each.rule().id())
        .contains("INS-05");
    assertThat(named(chart(space.formatted(", annotations: {helm.sh/resource-policy: keep}"))))
        .extracting(each -> each.rule().id())
        .doesNotContain("INS-05");
  }
}
