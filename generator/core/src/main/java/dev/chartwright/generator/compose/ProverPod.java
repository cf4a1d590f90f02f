package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.generator.compose.BrokerComponent.variable;

import dev.chartwright.prover.ProverRelease;
import dev.chartwright.resource.Restricted;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;

/** What the pods of leader, workers and test have in common: user, image, scripts, environment. */
record ProverPod(FleetValues shared, BrokerComponent broker, CircuitsComponent circuits) {
  /** The image's user; it is named there by name, which the kubelet cannot hold against {@code runAsNonRoot}. */
  static final long USER = 10001;

  static final String SCRIPTS = "scripts";
  static final String TMP = "tmp";
  private static final int EXECUTABLE = 0555;
  private static final String STACK_BYTES = "33554432";

  /** A pod that the standard {@code restricted} admits, without a token for the API. */
  PodSpec spec(String account, List<Container> initContainers, Container container, List<Volume> volumes) {
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
        .withWorkingDir("/tmp")
        .withSecurityContext(Restricted.container(USER))
        .withVolumeMounts(mount(SCRIPTS, Script.FOLDER, true), mount(TMP, "/tmp", false));
  }

  /** The environment of every prover binary but the broker's address. */
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

  /** The options that v0.7 reads from the environment and earlier releases only from the command line. */
  List<String> paladinOptions() {
    return shared.release().readsPaladinVariables()
        ? List.of()
        : List.of("--runtime=amqp", "--serializer=" + shared.fleet().serializer());
  }

  static VolumeMount mount(String volume, String path, boolean readOnly) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(readOnly ? true : null).build();
  }

  static List<String> names(List<EnvVar> environment) {
    return environment.stream().map(EnvVar::getName).toList();
  }

  /** The whole CPUs of the container's limit: otherwise each worker starts threads for all CPUs of the node. */
  private static EnvVar ofCpuLimit(String name) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewResourceFieldRef()
        .withResource("limits.cpu")
        .withDivisor(new Quantity("1"))
        .endResourceFieldRef()
        .endValueFrom()
        .build();
  }
}
