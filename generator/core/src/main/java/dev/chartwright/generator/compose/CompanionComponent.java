package dev.chartwright.generator.compose;

import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.generator.compose.Variables.variable;
import static dev.chartwright.workload.Settings.limits;
import static dev.chartwright.workload.Settings.requests;

import dev.chartwright.chart.ImageValue;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.generator.capacity.FleetCapacity;
import dev.chartwright.generator.companion.CompanionSources;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.SecretReference;
import dev.chartwright.workload.BackgroundWorker;
import dev.chartwright.workload.SideContainer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The companion of the leader: its sources, the container that compiles them, and the settings of
 * runs.
 */
final class CompanionComponent {
  /** What the companion needs of the grace period to end the leader and to write down its state. */
  static final int SECONDS_TO_END = 20;

  private static final String NAME = "companion";
  private static final String CHECKSUM = "checksum/companion";
  private static final String FOLDER = "/companion";
  private static final String SOURCES = "companion-sources";
  private static final String SOURCES_FOLDER = "/companion-sources";

  /** A JDK that runs on the libraries of the prover's image. */
  private static final String JDK = "docker.io/library/eclipse-temurin";

  private static final String JDK_TAG = "17.0.17_10-jdk-noble";

  private final FleetValues shared;
  private final List<Map<String, String>> sources = CompanionSources.parts();
  private final ImageValue image;
  private final Value<Integer> attempts;
  private final Value<Integer> deadline;
  private final Value<String> onFailure;
  private final Value<Integer> redeliveries;
  private final Value<Integer> keepDays;
  private final Value<String> minFree;
  private final Value<Double> workerHour;
  private final Value<String> rpcSecret;
  private final Value<String> rpcKey;
  private final Optional<FollowComponent> follow;
  private final PublishComponent publish;

  CompanionComponent(FleetValues shared) {
    this.shared = shared;
    Values values = shared.values();
    Runs runs = shared.fleet().runs();
    attempts =
        values
            .integer("runs.attempts", runs.attempts())
            .min(1)
            .max(100)
            .describe(
                "Failed attempts in succession, without a new proof, after which a run fails.");
    deadline =
        values
            .integer("runs.deadlineSeconds", (int) runs.deadline().toSeconds())
            .min(60)
            .max(31_536_000)
            .describe("Seconds that all attempts of a run may take together.");
    onFailure =
        values
            .oneOf("runs.onFailure", runs.onFailure())
            .describe(
                "What the queue does after a failed run: continue with the next run, or stop until"
                    + " `reset`.");
    redeliveries =
        values
            .integer("runs.redeliveries", runs.redeliveries())
            .min(1)
            .max(10_000)
            .describe(
                "Tasks that may go back to the queue in one attempt before it counts as failed.");
    rpcSecret =
        values
            .dnsName("runs.rpc.existingSecret", runs.rpc().map(SecretReference::name).orElse(""))
            .example("ethereum-node")
            .describe(
                "Existing Secret with the address of a JSON-RPC node. Before a chain of proofs"
                    + " starts, the companion asks the node for the state that it starts with."
                    + " Allow access with `networkPolicy.leaderEgress`. If empty, this is not"
                    + " checked.");
    rpcKey =
        values
            .string("runs.rpc.key", runs.rpc().map(SecretReference::key).orElse("url"))
            .notEmpty()
            .describe("Key in that Secret.");
    keepDays =
        values
            .integer("runs.keepDays", shared.fleet().keepDays())
            .max(3_650)
            .describe(
                "Days that old things stay on the leader's volume: witnesses, runs that are done,"
                    + " what was orphaned, and proofs that the bucket has. 0 keeps all.");
    minFree =
        values
            .size("runs.minFree", runs.minFree().toString())
            .describe("No run starts while the leader's volume has less free space.");
    workerHour =
        values
            .decimal("runs.workerHourDollars", workerHour(shared.fleet()))
            .max(10_000)
            .describe(
                "Price of one worker for an hour in US dollars, for the cost of a run: the node"
                    + " divided by its workers. 0 if it is not known.");
    follow = FollowComponent.of(shared);
    publish = new PublishComponent(shared, follow);
    values.section("companion", "What the companion is compiled with.");
    image =
        values
            .image("companion.image", JDK, JDK_TAG)
            .describe(
                "An image with a JDK 17 and bash, or one with the compiled companion in"
                    + " `/opt/companion`.");
  }

  /** Whether proofs are uploaded. */
  Condition uploads() {
    return shared.runs().isSet().and(publish.isOn());
  }

  /** The ConfigMaps with the sources. */
  List<Manifest> manifests() {
    List<Manifest> manifests = new ArrayList<>();
    for (int part = 0; part < sources.size(); part++) {
      manifests.add(
          Manifest.of(
                  NAME + "/configmap" + (part == 0 ? "" : "-" + (part + 1)),
                  new ConfigMapBuilder()
                      .withNewMetadata()
                      .withName(fullName(CompanionSources.name(part + 1)))
                      .endMetadata()
                      .withData(sources.get(part))
                      .build())
              .component(NAME)
              .onlyWhen(shared.runs().isSet()));
    }
    return manifests;
  }

