package dev.chartwright.generator.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.chartwright.generator.file.FileTree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartPackageTest {
  private static ChartPackage chart(String metadata) {
    return ChartPackage.of(FileTree.empty().with("Chart.yaml", metadata), new byte[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0-SNAPSHOT", "1.0.0-SNAPSHOT+b.7"})
  void aSnapshotIsReplaced(String version) {
    assertThat(Charts.site(version).isSnapshot()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0",
        "1.0.0-snapshot",
        "1.0.0-rc.1-SNAPSHOT",
        "1.0.0+a-SNAPSHOT",
        "1.0.0-0.SNAPSHOT"
      })
  void anyOtherVersionIsReleased(String version) {
    assertThat(Charts.site(version).isSnapshot()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "v1.0.0", "../1.0.0", "1.0.0/x", "1.0.0 x", "''"})
  void aVersionThatIsNoneIsRefused(String version) {
    assertThatThrownBy(() -> chart("name: site\nversion: " + version + "\n"))
        .hasMessageContaining("is not a version, so nothing was pushed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../site", "a/b", "''", "7"})
  void aNameThatLeavesTheFolderIsRefused(String name) {
    assertThatThrownBy(() -> chart("name: " + name + "\nversion: 1.0.0\n"))
        .hasMessageContaining("is not a valid name of a chart");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "name: *b", "name: a\nname: b", "name: !!java.net.URL [x]"})
  void metadataThatIsNotYamlIsRefused(String text) {
    assertThatThrownBy(() -> chart(text))
        .isInstanceOf(PushException.class)
        .hasMessageStartingWith("Chart.yaml is not valid YAML, so nothing was pushed: line ");
  }

  /** The configuration as helm push 3.21.4 made it of this file. */
  @Test
  void theConfigurationIsThatOfHelmToTheByte() {
    assertThat(
            chart(
                    """
                    apiVersion: v2
                    name: site
                    version: 1.0.0+b
                    appVersion: 1.16
                    home: https://site.example/?a=1&b=<2>
                    sources: [https://one.example, https://two.example]
                    description: "A \\"site\\"\\u2028\\té"
                    keywords: [b, a]
                    maintainers:
                      - {url: https://m.example, email: m@example.com, name: M}
                      - {name: "N"}
                    icon: ""
                    deprecated: true
                    annotations: {z: "1", a: "yes"}
                    kubeVersion: ">=1.27.0-0"
                    type: application
                    dependencies:
                      - {name: lib, version: 1.x.x, repository: "", tags: [t], condition: lib.enabled, import-values: [data, {parent: p, child: c}]}
                    unknown: x
                    """)
                .metadata()
                .json())
        .isEqualTo(
            "{\"name\":\"site\",\"home\":\"https://site.example/?a=1\\u0026b=\\u003c2\\u003e\""
                + ",\"sources\":[\"https://one.example\",\"https://two.example\"],\"version\":\"1.0"
                + ".0+b\",\"description\":\"A \\\"site\\\"  é\",\"keywords\":[\"b\",\"a\"],\"mainta"
                + "iners\":[{\"name\":\"M\",\"email\":\"m@example.com\",\"url\":\"https://m.example"
                + "\"},{\"name\":\"N\"}],\"apiVersion\":\"v2\",\"appVersion\":\"1.16\",\"deprecated"
                + "\":true,\"annotations\":{\"a\":\"yes\",\"z\":\"1\"},\"kubeVersion\":\"\\u003e=1."
                + "27.0-0\",\"dependencies\":[{\"name\":\"lib\",\"version\":\"1.x.x\",\"repository\""
                + ":\"\",\"condition\":\"lib.enabled\",\"tags\":[\"t\"],\"import-values\":[\"data\""
                + ",{\"child\":\"c\",\"parent\":\"p\"}]}],\"type\":\"application\"}");
  }

  @Test
  void theAnnotationsAreThoseOfHelmWithoutATime() {
    assertThat(
            chart(
                    """
                    name: site
                    version: 1.0.0
                    description: own
                    home: https://site.example
                    sources: [https://one.example, https://two.example]
                    maintainers: [{name: M, email: m@example.com}, {name: "N"}]
                    annotations:
                      org.opencontainers.image.description: given
                      org.opencontainers.image.title: ignored
                      other: x
                    """)
                .metadata()
                .annotations())
        .containsExactly(
            entry("org.opencontainers.image.authors", "M (m@example.com), N"),
            entry("org.opencontainers.image.description", "given"),
            entry("org.opencontainers.image.source", "https://one.example"),
            entry("org.opencontainers.image.title", "site"),
            entry("org.opencontainers.image.url", "https://site.example"),
            entry("org.opencontainers.image.version", "1.0.0"),
            entry("other", "x"));
  }
}
