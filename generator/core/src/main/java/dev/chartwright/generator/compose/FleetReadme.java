package dev.chartwright.generator.compose;

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
            readme.following(),
            readme.nightShift(),
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
        "The declared node pools. The defaults of `nodeSelector` and `tolerations` fit their"
            + " labels and"
            + " taints.");
    if (!fleet.gke().computeClasses().isEmpty()) {
      needs.add(
          "The compute classes "
              + fleet.gke().computeClasses().stream()
                  .map(each -> "`" + each.name() + "`")
                  .collect(Collectors.joining(", "))
              + " (GKE 1.30.3 or newer): apply `compute-classes.yaml` of the scripts. They belong to"
              + " the cluster, and all releases share them.");
    }
    if (fleet.circuits().storage().isOnFilestore()) {
      needs.add(
          "Filestore, for the circuits: the API `file.googleapis.com`, the add-on"
              + " `GcpFilestoreCsiDriver`, and a cluster in the network "
              + (fleet.circuits().storage() instanceof CircuitStorage.Filestore
                  ? "that `circuits.storage.filestore.network` names"
                      + (fleet.gke().network().isShared()
                          ? ", which has private services access."
                          : ".")
                  : "`default`."));
    }
    StringBuilder list =
        new StringBuilder("## Before you install\n\nThe cluster needs, in this order:\n\n");
    for (int index = 0; index < needs.size(); index++) {
      list.append(index + 1).append(". ").append(needs.get(index)).append('\n');
    }
    return list.append(
            """

            Your own credentials (`broker.existingSecret`) become part of a URL without escaping: use only letters, digits and \
            `-._~`.

            With `--wait`, give `helm install` and `helm upgrade` a `--timeout %dh`: workers wait for nodes, the image and \
            circuits, and during an upgrade the old workers may finish a proof first.
            """
                .formatted(fleet.longestRollout().plusMinutes(59).toHours()))
        .toString();
  }

  private String parts() {
    return """
    ## What runs

    | part | what it does |
    |---|---|
    | broker | a RabbitmqCluster. The operator creates its pods, Service and credentials |
    | leader | a jumpbox with the commands `prove` and `verify`, and a volume for witnesses and proofs |
    | workers | process one task at a time. %s |
    %s| network policies | the prover's pods%s may reach the broker. Nothing may reach the prover's pods. They may reach \
    the broker and DNS; the leader may also reach what `networkPolicy.leaderEgress` allows |

    The policies have an effect only if the network of the cluster enforces them; on GKE, use Dataplane V2. The connections to the \
    broker are not encrypted, because the scripts in the pods have no TLS client. Where other tenants share the network, let the cluster \
    encrypt the traffic between its nodes; on GKE, by `--in-transit-encryption=inter-node-transparent`.
    """
        .formatted(
            circuits.areShared()
                ? "The first one builds the circuits, and the others wait for it"
                : "Each builds its circuits when it starts",
            shared.isAutoscaled()
                ? "| autoscaling | runs as many workers as there are outstanding tasks, waiting"
                    + " or in progress |\n"
                : "",
            shared.isAutoscaled() ? ", KEDA and the operator" : " and the operator");
  }

  private static String diagram(String mermaid) {
    return "\n```mermaid\n" + mermaid.strip() + "\n```\n";
  }

  private String proving() {
    return """
    ## Prove and verify

    Open a shell in the jumpbox (`%s exec -it deployment/%s-%s -- bash`) and run:

    | command | what it does |
    |---|---|
    | `prove WITNESS [PREVIOUS]` | puts the blocks of a witness file, a JSON array of consecutive blocks, into the queue of runs, and shows the \
    log until the run is over. With `--continue` as the previous proof, the run continues the published proof of the block before |
    | `batch FOLDER` | puts all witnesses of a folder, or those that are named, into the queue, each continuing the one before |
    | `runs [RUN]` | lists the runs: what is proven, the attempts, and how each one ended. A RUN is its number or its name, such as `12` or `000012-b3-6` |
    | `follow RUN` | shows the log of a run until it is over. Ctrl-C does not affect the run |
    | `stop RUN` | ends a run, which then counts as failed, or takes it out of the queue |
    | `retry RUN` | puts a failed run into the queue again, at its old place; it resumes at the first block without a proof |
    | `reset` | stops the workers, deletes the tasks that an earlier run left, and ends a pause that followed a failure. A reset is done before a run \
    by itself where it is needed; after a pause, it tries again |
    | `pause [REASON]` | starts no further runs; the current one continues |
    | `resume` | starts runs again |
    | `uploads` | says which proofs the bucket has, and which uploads it refused |
    | `upload BLOCK` | sends a proof that was refused to the bucket again |
    | `verify PROOF` | prints the blocks of a proof file, and exits with 0 only if the file contains proofs and all of them are correct |

    A run that cannot succeed is refused before it starts: the witness is truncated, is for another version of the prover, or mixes two chains; the \
    previous proof does not match; the proof exists already; the volume is full. Each proof is verified before it gets its name, \
    `/data/proofs/b<height>.zkproof`, and no proof is ever replaced. The file `b<height>.zkproof.json` beside it says which run \
    proved it, with which circuits, and where its chain begins.%s

    A witness of v0.7 shows whether its chain starts with the right state. For earlier versions, the companion asks an Ethereum node: \
    `runs.rpc.existingSecret` names the Secret with its address.

    A run is a folder in `/data/runs`, and the folder that it lies in is its state: `inbox`, `running`, `done` or `failed`. It \
    contains the witness, the log, the attempts, and in the end the outcome in one sentence. A run whose previous proof is missing waits in the \
    inbox, such as those behind a failed run: `retry` the failed one, and they follow.

    While the volume has less than `runs.minFree` free, no run starts. Delete folders in `/data/runs/done` and witnesses, or increase \
    `leader.storage.size`; keep the proofs of runs that are not done, and the newest one of a chain. `runs.keepDays` does this by \
    itself: it deletes what is older, except the newest run, failed runs, what a run still needs, and proofs that are in no bucket.

    With `publish.bucket`, the companion sends each proof to that bucket as `<chain>/<number>-<hash>.zkproof`, then what is known of \
    it as `.json`. Before, it asks a node whether the block is final and has this hash: that of %s. An object is \
    created and never replaced: where another one has its name, the proof stays on the volume, `uploads` lists it, and the other proofs \
    go on. What was sent is in `/data/uploads`; without that file, the bucket is asked. The pod acts as `publish.serviceAccount` by \
    Workload Identity, so it has no key.

    The command `rpc` fetches witnesses from a node. Allow access to it with `networkPolicy.leaderEgress`, and pass its address from a \
    Secret with `leader.extraEnv`.

    Lens, k9s and other views of a cluster show the fleet: choose the namespace of the release. Pods and their logs are under the \
    workloads, the broker%s under the custom resources. Do not scale or edit there: the \
    operators and the next `helm upgrade` set these fields.
    """
        .formatted(
            KUBECTL,
            objects,
            fleet.leader().name(),
            circuits.areShared()
                ? ""
                : " The verifier builds its circuits first: give `leader.resources` as much memory"
                    + " as a worker has.",
            fleet.follow().isEmpty()
                ? "`runs.rpc.existingSecret`"
                : "`follow.rpc.existingSecret`, or of `runs.rpc.existingSecret` if `follow.enabled`"
                    + " is false",
            shared.isAutoscaled() ? " and the autoscalers" : "");
  }

  private String following() {
    return fleet.follow().isEmpty()
        ? ""
        : """
        ## Follow the chain

        The companion asks the node of `follow.rpc` for new blocks, chooses the final ones that `follow.select` names, fetches their witnesses \
        with the prover's `rpc`, and puts runs into the queue. The command `tip` in the jumpbox shows the newest block, the newest final one, \
        the next one to be proven, and the reason if the companion has stopped following.

        A block is known by its number and its hash. If the chain replaces a block that is not uploaded yet, its run, witness and proof move to \
        `/data/orphaned`, and the new block is proven. If it replaces one that is uploaded, the companion stops following and changes nothing, \
        until `follow.from` has another value. `/data/tip/journal.json` holds the blocks that the companion knows.

        To hand over to another release, set `follow.until` here, and `follow.from` to the next block there.
        """;
  }

  private String nightShift() {
    return """
    ## From a laptop

    `fleet.sh`, which is generated with the gcloud scripts, does this from a laptop with kubectl. A night shift:

    ```sh
    gcloud/fleet.sh put night/*.json     # copies the witnesses, and compares their SHA-256
    gcloud/fleet.sh batch night          # a run for each of them, which continues the one before
    gcloud/fleet.sh runs                 # in the morning: what is proven, and how each run ended
    gcloud/fleet.sh logs 3               # the log of a run
    gcloud/fleet.sh get 34               # verifies the proof of block 34, and fetches it
    ```

    It replaces no file, here or there. A run goes on when the laptop is closed. `fleet.sh rotate-password` gives the broker a new \
    password between two runs%s. `fleet.sh --help` lists all verbs.
    """
        .formatted(
            circuits.areShared()
                ? ", and `fleet.sh circuits remove` makes room on the volume of the circuits"
                : "");
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
    ## After a failed run

    If a leader stops early, its tasks stay in the queue. A worker that received the abort message discards its next task, and the next run \
    would wait forever for it. So the companion resets workers and queues: it closes a fence in the broker, at which the workers stop, deletes the \
    queues as soon as nobody listens, and opens the fence. Then it tries the run again, from the first block without a proof, until \
    `runs.attempts` have failed without a new proof or `runs.deadlineSeconds` have passed. After a node drain, an upgrade or a \
    crash, the companion of the new pod does the same: only the blocks in progress are lost.

    | what you see | where to look, what to do |
    |---|---|
    | the jumpbox does not start | `%1$s logs deployment/%2$s -c companion` shows how the companion was compiled |
    | "tasks went back to the queue" | `%1$s get pods` shows workers that were killed for memory: raise their `resources` |
    | "a task failed on a worker" | the logs of the workers: look for `execution error` |
    | "No run begins until `reset`" | do what the sentence says, then `reset` |
    | "The bucket … is not writable" | check `publish.serviceAccount` and its roles on the bucket; the companion tries again by itself |
    | "The upload of block … waits: no node says whether it is final" | set `runs.rpc.existingSecret`, allow access with `networkPolicy.leaderEgress`, and compare \
    `publish.chainId` with the chain of the node |
    | "The bucket has another …" | find out which proof is right; delete the object and `upload` the block, or move the proof away |
    | a run failed | `runs` says why; correct the cause, then `retry` |

    With `runs.enabled=false` nobody does this. Then stop all workers, purge the queue while there are none, and start the workers again:

    ```sh
    %3$s
    ```
    %4$s\
    """
        .formatted(
            KUBECTL,
            object(fleet.leader().name()),
            String.join("\n", commands),
            shared.isAutoscaled()
                ? """

                If autoscaling is disabled, use `scale deployment/… --replicas=0` instead of the annotation.
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

  /** The section about the number of workers; empty unless KEDA sets it. */
  private String size() {
    if (!shared.isAutoscaled()) {
      return "";
    }
    return """
    ## More and fewer workers

    %sWith `autoscaling.minReplicas` 0, KEDA removes all workers after `autoscaling.cooldownSeconds` without tasks. The next \
    run then waits for a node, the image and the circuits. %s%s

    Change `autoscaling.enabled` only between two runs. If you disable it, the number of workers becomes `replicas` at once: set \
    `replicas` to the number that `kubectl get deployment` shows. If you enable it, it starts with one worker, and KEDA adds \
    the others. Workers that are removed finish their current proof first, within `terminationGracePeriodSeconds`.
    """
        .formatted(
            isNeverScaledIn()
                ? "Autoscaling adds workers and does not remove them, because each may be in the"
                    + " middle of a proof that takes hours. To remove workers after a run, lower"
                    + " `autoscaling.maxReplicas`; raise it before the next run. "
                : "Autoscaling adds workers for tasks and removes them once fewer have been enough."
                    + " ",
            fleet.runs().isEnabled()
                ? "A run keeps its tasks as long as that takes: it renews its queues every 5"
                    + " minutes."
                : "If this takes longer than 30 minutes, its tasks are lost, because RabbitMQ"
                    + " deletes a queue that has no consumer.",
            firstCircuits());
  }

  /** Who builds the circuits of a fleet that has no workers at rest. */
  private String firstCircuits() {
    if (!circuits.areShared()) {
      return "";
    }
    return circuits.areMadeAfterInstallation()
        ? " After the installation, the first worker stays for "
            + Workers.LONGEST_START.toHours()
            + " hours, in which it builds the circuits."
            + (fleet.runs().isEnabled()
                ? " After an upgrade that changes the image or the ranges, the first run brings the"
                    + " worker that builds them."
                : " After an upgrade that changes the image or the ranges, set a minimum of 1 until"
                    + " they are built again: `prove` does not start without them.")
        : fleet.runs().isEnabled()
            ? " The first run brings the worker that builds the circuits."
            : " At first, keep a minimum of 1 until the circuits are built: `prove` does not start"
                + " without them.";
  }

  private String changes() {
    return """
    ## Upgrade and remove

    When a worker is stopped, it finishes its current proof first, within `terminationGracePeriodSeconds`. An upgrade that \
    changes the workers stops all of them before it starts new ones, because two versions must not share a queue.

    A change of the broker restarts it, and a restart loses all tasks, because its queues are not durable. The run in progress \
    restarts at its first block without a proof.

    No proof continues one that was made with another image or other ranges. So before an upgrade or a rollback, a Job asks the broker \
    whether a run with other circuits is in progress, and fails in this case; `%s logs job/%s` says which run. To allow it, set \
    `runs.force=true` for this upgrade and set it back in the next one, because Helm keeps values; a rollback takes `--no-hooks` \
    instead. The run then continues as a new chain after its last proof. After a refused rollback, first roll back to the revision that is deployed: \
    until then, Helm refuses every other operation. Not checked are rollbacks to a revision without this Job, upgrades from one, and releases whose \
    broker does not answer.

    Uninstall the release before %sthe operator, which %s to clean up after it. %s, unless `storage.keep` is \
    false. The volume of the broker is deleted with the broker.
    """
        .formatted(
            KUBECTL,
            object("run-guard"),
            shared.isAutoscaled() ? "KEDA and " : "",
            shared.isAutoscaled() ? "have" : "has",
            circuits.areShared()
                ? "The volumes with proofs and circuits remain"
                : "The volume with proofs remains");
  }

  private String circuits() {
    if (!circuits.areShared()) {
      return "";
    }
    return """
    ## Circuits

    The circuits of each image and set of ranges are in a separate folder, so that a change does not remove circuits that a \
    worker still uses. `du -sh %s/*` in the jumpbox lists the folders. When the volume is full, increase \
    `circuits.storage.size`, or remove circuits that no pod uses with `fleet.sh circuits remove`. Or, between two runs, uninstall the release, delete the claim `%s`, and install the release again.
    """
        .formatted(fleet.circuits().mountPath(), object("circuits"));
  }

  private boolean isNeverScaledIn() {
    return fleet.workers().stream()
        .filter(workers -> workers.autoscaling().isPresent())
        .map(Workers::scaleIn)
        .anyMatch(ScaleIn.Disabled.class::isInstance);
  }
}
