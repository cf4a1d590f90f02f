package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.Variables.variable;
import static dev.chartwright.workload.Settings.exec;

import dev.chartwright.chart.Component;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.SideContainer;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A group of workers, and what scales it. */
final class WorkerComponent {
  private static final int LONGEST_GRACE_SECONDS = 365 * 24 * 60 * 60;

  private static final Duration START_PERIOD = Duration.ofSeconds(10);

  /** The name of the container. */
  private static final String CONTAINER = "worker";

  /** The name of the init container that builds the circuits on a volume that keeps them. */
  private static final String MAKER = "circuits";

  private final ProverPod pods;
  private final FleetValues shared;
  private final Workers workers;
  private final String path;
  private final Value<Integer> replicas;
  private final Value<Integer> gracePeriod;
  private final Value<Map<String, Object>> resources;
  private final Placement placement;
  private final Optional<AutoscalingComponent> autoscaling;
  private final AtopComponent atop;

  /**
   * Declares the values of a group.
   *
   * @param path their path below {@code .Values}
   */
  WorkerComponent(ProverPod pods, Workers workers, String path) {
    this.pods = pods;
    this.shared = pods.shared();
    this.workers = workers;
    this.path = path;
    Values values = shared.values();
    values.section(
        path,
        "Workers on the pool `" + workers.pool().name() + "`" + tasks(workers.routing()) + ".");
    this.autoscaling =
        workers
            .autoscaling()
            .map(
                scaling -> new AutoscalingComponent(pods, workers, scaling, path + ".autoscaling"));
    replicas =
        values
            .integer(path + ".replicas", workers.replicas())
            .max(10_000)
            .describe(
                autoscaling.isPresent()
                    ? "Number of workers while autoscaling is disabled. Before you disable it,"
                        + " set this to the current number: Helm 4 may refuse another one."
                    : "Number of workers. Each processes one task at a time.");
    resources =
        values
            .resources(
                path + ".resources",
                Resources.of(
                    workers.cpu(),
                    workers.memory(),
                    workers.memoryLimit(),
                    Workers.EPHEMERAL_STORAGE),
                "cpu",
                "memory")
            .describe(
                "Requests and limits of one worker. The CPU limit is also its number of threads."
                    + " Use the right unit for memory: `300Gi`.");
    gracePeriod =
        values
            .integer(
                path + ".terminationGracePeriodSeconds",
                (int) workers.terminationGracePeriod().toSeconds())
            .max(LONGEST_GRACE_SECONDS)
            .describe("Seconds that a worker has to finish its task when its pod is stopped.");
    placement = Placement.declare(values, path, workers.pool());
    atop = new AtopComponent(values, workers.atop(), path + ".atop");
  }

  /** What the Deployment is called. */
  String name() {
    return fullName(workers.name());
  }

  /** Whether KEDA sets the number of these workers; nothing where it never does. */
  Optional<Value<Boolean>> autoscaling() {
    return autoscaling.map(AutoscalingComponent::enabled);
  }

  /** What records the workers. */
  AtopComponent atop() {
    return atop;
  }

  private static String tasks(Routing routing) {
    return switch (routing) {
      case SHARED -> ". Each processes one task at a time";
      case HEAVY -> " for heavy tasks, the proofs of segments";
      case LIGHT -> " for light tasks, which join proofs";
    };
  }

  private List<EnvVar> environment() {
    List<EnvVar> all = new ArrayList<>(pods.broker().environment());
    all.addAll(pods.environment());
    shared
        .release()
        .routingKeyVariable()
        .ifPresent(name -> all.add(variable(name, shared.release().taskQueue(workers.routing()))));
    workers
        .autoscaling()
        .ifPresent(scaling -> all.addAll(AutoscalingComponent.environment(pods, scaling)));
    all.addAll(ofRuns());
    return all;
  }

  /** The variables that exist only where there are runs. */
  private List<EnvVar> ofRuns() {
    List<EnvVar> all = new ArrayList<>(pods.broker().fence());
    all.add(variable("LOADING_SECONDS", Long.toString(Workers.LONGEST_LOADING.toSeconds())));
    return all;
  }

  /** The init container builds circuits without a broker, so it gets no variables for one. */
  private List<EnvVar> makerEnvironment() {
    List<EnvVar> all = new ArrayList<>(pods.environment());
    all.removeIf(entry -> entry.getName().startsWith("PALADIN_"));
    all.add(pods.circuits().directoryVariable());
    all.add(pods.circuits().markerVariable());
    return all;
  }

