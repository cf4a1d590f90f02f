package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.generator.compose.Variables.ofCpuLimit;
import static dev.chartwright.generator.compose.Variables.variable;

import dev.chartwright.chart.Value;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.workload.BackgroundWorker;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
  static final String TMP_FOLDER = "/tmp";
  static final String TMP_SIZE = "1Gi";

  /** The annotation that lists ignored checks of kube-score. */
  static final String IGNORED_CHECKS = "metadata.annotations['kube-score/ignore']";

  /** Tells the cluster autoscaler whether it may remove the node of a pod. */
  private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

  private static final int EXECUTABLE = 0555;
  private static final String STACK_BYTES = "33554432";

  /**
   * Pods with one prover container, which write nothing but their volumes. All old pods stop before
   * new ones start, and a change of the scripts restarts the pods.
   *
   * @param container the name of the container
   * @param ignoredChecks the checks of kube-score to ignore, and why
   * @param whyNotEvicted why the cluster autoscaler must not remove the node of a pod
   */
  BackgroundWorker pods(
      String component,
      String container,
      Placement placement,
      Value<Map<String, Object>> resources,
      IgnoredChecks ignoredChecks,
      String whyNotEvicted) {
    return BackgroundWorker.named(component)
        .container(container)
        .image(shared.image())
        .imagePullSecrets(shared.imagePullSecrets())
        .user(USER)
        .resources(resources)
        .packed()
        .nodeSelector(placement.nodeSelector())
        .tolerations(placement.tolerations())
        .affinity(placement.affinity())
        .priorityClass("")
        .extraVolumes()
        .podAnnotation("checksum/scripts", scriptsDigest)
        .podAnnotation(SAFE_TO_EVICT, "false")
        .mount(scripts(), Script.FOLDER)
        .scratch(TMP_FOLDER, TMP_SIZE)
        .deployment(
            deployment ->
                deployment
                    .editMetadata()
                    .addToAnnotations("kube-score/ignore", ignoredChecks.names())
                    .endMetadata()
                    .editSpec()
                    .withNewStrategy()
                    .withType("Recreate")
                    .endStrategy()
                    .endSpec())
        .manifest(
            "deployment",
            manifest ->
                manifest
                    .comment(IGNORED_CHECKS, ignoredChecks.why())
                    .comment(
                        "spec.template.metadata.annotations['" + SAFE_TO_EVICT + "']",
                        whyNotEvicted)
                    .comment(
                        "spec.template.spec.volumes[" + SCRIPTS + "].configMap.defaultMode",
                        "The scripts must be executable, but not writable."))
        .manifest(
            "serviceaccount",
            account -> account.append("metadata.annotations", shared.serviceAccountAnnotations()));
  }

  /** The checks of kube-score to ignore in a Deployment, and why. */
  record IgnoredChecks(String names, String why) {}

  /** The volume with the scripts. */
  static Volume scripts() {
    return new VolumeBuilder()
        .withName(SCRIPTS)
        .withNewConfigMap()
        .withName(fullName(SCRIPTS))
        .withDefaultMode(EXECUTABLE)
        .endConfigMap()
        .build();
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
}
