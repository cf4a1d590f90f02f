package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.ValueMentions;
import dev.chartwright.generator.rule.ObjectRules;
import dev.chartwright.generator.rule.file.TemplateValueCheck;
import dev.chartwright.generator.space.Knob;
import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.Setting;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a third-party chart is asked for, and how it is told. */
@Tag("thorough")
class ThirdPartyChartTest {
  private static final SpaceRequest SPACE = SpaceRequest.standard().withLimit(60);

  private final TestChart web = TestChart.web();

  @Test
  void aSchemaThatOnlySaysTextMakesNoTextWorthTrying() throws Exception {
    JsonNode schema =
        new ObjectMapper()
            .readTree(
                """
                {"properties": {
                  "policy": {"type": "string"},
                  "level": {"type": "string", "enum": ["low", "high"]},
                  "port": {"type": "number"},
                  "replicas": {"type": "integer", "minimum": 1, "maximum": 3}}}
                """);

    List<Knob> knobs =
        Knobs.near(
            Optional.of(schema),
            Map.of("policy", "Always", "level", "low", "port", 80, "replicas", 1),
            List.of());

    assertThat(knobs).allSatisfy(knob -> assertThat(knob.settings()).allMatch(Setting::isLegal));
    assertThat(settings(knobs, "policy")).isEmpty();
    assertThat(settings(knobs, "level")).containsExactly("high");
    assertThat(settings(knobs, "port")).containsExactly(81L, 79L);
    assertThat(settings(knobs, "replicas")).contains(3L);
  }

  private static List<Object> settings(List<Knob> knobs, String path) {
    return knobs.stream()
        .filter(knob -> knob.path().equals(ValuePath.of(path)))
        .flatMap(knob -> knob.settings().stream())
        .map(Setting::value)
        .toList();
  }

