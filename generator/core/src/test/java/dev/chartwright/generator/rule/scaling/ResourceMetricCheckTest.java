package dev.chartwright.generator.rule.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.prove.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceMetricCheckTest {
  private static String workload(String containers) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: demo-api}
        spec: {template: {spec: {containers: [%s]}}}
        """
        .formatted(containers);
  }

  private static String autoscaler(String metrics) {
    return """
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: demo-api}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: demo-api}%s}
        """
        .formatted(metrics.isEmpty() ? "" : ", metrics: [" + metrics + "]");
  }

  private static String scaled(String more, String triggers) {
    return """
        ---
        apiVersion: keda.sh/v1alpha1
        kind: ScaledObject
        metadata: {name: demo-api}
        spec: {scaleTargetRef: {name: demo-api}, %striggers: [%s]}
        """
        .formatted(more, triggers);
  }

  private static List<String> places(String objects) {
    return new ResourceMetricCheck()
        .check(Findings.render(objects)).stream()
            .map(
                each ->
                    each.rule()
                        + " "
                        + each.place().object().orElseThrow().kind()
                        + " "
                        + each.place().field())
            .toList();
  }

  private static final String BARE = "{name: api}";
  private static final String WITH_CPU = "{name: api, resources: {requests: {cpu: 100m}}}";
  private static final String WITH_LIMIT = "{name: api, resources: {limits: {cpu: 1}}}";
  private static final String WITH_NONE = "{name: api, resources: {requests: {cpu: 0}}}";
  private static final String SIDECAR = "{name: proxy}";
  private static final String USE =
      "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}";
  private static final String FOUND = "SCA-26 HorizontalPodAutoscaler spec.metrics[0]";

  @Test
  void aUseIsAPartOfARequest() {
    assertThat(places(workload(BARE) + autoscaler(USE))).containsExactly(FOUND);
    assertThat(places(workload(WITH_NONE) + autoscaler(USE))).containsExactly(FOUND);
    assertThat(places(workload(WITH_CPU) + autoscaler(USE))).isEmpty();
    assertThat(places(workload(WITH_LIMIT) + autoscaler(USE))).isEmpty();
    assertThat(places(workload(WITH_CPU) + autoscaler(USE.replace("cpu", "memory"))))
        .containsExactly(FOUND);
  }

  @Test
  void everyContainerCounts() {
    assertThat(places(workload(WITH_CPU + ", " + SIDECAR) + autoscaler(USE)))
        .containsExactly(FOUND);
    String one =
        USE.replace(
            "type: Resource, resource: {",
            "type: ContainerResource, containerResource: {container: api, ");
    assertThat(places(workload(WITH_CPU + ", " + SIDECAR) + autoscaler(one))).isEmpty();
    assertThat(
            places(
                workload(WITH_CPU) + autoscaler(one.replace("container: api", "container: web"))))
        .containsExactly(FOUND);
  }

  @Test
  void anAverageValueNeedsNoRequest() {
    assertThat(
            places(
                workload(BARE)
                    + autoscaler(
                        "{type: Resource, resource: {name: cpu, target: {type: AverageValue,"
                            + " averageValue: 500m}}}")))
        .isEmpty();
  }

  @Test
  void anAutoscalerWithoutMetricsGoesByCpu() {
    assertThat(places(workload(BARE) + autoscaler("")))
        .containsExactly("SCA-26 HorizontalPodAutoscaler spec.metrics");
    assertThat(
            places(
                workload(BARE)
                    + """
                    ---
                    apiVersion: autoscaling/v1
                    kind: HorizontalPodAutoscaler
                    metadata: {name: demo-api}
                    spec: {targetCPUUtilizationPercentage: 80, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: demo-api}}
                    """))
        .containsExactly("SCA-26 HorizontalPodAutoscaler spec.targetCPUUtilizationPercentage");
  }

  @Test
  void aRequestByDefaultOfTheNamespaceIsOne() {
    String range =
        """
        ---
        apiVersion: v1
        kind: LimitRange
        metadata: {name: demo}
        spec: {limits: [{type: Container, defaultRequest: {cpu: 50m}}]}
        """;
    assertThat(places(workload(BARE) + autoscaler(USE) + range)).isEmpty();
  }

  @Test
  void kedaRefusesTriggersWithoutARequest() {
    String least = "minReplicaCount: 1, ";
    assertThat(places(workload(BARE) + scaled(least, "{type: memory, metadata: {value: \"70\"}}")))
        .containsExactly("SCA-26 ScaledObject spec.triggers[0]");
    assertThat(
            places(
                workload(WITH_CPU + ", " + SIDECAR)
                    + scaled(least, "{type: cpu, metadata: {value: \"70\", containerName: api}}")))
        .isEmpty();
  }

  @Test
  void kedaNeedsAnotherTriggerToBeginFromNothing() {
    String cpu = "{type: cpu, metadata: {value: \"70\"}}";
    String found = "SCA-27 ScaledObject spec.minReplicaCount";
    assertThat(places(workload(WITH_CPU) + scaled("", cpu))).containsExactly(found);
    assertThat(places(workload(WITH_CPU) + scaled("minReplicaCount: 0, ", cpu)))
        .containsExactly(found);
    assertThat(places(workload(WITH_CPU) + scaled("minReplicaCount: 0, ", cpu + ", {type: cron}")))
        .isEmpty();
  }
}
