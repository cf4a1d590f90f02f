package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigurationCheckTest {
  private static final String CONFIG =
      "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: conf}, data: {mode: %s}}\n";
  private static final String SECRET =
      "---\n{apiVersion: v1, kind: Secret, metadata: {name: conf}, data: {mode: %s}}\n";

  @Test
  void variablesStayOldUntilThePodsRestart() {
    String pods =
        pods("env: [{name: MODE, valueFrom: {configMapKeyRef: {name: conf, key: mode}}}]");
    assertThat(
            Rendered.only("UPG-07", pods + CONFIG.formatted("a"), pods + CONFIG.formatted("b"))
                .orElseThrow())
        .hasToString(
            """
            templates/deployment.yaml Deployment/web spec.template  [UPG-07]
                what: it reads ConfigMap/conf, of which data.mode changes, and stays itself
                why:  the pods keep the old content until something else restarts them
                fix:  annotate the pods with a checksum of the file that renders ConfigMap/conf\
            """);
    assertThat(stale("envFrom: [{configMapRef: {name: conf}}]", CONFIG)).isTrue();
    assertThat(stale("envFrom: [{secretRef: {name: conf}}]", SECRET)).isTrue();
    assertThat(
            stale("env: [{name: A, valueFrom: {secretKeyRef: {name: conf, key: mode}}}]", SECRET))
        .isTrue();
  }

  @Test
  void singleFilesStayOldAndWholeFoldersFollow() {
    String volume = "], volumes: [{name: v, configMap: {name: conf}}";
    String mount = "volumeMounts: [{name: v, mountPath: /a%s}]}";
    assertThat(staleAfter(mount.formatted(", subPath: mode") + volume)).isTrue();
    assertThat(staleAfter(mount.formatted("") + volume)).isFalse();
  }

  @Test
  void podsThatReadSomethingElseAreLeftAlone() {
    assertThat(stale("envFrom: [{configMapRef: {name: other}}]", CONFIG)).isFalse();
    assertThat(stale("envFrom: [{secretRef: {name: conf}}]", CONFIG)).isFalse();
  }

  @Test
  void podsThatRestartSeeTheNewContent() {
    String before = pods("image: a, envFrom: [{configMapRef: {name: conf}}]");
    String after = pods("image: b, envFrom: [{configMapRef: {name: conf}}]");
    assertThat(
            Rendered.only("UPG-07", before + CONFIG.formatted("a"), after + CONFIG.formatted("b")))
        .isEmpty();
  }

  private static boolean stale(String container, String source) {
    String pods = pods(container);
    return Rendered.only("UPG-07", pods + source.formatted("YQ=="), pods + source.formatted("Yg=="))
        .isPresent();
  }

  private static boolean staleAfter(String containerAndVolumes) {
    String pods =
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec:"
            + " {containers: [{name: web, "
            + containerAndVolumes
            + "]}}}}\n";
    return Rendered.only("UPG-07", pods + CONFIG.formatted("a"), pods + CONFIG.formatted("b"))
        .isPresent();
  }

  private static String pods(String container) {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {template: {spec:"
        + " {containers: [{name: web, "
        + container
        + "}]}}}}\n";
  }
}
