package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/**
 * The pod of {@code helm test}, which succeeds if it reaches the broker in the same way as the
 * provers.
 */
final class TestComponent {
  private static final String COMPONENT = "test";

  /** A broker takes about a minute to start. */
  private static final String WAIT_SECONDS = "120";

  private final HookPod pod;

  TestComponent(HookPod pod) {
    this.pod = pod;
  }

  Manifest manifest() {
    PodSpec spec =
        new PodSpecBuilder(
                pod.spec(
                    COMPONENT,
                    List.of(Script.BROKER_WAIT.path()),
                    List.of(WAIT_SECONDS),
                    pod.pods().broker().address()))
            .withServiceAccountName(pod.leader().accountName())
            .addToVolumes(0, ProverPod.scripts())
            .editFirstContainer()
            .addToVolumeMounts(
                0,
                new VolumeMountBuilder()
                    .withName(ProverPod.SCRIPTS)
                    .withMountPath(Script.FOLDER)
                    .withReadOnly(true)
                    .build())
            .endContainer()
            .build();
    return pod.bind(
        Manifest.of(
                "tests/broker",
                new PodBuilder()
                    .withNewMetadata()
                    .withName(fullName(COMPONENT))
                    .withLabels(selectorLabels(COMPONENT))
                    .addToAnnotations("kube-score/ignore", "container-image-pull-policy")
                    .endMetadata()
                    .withSpec(spec)
                    .build())
            .component(COMPONENT)
            .hook(Hook.test()),
        "spec.");
  }
}
