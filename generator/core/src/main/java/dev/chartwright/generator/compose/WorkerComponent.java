package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.selectorLabels;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A group of workers: its Deployment, its ScaledObject and its disruption budget. */
final class WorkerComponent implements Component {
  private static final int LONGEST_GRACE_SECONDS = 365 * 24 * 60 * 60;

  private static final int START_PERIOD = 10;

  /** The name of the container. */
  private static final String CONTAINER = "worker";

  /** The name of the init container that builds the circuits on a volume that keeps them. */
  private static final String MAKER = "circuits";

  private final ProverPod pods;
  private final FleetValues shared;
  private final Workers workers;
  private final String component;
  private final List<EnvVar> environment;
  private final List<EnvVar> makerEnvironment;
  private final Value<Integer> replicas;
  private final Value<Integer> gracePeriod;
  private final ProverDeployment deployment;
  private final Optional<AutoscalingComponent> autoscaling;

  /**
   * Declares the values of a group.
   *
   * @param path their path below {@code .Values}
   */
  WorkerComponent(ProverPod pods, Workers workers, String path) {
    this.pods = pods;
    this.shared = pods.shared();
    this.workers = workers;
    this.component = workers.name();
    this.environment = Variables.overridden(environment(), workers.environment());
    this.makerEnvironment = Variables.overridden(makerEnvironment(), workers.environment());
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
                        + " set this to the current number."
                    : "Number of workers. Each processes one task at a time.");
    Value<Map<String, Object>> resources =
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
    Placement placement = Placement.declare(values, path, workers.pool());
    Extras extras =
        Extras.declare(values, path, workers.environment(), takenNames(), volumes(), mounts(true));
    deployment = new ProverDeployment(pods, component, CONTAINER, resources, placement, extras);
  }

  /** What the Deployment is called. */
  String name() {
    return fullName(component);
  }

  /** The condition under which KEDA sets the number of these workers, if there is one. */
  Optional<Condition> isAutoscaled() {
    return autoscaling.map(scaling -> scaling.enabled().isSet());
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

  /** Additional variables go to both containers. */
  private List<String> takenNames() {
    Set<String> taken = new LinkedHashSet<>(Variables.names(environment));
    taken.addAll(Variables.names(makerEnvironment));
    return List.copyOf(taken);
  }

  private List<Volume> volumes() {
    return pods.circuits().areKept() ? List.of(pods.circuits().workerVolume()) : List.of();
  }

  private List<VolumeMount> mounts(boolean readOnly) {
    return pods.circuits().areKept()
        ? List.of(ProverPod.mount(CircuitsComponent.VOLUME, pods.circuits().mountPath(), readOnly))
        : List.of();
  }

  private List<Container> makers() {
    return pods.circuits().areKept()
        ? List.of(
            pods.container(MAKER)
                .withCommand(Script.CIRCUITS_MAKE.path())
                .withArgs(pods.circuits().options())
                .withEnv(makerEnvironment)
                .addAllToVolumeMounts(mounts(false))
                .build())
        : List.of();
  }

  @Override
  public List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(deployment());
    autoscaling.ifPresent(scaling -> manifests.addAll(scaling.manifests()));
    manifests.add(disruptionBudget());
    manifests.add(Account.of(shared, component));
    return manifests;
  }

  private Manifest deployment() {
    Container worker =
        pods.container(CONTAINER)
            .withCommand(Script.WORKER_RUN.path())
            .withArgs(pods.options())
            .withEnv(environment)
            .withNewStartupProbe()
            .withNewExec()
            .withCommand(Script.WORKER_CONNECTED.path())
            .endExec()
            .withPeriodSeconds(START_PERIOD)
            .withTimeoutSeconds(5)
            .withFailureThreshold((int) Workers.LONGEST_LOADING.toSeconds() / START_PERIOD)
            .endStartupProbe()
            .withNewLivenessProbe()
            .withNewExec()
            .withCommand(Script.WORKER_ALIVE.path())
            .endExec()
            .withPeriodSeconds(30)
            .withTimeoutSeconds(10)
            .withFailureThreshold(4)
            .endLivenessProbe()
            .withNewReadinessProbe()
            .withNewExec()
            .withCommand(Script.WORKER_CONNECTED.path())
            .endExec()
            .withPeriodSeconds(15)
            .withTimeoutSeconds(10)
            .endReadinessProbe()
            .addAllToVolumeMounts(mounts(true))
            .build();
    PodSpec pod =
        new PodSpecBuilder(pods.spec(fullName(component), makers(), worker, volumes()))
            .withTerminationGracePeriodSeconds(gracePeriod.asLong())
            .build();
    Manifest manifest =
        deployment
            .manifest(
                replicas.asInt(),
                "container-image-pull-policy,deployment-has-host-podantiaffinity,deployment-replicas,deployment-strategy",
                pod)
            .comment(
                ProverDeployment.IGNORED_CHECKS,
                "Workers of two versions must not share a queue, so all old workers stop before"
                    + " new ones start. The autoscaler sets their number, and they share a node"
                    + " on purpose. The image tag never moves, so nodes need not pull it again.")
            .bind(
                "spec.progressDeadlineSeconds", gracePeriod.plus(Workers.LONGEST_START.toSeconds()))
            .comment(
                "spec.progressDeadlineSeconds",
                "Old workers may finish a proof first, and new ones take up to two hours to"
                    + " start.")
            .comment(
                ProverDeployment.SAFE_TO_EVICT,
                "The cluster autoscaler must not remove the node" + " during a proof.")
            .comment(
                deployment.containerPath() + ".startupProbe",
                "A worker connects after it has loaded its circuits.")
            .comment(
                deployment.containerPath() + ".livenessProbe",
                "A worker that lost its connection to the broker, or cannot decode its task, does"
                    + " not recover by itself.");
    if (pods.circuits().areKept()) {
      String maker = "spec.template.spec.initContainers[" + MAKER + "]";
      manifest =
          manifest
              .bind(maker + ".resources", deployment.resources())
              .append(maker + ".env", deployment.extras().environment());
    }
    if (autoscaling.isPresent()) {
      Condition fixed = new Condition.Not(autoscaling.get().enabled().isSet());
      manifest =
          manifest
              .when("spec.replicas", fixed)
              .comment("spec.replicas", "Not set while an autoscaler sets the number.");
    }
    return pods.circuits().withWorkerVolumeIn(manifest);
  }

  private Manifest disruptionBudget() {
    return Manifest.of(
            component + "-poddisruptionbudget",
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName(fullName(component))
                .endMetadata()
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(selectorLabels(component))
                .endSelector()
                .endSpec()
                .build())
        .component(component);
  }
}