  /** The objects that scale the group. */
  List<Manifest> manifests() {
    return autoscaling.map(AutoscalingComponent::manifests).orElse(List.of());
  }

  /** The pods of the group. */
  Component component() {
    BackgroundWorker group =
        pods.pods(
                workers.name(),
                CONTAINER,
                placement,
                resources,
                new ProverPod.IgnoredChecks(
                    "container-image-pull-policy,deployment-has-host-podantiaffinity,deployment-replicas,deployment-strategy",
                    "Workers of two versions must not share a queue, so all old workers stop"
                        + " before new ones start. The autoscaler sets their number, and they"
                        + " share a node on purpose. The image tag never moves, so nodes need not"
                        + " pull it again."),
                "The cluster autoscaler must not remove the node during a proof.")
            .valuesAt(path)
            .replicas(replicas)
            .gracePeriod(gracePeriod)
            .drainsTogether()
            .workingDir(ProverPod.TMP_FOLDER)
            .command(Script.WORKER_RUN.path())
            .args(pods.options().toArray(String[]::new))
            .start(
                exec(Script.WORKER_STARTED.path())
                    .every(START_PERIOD)
                    .timeout(Duration.ofSeconds(5))
                    .failures((int) Workers.LONGEST_LOADING.dividedBy(START_PERIOD)))
            .live(
                exec(Script.WORKER_ALIVE.path())
                    .every(Duration.ofSeconds(30))
                    .timeout(Duration.ofSeconds(10))
                    .failures(4))
            .ready(
                exec(Script.WORKER_CONNECTED.path())
                    .every(Duration.ofSeconds(15))
                    .timeout(Duration.ofSeconds(10)))
            .manifest("deployment", this::deployment)
            .manifest("poddisruptionbudget", WorkerComponent::budget);
    group = Variables.in(group, Variables.with(environment(), workers.environment()));
    group = atop.in(group);
    return pods.circuits().areKept() ? withCircuits(group) : group;
  }

  /** A worker reads the circuits, which a container before it makes. */
  private BackgroundWorker withCircuits(BackgroundWorker group) {
    CircuitsComponent circuits = pods.circuits();
    SideContainer maker =
        SideContainer.named(MAKER)
            .image(shared.image())
            .workingDir(ProverPod.TMP_FOLDER)
            .command(Script.CIRCUITS_MAKE.path())
            .args(circuits.options().toArray(String[]::new))
            .extraEnv()
            .resources(resources)
            .mount(ProverPod.scripts(), Script.FOLDER)
            .scratch(ProverPod.TMP_FOLDER, ProverPod.TMP_SIZE)
            .mountWritable(circuits.workerVolume(), circuits.mountPath());
    return group
        .init(Variables.in(maker, Variables.with(makerEnvironment(), workers.environment())))
        .mount(circuits.workerVolume(), circuits.mountPath())
        .manifest("deployment", circuits::withWorkerVolumeIn);
  }

  private static Manifest budget(Manifest declared) {
    return declared.comment(
        "spec.maxUnavailable",
        "A worker that is stopped takes no new task and finishes its own. So the drain of a"
            + " node stops all of its workers at once: one after the other, they would not be"
            + " done within the hour that GKE waits.");
  }

  private Manifest deployment(Manifest declared) {
    String container = "spec.template.spec.containers[" + CONTAINER + "]";
    Manifest manifest =
        declared
            .bind(
                "spec.progressDeadlineSeconds", gracePeriod.plus(Workers.LONGEST_START.toSeconds()))
            .comment(
                "spec.progressDeadlineSeconds",
                "Old workers may finish a proof first, and new ones take up to two hours to"
                    + " start.")
            .comment(
                container + ".startupProbe",
                "A worker connects after it has loaded its circuits. While the fence is closed,"
                    + " none runs.")
            .comment(
                container + ".livenessProbe",
                "A worker that lost its connection to the broker, or cannot decode its task, does"
                    + " not recover by itself.");
    for (EnvVar variable : ofRuns()) {
      manifest =
          manifest.when(container + ".env[" + variable.getName() + "]", shared.runs().isSet());
    }
    return scaled(manifest);
  }

  private Manifest scaled(Manifest manifest) {
    return autoscaling
        .map(
            scaling ->
                manifest
                    .when("spec.replicas", not(scaling.enabled()))
                    .comment("spec.replicas", "Not set while an autoscaler sets the number."))
        .orElse(manifest);
  }
}
