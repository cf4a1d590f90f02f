package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplicaCheckTest {
  private static final String SCALER =
      """
      ---
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: web}
      spec: {scaleTargetRef: {name: web}}
      """;
  private static final String AUTOSCALER =
      """
      ---
      apiVersion: autoscaling/v2
      kind: HorizontalPodAutoscaler
      metadata: {name: web}
      spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}}
      """;
  private static final String NOTHING = "";

  @Test
  void anAutoscaledWorkloadThatGainsReplicasIsResetByEveryUpgrade() {
    assertThat(replicas(deployment("{}") + SCALER, deployment("{replicas: 3}") + SCALER))
        .isEqualTo(
            "ERROR UPG-02 breaking Deployment/web spec.replicas: it is 3, and ScaledObject/web sets"
                + " the number of pods");
    assertThat(replicas(statefulSet("{}") + AUTOSCALER, statefulSet("{replicas: 1}") + AUTOSCALER))
        .isEqualTo(
            "ERROR UPG-02 breaking StatefulSet/web spec.replicas: it is 1, and"
                + " HorizontalPodAutoscaler/web sets the number of pods");
  }

  @Test
  void anAutoscaledWorkloadThatLosesReplicasDropsToOnePodOnce() {
    String before = deployment("{replicas: 3}");
    assertThat(replicas(before + SCALER, deployment("{}") + SCALER))
        .isEqualTo(
            "ERROR UPG-02 breaking Deployment/web spec.replicas: it was 3 and is left out, because"
                + " ScaledObject/web sets the number");
    assertThat(replicas(before, deployment("{}") + SCALER))
        .as("the autoscaler comes with the upgrade")
        .isEqualTo(
            "ERROR UPG-02 breaking Deployment/web spec.replicas: it was 3 and is left out, because"
                + " ScaledObject/web sets the number");
  }

  @Test
  void theNumberInTheClusterIsTheAutoscalersWhereTheManifestSaysOne() {
    String before = deployment("{replicas: 1}") + SCALER;
    assertThat(replicas(before, deployment("{}") + SCALER))
        .isEqualTo(
            "ERROR UPG-02 breaking Deployment/web spec.replicas: it was 1 and is left out, because"
                + " ScaledObject/web sets the number");
    assertThat(replicas(before, deployment("{}")))
        .as("the autoscaler goes with the upgrade")
        .isEqualTo(
            "WARNING UPG-02 breaking Deployment/web spec.replicas: it was 1 and is left out");
  }

  @Test
  void anAutoscalerOfAnotherWorkloadDoesNotCount() {
    assertThat(replicas(deployment("{}") + AUTOSCALER, deployment("{replicas: 3}") + AUTOSCALER))
        .isEqualTo(
            "NOTE UPG-02 feature Deployment/web spec.replicas: it was left out, which is 1,"
                + " and is 3");
  }

  @Test
  void whereNothingIsHandedOverThereIsNothingToSay() {
    assertThat(replicas(deployment("{}") + SCALER, deployment("{}") + SCALER)).isEmpty();
    assertThat(replicas(deployment("{}"), deployment("{}") + SCALER)).isEmpty();
    assertThat(replicas(deployment("{replicas: 1}"), deployment("{}") + SCALER)).isEmpty();
    assertThat(replicas(deployment("{}"), deployment("{replicas: 1}"))).isEmpty();
    assertThat(replicas(deployment("{replicas: 2}"), deployment("{replicas: 2}"))).isEmpty();
  }

  @Test
  void aFixedNumberThatChangesIsWorthKnowing() {
    assertThat(replicas(deployment("{replicas: 2}"), deployment("{replicas: 5}")))
        .isEqualTo("NOTE UPG-02 feature Deployment/web spec.replicas: it was 2 and is 5");
  }

  @Test
  void aFixedNumberThatIsLeftOutBecomesOne() {
    assertThat(replicas(deployment("{replicas: 2}"), deployment("{}")))
        .isEqualTo(
            "WARNING UPG-02 breaking Deployment/web spec.replicas: it was 2 and is left out");
  }

  @Test
  void aWorkloadWithoutItsAutoscalerKeepsItsNumberOrGetsAnotherOne() {
    assertThat(found(deployment("{}") + SCALER, deployment("{}")).clusterDoes())
        .isEqualTo("the number of pods stays at what the autoscaler has set last");
    assertThat(found(deployment("{}") + SCALER, deployment("{replicas: 2}")).clusterDoes())
        .isEqualTo("the number of pods goes to 2, whatever the autoscaler has set");
  }

  private static String replicas(String before, String after) {
    return Rendered.only("UPG-02", before, after).map(Rendered::line).orElse(NOTHING);
  }

  private static UpgradeFinding found(String before, String after) {
    return Rendered.only("UPG-02", before, after).orElseThrow();
  }

  private static String deployment(String spec) {
    return "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: " + spec + "}\n";
  }

  private static String statefulSet(String spec) {
    return "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: web}, spec: " + spec + "}\n";
  }
}
