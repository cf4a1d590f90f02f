package dev.chartwright.generator.compose;

import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;

/** What the chart's README says beside the values. */
final class FleetReadme {
  private FleetReadme() {}

  static String of(ProverFleet fleet) {
    Platform platform = fleet.platform();
    return """
        ## Before you install

        The cluster needs, in this order:

        1. The RabbitMQ Cluster Operator %s%s.
        2. KEDA %s (chart %s), in the namespace that `networkPolicy.kedaNamespace` names.
        3. The node pools that the fleet was declared with: their names are the defaults of `nodeSelector`, their taints \
        those of `tolerations`.

        Remove the release before KEDA and the operator: both have to clean up behind it.

        ## What runs

        | part | what it does |
        |---|---|
        | broker | a RabbitmqCluster. Its operator makes the pods, the Service and the credentials |
        | leader | a jumpbox with the commands `prove` and `verify`, and a volume for witnesses and proofs |
        | workers | prove one task at a time. They make their circuits first, unless another did |
        | autoscaling | as many workers as tasks are outstanding, waiting or in work |

        An upgrade stops all workers before it starts new ones: two versions must not share a queue. A worker that is told to \
        stop first finishes the proof at hand, as long as `terminationGracePeriodSeconds` allows.

        Volumes with circuits and with proofs are kept when the release is uninstalled, unless `storage.keep` is false.
        """
        .formatted(
            platform.operator(),
            platform.operatorNeedsCertManager() ? ", with cert-manager before it" : "",
            platform.keda(),
            platform.kedaChart());
  }
}
