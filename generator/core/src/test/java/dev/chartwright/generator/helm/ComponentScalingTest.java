package dev.chartwright.generator.helm;

import static dev.chartwright.workload.Settings.cpu;
import static dev.chartwright.workload.Settings.customMetrics;
import static dev.chartwright.workload.Settings.memory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Values;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.test.ChartTest;
import dev.chartwright.workload.Scaling;
import dev.chartwright.workload.WebService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Autoscalers of components. */
@Tag("thorough")
class ComponentScalingTest {
  private static final String CPU = "autoscaling.targetCPUUtilizationPercentage";
  private static final String MEMORY = "autoscaling.targetMemoryUtilizationPercentage";

  private static Chart chart(Scaling.Metric... metrics) {
    return Chart.named("demo")
        .appVersion("1.2.3")
        .describe("A chart.")
        .values(Values.create())
        .main(
            WebService.named("web").image("ghcr.io/acme/web").port(8080).autoscaling(2, 9, metrics))
        .build();
  }

  private static String proven(Chart chart) {
    Generated generated = Generator.generate(chart);
    assertThat(Generator.prove(generated).findings().stream().map(Object::toString)).isEmpty();
    return generated.chartFiles().text("templates/horizontalpodautoscaler.yaml");
  }

  private static ChartTest enabled(Chart chart) {
    return ChartTest.of(chart).with("autoscaling.enabled", true);
  }

  @Test
  void eachOfSeveralTargetsCanBeRemoved() {
    Chart chart = chart(cpu(75), memory(), customMetrics());

    assertThat(proven(chart))
        .contains(
            """
            {{- if not (or (not (kindIs "invalid" .Values.autoscaling.targetCPUUtilizationPercentage)) \
            (not (kindIs "invalid" .Values.autoscaling.targetMemoryUtilizationPercentage)) \
            .Values.autoscaling.customMetrics) }}
            {{- fail "The autoscaler has no target: set autoscaling.targetCPUUtilizationPercentage or \
            autoscaling.targetMemoryUtilizationPercentage or autoscaling.customMetrics, or set \
            autoscaling.enabled to false." }}
            {{- end -}}
            """)
        .endsWith(
            """
              metrics:
                {{- if not (kindIs "invalid" .Values.autoscaling.targetCPUUtilizationPercentage) }}
                - type: Resource
                  resource:
                    name: cpu
                    target:
                      type: Utilization
                      averageUtilization: {{ .Values.autoscaling.targetCPUUtilizationPercentage | int64 }}
                {{- end }}
                {{- if not (kindIs "invalid" .Values.autoscaling.targetMemoryUtilizationPercentage) }}
                - type: Resource
                  resource:
                    name: memory
                    target:
                      type: Utilization
                      averageUtilization: {{ .Values.autoscaling.targetMemoryUtilizationPercentage | int64 }}
                {{- end }}
                {{- with .Values.autoscaling.customMetrics }}
                {{- toYaml . | nindent 4 }}
                {{- end }}
            {{- end }}
            """);
    assertThat(enabled(chart).manifest()).contains("name: cpu").doesNotContain("name: memory");
    assertThat(enabled(chart).with(CPU, null).with(MEMORY, 80).manifest())
        .contains("name: memory")
        .doesNotContain("name: cpu");
    assertThat(enabled(chart).with(CPU, null).fails()).contains("The autoscaler has no target");
    assertThat(
            enabled(chart)
                .with(CPU, null)
                .with(
                    "autoscaling.customMetrics",
                    List.of(
                        Map.of(
                            "type",
                            "Resource",
                            "resource",
                            Map.of(
                                "name",
                                "cpu",
                                "target",
                                Map.of("type", "AverageValue", "averageValue", "1")))))
                .manifest())
        .contains("averageValue: \"1\"");
    assertThat(Generator.generate(chart).chartFiles().text("values.yaml"))
        .contains(
            """
              # -- Target for the average CPU usage, in percent of the request; null for none.
              targetCPUUtilizationPercentage: 75
              # -- Target for the average memory usage, in percent of the request; null for none.
              targetMemoryUtilizationPercentage: null
            """);
  }

  @Test
  void theOnlyTargetCannotBeRemoved() {
    Chart chart = chart(cpu(75));

    assertThat(proven(chart)).doesNotContain("fail \"The autoscaler");
    assertThat(enabled(chart).with(CPU, null).fails()).contains("targetCPUUtilizationPercentage");
  }
}
