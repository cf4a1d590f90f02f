package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/**
 * The Deployment of leader or workers: pods with one prover container, and the values that users
 * may set for them.
 *
 * @param component the name of the component, used in names and labels of its objects
 * @param container the name of the container
 */
record ProverDeployment(
    ProverPod pods,
    String component,
    String container,
    Value<Map<String, Object>> resources,
    Placement placement,
    Extras extras) {
  /** The annotation that lists ignored checks of kube-score. */
  static final String IGNORED_CHECKS = "metadata.annotations['kube-score/ignore']";

  /** The annotation that forbids removing the node of a pod. */
  static final String SAFE_TO_EVICT =
      "spec.template.metadata.annotations['" + Placement.SAFE_TO_EVICT + "']";

  /** The path of the prover's container. */
  String containerPath() {
    return "spec.template.spec.containers[" + container + "]";
  }

  /**
   * The object. All old pods stop before new ones start, and a change of the scripts restarts the
   * pods.
   *
   * @param replicas a number or the token of one
   * @param ignoredChecks the checks of kube-score to ignore
   */
  Manifest manifest(int replicas, String ignoredChecks, PodSpec pod) {
    Map<String, String> selector = selectorLabels(component);
    Manifest deployment =
        Manifest.of(
                component + "-deployment",
                new DeploymentBuilder()
                    .withNewMetadata()
                    .withName(fullName(component))
                    .addToAnnotations("kube-score/ignore", ignoredChecks)
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(replicas)
                    .withNewStrategy()
                    .withType("Recreate")
                    .endStrategy()
                    .withNewSelector()
                    .withMatchLabels(selector)
                    .endSelector()
                    .withNewTemplate()
                    .withNewMetadata()
                    .withLabels(selector)
                    .addToAnnotations("checksum/scripts", pods.scriptsDigest())
                    .addToAnnotations(Placement.SAFE_TO_EVICT, "false")
                    .endMetadata()
                    .withSpec(pod)
                    .endTemplate()
                    .endSpec()
                    .build())
            .component(component)
            .bind("spec.template.spec.imagePullSecrets", pods.shared().imagePullSecrets())
            .bind(containerPath() + ".resources", resources);
    return placement.in(extras.in(ProverPod.explained(deployment), containerPath()));
  }
}
