package dev.chartwright.generator.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Severity;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NewVersionsTest {
  private static List<String> found(String name, String values, String template) {
    FileTree chart =
        FileTree.builder()
            .add(
                "Chart.yaml",
                "{apiVersion: v2, name: " + name + ", version: 1.2.3, appVersion: \"4.5\"}\n")
            .add("values.yaml", values)
            .add("templates/a.yaml", template)
            .build();
    return ChartProof.prove(chart, ProofRequest.thirdParty()).findings().stream()
        .filter(each -> List.of("NAM-10", "NAM-11", "INS-12").contains(each.rule().id()))
        .map(
            each ->
                (each.severity() == Severity.ERROR ? "E " : "W ")
                    + each.rule()
                    + " "
                    + each.place().toString().replaceAll("^templates/a.yaml ", ""))
        .toList();
  }

  private static String map(String labels) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Release.Name }}-a
          labels:
            x: %s
        data: {v: {{ .Chart.Version | quote }}}
        """
        .formatted(labels);
  }

  private static final String LABEL = "ConfigMap/demo-a metadata.labels.x";

  @Test
  void aLabelTakesTheVersionsThatFluxMakes() {
    assertThat(found("web", "{}", map("{{ .Chart.Name }}-{{ .Chart.Version }}")))
        .containsExactly("E NAM-10 " + LABEL);
    assertThat(found("web", "{}", map("{{ .Chart.Version | replace \"+\" \"_\" }}"))).isEmpty();
    assertThat(found("web", "{}", map("{{ .Chart.AppVersion }}.0")))
        .containsExactly("W NAM-11 " + LABEL);
  }

  @Test
  void aLabelThatIsCutEndsWithALetterOrDigit() {
    String cut =
        "{{ printf \"%s-%s\" .Chart.Name .Chart.Version | replace \"+\" \"_\" | trunc 63 |"
            + " trimSuffix \"-\" }}";
    String clean = cut.replace("trimSuffix \"-\"", "trimAll \"-_.\"");
    // The sign of the build is the last of 63 characters.
    String exact = "a".repeat(63 - "-1.2.3+".length());
    assertThat(found(exact, "{}", map(cut))).containsExactly("E NAM-10 " + LABEL);
    assertThat(found(exact, "{}", map(clean))).isEmpty();
    assertThat(found("a".repeat(50), "{}", map(cut))).containsExactly("E NAM-10 " + LABEL);
    assertThat(found("a".repeat(50), "{}", map(clean))).isEmpty();
    assertThat(found("web", "{}", map(cut))).isEmpty();
  }

  @Test
  void aGeneratedChartOfAnyNameTakesTheVersionsThatFluxMakes() {
    // The signs between the parts of a version come to stand where the label is cut.
    for (int length = 55; length <= 57; length++) {
      Chart chart =
          Chart.named("a".repeat(length))
              .version("1.2.3")
              .appVersion("a".repeat(62))
              .describe("A page.")
              .values(Values.create())
              .manifest(
                  Manifest.of(
                      "page",
                      new ConfigMapBuilder()
                          .withNewMetadata()
                          .withName(Templating.fullName().asString())
                          .endMetadata()
                          .withData(Map.of("a", "b"))
                          .build()))
              .build();
      Generated generated = Generator.generate(chart);
      ProofRequest request = ProofRequest.of(generated.chart()).withoutSpace();
      assertThat(ChartProof.prove(generated.chartFiles(), generated.chart(), request).findings())
          .filteredOn(each -> List.of("NAM-03", "NAM-10", "NAM-11").contains(each.rule().id()))
          .isEmpty();
    }
  }

  @Test
  void findsTheVersionInSelectorsAndPodsAndNames() {
    String objects =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{ .Release.Name }}-a}
        spec:
          selector: {matchLabels: {v: "s{{ .Chart.Version }}"}}
          template: {metadata: {labels: {v: "p{{ .Chart.Version }}"}}, spec: {containers: []}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: "{{ .Release.Name }}-{{ .Chart.Version }}"}
        spec: {selector: {v: "{{ .Chart.Version }}"}}
        """;
    assertThat(found("web", "{}", objects))
        .containsExactlyInAnyOrder(
            "E NAM-10 Deployment/demo-a spec.selector.matchLabels.v",
            "E NAM-10 Deployment/demo-a spec.template.metadata.labels.v",
            "E NAM-10 Service/demo-1.2.3+0a1b2c3d4e5f metadata.name",
            "E NAM-10 Service/demo-1.2.3+0a1b2c3d4e5f spec.selector.v");
  }

  @Test
  void whatIsCalledLabelsInASchemaIsNone() {
    String definition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com, labels: {x: "{{ .Chart.Version }}"}}
        spec:
          versions:
            - schema: {openAPIV3Schema: {properties: {labels: {description: "The labels of it."}}}}
        """;
    assertThat(found("web", "{}", definition))
        .containsExactly("E NAM-10 CustomResourceDefinition/widgets.example.com metadata.labels.x");
  }

  @Test
  void aLabelThatIsWrongWithEveryVersionIsNotOfTheVersion() {
    String claims =
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: {{ .Release.Name }}-a, labels: {x: "{{ .Chart.Version | replace \"+\" \"_\" }}"}}
        spec: {volumeClaimTemplates: [{metadata: {labels: {x: "a b", z: "{{ .Chart.Version }}"}}}]}
        """;
    assertThat(found("web", "{}", claims))
        .containsExactly(
            "E NAM-10 StatefulSet/demo-a spec.volumeClaimTemplates[0].metadata.labels.z");
  }

  @Test
  void findsALabelThatOnlyAnotherValueMakes() {
    String more = "{{- if .Values.more }}\n" + map("{{ .Chart.Version }}") + "{{- end }}\n";
    assertThat(found("web", "more: false\n", more))
        .containsExactly("E NAM-10 " + LABEL + " (with more=true)");
  }

  @Test
  void aJobOfOneNameMustNotHoldTheVersion() {
    String labels = "{{ define \"l\" }}v: {{ $.Chart.Version | replace \"+\" \"_\" }}{{ end }}";
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: {{ .Release.Name }}-a}
        spec: {template: {metadata: {labels: { {{ include "l" . }} }}, spec: {containers: []}}}
        """;
    assertThat(found("web", "{}", labels + job))
        .containsExactly("E INS-12 Job/demo-a spec.template");
  }
}
