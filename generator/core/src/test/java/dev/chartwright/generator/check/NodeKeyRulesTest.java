package dev.chartwright.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.problem.Finding;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels and taints of nodes are what both gcloud and Terraform create, and what GKE accepts. */
class NodeKeyRulesTest {
  private static final Taint TAINT = Taint.noSchedule("highmem", "true");

  /** gcloud reads taints as a map from keys, so that only the last one of a key is sent. */
  static Stream<List<Taint>> taintsOfOneKey() {
    return Stream.of(
        List.of(TAINT, Taint.noExecute("highmem", "true")),
        List.of(TAINT, Taint.preferNoSchedule("highmem", "true")),
        List.of(TAINT, TAINT),
        List.of(TAINT, Taint.noSchedule("highmem", "false")),
        List.of(
            TAINT,
            Taint.noSchedule("team", "a"),
            Taint.noExecute("highmem", "true"),
            Taint.preferNoSchedule("highmem", "")));
  }

  @ParameterizedTest
  @MethodSource("taintsOfOneKey")
  void severalTaintsOfOneKeyAreOneProblem(List<Taint> taints) {
    assertThat(findings(pool -> with(taints, pool)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("POO-20");
              assertThat(finding.place().model())
                  .isEqualTo("gke.pools[highmem-pool].taints['highmem']");
              assertThat(finding.isError()).isTrue();
            });
  }

  @Test
  void theStrongestEffectIsTheOneToKeep() {
    assertThat(findings(pool -> with(List.of(TAINT, Taint.noExecute("highmem", "true")), pool)))
        .singleElement()
        .extracting(Finding::fix)
        .isEqualTo("keep highmem=true:NoExecute, which does what the others do");
  }

  @Test
  void taintsWithTwoValuesNeedTwoKeys() {
    assertThat(findings(pool -> with(List.of(TAINT, Taint.noExecute("highmem", "no")), pool)))
        .singleElement()
        .extracting(Finding::fix)
        .isEqualTo("keep one of them, or give each a key of its own");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node-role.kubernetes.io/prover",
        "node-restriction.kubernetes.io/prover",
        "kubernetes.io/hostname",
        "kubernetes.io/prover",
        "beta.kubernetes.io/os",
        "topology.kubernetes.io/zone",
        "node.kubernetes.io/instance-type",
        "k8s.io/prover",
        "autoscaling.k8s.io/prover",
        "cloud.google.com/compute-class",
        "cloud.google.com/gke-nodepool",
        "cloud.google.com/gke-spot",
        "iam.gke.io/gke-metadata-server-enabled",
        "gke.io/prover",
        "chartwright.dev/pool"
      })
  void aLabelThatOthersSetIsRefused(String key) {
    assertThat(findings(pool -> pool.label(key, "true")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("POO-21");
              assertThat(finding.place().model())
                  .isEqualTo("gke.pools[highmem-pool].labels['" + key + "']");
              assertThat(finding.fix())
                  .isEqualTo("use a key of your own, such as example.com/" + key.split("/")[1]);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prover",
        "example.com/prover",
        "mykubernetes.io/prover",
        "kubernetes.io.example.com/prover",
        "notk8s.io/prover",
        "node.kubernetes.io/prover",
        "gpu.node.kubernetes.io/prover",
        "kubelet.kubernetes.io/prover"
      })
  void anyOtherLabelIsAccepted(String key) {
    assertThat(findings(pool -> pool.label(key, "true"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node.kubernetes.io/not-ready",
        "node.cloudprovider.kubernetes.io/uninitialized",
        "node-role.kubernetes.io/prover",
        "k8s.io/prover"
      })
  void aTaintThatKubernetesSetsIsRefused(String key) {
    assertThat(findings(pool -> pool.taint(Taint.noSchedule(key, ""))))
        .extracting(finding -> finding.rule().id())
        .containsExactly("POO-21");
  }

  /** The documentation of GKE tells its users to set these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloud.google.com/gke-spot",
        "cloud.google.com/compute-class",
        "components.gke.io/gke-managed-components",
        "nvidia.com/gpu"
      })
  void aTaintThatGkeLeavesToItsUsersIsAccepted(String key) {
    assertThat(findings(pool -> pool.taint(Taint.noSchedule(key, "true")))).isEmpty();
  }

  @Test
  void allLabelsTogetherFitIntoTheirFlag() {
    UnaryOperator<NodePool.Builder> labels =
        pool -> {
          for (int number = 0; number < 20; number++) {
            pool.label("a-label-of-some-length-" + number, "with-a-value-that-is-long-enough");
          }
          return pool;
        };

    assertThat(findings(labels))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule().id()).isEqualTo("POO-11");
              assertThat(finding.what()).isEqualTo("the labels have 1169 characters together");
            });
  }

  @Test
  void aLabelOfTheClusterThatGoogleCloudSetsIsRefused() {
    ProverFleet fleet =
        ProverFleet.named("provers")
            .gke(Gke.cluster("provers").label("goog-gke-node", "").label("google", "x"))
            .build();

    assertThat(FleetCheck.check(fleet))
        .extracting(finding -> finding.rule().id(), finding -> finding.place().model())
        .containsExactly(tuple("POO-21", "gke.labels['goog-gke-node']"));
  }

  private static NodePool.Builder with(List<Taint> taints, NodePool.Builder pool) {
    // The pool has the first one already.
    taints.stream().skip(1).forEach(pool::taint);
    return pool;
  }

  private static List<Finding> findings(UnaryOperator<NodePool.Builder> change) {
    NodePool pool =
        change
            .apply(
                NodePool.named("highmem-pool").machine("c3d-highmem-180").nodes(1, 2).taint(TAINT))
            .build();
    return FleetCheck.check(ProverFleet.named("provers").workers(Workers.on(pool)).build()).stream()
        .filter(finding -> finding.rule().id().startsWith("POO"))
        .toList();
  }
}