  @Test
  void aValueThatNoTemplateReadsIsDead() {
    TestChart chart =
        web.put(
            "values.yaml", web.files().text("values.yaml") + "# For nobody.\nforgotten: true\n");

    assertThat(space(chart).findings())
        .filteredOn(problem -> problem.rule().id().equals("VAL-03"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place().toString()).isEqualTo("values.yaml forgotten");
              assertThat(problem.what()).isEqualTo("no template reads it");
            });
  }

  @Test
  void aValueUnderASwitchThatTheProofDoesNotFindIsNotDead() {
    TestChart chart =
        web.put("values.yaml", web.files().text("values.yaml") + "# A guest.\nguest: true\n")
            .put(
                "templates/guest.yaml",
                "{{- if eq .Values.greeting \"open\" }}\n# {{ .Values.guest }}\n{{- end }}\n");

    assertThat(space(chart).findings()).noneMatch(problem -> problem.rule().id().equals("VAL-03"));
  }

  @Test
  void valuesAreReadByLiteralIndexBySubchartsAndByDependencies() {
    FileTree chart =
        FileTree.builder()
            .add(
                "Chart.yaml",
                """
                dependencies:
                  - name: cache
                    alias: store
                    condition: useStore
                """)
            .add("values.yaml", "text: \"{{ .Values.inText }}\"\n")
            .add("templates/a.yaml", "{{ (index .Values \"in-index\").x }}{{ $.Values.map.key }}")
            .add("charts/common/templates/_names.tpl", "{{ .Values.inLibrary }}")
            .build();

    ValueMentions mentions = ValueMentions.of(ParsedChart.of(chart));

    assertThat(
            List.of(
                "inText",
                "in-index.x",
                "map",
                "map.key.below",
                "inLibrary",
                "useStore",
                "store.x",
                "common.x",
                "global.x"))
        .noneMatch(path -> mentions.lack(ValuePath.of(path)));
    assertThat(List.of("map.other", "text", "useStores"))
        .allMatch(path -> mentions.lack(ValuePath.of(path)));
  }

  @Test
  void valuesThatAreTakenAsAWholeMayAllBeRead() {
    FileTree chart =
        FileTree.builder()
            .add("Chart.yaml", "name: web\n")
            .add("templates/a.yaml", "{{ toYaml .Values }}")
            .build();

    assertThat(ValueMentions.of(ParsedChart.of(chart)).lack(ValuePath.of("any"))).isFalse();
  }

  @Test
  void weakerSecurityThatAValueAsksForIsAWarning() {
    TestChart chart =
        web.put("values.yaml", web.files().text("values.yaml") + "# Be careful.\nsafe: true\n")
            .change(
                "templates/deployment.yaml",
                "allowPrivilegeEscalation: false",
                "allowPrivilegeEscalation: {{ not .Values.safe }}");

    assertThat(space(chart).findings())
        .filteredOn(problem -> problem.rule().id().startsWith("POD"))
        .isNotEmpty()
        .noneMatch(Finding::isError);
  }

  private static ProofReport space(TestChart chart) {
    return ChartProof.prove(
        chart.remove("values.schema.json").files(), ProofRequest.thirdParty().withSpace(SPACE));
  }

  @Test
  void aLongNameThatOnlyLabelsMindIsAWarning() {
    TestChart chart = web.change("templates/configmap.yaml", "  name: ", "  name: long-long-long-");

    assertThat(chart.prove().findings())
        .filteredOn(problem -> problem.rule().equals(ObjectRules.NAM_13))
        .isNotEmpty()
        .noneMatch(Finding::isError);
  }

  @Test
  void aServiceForOnePodOfAStatefulSetFindsIt() {
    TestChart chart =
        web.put(
            "templates/one.yaml",
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: {{ include "web.fullname" . }}-one
              labels:
                {{- include "web.labels" . | nindent 4 }}
            spec:
              selector:
                statefulset.kubernetes.io/pod-name: {{ include "web.fullname" . }}-set-0
              ports:
                - name: http
                  port: 80
                  targetPort: 8080
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata:
              name: {{ include "web.fullname" . }}-set
            spec:
              serviceName: {{ include "web.fullname" . }}-one
              selector:
                matchLabels:
                  app.kubernetes.io/instance: {{ .Release.Name }}
                  app.kubernetes.io/component: set
              template:
                metadata:
                  labels:
                    app.kubernetes.io/instance: {{ .Release.Name }}
                    app.kubernetes.io/component: set
                spec:
                  containers:
                    - name: web
                      image: docker.io/nginxinc/nginx-unprivileged:1.27.4
                      ports:
                        - name: http
                          containerPort: 8080
            """);

    assertThat(rules(chart)).doesNotContain("NAM-09");
    assertThat(rules(chart.change("templates/one.yaml", "-set-0", "-sets-0"))).contains("NAM-09");
  }

  @Test
  void podsWhoseConfigurationIsReloadedBesideThemNeedNoChecksum() {
    TestChart chart =
        web.put(
            "templates/one.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ include "web.fullname" . }}-reloaded
            spec:
              selector:
                matchLabels:
                  app.kubernetes.io/instance: {{ .Release.Name }}
                  app.kubernetes.io/component: set
              template:
                metadata:
                  labels:
                    app.kubernetes.io/instance: {{ .Release.Name }}
                    app.kubernetes.io/component: set
                spec:
                  containers:
                    - name: watcher
                      image: docker.io/example/config-reloader:1.0.0
                      volumeMounts:
                        - name: config
                          mountPath: /config
                  volumes:
                    - name: config
                      configMap:
                        name: {{ include "web.fullname" . }}
            """);

    assertThat(rules(chart)).doesNotContain("UPG-07");
    assertThat(rules(chart.change("templates/one.yaml", "config-reloader", "reader")))
        .contains("UPG-07");
  }

  private static List<String> rules(TestChart chart) {
    return chart.prove().findings().stream().map(each -> each.rule().id()).toList();
  }

  @Test
  void anOpenChartMayReadValuesThatItsCommentsOffer() {
    FileTree chart =
        FileTree.builder()
            .add("Chart.yaml", "name: web\n")
            .add("values.yaml", "page:\n  size: 1\n  # color: red\n  ## shape:\n# theme: a\n")
            .add("values.schema.json", "{}")
            .add(
                "templates/a.yaml",
                "{{ .Values.page.color }}{{ .Values.theme }}{{ .Values.page.theme }}")
            .build();

    assertThat(new TemplateValueCheck().check(ParsedChart.of(chart)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.what()).contains("page.theme");
              assertThat(problem.isError()).isFalse();
            });
  }

  @Test
  void aPortThatNoContainerDeclaresIsAWarning() {
    TestChart chart = web.change("templates/service.yaml", "targetPort: http", "targetPort: 9999");

    assertThat(space(chart).findings())
        .filteredOn(problem -> problem.rule().id().equals("NAM-12"))
        .isNotEmpty()
        .noneMatch(Finding::isError)
        .allMatch(problem -> problem.why().contains("unless the program listens"));
  }

  @Test
  void aProbeOfANumberThatTheContainerDoesNotDeclareIsAWarning() {
    TestChart number = web.change("templates/deployment.yaml", "port: http", "port: 9999");
    TestChart name = web.change("templates/deployment.yaml", "port: http", "port: web");

    assertThat(ofRule("POD-13", number)).isNotEmpty().noneMatch(Finding::isError);
    assertThat(ofRule("POD-12", name)).isNotEmpty().allMatch(Finding::isError);
  }

  @Test
  void theFormatOfHelm2IsAWarning() {
    TestChart chart = web.change("Chart.yaml", "apiVersion: v2", "apiVersion: v1");

    assertThat(ofRule("CHA-09", chart)).isNotEmpty().noneMatch(Finding::isError);
  }

  private static List<Finding> ofRule(String rule, TestChart chart) {
    return ChartProof.prove(chart.files(), ProofRequest.thirdParty().withoutSpace())
        .findings()
        .stream()
        .filter(problem -> problem.rule().id().equals(rule))
        .toList();
  }

  @Test
  void whoeverTurnsTheRolesOffGivesTheAccountHisOwn() {
    TestChart chart =
        web.put(
                "values.yaml",
                web.files().text("values.yaml")
                    + """
                    rbac:
                      # Render the role.
                      create: true
                    """)
            .change(
                "templates/deployment.yaml",
                "      securityContext:\n        runAsNonRoot",
                "      automountServiceAccountToken: true\n"
                    + "      securityContext:\n        runAsNonRoot")
            .put(
                "templates/role.yaml",
                """
                {{- if .Values.rbac.create }}
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata:
                  name: {{ include "web.fullname" . }}
                roleRef:
                  apiGroup: rbac.authorization.k8s.io
                  kind: ClusterRole
                  name: view
                subjects:
                  - kind: ServiceAccount
                    name: {{ include "web.fullname" . }}
                    namespace: {{ .Release.Namespace }}
                {{- end }}
                """);
    TestChart other =
        chart
            .change("values.yaml", "rbac:", "reader:")
            .change("templates/role.yaml", ".rbac.", ".reader.");

    assertThat(space(chart).findings()).noneMatch(problem -> problem.rule().id().equals("SEC-07"));
    assertThat(space(other).findings()).anyMatch(problem -> problem.rule().id().equals("SEC-07"));
  }

  @Test
  void whatCannotBeCheckedIsANote() {
    TestChart chart =
        web.change("templates/widget.yaml", "kind: Widget", "kind: Gadget")
            .change(
                "values.yaml", "Render a Widget.\n  enabled: false", "Render it.\n  enabled: true");

    assertThat(chart.prove(ProofRequest.thirdParty()).findings())
        .filteredOn(problem -> problem.what().startsWith("there is no schema for Gadget"))
        .singleElement()
        .extracting(Finding::severity)
        .isEqualTo(Severity.NOTE);
  }

  @Test
  void anObjectThatAValuesFileWritesOutIsNotTheCharts() {
    TestChart chart =
        web.put(
                "templates/more.yaml",
                "{{- range .Values.more }}\n---\n{{ tpl . $ }}\n{{- end }}\n")
            .put("values.yaml", web.files().text("values.yaml") + "# More objects.\nmore: []\n")
            .put(
                "ci/more-values.yaml",
                """
                more:
                  - |
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: mine}
                    stringData: {text: mine}
                """);
    TestChart own =
        chart
            .change("templates/more.yaml", "{{ tpl . $ }}", "kind: Secret\n{{ tpl . $ }}")
            .change("ci/more-values.yaml", "    kind: Secret\n", "");

    assertThat(inCase(chart)).isEmpty();
    assertThat(inCase(own)).contains("SEC-01", "NAM-04");
  }

  private static List<String> inCase(TestChart chart) {
    return ChartProof.prove(
            chart.remove("values.schema.json").files(), ProofRequest.thirdParty().withoutSpace())
        .findings()
        .stream()
        .filter(problem -> problem.place().toString().contains("(ci/more"))
        .map(each -> each.rule().id())
        .toList();
  }

  @Test
  void aBindingToTheRoleOfTheApiServerStandsWhereThatRoleIs() {
    TestChart chart =
        web.put(
            "templates/binding.yaml",
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata:
              name: {{ include "web.fullname" . }}
              namespace: kube-system
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: Role
              name: extension-apiserver-authentication-reader
            subjects:
              - kind: ServiceAccount
                name: {{ include "web.fullname" . }}
                namespace: {{ .Release.Namespace }}
            """);

    assertThat(rules(chart)).doesNotContain("NAM-08");
    assertThat(rules(chart.change("templates/binding.yaml", "name: extension-", "name: other-")))
        .contains("NAM-08");
  }
}
