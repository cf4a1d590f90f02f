package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.Variables.variable;
import static dev.chartwright.workload.Settings.exec;
import static dev.chartwright.workload.Settings.fixed;

import dev.chartwright.chart.Component;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.workload.BackgroundWorker;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The jumpbox, where users prove and verify by hand, and its volume for witnesses and proofs. */
final class LeaderComponent {
  /** The name of the container. */
  private static final String CONTAINER = "leader";

  /** The path of its values. */
  private static final String PATH = "leader";

  /** The drain of a node on GKE lasts no longer. */
  private static final int LONGEST_GRACE_SECONDS = 60 * 60;

  private static final String DATA = "data";
  private static final String DATA_FOLDER = "/data";

  private final ProverPod pods;
  private final CompanionComponent companion;
  private final MonitoringComponent monitoring;
  private final FleetValues shared;
  private final Leader leader;
  private final String component;
  private final Value<String> size;
  private final Value<String> storageClass;
  private final Value<String> existingClaim;
  private final Value<Boolean> keep;
  private final NamedTemplate claim;
  private final Value<Map<String, Object>> resources;
  private final Value<Integer> gracePeriod;
  private final Placement placement;

  LeaderComponent(ProverPod pods, CompanionComponent companion, MonitoringComponent monitoring) {
    this.pods = pods;
    this.companion = companion;
    this.monitoring = monitoring;
    this.shared = pods.shared();
    this.leader = shared.fleet().leader();
    this.component = leader.name();
    Values values = shared.values();
    values.section(
        "leader", "The jumpbox. Open a shell in it with `kubectl exec` to prove and" + " verify.");
    resources =
        values
            .resources(
                "leader.resources",
                Resources.of(
                    leader.cpu(), leader.memory(), leader.memory(), Leader.EPHEMERAL_STORAGE))
            .describe(
                "Requests and limits. The leader holds in memory the tasks of all blocks that are"
                    + " being proven.");
    gracePeriod =
        values
            .integer("leader.terminationGracePeriodSeconds", (int) leader.gracePeriod().toSeconds())
            .max(LONGEST_GRACE_SECONDS)
            .describe(
                "Seconds that a leader may continue after its pod is told to stop. GKE waits for an"
                    + " hour at most.");
    size =
        values
            .size("leader.storage.size", leader.storage().toString())
            .describe(
                "Size of the volume for witnesses (9 MB for a mainnet block) and proofs (1 MB).");
    storageClass =
        values
            .dnsName("leader.storage.className", leader.storageClass().orElse(""))
            .example("premium-rwo")
            .describe("Storage class of the volume; empty for the default of the cluster.");
    existingClaim =
        values
            .dnsName("leader.storage.existingClaim", "")
            .example("my-proofs")
            .describe("Name of an existing claim to use instead of a new one.");
    keep =
        values
            .flag("leader.storage.keep", true)
            .describe(
                "Keep the volume when the release is uninstalled, because proofs are"
                    + " expensive.");
    claim =
        new NamedTemplate(
            "leaderClaim",
            "The claim of the volume with witnesses and proofs.",
            choose(existingClaim).then(existingClaim.asString()).otherwise(fullName(component)));
    placement = Placement.declare(values, "leader", leader.pool());
  }

  NamedTemplate claimTemplate() {
    return claim;
  }

  /** What the jumpbox's Deployment is called. */
  String name() {
    return fullName(component);
  }

  /** The account of the jumpbox, as a token. */
  String accountName() {
    return new Expr.Include(PATH + ".serviceAccountName", Kind.STRING, true).asString();
  }

  /** The name of the component. */
  String componentName() {
    return component;
  }

  Placement placement() {
    return placement;
  }

