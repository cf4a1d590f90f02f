package dev.chartwright.generator.compose;

import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the chart's README says beside the values: what the cluster needs, and how the fleet is
 * used.
 */
final class FleetReadme {
  /** The release and its namespace in the examples, as in the command that installs. */
  private static final String KUBECTL = "kubectl --namespace my-namespace";

  private final FleetValues shared;
  private final ProverFleet fleet;
  private final CircuitsComponent circuits;
  private final String objects;

  private FleetReadme(FleetValues shared, CircuitsComponent circuits) {
    this.shared = shared;
    this.fleet = shared.fleet();
    this.circuits = circuits;
    this.objects = "my-release-" + fleet.name();
  }

  static String of(FleetValues shared, CircuitsComponent circuits, Optional<String> picture) {
    FleetReadme readme = new FleetReadme(shared, circuits);
    return String.join(
        "\n",
        readme.needs(),
        readme.parts() + picture.map(FleetReadme::diagram).orElse(""),
        readme.proving(),
        readme.failures(),
        readme.changes());
  }

  private String needs() {
    Platform platform = fleet.platform();
    List<String> needs = new ArrayList<>();
    if (platform.operatorNeedsCertManager()) {
      needs.add("cert-manager, for the webhooks of the operator.");
    }
    needs.add("The RabbitMQ Cluster Operator " + platform.operator() + ".");
    if (shared.isAutoscaled()) {
      needs.add(
          "KEDA "
              + platform.keda()
              + (platform.kedaChart().equals(platform.keda())
                  ? ""
                  : ", which is chart " + platform.kedaChart())
              + ", in the namespace that `networkPolicy.kedaNamespace` names.");
    }
    needs.add(
        "The node pools that the fleet was declared with: their names are the defaults of"
            + " `nodeSelector`, their taints those of `tolerations`.");
    StringBuilder list =
        new StringBuilder("## Before you install\n\nThe cluster needs, in this order:\n\n");
    for (int index = 0; index < needs.size(); index++) {
      list.append(index + 1).append(". ").append(needs.get(index)).append('\n');
    }
    return list.toString();
  }

  private String parts() {
    return """
    ## What runs

    | part | what it does |
    |---|---|
    | broker | a RabbitmqCluster. Its operator makes the pods, the Service and the credentials |
    | leader | a jumpbox with the commands `prove` and `verify`, and a volume for witnesses and proofs |
    | workers | prove one task at a time. %s |
    %s| network policies | the prover's pods%s may reach the broker, and nobody may reach anything else |
    """
        .formatted(
            circuits.areShared()
                ? "The first one makes the circuits, the others wait for it"
                : "Each makes its circuits when it starts",
            shared.isAutoscaled()
                ? "| autoscaling | as many workers as tasks are outstanding, waiting or in work |\n"
                : "",
            shared.isAutoscaled() ? ", KEDA and the operator" : " and the operator");
  }

  private static String diagram(String mermaid) {
    return "\n```mermaid\n" + mermaid.strip() + "\n```\n";
  }

  private String proving() {
    return """
    ## Prove and verify

    In the jumpbox (`%s exec -it deployment/%s-%s -- bash`):

    - `prove WITNESS.json [PREVIOUS.zkproof]` proves the blocks of a witness file, a JSON array. The block before the first \
    one is that of the previous proof, or the checkpoint of the witness. %s
    - `verify PROOF` exits with 0 only if the file holds proofs and all of them are right, and names their blocks.%s
    - `leader ${LEADER_OPTIONS} rpc …` takes blocks from a node instead. Admit the node with `networkPolicy.leaderEgress`, and \
    take its address from a Secret with `leader.extraEnv`.

    A run lasts longer than most connections: start it with `nohup prove WITNESS.json >run.log &`.
    """
        .formatted(
            KUBECTL,
            objects,
            fleet.leader().name(),
            fleet.release().writesProofFiles()
                ? "Proofs are written to `/data/proofs/b<height>.zkproof`, one for each batch of"
                    + " blocks."
                : "The proofs of all its blocks are written to one file,"
                    + " `/data/proofs/<witness>.zkproof`.",
            circuits.areShared()
                ? ""
                : " It makes its circuits first: give `leader.resources` as much memory as a worker"
                    + " has.");
  }

  private String failures() {
    List<String> queues =
        fleet.workers().stream()
            .map(Workers::routing)
            .distinct()
            .map(fleet.release()::taskQueue)
            .toList();
    return """
    ## After a run that failed

    The tasks of a leader that ended early stay on the queue, and a worker that heard of the failure throws its next task \
    away, for which the next leader would wait for ever. So purge the queue and restart the workers first:

    ```sh
    %s
    %s rollout restart %s
    ```
    """
        .formatted(
            queues.stream()
                .map(
                    queue ->
                        KUBECTL
                            + " exec "
                            + objects
                            + "-"
                            + fleet.broker().name()
                            + "-server-0 -c rabbitmq -- rabbitmqctl purge_queue "
                            + queue)
                .collect(Collectors.joining("\n")),
            KUBECTL,
            fleet.workers().stream()
                .map(workers -> "deployment/" + objects + "-" + workers.name())
                .collect(Collectors.joining(" ")));
  }

  private String changes() {
    return """
    ## Upgrade, scale in, remove

    A worker that is told to stop finishes the proof at hand first, as long as `terminationGracePeriodSeconds` allows. An \
    upgrade that changes the workers stops all of them before it starts new ones, because two versions must not share a queue.
    %s
    A change of the broker restarts it, and a restart loses all tasks: its queues are not durable. Upgrade between two runs.

    Remove the release before %sthe operator, which %s to clean up behind it. %s, unless `storage.keep` is \
    false; the broker's volume goes with the broker.
    """
        .formatted(
            isNeverScaledIn()
                ? "\n"
                    + "Autoscaling adds workers and, while there is work, takes none away. To"
                    + " scale in, lower `autoscaling.maxReplicas`.\n"
                : "",
            shared.isAutoscaled() ? "KEDA and " : "",
            shared.isAutoscaled() ? "have" : "has",
            circuits.areShared()
                ? "The volumes with proofs and circuits stay"
                : "The volume with proofs stays");
  }

  private boolean isNeverScaledIn() {
    return fleet.workers().stream()
        .map(Workers::autoscaling)
        .flatMap(Optional::stream)
        .map(Autoscaling::scaleIn)
        .anyMatch(ScaleIn.Disabled.class::isInstance);
  }
}
