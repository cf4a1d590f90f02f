package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.StatefulService;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A StatefulSet, or a Deployment of the same pods. */
@Tag("thorough")
class StatefulOrNotTest {
  private static final Chart CHART =
      Chart.named("demo")
          .appVersion("1.2.3")
          .describe("A chart.")
          .values(Values.create())
          .main(
              StatefulService.named("store")
                  .image("ghcr.io/acme/store")
                  .port("tcp", 7000)
                  .claim("/data", "8Gi")
                  .claim("logs", "/logs", "1Gi")
                  .scratch("/tmp", "16Mi")
                  .orDeployment())
          .build();

  @Test
  void aValueDecidesOnTheKind() {
    Generated generated = Generator.generate(CHART);
    assertThat(Generator.prove(generated).findings().stream().map(Object::toString)).isEmpty();

    String template = generated.chartFiles().text("templates/statefulset.yaml");
    assertThat(template)
        .contains(
            """
            apiVersion: apps/v1
            {{- if .Values.persistence.enabled }}
            kind: StatefulSet
            {{- else }}
            kind: Deployment
            {{- end }}
            """,
            """
              {{- if .Values.persistence.enabled }}
              serviceName: {{ include "demo.fullname" . }}-headless
              {{- end }}
            """,
            """
                    {{- if not .Values.persistence.enabled }}
                    - name: data
                      emptyDir:
                        sizeLimit: {{ .Values.persistence.size | quote }}
                    - name: logs
                      emptyDir:
                        sizeLimit: {{ .Values.persistence.logs.size | quote }}
                    {{- end }}
            """,
            """
              {{- if .Values.persistence.enabled }}
              volumeClaimTemplates:
            """);
    assertThat(template.split("containers:")).hasSize(2);
  }

  @Test
  void theClaimsAreThereOnlyWhereThePodsAreStateful() {
    ChartTest stateful = ChartTest.of(CHART);
    ChartTest stateless = stateful.with("persistence.enabled", false);

    assertThat(stateful.statefulSet("demo").getSpec().getVolumeClaimTemplates())
        .extracting(claim -> claim.getMetadata().getName())
        .containsExactly("data", "logs");
    assertThat(volumes(stateful.statefulSet("demo").getSpec().getTemplate().getSpec()))
        .containsExactly("tmp");
    assertThat(stateless.objects(StatefulSet.class)).isEmpty();
    assertThat(stateless.objects(PersistentVolumeClaim.class)).isEmpty();
    assertThat(volumes(stateless.deployment("demo").getSpec().getTemplate().getSpec()))
        .containsExactlyInAnyOrder("tmp", "data", "logs");
    assertThat(stateful.objects(Service.class)).hasSize(2);
    assertThat(stateless.objects(Service.class)).hasSize(1);
  }

  private static List<String> volumes(PodSpec pod) {
    return pod.getVolumes().stream().map(Volume::getName).toList();
  }
}