  private List<EnvVar> environment() {
    List<EnvVar> all = new ArrayList<>(pods.broker().environment());
    all.addAll(pods.environment());
    all.add(variable("HOME", DATA_FOLDER));
    all.add(
        variable(
            "PATH",
            Script.FOLDER + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"));
    if (shared.release().writesProofFiles()) {
      all.add(variable("ZERO_BIN_PROOF_OUTPUT_DIR", DATA_FOLDER + "/proofs"));
    }
    List<String> options = new ArrayList<>(pods.options());
    if (shared.fleet().hasAffinity()) {
      options.add("--worker-run-mode=affinity");
    }
    all.add(variable("LEADER_OPTIONS", String.join(" ", options)));
    all.add(variable("VERIFIER_OPTIONS", String.join(" ", pods.circuits().options())));
    if (pods.circuits().areShared()) {
      all.add(pods.circuits().markerVariable());
    }
    return all;
  }

  /** The variables that the companion needs beside its own settings. */
  private List<EnvVar> ofRuns() {
    List<EnvVar> all = new ArrayList<>(pods.broker().fence());
    all.add(pods.circuits().digestVariable());
    all.add(
        variable(
            "RUNS_GRACE_SECONDS",
            gracePeriod.plus(-CompanionComponent.SECONDS_TO_END).atLeast(0).asString()));
    return all;
  }

  /**
   * The folders that must exist at the start: the verifier creates a folder, but not its parent.
   */
  private List<String> folders() {
    List<String> all =
        new ArrayList<>(List.of(DATA_FOLDER + "/witnesses", DATA_FOLDER + "/proofs"));
    if (pods.circuits().areKept() && !pods.circuits().areShared()) {
      all.add(pods.circuits().directory());
    }
    return all;
  }

  /** The jumpbox itself. */
  Component component() {
    BackgroundWorker jumpbox =
        pods.pods(
                component,
                CONTAINER,
                placement,
                resources,
                new ProverPod.IgnoredChecks(
                    "container-image-pull-policy,deployment-replicas,deployment-strategy",
                    "One jumpbox is enough. Only one pod can mount its volume, so the old pod"
                        + " stops before the new one starts. The image tag never moves, so nodes"
                        + " need not pull it again."),
                "The cluster autoscaler must not remove the node during a run.")
            .valuesAt(PATH)
            .replicas(fixed(1))
            .withoutBudget()
            .gracePeriod(gracePeriod)
            .workingDir(DATA_FOLDER)
            .command(Script.LEADER_WAIT.path())
            .args(folders().toArray(String[]::new))
            .ready(
                exec(Script.LEADER_READY.path())
                    .every(Duration.ofSeconds(15))
                    .timeout(Duration.ofSeconds(5)))
            .live(
                exec("true")
                    .every(Duration.ofSeconds(60))
                    .timeout(Duration.ofSeconds(10))
                    .failures(5))
            .mountWritable(data(), DATA_FOLDER)
            .manifest(
                "deployment",
                manifest ->
                    manifest.comment(
                        "spec.template.spec.containers[" + CONTAINER + "].livenessProbe",
                        "A restart would end a run of hours. So the probe fails only if no process"
                            + " can start in the container."));
    jumpbox = Variables.in(jumpbox, Variables.with(environment(), leader.environment()));
    jumpbox = companion.in(jumpbox, CONTAINER, ofRuns());
    jumpbox = withMetrics(jumpbox);
    CircuitsComponent circuits = pods.circuits();
    if (!circuits.areKept()) {
      return jumpbox;
    }
    return circuits.areShared()
        ? jumpbox.mount(circuits.leaderVolume(), circuits.mountPath())
        : jumpbox.mountWritable(circuits.leaderVolume(), circuits.mountPath());
  }

  /** The jumpbox with the port where the companion tells its metrics. */
  private BackgroundWorker withMetrics(BackgroundWorker jumpbox) {
    String container = "spec.template.spec.containers[" + CONTAINER + "].";
    return jumpbox
        .env("METRICS_PORT", Integer.toString(Monitoring.COMPANION_PORT))
        .port(MonitoringComponent.METRICS, Monitoring.COMPANION_PORT)
        .manifest(
            "deployment",
            manifest ->
                manifest
                    .when(container + "ports", monitoring.readsCompanion())
                    .when(container + "env[METRICS_PORT]", monitoring.readsCompanion()));
  }

  private Volume data() {
    return new VolumeBuilder()
        .withName(DATA)
        .withNewPersistentVolumeClaim()
        .withClaimName(claim.text(true).asString())
        .endPersistentVolumeClaim()
        .build();
  }

  /** The claim of the jumpbox's volume. */
  List<Manifest> manifests() {
    return List.of(volumeClaim());
  }

  private Manifest volumeClaim() {
    return Manifest.of(
            component + "/persistentvolumeclaim",
            new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name())
                .addToAnnotations("helm.sh/resource-policy", "keep")
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storageClass.asString())
                .withNewResources()
                .addToRequests("storage", size.asQuantity())
                .endResources()
                .endSpec()
                .build())
        .component(component)
        .onlyWhen(not(existingClaim))
        .when("metadata.annotations['helm.sh/resource-policy']", keep.isSet())
        .when("spec.storageClassName", storageClass.isSet());
  }
}
