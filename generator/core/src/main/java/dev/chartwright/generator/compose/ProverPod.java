package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.generator.compose.Variables.ofCpuLimit;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Manifest;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pods of leader, workers and test have in common: user, image, scripts, environment.
 *
 * @param scriptsDigest changes with the scripts and with nothing else, so that a pod restarts only
 *     for them
 */
record ProverPod(
    FleetValues shared, BrokerComponent broker, CircuitsComponent circuits, String scriptsDigest) {
  /**
   * The image's user; it is named there by name, which the kubelet cannot hold against {@code
   * runAsNonRoot}.
   */
  static final long USER = 10001;

  static final String SCRIPTS = "scripts";
  static final String TMP = "tmp";
  private static final String TMP_FOLDER = "/tmp";
  private static final int EXECUTABLE = 0555;
  private static final String STACK_BYTES = "33554432";

  /** A pod that the standard {@code restricted} admits, without a token for the API. */
  PodSpec spec(
      String account, List<Container> initContainers, Container container, List<Volume> volumes) {
    List<Volume> all = new ArrayList<>();
    all.add(
        new VolumeBuilder()
            .withName(SCRIPTS)
            .withNewConfigMap()
            .withName(fullName(SCRIPTS))
            .withDefaultMode(EXECUTABLE)
            .endConfigMap()
            .build());
    all.add(
        new VolumeBuilder()
            .withName(TMP)
            .withNewEmptyDir()
            .withSizeLimit(new Quantity("1Gi"))
            .endEmptyDir()
            .build());
    all.addAll(volumes);
    return new PodSpecBuilder()
        .withServiceAccountName(account)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withSecurityContext(Restricted.pod(USER))
        .withInitContainers(initContainers)
        .withContainers(container)
        .withVolumes(all)
        .build();
  }

  /** A container with the prover's image and the scripts. */
  ContainerBuilder container(String name) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(shared.image().asString())
        .withImagePullPolicy(shared.image().pullPolicy().asString())
        .withWorkingDir(TMP_FOLDER)
        .withSecurityContext(Restricted.container(USER))
        .withVolumeMounts(mount(SCRIPTS, Script.FOLDER, true), mount(TMP, TMP_FOLDER, false));
  }

  /**
   * The environment of every prover binary but the broker's address. Without the numbers of threads
   * each worker would start threads for all CPUs of the node.
   */
  List<EnvVar> environment() {
    ProverRelease release = shared.release();
    List<EnvVar> environment = new ArrayList<>();
    environment.add(variable("RUST_LOG", shared.logLevel().asString()));
    environment.add(variable("RUST_BACKTRACE", "1"));
    environment.add(variable("RUST_MIN_STACK", STACK_BYTES));
    environment.add(ofCpuLimit("RAYON_NUM_THREADS"));
    environment.add(ofCpuLimit("TOKIO_WORKER_THREADS"));
    if (release.readsPaladinVariables()) {
      environment.add(variable("PALADIN_RUNTIME", "amqp"));
      environment.add(variable("PALADIN_SERIALIZER", shared.fleet().serializer().toString()));
    }
    environment.addAll(circuits.environment());
    return environment;
  }

  /**
   * The options of leader and worker, which stand before any subcommand: those that v0.7 reads from
   * the environment and earlier releases do not, and those of the circuits.
   */
  List<String> options() {
    List<String> options = new ArrayList<>();
    if (!shared.release().readsPaladinVariables()) {
      options.add("--runtime=amqp");
      options.add("--serializer=" + shared.fleet().serializer());
    }
    options.addAll(circuits.options());
    return options;
  }

  /** Says what a reader of the Deployment might ask about every prover pod. */
  static Manifest explained(Manifest deployment) {
    return deployment.comment(
        "spec.template.spec.volumes[" + SCRIPTS + "].configMap.defaultMode",
        "The scripts are run, never written.");
  }

  /** The names of a pod's volumes: these and those that every prover pod has. */
  static List<String> volumeNames(List<Volume> volumes) {
    List<String> names = new ArrayList<>(List.of(SCRIPTS, TMP));
    volumes.forEach(volume -> names.add(volume.getName()));
    return names;
  }

  /** The paths of a container's mounts: these and those that every prover container has. */
  static List<String> mountPaths(List<VolumeMount> mounts) {
    List<String> paths = new ArrayList<>(List.of(Script.FOLDER, TMP_FOLDER));
    mounts.forEach(mount -> paths.add(mount.getMountPath()));
    return paths;
  }

  static VolumeMount mount(String volume, String path, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(path)
        .withReadOnly(readOnly ? true : null)
        .build();
  }
}
