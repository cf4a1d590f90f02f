package dev.chartwright.workload;

import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Part;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** The pod of {@code helm test}: it has a component of its own, so that no Service selects it. */
final class TestPod {
  private static final Map<String, Quantity> REQUESTS =
      Map.of(
          "cpu", new Quantity("10m"),
          "memory", new Quantity("32Mi"),
          "ephemeral-storage", new Quantity("16Mi"));
  private static final Map<String, Quantity> LIMITS =
      Map.of(
          "cpu", new Quantity("100m"),
          "memory", new Quantity("32Mi"),
          "ephemeral-storage", new Quantity("16Mi"));

  private TestPod() {}

  /** The component of the test pod. */
  static String component(Part part) {
    return part.isMain() ? "test" : part.name() + "-test";
  }

  static Manifest manifest(
      Part part, ImageValue image, String account, long user, List<String> command) {
    return Manifest.of(
            part.file("tests/connection"),
            new PodBuilder()
                .withNewMetadata()
                .withName(part.objectName("test"))
                .withLabels(selectorLabels(component(part)))
                .addToAnnotations(WorkloadObjects.IGNORED, WorkloadObjects.PULL_POLICY)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(account)
                .withAutomountServiceAccountToken(false)
                .withSecurityContext(Restricted.pod(user))
                .withContainers(
                    new ContainerBuilder()
                        .withName("test")
                        .withImage(image.asString())
                        .withImagePullPolicy(image.pullPolicy().asString())
                        .withCommand(command)
                        .withSecurityContext(Restricted.container(user))
                        .withNewResources()
                        .withRequests(REQUESTS)
                        .withLimits(LIMITS)
                        .endResources()
                        .build())
                .endSpec()
                .build())
        .component(component(part))
        .comment("metadata.annotations['" + WorkloadObjects.IGNORED + "']", WorkloadObjects.REASON)
        .hook(Hook.test());
  }
}
