package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows from a setting alone says nothing about a third-party chart. */
class UserChoiceTest {
  private static List<String> found(String values, String template, String... rules) {
    FileTree chart =
        FileTree.builder()
            .add("Chart.yaml", "apiVersion: v2\nname: small\nversion: 1.0.0\ndescription: Small.\n")
            .add("values.yaml", values)
            .add("templates/all.yaml", template)
            .build();
    ProofRequest request =
        ProofRequest.thirdParty().withSpace(SpaceRequest.thirdParty().withLimit(40));
    return ChartProof.prove(chart, request).findings().stream()
        .filter(each -> List.of(rules).contains(each.rule().id()))
        .map(UserChoiceTest::line)
        .sorted()
        .toList();
  }

  private static String line(Finding finding) {
    return (finding.severity() == Severity.ERROR
            ? "E "
            : finding.severity() == Severity.NOTE ? "n " : "w ")
        + finding.rule()
        + " "
        + finding.place().toString().replaceAll("^templates/all.yaml ", "");
  }

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: "{{ .Release.Name }}-web"}
      spec:
        selector: {matchLabels: {app: "{{ .Release.Name }}"}}
        template:
          metadata: {labels: {app: "{{ .Release.Name }}"}}
          spec:
            containers:
              - {name: web, image: "example.com/web:1.0", ports: [{name: http, containerPort: 8080}]}
      """;

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: "{{ .Release.Name }}-web"}
      spec:
        selector: {app: "{{ .Release.Name }}"}
        ports: [{name: http, port: 80, targetPort: http}]
      """;

  private static final String INGRESS =
      """
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: {name: "{{ .Release.Name }}-web"}
      spec:
        rules:
          - http:
              paths:
                - path: /
                  pathType: Prefix
                  backend: {service: {name: "{{ .Release.Name }}-web", port: {number: 80}}}
      """;

  private static String when(String value, String object) {
    return "{{- if .Values." + value + " }}\n" + object + "{{- end }}\n---\n";
  }

  private static final String BACKEND = "spec.rules[0].http.paths[0].backend.service";

  @Test
  void aSettingThatLeavesAnObjectOutIsToldAsANote() {
    String chart = WEB + "---\n" + when("service.enabled", SERVICE) + INGRESS;

    assertThat(found("service: {enabled: true}\n", chart, "NAM-09"))
        .containsExactly("n NAM-09 Ingress/demo-web " + BACKEND + " (with service.enabled=false)");
    assertThat(found("service: {enabled: false}\n", chart, "NAM-09"))
        .containsExactly("E NAM-09 Ingress/demo-web " + BACKEND);
  }

  @Test
  void aSettingThatAddsAReferenceToNothingIsAnError() {
    String chart = WEB + "---\n" + when("ingress", INGRESS) + when("service", SERVICE);

    assertThat(found("ingress: false\nservice: false\n", chart, "NAM-09"))
        .containsExactly("E NAM-09 Ingress/demo-web " + BACKEND + " (with ingress=true)");
  }

  @Test
  void theSameCauseUnderAnotherSettingIsAnErrorStill() {
    String port = "port: {number: {{ if .Values.tls }}443{{ else }}80{{ end }}}";
    String chart =
        WEB
            + "---\n"
            + when("service.enabled", SERVICE)
            + INGRESS.replace("port: {number: 80}", port);

    assertThat(found("service: {enabled: true}\ntls: false\n", chart, "NAM-09"))
        .containsExactly(
            "E NAM-09 Ingress/demo-web " + BACKEND + " (with tls=true)",
            "n NAM-09 Ingress/demo-web " + BACKEND + " (with service.enabled=false)");
  }

  @Test
  void aNumberThatDoesNotFitItsNeighbourIsTheUsers() {
    String budget =
        """
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: "{{ .Release.Name }}-web"}
        spec: {minAvailable: {{ .Values.least }}, selector: {matchLabels: {app: "{{ .Release.Name }}"}}}
        """;
    String resources =
        "resources: {requests: {cpu: \"{{ .Values.request }}\"}, limits: {cpu: \"{{ .Values.limit }}\"}}, ports:";
    String chart =
        WEB.replace("spec:\n  selector", "spec:\n  replicas: {{ .Values.replicas }}\n  selector")
                .replace("ports:", resources)
            + "---\n"
            + budget;
    String values = "replicas: 2\nleast: 1\nrequest: \"1\"\nlimit: \"1\"\n";

    assertThat(found(values, chart, "TPL-07", "POD-06")).isEmpty();
    assertThat(found(values.replace("limit: \"1\"", "limit: 500m"), chart, "TPL-07"))
        .containsExactly(
            "E TPL-07 Deployment/demo-web spec.template.spec.containers[0].resources.requests.cpu");
  }

  @Test
  void aPortThatMeetsAFixedOneIsTheUsers() {
    String chart =
        SERVICE.replace(
            "[{name: http, port: 80, targetPort: http}]",
            "[{name: http, port: {{ .Values.port }}}, {name: peers, port: 81}]");

    assertThat(found("port: 80\n", chart, "VAL-10")).isEmpty();
    assertThat(found("port: 81\n", chart, "VAL-10")).isNotEmpty();
  }

  @Test
  void aNumberThatArrivesAsTextIsAFaultOfTheChart() {
    String chart =
        WEB.replace(
            "spec:\n  selector",
            "spec:\n  {{- with .Values.seconds }}\n  minReadySeconds: {{ . | quote }}\n  {{- end }}\n"
                + "  selector");

    assertThat(found("seconds: 0\n", chart, "TPL-07"))
        .containsExactly("E TPL-07 Deployment/demo-web spec.minReadySeconds (with seconds=1)");
  }

  @Test
  void theNameOfWhatExistsIsTheUsers() {
    String chart =
        WEB.replace(
            "containers:",
            """
            volumes:
                    {{- if ne .Values.tls "none" }}
                    - {name: tls, secret: {secretName: "{{ .Release.Name }}-tls"}}
                    {{- end }}
                  containers:\
            """);

    assertThat(found("tls: existing\n", chart, "GEN-02"))
        .containsExactly(
            "E GEN-02 Deployment/demo-web spec.template.spec.volumes[0].secret.secretName");
    assertThat(found("tls: none # or existing\n", chart, "GEN-02")).isEmpty();
  }
}
