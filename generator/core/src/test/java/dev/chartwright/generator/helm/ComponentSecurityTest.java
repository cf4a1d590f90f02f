package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.SideContainer;
import dev.chartwright.workload.WebService;
import dev.chartwright.workload.Workload;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The security of a component's pods as values. */
@Tag("thorough")
class ComponentSecurityTest {
  private static WebService web() {
    return WebService.named("web")
        .image("ghcr.io/acme/web")
        .port(8080)
        .user(2000)
        .init(SideContainer.named("wait").image("ghcr.io/acme/wait", "1.0.0"))
        .test(address -> List.of("get", address));
  }

  private static Chart chart(Workload<?> component) {
    return Chart.named("demo")
        .appVersion("1.2.3")
        .describe("A chart.")
        .values(Values.create())
        .main(component)
        .build();
  }

  @Test
  void usersReplaceFieldsOfTheSecurityContexts() {
    Chart chart = chart(web().securityContextValues());
    Generated generated = Generator.generate(chart);

    assertThat(Generator.prove(generated).findings().stream().map(Object::toString)).isEmpty();
    assertThat(generated.chartFiles().text("templates/deployment.yaml"))
        .contains(
            """
                  {{- with .Values.podSecurityContext }}
                  securityContext:
                    {{- toYaml . | nindent 8 }}
                  {{- end }}
            """,
            """
                      {{- with .Values.wait.securityContext }}
                      securityContext:
                        {{- toYaml . | nindent 12 }}
                      {{- end }}
            """);
    assertThat(generated.chartFiles().text("values.yaml"))
        .contains(
            """
            # -- Security context of the container `web`.
            securityContext:
              runAsNonRoot: true
              runAsUser: 2000
              runAsGroup: 2000
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities:
                drop:
                  - "ALL"
            """);

    ChartTest changed =
        ChartTest.of(chart)
            .with("podSecurityContext", without("runAsUser", "fsGroup"))
            .with("securityContext", Map.of("readOnlyRootFilesystem", false));
    PodSpec pod = changed.deployment("demo").getSpec().getTemplate().getSpec();
    assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getContainers().get(0).getSecurityContext().getReadOnlyRootFilesystem())
        .isFalse();
    assertThat(pod.getContainers().get(0).getSecurityContext().getRunAsUser()).isEqualTo(2000);
  }

  private static Map<String, Object> without(String... fields) {
    Map<String, Object> nulls = new LinkedHashMap<>();
    for (String field : fields) {
      nulls.put(field, null);
    }
    return nulls;
  }

  @Test
  void theDefaultsSayTheSameAsWithoutTheSetting() {
    PodSpec fixed = pod(chart(web()));
    PodSpec valued = pod(chart(web().securityContextValues()));

    assertThat(valued.getSecurityContext()).isEqualTo(fixed.getSecurityContext());
    assertThat(valued.getContainers().get(0).getSecurityContext())
        .isEqualTo(fixed.getContainers().get(0).getSecurityContext());
    assertThat(valued.getInitContainers().get(0).getSecurityContext())
        .isEqualTo(fixed.getInitContainers().get(0).getSecurityContext());
  }

  private static PodSpec pod(Chart chart) {
    return ChartTest.of(chart).deployment("demo").getSpec().getTemplate().getSpec();
  }
}
