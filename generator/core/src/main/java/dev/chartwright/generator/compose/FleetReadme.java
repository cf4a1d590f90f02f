package dev.chartwright.generator.compose;

import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the chart's README says beside the values: what the cluster needs, and how the fleet is
 * used.
 */
final class FleetReadme {
  /** The release and its namespace in the examples, as in the command that installs. */
  private static final String KUBECTL = "kubectl --namespace my-namespace";

  /** Sets the number of workers in KEDA's place, as long as it is there. */
  private static final String PAUSED = "autoscaling.keda.sh/paused-replicas";

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
    return Stream.of(
            readme.needs(),
            readme.parts() + picture.map(FleetReadme::diagram).orElse(""),
            readme.proving(),
            readme.failures(),
            readme.size(),
            readme.changes(),
            readme.circuits())
        .filter(section -> !section.isEmpty())
        .collect(Collectors.joining("\n"));
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
    if (fleet.circuits().storage().isOnFilestore()) {
      needs.add(
          "Filestore, for the circuits: the API `file.googleapis.com`, the cluster's add-on"
              + " `GcpFilestoreCsiDriver`, and the cluster in the network "
              + (fleet.circuits().storage() instanceof CircuitStorage.Filestore
                  ? "that `circuits.storage.filestore.network` names."
                  : "`default`."));
    }
    StringBuilder list =
        new StringBuilder("## Before you install\n\nThe cluster needs, in this order:\n\n");
    for (int index = 0; index < needs.size(); index++) {
      list.append(index + 1).append(". ").append(needs.get(index)).append('\n');
    }
    return list.append(
            """

            Credentials of your own (`broker.existingSecret`) must be safe in an address, which is made of them as they are: \
            only letters, digits and `-._~`.

            With `--wait`, give `helm install` and `helm upgrade` a `--timeout %dh`: workers need nodes, the image and circuits, \
            and at an upgrade the old ones may finish a proof first.
            """
                .formatted(fleet.longestRollout().plusMinutes(59).toHours()))
        .toString();
  }

  private String parts() {
    return """
    ## What runs

    | part | what it does |
    |---|---|
    | broker | a RabbitmqCluster. Its operator makes the pods, the Service and the credentials |
    | leader | a jumpbox with the commands `prove` and `verify`, and a volume for witnesses and proofs |
    | workers | prove one task at a time. %s |
    %s| network policies | the prover's pods%s may reach the broker. Nobody may reach the prover's pods; they may reach \
    the broker and the name service, the leader also what `networkPolicy.leaderEgress` admits |

    The policies hold where the cluster's network enforces them, on GKE with Dataplane V2.
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

    - `prove WITNESS.json [PREVIOUS.zkproof]` proves the blocks of a witness file, a JSON array of consecutive blocks. The \
    block before the first one is that of the previous proof, or the checkpoint of the witness. %s It refuses a witness \
    that cannot be proven%s, and a second run beside another.
    - `verify PROOF` exits with 0 only if the file holds proofs and all of them are right, and names their blocks.%s
    - `flock --nonblock /tmp/prove.lock leader ${LEADER_OPTIONS} rpc …` takes blocks from a node instead. Admit the node with \
    `networkPolicy.leaderEgress`, and take its address from a Secret with `leader.extraEnv`.

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
            circuits.areShared() ? ", to begin before the first worker has made the circuits" : "",
            circuits.areShared()
                ? ""
                : " It makes its circuits first: give `leader.resources` as much memory as a worker"
                    + " has.");
  }

  private String failures() {
    List<String> commands = new ArrayList<>();
    for (Workers workers : fleet.workers()) {
      commands.add(KUBECTL + " " + stop(workers));
    }
    for (Workers workers : fleet.workers()) {
      commands.add(
          KUBECTL
              + " wait --for=delete pod --timeout="
              + workers.terminationGracePeriod().plusMinutes(1).toSeconds()
              + "s --selector app.kubernetes.io/instance=my-release,app.kubernetes.io/component="
              + workers.name());
    }
    fleet.workers().stream()
        .map(Workers::routing)
        .distinct()
        .map(fleet.release()::taskQueue)
        .forEach(
            queue ->
                commands.add(
                    KUBECTL
                        + " exec "
                        + object(fleet.broker().name())
                        + "-server-0 -c rabbitmq -- rabbitmqctl purge_queue "
                        + queue));
    for (Workers workers : fleet.workers()) {
      commands.add(KUBECTL + " " + start(workers));
    }
    return """
    ## After a run that failed

    The tasks of a leader that ended early stay on the queue, a worker that heard of the failure throws its next task away, \
    for which the next leader would wait for ever, and a task that a worker cannot decode goes from one to the next. So let \
    all workers go, purge the queue while there are none, and start them again:

    ```sh
    %s
    ```
    %s"""
        .formatted(
            String.join("\n", commands),
            shared.isAutoscaled()
                ? """

                Where autoscaling is switched off, `scale deployment/… --replicas=0` takes the place of the annotation.
                """
                : "");
  }

  private String stop(Workers workers) {
    return workers.autoscaling().isPresent()
        ? "annotate scaledobject/" + object(workers.name()) + " " + PAUSED + "=0"
        : "scale deployment/" + object(workers.name()) + " --replicas=0";
  }

  private String start(Workers workers) {
    return workers.autoscaling().isPresent()
        ? "annotate scaledobject/" + object(workers.name()) + " " + PAUSED + "-"
        : "scale deployment/" + object(workers.name()) + " --replicas=" + workers.replicas();
  }

  private String object(String component) {
    return objects + "-" + component;
  }

  /** How many workers there are, where KEDA sets it. */
  private String size() {
    if (!shared.isAutoscaled()) {
      return "";
    }
    return """
    ## More and fewer workers

    %sWith `autoscaling.minReplicas` 0, KEDA takes all workers once there was no task for `autoscaling.cooldownSeconds`. The \
    next run waits for a node, the image and the circuits then, and when that takes longer than 30 minutes its tasks are \
    gone: nobody listened to their queue.%s

    Switch `autoscaling.enabled` between two runs only. Off, there are at once as many workers as `replicas` says: write the \
    number that `kubectl get deployment` shows. On, it begins with one worker, and KEDA adds the others. Workers that go \
    finish the proof at hand, as long as `terminationGracePeriodSeconds` allows.
    """
        .formatted(
            isNeverScaledIn()
                ? "Autoscaling adds workers for tasks and takes none away again, because each may"
                    + " hold a proof of hours. To come down after a run, lower"
                    + " `autoscaling.maxReplicas`, and raise it before the next one. "
                : "",
            circuits.areShared()
                ? " The first time, keep a minimum of 1 until the circuits are made: `prove` does"
                    + " not begin without them."
                : "");
  }

  private String changes() {
    return """
    ## Upgrade and remove

    A worker that is told to stop finishes the proof at hand first, as long as `terminationGracePeriodSeconds` allows. An \
    upgrade that changes the workers stops all of them before it starts new ones, because two versions must not share a queue.

    A change of the broker restarts it, and a restart loses all tasks: its queues are not durable. Upgrade between two runs.

    Remove the release before %sthe operator, which %s to clean up behind it. %s, unless `storage.keep` is \
    false; the broker's volume goes with the broker.
    """
        .formatted(
            shared.isAutoscaled() ? "KEDA and " : "",
            shared.isAutoscaled() ? "have" : "has",
            circuits.areShared()
                ? "The volumes with proofs and circuits stay"
                : "The volume with proofs stays");
  }

  private String circuits() {
    if (!circuits.areShared()) {
      return "";
    }
    return """
    ## Circuits

    Another image, or other ranges, have circuits in a folder of their own, so that none are removed under a worker that \
    uses them: `du -sh %s/*` in the jumpbox shows them all. When the volume is full, raise `circuits.storage.size`; or, \
    between two runs, uninstall the release, delete the claim `%s`, and install again.
    """
        .formatted(fleet.circuits().mountPath(), object("circuits"));
  }

  private boolean isNeverScaledIn() {
    return fleet.workers().stream()
        .map(Workers::autoscaling)
        .flatMap(Optional::stream)
        .map(Autoscaling::scaleIn)
        .anyMatch(ScaleIn.Disabled.class::isInstance);
  }
}
