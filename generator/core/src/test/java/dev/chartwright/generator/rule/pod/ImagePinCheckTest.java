package dev.chartwright.generator.rule.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePinCheckTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web",
        "web:latest",
        "localhost:5000/web",
        "example.com/a/web:main",
        "web:master",
        "web:nightly",
        "web:dev",
        "web:develop",
        "web:edge",
        "web:stable",
      })
  void asksForAVersion(String image) {
    assertThat(findings(pod(image))).containsExactly("IMG-01 spec.containers[0].image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Web:1.0",
        "web:",
        "web:1.0:2",
        "web@sha256:0123",
        "web:1 0",
        "example.com/:1"
      })
  void asksForAReference(String image) {
    assertThat(findings(pod(image))).containsExactly("IMG-04 spec.containers[0].image");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web:1.0",
        "localhost:5000/web:v1",
        "docker.io/library/rabbitmq:4.2-management",
        "example.com/a-b/c__d/web:main-0a1b2c3",
      })
  void takesAVersion(String image) {
    assertThat(findings(pod(image))).isEmpty();
  }

  @Test
  void takesADigestWhateverTheTag() {
    assertThat(findings(pod("web" + DIGEST))).isEmpty();
    assertThat(findings(pod("web:latest" + DIGEST))).isEmpty();
  }

  @Test
  void looksIntoClustersOfRabbitmq() {
    assertThat(
            findings(
                """
                apiVersion: rabbitmq.com/v1beta1
                kind: RabbitmqCluster
                metadata: {name: a}
                spec:
                  image: rabbitmq
                  override:
                    statefulSet: {spec: {template: {spec: {containers: [{name: a}, {name: b, image: b}]}}}}
                ---
                apiVersion: rabbitmq.com/v1beta1
                kind: RabbitmqCluster
                metadata: {name: chosen-by-the-operator}
                spec: {replicas: 1}
                """))
        .containsExactly(
            "IMG-01 spec.image",
            "IMG-01 spec.override.statefulSet.spec.template.spec.containers[1].image");
  }

  private static String pod(String image) {
    return "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: '"
        + image
        + "'}]}}";
  }

  private static List<String> findings(String objects) {
    List<RenderedObject> rendered =
        YamlReader.readAll(objects).stream()
            .map(each -> RenderedObject.of("templates/a.yaml", Tree.map(each)))
            .toList();
    return new ImagePinCheck()
        .check(new Render("demo", "space", rendered, List.of())).stream()
            .map(each -> each.rule() + " " + each.place().field())
            .toList();
  }
}
