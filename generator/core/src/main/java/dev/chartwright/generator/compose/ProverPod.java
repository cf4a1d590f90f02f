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
 * The common parts of the pods of leader, workers and test: user, image, scripts, environment.
 *
 * @param scriptsDigest a digest of the scripts, so that a pod restarts if and only if they change
 */
record ProverPod(
    FleetValues shared, BrokerComponent broker, CircuitsComponent circuits, String scriptsDigest) {
  /**
   * The id of the user of the image. The image gives only its name, which the kubelet cannot check
   * for {@code runAsNonRoot}.
   */
  static final long USER = 10001;

  static final String SCRIPTS = "scripts";
  static final String TMP = "tmp";
  private static final String TMP_FOLDER = "/tmp";
  private static final int EXECUTABLE = 0555;
  private static final String STACK_BYTES = "33554432";

  /** A pod that meets the standard {@code restricted}, without an API token. */
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
   * The environment of every prover binary, without the address of the broker. If the numbers of
   * threads were not set, each worker would start threads for all CPUs of the node.
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
   * The options of leader and worker, which come before any subcommand: those of the circuits, and
   * those that v0.7 reads from the environment and earlier releases do not.
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

  /** Adds the comments that every Deployment of prover pods needs. */
  static Manifest explained(Manifest deployment) {
    return deployment.comment(
        "spec.template.spec.volumes[" + SCRIPTS + "].configMap.defaultMode",
        "The scripts must be executable, but not writable.");
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
