package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorCheckTest {
  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          persistence: {storage: 20Gi} | persistence: {storage: 10Gi} | ERROR UPG-01 breaking RabbitmqCluster/a spec.persistence.storage: it changes from "20Gi" to "10Gi"
          persistence: {storage: 20Gi} | persistence: {} | ERROR UPG-01 breaking RabbitmqCluster/a spec.persistence.storage: it changes from "20Gi" to "10Gi"
          persistence: {storage: 0Gi} | persistence: {storage: 10Gi} | ERROR UPG-01 breaking RabbitmqCluster/a spec.persistence.storage: it changes from "0Gi" to "10Gi"
          persistence: {storageClassName: a} | persistence: {storageClassName: b} | ERROR UPG-01 breaking RabbitmqCluster/a spec.persistence.storageClassName: it changes from "a" to "b"
          replicas: 3 | replicas: 1 | ERROR UPG-01 breaking RabbitmqCluster/a spec.replicas: it changes from 3 to 1
          image: a | image: b | WARNING UPG-08 fix RabbitmqCluster/a spec.image: it changes from "a" to "b"
          rabbitmq: {additionalConfig: a} | rabbitmq: {additionalConfig: b} | WARNING UPG-08 fix RabbitmqCluster/a spec.rabbitmq.additionalConfig: it changes from "a" to "b"
          persistence: {storage: 10Gi} | persistence: {storage: 20Gi} | NOTE UPG-13 fix RabbitmqCluster/a spec.persistence.storage: it changes from "10Gi" to "20Gi"
          replicas: 1 | replicas: 3 | NOTE UPG-13 fix RabbitmqCluster/a spec.replicas: it changes from 1 to 3
          service: {type: ClusterIP} | service: {type: NodePort} | NOTE UPG-13 fix RabbitmqCluster/a spec.service.type: it changes from "ClusterIP" to "NodePort"
          replicas: 1 | {replicas: 1, persistence: {storage: 10Gi}} | ''
          """)
  void aBrokerFollowsSomeChangesAndNotOthers(String before, String after, String expected) {
    assertThat(Rendered.lines(broker(before), broker(after))).isEqualTo(expected);
  }

  private static String broker(String spec) {
    return "{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: a}, spec: "
        + (spec.startsWith("{") ? spec : "{" + spec + "}")
        + "}";
  }

  @Test
  void aScalerThatTurnsToAnotherWorkloadLetsTheFirstOneGo() {
    assertThat(Rendered.lines(scaler("{name: a}"), scaler("{name: b}")))
        .isEqualTo(
            "WARNING UPG-01 breaking ScaledObject/a spec.scaleTargetRef.name: it changes from \"a\" to"
                + " \"b\"");
    assertThat(
            Rendered.lines(
                scaler("{name: a}"), scaler("{name: a, kind: Deployment, apiVersion: apps/v1}")))
        .isEmpty();
  }

  @Test
  void aScalerWhoseAutoscalerIsRenamedStartsAnew() {
    String named = "{name: a}, advanced: {horizontalPodAutoscalerConfig: {name: %s}}";
    assertThat(Rendered.lines(scaler(named.formatted("one")), scaler(named.formatted("two"))))
        .isEqualTo(
            "WARNING UPG-01 feature ScaledObject/a"
                + " spec.advanced.horizontalPodAutoscalerConfig.name: it changes from \"one\" to"
                + " \"two\"");
  }

  private static String scaler(String target) {
    return "{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a}, spec:"
        + " {scaleTargetRef: "
        + target
        + "}}";
  }

  @Test
  void aCustomResourceOfAnotherVersionNeedsItsDefinitionFirst() {
    String monitor = "{apiVersion: example.com/%s, kind: Thing, metadata: {name: a}}";
    assertThat(Rendered.lines(monitor.formatted("v1alpha1"), monitor.formatted("v1")))
        .isEqualTo(
            "WARNING UPG-14 breaking Thing/a apiVersion: it changes from example.com/v1alpha1 to"
                + " example.com/v1");
  }

  @Test
  void aBuiltInObjectOfAnotherVersionStaysTheSame() {
    String scaler = "{apiVersion: %s, kind: HorizontalPodAutoscaler, metadata: {name: a}}";
    assertThat(
            Rendered.lines(scaler.formatted("autoscaling/v1"), scaler.formatted("autoscaling/v2")))
        .isEqualTo(
            "NOTE UPG-14 feature HorizontalPodAutoscaler/a apiVersion: it changes from"
                + " autoscaling/v1 to autoscaling/v2");
  }

  @Test
  void aScaledJobThatChangesEndsTheJobsThatRun() {
    String job =
        "{apiVersion: keda.sh/v1alpha1, kind: ScaledJob, metadata: {name: a}, spec:"
            + " {pollingInterval: %s, rollout: {strategy: %s}}}";
    assertThat(Rendered.lines(job.formatted(1, "default"), job.formatted(2, "default")))
        .isEqualTo("WARNING UPG-08 fix ScaledJob/a spec.pollingInterval: it changes from 1 to 2");
    assertThat(Rendered.lines(job.formatted(1, "gradual"), job.formatted(2, "gradual")))
        .isEqualTo("NOTE UPG-13 fix ScaledJob/a spec.pollingInterval: it changes from 1 to 2");
  }
}