  /**
   * The jumpbox with a container that makes the companion, and what the companion needs.
   *
   * @param container the name of the container that the companion runs in
   * @param given variables beside the settings of runs
   */
  BackgroundWorker in(BackgroundWorker jumpbox, String container, List<EnvVar> given) {
    SideContainer maker =
        SideContainer.named(NAME)
            .image(image)
            .workingDir(ProverPod.TMP_FOLDER)
            .command(Script.COMPANION_MAKE.path())
            .args(SOURCES_FOLDER, FOLDER)
            .resources(requests("1", "512Mi"), limits("2", "512Mi"))
            .mount(ProverPod.scripts(), Script.FOLDER)
            .mount(sources(), SOURCES_FOLDER)
            .mountWritable(made(), FOLDER)
            .scratch(ProverPod.TMP_FOLDER, ProverPod.TMP_SIZE);
    List<ConditionalVariable> settings = settings(given);
    BackgroundWorker with =
        Variables.in(
            jumpbox
                .init(maker)
                .mount(made(), FOLDER)
                .podAnnotation(CHECKSUM, Script.digest(sources.toString())),
            settings.stream().map(ConditionalVariable::variable).toList());
    return with.manifest("deployment", manifest -> onlyWhenEnabled(manifest, container, settings))
        .manifest("serviceaccount", publish::identified);
  }

  private Manifest onlyWhenEnabled(
      Manifest declared, String container, List<ConditionalVariable> settings) {
    String pod = "spec.template.spec.";
    String main = pod + "containers[" + container + "].";
    Manifest manifest =
        declared
            .when("spec.template.metadata.annotations['" + CHECKSUM + "']", shared.runs().isSet())
            .when(pod + "initContainers[" + NAME + "]", shared.runs().isSet())
            .when(pod + "volumes[" + NAME + "]", shared.runs().isSet())
            .when(pod + "volumes[" + SOURCES + "]", shared.runs().isSet())
            .when(main + "volumeMounts[" + NAME + "]", shared.runs().isSet())
            .comment(
                pod + "initContainers[" + NAME + "]",
                "Compiles the companion, and makes a Java runtime that has only what it needs.");
    for (ConditionalVariable setting : settings) {
      manifest = manifest.when(main + "env[" + setting.variable().getName() + "]", setting.when());
    }
    if (follow.isPresent()) {
      manifest = follow.get().checked(manifest, shared.runs().isSet());
    }
    return publish.checked(manifest, shared.runs().isSet(), rpcSecret.isSet());
  }

  /** The variables of the companion, each only where there is one. */
  private List<ConditionalVariable> settings(List<EnvVar> given) {
    Condition runs = shared.runs().isSet();
    List<ConditionalVariable> all = new ArrayList<>();
    given.forEach(variable -> all.add(new ConditionalVariable(variable, runs)));
    environment().forEach(variable -> all.add(new ConditionalVariable(variable, runs)));
    all.add(
        new ConditionalVariable(
            Variables.fromSecret("RPC_URL", rpcSecret.asString(), rpcKey.asString()),
            runs.and(rpcSecret)));
    Stream.concat(
            follow.stream().flatMap(each -> each.settings().stream()), publish.settings().stream())
        .forEach(each -> all.add(new ConditionalVariable(each.variable(), runs.and(each.when()))));
    return all;
  }

  private List<EnvVar> environment() {
    ProverRelease release = shared.release();
    List<String> queues =
        shared.fleet().workers().stream()
            .map(workers -> release.taskQueue(workers.routing()))
            .distinct()
            .toList();
    boolean hasWorkers =
        shared.fleet().workers().stream()
            .allMatch(group -> group.autoscaling().map(scaling -> scaling.min() > 0).orElse(true));
    List<EnvVar> all = new ArrayList<>();
    all.add(variable("COMPANION", FOLDER));
    all.add(variable("SCRIPTS", Script.FOLDER));
    all.add(variable("PROVER_RELEASE", release.number()));
    all.add(variable("TASK_QUEUES", String.join(" ", queues)));
    all.add(variable("ABORT_QUEUE", release.abortQueue()));
    all.add(variable("RUNS_ATTEMPTS", attempts.asString()));
    all.add(variable("RUNS_DEADLINE_SECONDS", deadline.asString()));
    all.add(variable("RUNS_ON_FAILURE", onFailure.asString()));
    all.add(variable("RUNS_REDELIVERIES", redeliveries.asString()));
    all.add(variable("RUNS_MIN_WORKERS", hasWorkers ? "1" : "0"));
    all.add(variable("WORKER_HOUR_DOLLARS", workerHour.asString()));
    all.add(variable("PROVER_IMAGE", shared.image().expr().asString()));
    all.add(variable("KEEP_DAYS", keepDays.asString()));
    all.add(variable("MIN_FREE_BYTES", minFree.asString()));
    return all;
  }

  /** The price of a worker, in cents; 0 if it is not known. */
  private static double workerHour(ProverFleet fleet) {
    return FleetCapacity.of(fleet)
        .workerHour()
        .map(price -> price.setScale(2, RoundingMode.HALF_UP).doubleValue())
        .orElse(0.0);
  }

  private static Volume made() {
    return new VolumeBuilder()
        .withName(NAME)
        .withNewEmptyDir()
        .withSizeLimit(new Quantity("256Mi"))
        .endEmptyDir()
        .build();
  }

  private Volume sources() {
    List<VolumeProjection> parts = new ArrayList<>();
    for (int part = 0; part < sources.size(); part++) {
      parts.add(
          new VolumeProjectionBuilder()
              .withNewConfigMap()
              .withName(fullName(CompanionSources.name(part + 1)))
              .endConfigMap()
              .build());
    }
    return new VolumeBuilder()
        .withName(SOURCES)
        .withNewProjected()
        .withSources(parts)
        .endProjected()
        .build();
  }
}
