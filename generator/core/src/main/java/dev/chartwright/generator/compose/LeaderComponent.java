package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.not;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.prover.Leader;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The jumpbox, where users prove and verify by hand, and its volume for witnesses and proofs. */
final class LeaderComponent implements Component {
  /** The name of the container. */
  private static final String CONTAINER = "leader";

  private static final String DATA = "data";
  private static final String DATA_FOLDER = "/data";

  private final ProverPod pods;
  private final FleetValues shared;
  private final Leader leader;
  private final String component;
  private final List<EnvVar> environment;
  private final Value<String> size;
  private final Value<String> storageClass;
  private final Value<String> existingClaim;
  private final Value<Boolean> keep;
  private final NamedTemplate claim;
  private final List<Volume> volumes;
  private final List<VolumeMount> mounts;
  private final ProverDeployment deployment;

  LeaderComponent(ProverPod pods) {
    this.pods = pods;
    this.shared = pods.shared();
    this.leader = shared.fleet().leader();
    this.component = leader.name();
    this.environment = Variables.overridden(environment(), leader.environment());
    Values values = shared.values();
    values.section(
        "leader", "The jumpbox. Open a shell in it with `kubectl exec` to prove and" + " verify.");
    Value<Map<String, Object>> resources =
        values
            .resources(
                "leader.resources",
                Resources.of(
                    leader.cpu(), leader.memory(), leader.memory(), Leader.EPHEMERAL_STORAGE))
            .describe(
                "Requests and limits. The leader holds in memory the tasks of all blocks that are"
                    + " being proven.");
    size =
        values
            .size("leader.storage.size", leader.storage().toString())
            .describe(
                "Size of the volume for witnesses (9 MB for a mainnet block) and proofs (1 MB).");
    storageClass =
        values
            .dnsName("leader.storage.className", leader.storageClass().orElse(""))
            .describe("Storage class of the volume; empty for the default of the cluster.");
    existingClaim =
        values
            .dnsName("leader.storage.existingClaim", "")
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
    volumes = volumes();
    mounts = mounts();
    Placement placement = Placement.declare(values, "leader", leader.pool());
    Extras extras =
        Extras.declare(
            values, "leader", leader.environment(), Variables.names(environment), volumes, mounts);
    deployment = new ProverDeployment(pods, component, CONTAINER, resources, placement, extras);
  }

  NamedTemplate claimTemplate() {
    return claim;
  }

  /** What the jumpbox's Deployment is called. */
  String name() {
    return fullName(component);
  }

  String component() {
    return component;
  }

  Placement placement() {
    return deployment.placement();
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

  private List<Volume> volumes() {
    List<Volume> all = new ArrayList<>();
    all.add(
        new VolumeBuilder()
            .withName(DATA)
            .withNewPersistentVolumeClaim()
            .withClaimName(claim.text(true).asString())
            .endPersistentVolumeClaim()
            .build());
    if (pods.circuits().areKept()) {
      all.add(pods.circuits().leaderVolume());
    }
    return all;
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> all = new ArrayList<>();
    all.add(ProverPod.mount(DATA, DATA_FOLDER, false));
    if (pods.circuits().areKept()) {
      all.add(
          ProverPod.mount(
              CircuitsComponent.VOLUME, pods.circuits().mountPath(), pods.circuits().areShared()));
    }
    return all;
  }

  @Override
  public List<Manifest> manifests() {
    return List.of(deployment(), volumeClaim(), Account.of(shared, component));
  }

  private Manifest deployment() {
    Container container =
        pods.container(CONTAINER)
            .withWorkingDir(DATA_FOLDER)
            .withCommand(Script.LEADER_WAIT.path())
            .withArgs(folders())
            .withEnv(environment)
            .withNewReadinessProbe()
            .withNewExec()
            .withCommand(Script.LEADER_READY.path())
            .endExec()
            .withPeriodSeconds(15)
            .withTimeoutSeconds(5)
            .endReadinessProbe()
            .withNewLivenessProbe()
            .withNewExec()
            .withCommand("true")
            .endExec()
            .withPeriodSeconds(60)
            .withTimeoutSeconds(10)
            .withFailureThreshold(5)
            .endLivenessProbe()
            .addAllToVolumeMounts(mounts)
            .build();
    return deployment
        .manifest(
            1,
            "container-image-pull-policy,deployment-replicas,deployment-strategy",
            pods.spec(fullName(component), List.of(), container, volumes))
        .comment(
            ProverDeployment.IGNORED_CHECKS,
            "One jumpbox is enough. Only one pod can mount its volume, so the old pod stops"
                + " before the new one starts. The image tag never moves, so nodes need not pull"
                + " it again.")
        .comment(
            ProverDeployment.SAFE_TO_EVICT,
            "The cluster autoscaler must not remove the node" + " during a run.")
        .comment(
            deployment.containerPath() + ".livenessProbe",
            "A restart would end a run of hours. So the probe fails only if no process can start"
                + " in the container.");
  }

  private Manifest volumeClaim() {
    return Manifest.of(
            component + "-persistentvolumeclaim",
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
