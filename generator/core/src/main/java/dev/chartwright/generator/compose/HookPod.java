package dev.chartwright.generator.compose;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** A small pod with the prover's image that Helm runs as a hook, on the nodes of the jumpbox. */
record HookPod(ProverPod pods, LeaderComponent leader) {
  private static final String TMP = "tmp";

  private static final Map<String, Quantity> AMOUNTS =
      Map.of(
          "cpu", new Quantity("100m"),
          "memory", new Quantity("64Mi"),
          "ephemeral-storage", new Quantity("16Mi"));

  /**
   * A pod with one container, which has the name of the component. It has the account of the
   * namespace and no token: a tool that runs hooks before it creates anything has no other account.
   */
  PodSpec spec(String component, List<String> command, List<String> args, List<EnvVar> variables) {
    ImageValue image = pods.shared().image();
    return new PodSpecBuilder()
        .withRestartPolicy("Never")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Restricted.pod(ProverPod.USER))
        .addNewContainer()
        .withName(component)
        .withImage(image.asString())
        .withImagePullPolicy(image.pullPolicy().asString())
        .withCommand(command)
        .withArgs(args)
        .withWorkingDir(ProverPod.TMP_FOLDER)
        .withEnv(variables)
        .withSecurityContext(Restricted.container(ProverPod.USER))
        .withNewResources()
        .withRequests(AMOUNTS)
        .withLimits(AMOUNTS)
        .endResources()
        .addNewVolumeMount()
        .withName(TMP)
        .withMountPath(ProverPod.TMP_FOLDER)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName(TMP)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity(ProverPod.TMP_SIZE))
        .endEmptyDir()
        .endVolume()
        .build();
  }

  /** Binds the values of a pod to a manifest. */
  Manifest bind(Manifest manifest, String path) {
    return manifest
        .bind(path + "imagePullSecrets", pods.shared().imagePullSecrets())
        .bind(path + "nodeSelector", leader.placement().nodeSelector())
        .bind(path + "tolerations", leader.placement().tolerations());
  }
}
