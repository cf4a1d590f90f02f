package dev.chartwright.generator.rule.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainJobCheckTest {
  private static final String HELPERS =
      """
      {{- define "a.name" -}}
      {{ default .Chart.Name .Values.nameOverride }}-load
      {{- end }}
      {{- define "a.short" -}}
      {{ trunc 50 .Release.Name }}-{{ sha256sum .Release.Name | trunc 8 }}
      {{- end }}
      {{- define "a.digest" -}}
      load-{{ toJson .Values | sha256sum | trunc 8 }}
      {{- end }}
      {{- define "a.image" -}}
      {{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
      {{- end }}
      """;

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: NAME
      spec:
        backoffLimit: {{ .Values.limit }}
        template:
          spec:
            restartPolicy: Never
            subdomain: DOMAIN
            containers:
              - name: load
                image: IMAGE
        suspend: {{ .Values.suspend }}
      """;

  private static final String RENDERED =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: demo-load%s}
      spec: {template: {spec: {containers: [{name: load}]}}%s}
      """;

  private static List<String> places(String name, String image, String rendered) {
    FileTree chart =
        FileTree.builder()
            .add("templates/_helpers.tpl", HELPERS)
            .add(
                "templates/0.yaml",
                JOB.replace("NAME", name).replace("DOMAIN", name).replace("IMAGE", image))
            .build();
    return new PlainJobCheck(new ObjectNames(chart))
        .check(Findings.render(rendered)).stream()
            .map(
                each ->
                    each.rule()
                        + " "
                        + each.place().object().map(Object::toString).orElse(each.place().file())
                        + " "
                        + each.place().field())
            .toList();
  }

  private static final String FIXED = "{{ include \"a.name\" . }}";
  private static final String PLAIN = RENDERED.formatted("", "");
  private static final String FOUND = "INS-12 Job/demo-load spec.template";

  @Test
  void valuesInThePodsOfAJobOfOneNameStopTheNextUpgrade() {
    assertThat(places(FIXED, "busybox:{{ .Values.tag }}", PLAIN)).containsExactly(FOUND);
    assertThat(places(FIXED, "{{ include \"a.image\" . }}", PLAIN)).containsExactly(FOUND);
    assertThat(places(FIXED, "busybox:{{ .Chart.AppVersion }}", PLAIN)).containsExactly(FOUND);
  }

  /** What is outside of the template of the pods may change, and a new name is another Job. */
  @Test
  void aJobWhosePodsHoldOnlyItsNameIsLeftAlone() {
    assertThat(places(FIXED, "busybox:1.37.0", PLAIN)).isEmpty();
  }

  @Test
  void aNameThatChangesMakesANewJob() {
    String image = "busybox:{{ .Values.tag }}";
    assertThat(places("{{ .Release.Name }}-load-{{ .Release.Revision }}", image, PLAIN)).isEmpty();
    assertThat(
            places(
                "{{ .Release.Name }}-load-{{ .Values | toJson | sha256sum | trunc 8 }}",
                image,
                PLAIN))
        .isEmpty();
    assertThat(places(FIXED + "-{{ .Values.tag }}", image, PLAIN)).isEmpty();
  }

  /** Names that are too long for a label are cut, and a digest of the name keeps them apart. */
  @Test
  void aDigestOfTheNameAloneChangesNothing() {
    String image = "busybox:{{ .Values.tag }}";
    assertThat(places("{{ include \"a.short\" . }}", image, PLAIN)).containsExactly(FOUND);
    assertThat(places("{{ include \"a.digest\" . }}", image, PLAIN)).isEmpty();
  }

  @Test
  void hooksAndJobsThatSoonDeleteThemselvesAreLeftAlone() {
    String image = "busybox:{{ .Values.tag }}";
    String hook = RENDERED.formatted(", annotations: {helm.sh/hook: post-install}", "");
    assertThat(places(FIXED, image, hook)).isEmpty();
    assertThat(places(FIXED, image, RENDERED.formatted("", ", ttlSecondsAfterFinished: 300")))
        .isEmpty();
    assertThat(places(FIXED, image, RENDERED.formatted("", ", ttlSecondsAfterFinished: 604800")))
        .containsExactly(FOUND);
  }
}
