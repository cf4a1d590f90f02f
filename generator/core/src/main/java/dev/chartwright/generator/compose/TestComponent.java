package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * The pod of {@code helm test}, which succeeds if it reaches the broker in the same way as the
 * provers.
 */
final class TestComponent {
  private static final String COMPONENT = "test";

  /** A broker takes about a minute to start. */
  private static final String WAIT_SECONDS = "120";

  private static final Map<String, Quantity> AMOUNTS =
      Map.of(
          "cpu", new Quantity("100m"),
          "memory", new Quantity("64Mi"),
          "ephemeral-storage", new Quantity("16Mi"));

  private final ProverPod pods;
  private final LeaderComponent leader;

  TestComponent(ProverPod pods, LeaderComponent leader) {
    this.pods = pods;
    this.leader = leader;
  }

  Manifest manifest() {
    return Manifest.of(
            "tests/broker",
            new PodBuilder()
                .withNewMetadata()
                .withName(fullName(COMPONENT))
                .withLabels(selectorLabels(COMPONENT))
                .addToAnnotations("kube-score/ignore", "container-image-pull-policy")
                .endMetadata()
                .withSpec(spec())
                .build())
        .component(COMPONENT)
        .hook(Hook.test())
        .bind("spec.imagePullSecrets", pods.shared().imagePullSecrets())
        .bind("spec.nodeSelector", leader.placement().nodeSelector())
        .bind("spec.tolerations", leader.placement().tolerations());
  }

  private PodSpec spec() {
    ImageValue image = pods.shared().image();
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withServiceAccountName(leader.accountName())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Restricted.pod(ProverPod.USER))
        .addNewContainer()
        .withName(COMPONENT)
        .withImage(image.asString())
        .withImagePullPolicy(image.pullPolicy().asString())
        .withCommand(Script.BROKER_WAIT.path())
        .withArgs(WAIT_SECONDS)
        .withWorkingDir(ProverPod.TMP_FOLDER)
        .withEnv(pods.broker().address())
        .withSecurityContext(Restricted.container(ProverPod.USER))
        .withNewResources()
        .withRequests(AMOUNTS)
        .withLimits(AMOUNTS)
        .endResources()
        .addNewVolumeMount()
        .withName(ProverPod.SCRIPTS)
        .withMountPath(Script.FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .addNewVolumeMount()
        .withName("tmp")
        .withMountPath(ProverPod.TMP_FOLDER)
        .endVolumeMount()
        .endContainer()
        .addToVolumes(ProverPod.scripts())
        .addNewVolume()
        .withName("tmp")
        .withNewEmptyDir()
        .withSizeLimit(new Quantity(ProverPod.TMP_SIZE))
        .endEmptyDir()
        .endVolume()
        .build();
  }
}
