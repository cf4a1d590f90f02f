package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;

/**
 * The Deployment of leader or workers: pods with one prover container, and what people may set
 * about them.
 *
 * @param component the component's name, which its objects and labels carry
 * @param container the name of the container
 */
record ProverDeployment(
    ProverPod pods,
    String component,
    String container,
    Value<Map<String, Object>> resources,
    Placement placement,
    Extras extras) {
  /** Where its exemptions from the checks of kube-score are. */
  static final String IGNORED_CHECKS = "metadata.annotations['kube-score/ignore']";

  /** Where it says that a pod must not lose its node. */
  static final String SAFE_TO_EVICT =
      "spec.template.metadata.annotations['" + Placement.SAFE_TO_EVICT + "']";

  /** The path of the prover's container. */
  String containerPath() {
    return "spec.template.spec.containers[" + container + "]";
  }

  /**
   * The object. All its old pods go before new ones come, and a change of the scripts restarts
   * them.
   *
   * @param replicas a number or the token of one
   * @param ignoredChecks what kube-score need not say about it
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
