package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;

import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;

/**
 * The pod of {@code helm test}, which succeeds if it reaches the broker in the same way as the
 * provers.
 */
final class TestComponent implements Component {
  private static final String COMPONENT = "test";

  /** A broker takes about a minute to start. */
  private static final String WAIT_SECONDS = "120";

  private final ProverPod pods;
  private final LeaderComponent leader;

  TestComponent(ProverPod pods, LeaderComponent leader) {
    this.pods = pods;
    this.leader = leader;
  }

  @Override
  public List<Manifest> manifests() {
    return List.of(
        Manifest.of(
                "tests/broker",
                new PodBuilder()
                    .withNewMetadata()
                    .withName(fullName(COMPONENT))
                    .withLabels(selectorLabels(COMPONENT))
                    .addToAnnotations("kube-score/ignore", "container-image-pull-policy")
                    .endMetadata()
                    .withSpec(
                        pods.spec(
                            leader.name(),
                            List.of(),
                            pods.container(COMPONENT)
                                .withCommand(Script.BROKER_WAIT.path())
                                .withArgs(WAIT_SECONDS)
                                .withEnv(pods.broker().address())
                                .withResources(Resources.small())
                                .build(),
                            List.of()))
                    .editSpec()
                    .withRestartPolicy("Never")
                    .endSpec()
                    .build())
            .component(COMPONENT)
            .hook(Hook.test())
            .bind("spec.imagePullSecrets", pods.shared().imagePullSecrets())
            .bind("spec.nodeSelector", leader.placement().nodeSelector())
            .bind("spec.tolerations", leader.placement().tolerations()));
  }
}
