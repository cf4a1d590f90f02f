package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.chartwright.chart.Values;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.cases.CaseName;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.prover.Atop;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverImage;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.SecretReference;
import dev.chartwright.prover.Serializer;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("thorough")
class FleetChartTest {
  private static final NodePool SYSTEM = NodePool.defaultPool();
  private static final NodePool HIGHMEM = NodePool.highmemPool();
  private static final String LEADER = "Deployment/r-zero-prover-leader";
  private static final String WORKER = "Deployment/r-zero-prover-worker";
  private static final String BROKER = "RabbitmqCluster/r-zero-prover-broker";
  private static final String BROKER_POLICY = "NetworkPolicy/r-zero-prover-broker";
  private static final String SCALE_DOWN =
      "spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown";
  private static final String SCALED_OBJECT = "ScaledObject/r-zero-prover-worker";

  // every dialect proves clean

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void everyDialectIsProvenWithoutAFinding(String name, ProverFleet fleet) {
    Generated generated = Generator.generate(fleet);
    ProofRequest request =
        FleetProof.request(fleet, generated.chart())
            .withoutSpace()
            .withCase("everything", everything(generated.chart().values()));
    ProofReport report = ChartProof.prove(generated.chartFiles(), generated.chart(), request);

    assertThat(report.findings()).as(name).isEmpty();
    assertThat(report.cases()).hasSize(10).allMatch(each -> each.objects() > 0);
  }

  static Stream<Arguments> dialects() {
    return Stream.of(
        Arguments.of("defaults", zero().build()),
        Arguments.of("v0.5", zero().release(ProverRelease.V0_5).build()),
        Arguments.of("v0.6 per pod", perPod(ProverRelease.V0_6)),
        Arguments.of("v0.7 per pod", perPod(ProverRelease.V0_7)),
        Arguments.of("June 2024", june2024()),
        Arguments.of("June 2024 over amqp", june2024OverAmqp()),
        Arguments.of("RabbitMQ 4.3", rabbit43()),
        Arguments.of("affinity", affinity()),
        Arguments.of("fixed size", fixedSize()),
        Arguments.of("broker of one's own credentials", existingSecret()),
        Arguments.of("test circuits", testCircuits()),
        Arguments.of("circuits in memory", unkept()),
        Arguments.of("a followed chain", FollowedChain.fleet()),
        Arguments.of("recorded", recorded()),
        Arguments.of("publishing", publishing()),
        Arguments.of("odd names", oddNames()));
  }

  // uploads

  static ProverFleet publishing() {
    return zero()
        .runs(
            Runs.enabled()
                .rpc(new SecretReference("ethereum-node", "url"))
                .keepDays(14)
                .minFree(DiskSize.gib(20)))
        .publish(Bucket.gcs("my-company-proofs"))
        .gke(Gke.cluster("provers").project("my-project"))
        .build();
  }

  @Test
  void theLeaderOfAFleetThatPublishesReachesTheBucketAsItsAccount() {
    InstalledFleet fleet = InstalledFleet.of(publishing());

    assertThat(fleet.variable(LEADER, "leader", "PUBLISH_BUCKET")).isEqualTo("my-company-proofs");
    assertThat(fleet.variable(LEADER, "leader", "PUBLISH_CHAIN_ID")).isEqualTo("1");
    assertThat(fleet.variable(LEADER, "leader", "KEEP_DAYS")).isEqualTo("14");
    assertThat(fleet.variable(LEADER, "leader", "MIN_FREE_BYTES")).isEqualTo("20Gi");
    assertThat(fleet.variable(LEADER, "leader", "PROVER_IMAGE"))
        .isEqualTo(fleet.at(LEADER, InstalledFleet.container("leader") + "/image"));
    assertThat(fleet.at("ServiceAccount/r-zero-prover-leader", "metadata/annotations"))
        .isEqualTo(
            Map.of(
                "iam.gke.io/gcp-service-account",
                "provers-proofs@my-project.iam.gserviceaccount.com"));
    assertThat(fleet.at("ServiceAccount/r-zero-prover-worker", "metadata/annotations")).isNull();
    assertThat(fleet.names()).contains("NetworkPolicy/r-zero-prover-uploads");
  }

  @Test
  void aFleetThatDoesNotPublishHasNothingOfIt() {
    InstalledFleet fleet = InstalledFleet.of(zero().build());

    assertThat(strings(fleet.variables(LEADER, "leader")))
        .doesNotContain("PUBLISH_BUCKET", "PUBLISH_CHAIN_ID");
    assertThat(fleet.names()).noneMatch(name -> name.contains("uploads"));
  }

  // the environment and the options of each release

  @Test
  void workersAreToldEverythingInAnOrderInWhichReferencesResolve() {
    assertThat(strings(InstalledFleet.of(zero().build()).variables(WORKER, "worker")))
        .containsExactly(
            "RABBITMQ_USERNAME",
            "RABBITMQ_PASSWORD",
            "AMQP_HOST",
            "AMQP_PORT",
            "PALADIN_AMQP_URI",
            "RUST_LOG",
            "RUST_BACKTRACE",
            "RUST_MIN_STACK",
            "RAYON_NUM_THREADS",
            "TOKIO_WORKER_THREADS",
            "PALADIN_RUNTIME",
            "PALADIN_SERIALIZER",
            "ZK_EVM_CACHE_DIR",
            "ARITHMETIC_CIRCUIT_SIZE",
            "BYTE_PACKING_CIRCUIT_SIZE",
            "CPU_CIRCUIT_SIZE",
            "KECCAK_CIRCUIT_SIZE",
            "KECCAK_SPONGE_CIRCUIT_SIZE",
            "LOGIC_CIRCUIT_SIZE",
            "MEMORY_CIRCUIT_SIZE",
            "MEMORY_BEFORE_CIRCUIT_SIZE",
            "MEMORY_AFTER_CIRCUIT_SIZE",
            "PALADIN_TASK_BUS_ROUTING_KEY",
            "FENCE",
            "MANAGEMENT_PORT",
            "LOADING_SECONDS");
  }

  /** With an empty path, the prover asks for a virtual host with an empty name. */
  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void theAddressOfTheBrokerNamesItsVirtualHost(ProverRelease release) {
    InstalledFleet fleet = InstalledFleet.of(zero().release(release).build());

    for (String container : List.of("worker", "leader")) {
      assertThat(
              fleet.variable(
                  container.equals("worker") ? WORKER : LEADER,
                  container,
                  release.amqpUriVariable()))
          .isEqualTo(
              "amqp://$(RABBITMQ_USERNAME):$(RABBITMQ_PASSWORD)"
                  + "@r-zero-prover-broker.zero.svc.cluster.local:5672/%2f");
    }
  }

  @Test
  void workersKnowTheFenceOfTheirReleaseOnlyWhereThereAreRuns() {
    InstalledFleet runs = InstalledFleet.of(zero().build());
    String variable = "spec/template/spec/containers[worker]/env[%s]/value";

    assertThat(runs.at(WORKER, variable.formatted("FENCE")))
        .isEqualTo("chartwright-fence-r-zero-prover");
    assertThat(runs.at(WORKER, variable.formatted("MANAGEMENT_PORT"))).isEqualTo("15672");
    assertThat(runs.at(WORKER, variable.formatted("LOADING_SECONDS"))).isEqualTo("3600");
    for (InstalledFleet none :
        List.of(
            InstalledFleet.of(zero().build(), "runs: {enabled: false}\n"),
            InstalledFleet.of(zero().runs(Runs.disabled()).build()))) {
      assertThat(strings(none.variables(WORKER, "worker")))
          .contains("PALADIN_TASK_BUS_ROUTING_KEY")
          .doesNotContain("FENCE", "MANAGEMENT_PORT", "LOADING_SECONDS");
      assertThat(flows(none)).containsEntry("r", List.of(5672L));
      assertThat(none.at("NetworkPolicy/r-zero-prover-provers", "spec/egress"))
          .asInstanceOf(LIST)
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProverRelease.class,
      names = {"V0_5", "V0_6"})
  void earlyReleasesGetByOptionsWhatTheyDoNotReadFromVariables(ProverRelease release) {
    InstalledFleet fleet =
        InstalledFleet.of(zero().release(release).serializer(Serializer.CBOR).build());
    List<String> options =
        List.of(
            "--runtime=amqp",
            "--serializer=cbor",
            "--persistence=disk",
            "--load-strategy=on-demand");

    assertThat(fleet.at(WORKER, "spec/template/spec/containers[worker]/args")).isEqualTo(options);
    assertThat(fleet.variable(LEADER, "leader", "LEADER_OPTIONS"))
        .isEqualTo(String.join(" ", options));
    assertThat(fleet.variable(LEADER, "leader", "VERIFIER_OPTIONS"))
        .isEqualTo("--persistence=disk --load-strategy=on-demand");
    assertThat(strings(fleet.variables(WORKER, "worker")))
        .contains("AMQP_URI")
        .noneMatch(name -> name.startsWith("PALADIN_") || name.equals("MEMORY_AFTER_CIRCUIT_SIZE"));
    assertThat(strings(fleet.variables(LEADER, "leader")))
        .doesNotContain("ZERO_BIN_PROOF_OUTPUT_DIR");
  }

  @ParameterizedTest
  @CsvSource({
    "V0_6, 0.6.1, CARGO_WORKSPACE_DIR, /circuits/v0\\.6-[0-9a-f]{8}",
    "V0_7, 0.7.1, ZK_EVM_CACHE_DIR, /circuits/v0\\.7-[0-9a-f]{8}_circuit_cache"
  })
  void circuitsOfOtherRangesOrAnotherImageHaveAFolderOfTheirOwn(
      ProverRelease release, String otherTag, String variable, String pattern) {
    ProverFleet fleet = zero().release(release).build();
    Object before = InstalledFleet.of(fleet).variable(WORKER, "worker", variable);
    Object otherRange =
        InstalledFleet.of(fleet, "circuits: {ranges: {cpu: '12..26'}}\n")
            .variable(WORKER, "worker", variable);
    Object otherImage =
        InstalledFleet.of(fleet, "image: {tag: '" + otherTag + "'}\n")
            .variable(WORKER, "worker", variable);

    assertThat(before).asString().matches(pattern);
    assertThat(otherRange).asString().matches(pattern);
    assertThat(Set.of(before, otherRange, otherImage)).hasSize(3);
  }

  @Test
  void workersLeaderAndVerifierAgreeOnCircuitsForTests() {
    InstalledFleet fleet = InstalledFleet.of(testCircuits());

    assertThat(fleet.at(WORKER, "spec/template/spec/containers[worker]/args"))
        .asInstanceOf(LIST)
        .contains("--use-test-config");
    assertThat(fleet.at(WORKER, "spec/template/spec/initContainers[circuits]/args"))
        .asInstanceOf(LIST)
        .contains("--use-test-config");
    assertThat(fleet.variable(LEADER, "leader", "LEADER_OPTIONS"))
        .asString()
        .contains("--use-test-config");
    assertThat(fleet.variable(LEADER, "leader", "VERIFIER_OPTIONS"))
        .asString()
        .contains("--use-test-config");
    for (String variable : List.of("ZK_EVM_CACHE_DIR", "CPU_CIRCUIT_SIZE")) {
      assertThat(fleet.variable(LEADER, "leader", variable))
          .isNotNull()
          .isEqualTo(fleet.variable(WORKER, "worker", variable))
          .isEqualTo(fleet.variable(WORKER, "circuits", variable));
    }
    assertThat(fleet.variable(LEADER, "leader", "ZK_EVM_CACHE_DIR"))
        .asString()
        .matches("/circuits/v0\\.7-test-[0-9a-f]{8}_circuit_cache");
  }

  @Test
  void aVariableOfTheModelTakesThePlaceOfTheChartsOwn() {
    ProverFleet model =
        zero()
            .leader(Leader.on(SYSTEM).environment("RUST_MIN_STACK", "67108864"))
            .workers(
                Workers.on(HIGHMEM)
                    .environment("RAYON_NUM_THREADS", "44")
                    .environment("RUST_BACKTRACE", new SecretReference("settings", "backtrace"))
                    .environment("EXTRA", "it's {{ text }}"))
            .build();
    InstalledFleet fleet = InstalledFleet.of(model);

    assertThat(fleet.variable(LEADER, "leader", "RUST_MIN_STACK")).isEqualTo("67108864");
    for (String container : List.of("worker", "circuits")) {
      assertThat(fleet.variable(WORKER, container, "RAYON_NUM_THREADS")).isEqualTo("44");
      assertThat(fleet.variable(WORKER, container, "EXTRA")).isEqualTo("it's {{ text }}");
      assertThat(
              fleet.at(
                  WORKER,
                  InstalledFleet.container(container)
                      + "/env[RUST_BACKTRACE]/valueFrom/secretKeyRef/name"))
          .isEqualTo("settings");
      assertThat(strings(fleet.variables(WORKER, container))).doesNotHaveDuplicates();
    }
    assertThat(strings(fleet.variables(LEADER, "leader"))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RUST_MIN_STACK", "PALADIN_AMQP_URI", "CIRCUITS_MARKER"})
  void aVariableThatTheChartSetsCannotBeGivenTwice(String name) {
    assertRejected(
        "workers: {worker: {extraEnv: [{name: " + name + ", value: x}]}}\n",
        "workers.worker.extraEnv[0].name");
  }

  // circuits

  @Test
  void onePodMakesSharedCircuitsAndTheOthersReadThem() {
    InstalledFleet fleet = InstalledFleet.of(zero().build());
    Object folder = fleet.variable(WORKER, "worker", "ZK_EVM_CACHE_DIR");

    assertThat(
            fleet.at(
                WORKER,
                "spec/template/spec/initContainers[circuits]/volumeMounts[circuits]/readOnly"))
        .isNull();
    assertThat(
            fleet.at(
                WORKER, "spec/template/spec/containers[worker]/volumeMounts[circuits]/readOnly"))
        .isEqualTo(true);
    assertThat(
            fleet.at(
                LEADER, "spec/template/spec/containers[leader]/volumeMounts[circuits]/readOnly"))
        .isEqualTo(true);
    assertThat(fleet.variable(WORKER, "circuits", "CIRCUITS_MARKER"))
        .isEqualTo(folder + "/.complete")
        .isEqualTo(fleet.variable(LEADER, "leader", "CIRCUITS_MARKER"));
    assertThat(fleet.variable(WORKER, "circuits", "CIRCUITS_DIRECTORY")).isEqualTo(folder);
    assertThat(fleet.at(LEADER, "spec/template/spec/containers[leader]/args"))
        .isEqualTo(List.of("/data/witnesses", "/data/proofs"));
    assertThat(strings(fleet.variables(WORKER, "circuits")))
        .noneMatch(name -> name.startsWith("PALADIN_") || name.startsWith("RABBITMQ_"));
    assertThat(fleet.at("PersistentVolumeClaim/r-zero-prover-circuits", "spec/accessModes"))
        .isEqualTo(List.of("ReadWriteMany"));
  }

  @Test
  void withoutASharedVolumeEachWorkerHasItsOwnAndTheJumpboxASmallOne() {
    InstalledFleet fleet = InstalledFleet.of(perPod(ProverRelease.V0_6));

    assertThat(fleet.names()).noneMatch(name -> name.endsWith("-circuits"));
    assertThat(
            fleet.at(
                WORKER,
                "spec/template/spec/volumes[circuits]/ephemeral/volumeClaimTemplate/spec/resources/requests/storage"))
        .isEqualTo("100Gi");
    assertThat(fleet.at(LEADER, "spec/template/spec/volumes[circuits]/emptyDir/sizeLimit"))
        .isEqualTo("1Gi");
    assertThat(
            fleet.at(
                LEADER, "spec/template/spec/containers[leader]/volumeMounts[circuits]/readOnly"))
        .isNull();
    assertThat(fleet.at(LEADER, "spec/template/spec/containers[leader]/args"))
        .isEqualTo(
            List.of(
                "/data/witnesses",
                "/data/proofs",
                fleet.variable(LEADER, "leader", "CARGO_WORKSPACE_DIR")));
    assertThat(strings(fleet.variables(LEADER, "leader"))).doesNotContain("CIRCUITS_MARKER");
  }

  @Test
  void circuitsThatAreNotKeptNeedNeitherVolumeNorMaker() {
    InstalledFleet fleet = InstalledFleet.of(unkept());

    assertThat(fleet.at(WORKER, "spec/template/spec/initContainers")).isNull();
    assertThat(InstalledFleet.names(fleet.at(WORKER, "spec/template/spec/volumes")))
        .isEqualTo(List.of("scripts", "tmp"));
    assertThat(fleet.names()).noneMatch(name -> name.endsWith("-circuits"));
    assertThat(fleet.at(WORKER, "spec/template/spec/containers[worker]/args"))
        .isEqualTo(List.of("--persistence=none", "--load-strategy=on-demand"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20..14", "14..14", "3..9", "14..31", "14", "14..=15", "09..10", "4..5x"})
  void aRangeThatTheProverTakesWrongIsRejected(String range) {
    assertRejected("circuits: {ranges: {cpu: '" + range + "'}}\n", "circuits.ranges.cpu");
  }

  @Test
  void everyRangeThatTheProverTakesIsAccepted() {
    String pattern =
        (String)
            InstalledFleet.at(
                YamlReader.read(
                    Generator.generate(zero().build()).chartFiles().text("values.schema.json")),
                "properties/circuits/properties/ranges/properties/cpu/pattern");
    for (int from = 0; from <= 33; from++) {
      for (int to = 0; to <= 33; to++) {
        assertThat((from + ".." + to).matches(pattern))
            .as(from + ".." + to)
            .isEqualTo(from >= 4 && from < to && to <= 30);
      }
    }
  }

  // autoscaling

  @Test
  void anAutoscaledDeploymentHasNoReplicasAndAFixedOneHas() {
    assertThat(InstalledFleet.of(zero().build()).at(WORKER, "spec/replicas")).isNull();

    InstalledFleet switchedOff =
        InstalledFleet.of(
            zero().build(), "workers: {worker: {replicas: 3, autoscaling: {enabled: false}}}\n");
    assertThat(switchedOff.at(WORKER, "spec/replicas")).isEqualTo(3L);
    assertThat(switchedOff.names())
        .noneMatch(name -> name.startsWith("ScaledObject") || name.startsWith("Trigger"));

    InstalledFleet fixed = InstalledFleet.of(fixedSize());
    assertThat(fixed.at(WORKER, "spec/replicas")).isEqualTo(2L);
    assertThat(Generator.generate(fixedSize()).chartFiles().text("values.yaml"))
        .doesNotContain("keda");
  }

  @Test
  void kedaCountsWaitingAndRunningTasksOfTheTaskQueuesAlone() {
    InstalledFleet fleet = InstalledFleet.of(zero().build());

    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/metadata"))
        .isEqualTo(
            Map.of(
                "protocol", "http",
                "host", "http://r-zero-prover-broker.zero.svc.cluster.local:15672/",
                "queueName", "^(task-ipc-routing-key|heavy-proof|light-proof)$",
                "useRegex", "true",
                "operation", "sum",
                "pageSize", "100",
                "excludeUnacknowledged", "false",
                "mode", "QueueLength",
                "value", "1",
                "activationValue", "0"));
    assertThat(fleet.at(SCALED_OBJECT, "spec/fallback/behavior")).isEqualTo("currentReplicas");
    assertThat(
            fleet.at("TriggerAuthentication/r-zero-prover-worker", "spec/secretTargetRef/1/name"))
        .isEqualTo("r-zero-prover-broker-default-user");
  }

  @Test
  void whileTheBrokerIsAwayTheFleetFallsBackToItsMinimum() {
    String minimum = "workers: {worker: {autoscaling: {minReplicas: %d}}}\n";
    for (int min : List.of(1, 3)) {
      assertThat(
              InstalledFleet.of(zero().build(), minimum.formatted(min))
                  .at(SCALED_OBJECT, "spec/fallback/replicas"))
          .isEqualTo((long) min);
    }
    ProverFleet declared =
        zero()
            .workers(
                Workers.on(HIGHMEM)
                    .autoscaling(Autoscaling.between(1, 8).fallback(Fallback.keepCurrent(5))))
            .build();
    assertThat(
            InstalledFleet.of(declared, minimum.formatted(2))
                .at(SCALED_OBJECT, "spec/fallback/replicas"))
        .isEqualTo(5L);
  }

  @Test
  void kedaOfJune2024ReadsTheAddressFromTheWorkersAndHasNoFallback() {
    InstalledFleet fleet = InstalledFleet.of(june2024());

    assertThat(fleet.names()).noneMatch(name -> name.startsWith("TriggerAuthentication"));
    assertThat(fleet.at(SCALED_OBJECT, "spec/fallback")).isNull();
    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/authenticationRef")).isNull();
    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/metadata/host")).isNull();
    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/metadata/hostFromEnv"))
        .isEqualTo("RABBITMQ_MANAGEMENT_URI");
    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/metadata/queueName")).isEqualTo("^0{32}$");
    assertThat(fleet.variable(WORKER, "worker", "RABBITMQ_MANAGEMENT_URI"))
        .isEqualTo(
            "http://$(RABBITMQ_USERNAME):$(RABBITMQ_PASSWORD)@r-zero-prover-broker.zero.svc.cluster.local:15672/");
  }

  @Test
  void aScalerOverAmqpGetsTheAddressForAmqp() {
    InstalledFleet fleet = InstalledFleet.of(june2024OverAmqp());

    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/metadata/protocol")).isEqualTo("amqp");
    assertThat(fleet.at(SCALED_OBJECT, "spec/triggers/0/metadata/hostFromEnv"))
        .isEqualTo("AMQP_URI");
    assertThat(strings(fleet.variables(WORKER, "worker")))
        .doesNotContain("RABBITMQ_MANAGEMENT_URI");
    assertThat(flows(fleet).get("keda")).isEqualTo(List.of(5672L));
  }

  @Test
  void aMinimumAboveTheMaximumIsRefusedWithASentence() {
    assertThat(
            InstalledFleet.render(
                "r",
                zero().build(),
                "requireCRDs: false\nworkers: {worker: {autoscaling: {minReplicas: 9}}}\n"))
        .isInstanceOfSatisfying(
            HelmFailure.Refusal.class,
            refusal ->
                assertThat(refusal.message())
                    .isEqualTo(
                        "workers.worker.autoscaling.minReplicas is greater than maxReplicas: set"
                            + " a smaller minimum or a larger maximum."));
  }

  @Test
  void heavyAndLightWorkersHaveQueuesScalersAndValuesOfTheirOwn() {
    InstalledFleet fleet =
        InstalledFleet.of(affinity(), "workers: {lightWorker: {autoscaling: {maxReplicas: 5}}}\n");

    assertThat(
            fleet.variable(
                "Deployment/r-zero-prover-heavy", "worker", "PALADIN_TASK_BUS_ROUTING_KEY"))
        .isEqualTo("heavy-proof");
    assertThat(
            fleet.variable(
                "Deployment/r-zero-prover-light-worker", "worker", "PALADIN_TASK_BUS_ROUTING_KEY"))
        .isEqualTo("light-proof");
    assertThat(fleet.at("ScaledObject/r-zero-prover-heavy", "spec/triggers/0/metadata/queueName"))
        .isEqualTo("^heavy-proof$");
    assertThat(
            fleet.at(
                "ScaledObject/r-zero-prover-light-worker", "spec/triggers/0/metadata/queueName"))
        .isEqualTo("^light-proof$");
    assertThat(fleet.at("ScaledObject/r-zero-prover-light-worker", "spec/maxReplicaCount"))
        .isEqualTo(5L);
    assertThat(fleet.at("ScaledObject/r-zero-prover-heavy", "spec/maxReplicaCount")).isEqualTo(4L);
    assertThat(fleet.variable(LEADER, "leader", "LEADER_OPTIONS"))
        .isEqualTo("--persistence=disk --load-strategy=on-demand --worker-run-mode=affinity");
  }

  // broker

  @Test
  void theBrokerGetsTheSettingsThatItsVersionNeeds() {
    assertThat(InstalledFleet.of(zero().build()).at(BROKER, "spec/rabbitmq/additionalConfig"))
        .isEqualTo("consumer_timeout = 21600000\nmax_message_size = 536870912\n");
    assertThat(InstalledFleet.of(rabbit43()).at(BROKER, "spec/rabbitmq/additionalConfig"))
        .isEqualTo(
            """
            max_message_size = 536870912
            deprecated_features.permit.transient_nonexcl_queues = true
            """);
    assertThat(InstalledFleet.of(june2024()).at(BROKER, "spec/rabbitmq/additionalConfig"))
        .isEqualTo("consumer_timeout = 21600000\n");
  }

  @Test
  void aSettingThatIsNoNumberWithinBoundsStaysAsItWasWritten() {
    ProverFleet fleet =
        zero()
            .workers(Workers.on(HIGHMEM).longestTask(Duration.ofDays(30)))
            .broker(
                Broker.on(SYSTEM)
                    .additionalConfig("consumer_timeout = 4000000000\nlog.console = true"))
            .build();

    assertThat(InstalledFleet.of(fleet).at(BROKER, "spec/rabbitmq/additionalConfig"))
        .isEqualTo(
            "consumer_timeout = 4000000000\nmax_message_size = 536870912\nlog.console = true\n");
  }

  @Test
  void anOperatorThatDoesNotRestrictItsPodsIsToldTo() {
    InstalledFleet fleet = InstalledFleet.of(june2024());
    String pod = "spec/override/statefulSet/spec/template/spec";

    assertThat(fleet.at(BROKER, pod + "/securityContext"))
        .isEqualTo(
            Map.of("runAsNonRoot", true, "seccompProfile", Map.of("type", "RuntimeDefault")));
    for (String container : List.of("/containers[rabbitmq]", "/initContainers[setup-container]")) {
      assertThat(fleet.at(BROKER, pod + container + "/securityContext"))
          .isEqualTo(
              Map.of(
                  "allowPrivilegeEscalation",
                  false,
                  "capabilities",
                  Map.of("drop", List.of("ALL"))));
    }
    assertThat(InstalledFleet.of(zero().build()).at(BROKER, "spec/override")).isNull();
    assertThat(
            InstalledFleet.of(zero().build(), "broker: {priorityClassName: high}\n")
                .at(BROKER, pod + "/priorityClassName"))
        .isEqualTo("high");
  }

  @ParameterizedTest
  @CsvSource({
    "'replicas: 2', broker.replicas is even",
    "'replicas: 4', broker.replicas is even",
    "'image: example.com:5000/rabbitmq:latest', broker.image has the tag `latest`"
  })
  void aBrokerThatWouldStopOrChangeByItselfIsRefused(String setting, String sentence) {
    assertThat(
            InstalledFleet.render(
                "r", zero().build(), "requireCRDs: false\nbroker: {" + setting + "}\n"))
        .isInstanceOfSatisfying(
            HelmFailure.Refusal.class,
            refusal -> assertThat(refusal.message()).startsWith(sentence));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rabbitmq:4.2-management",
        "example.com:5000/mirror/rabbitmq:4.2.latest",
        "rabbitmq@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "r/m:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      })
  void anImageOfTheBrokerThatIsFixedIsAccepted(String image) {
    assertThat(
            InstalledFleet.of(zero().build(), "broker: {image: '" + image + "'}\n")
                .at(BROKER, "spec/image"))
        .isEqualTo(image);
  }

  @Test
  void aSecretOfOnesOwnServesBrokerLeaderWorkersAndKeda() {
    InstalledFleet fleet = InstalledFleet.of(existingSecret());

    assertThat(fleet.at(BROKER, "spec/secretBackend/externalSecret/name"))
        .isEqualTo("my-broker-login");
    assertThat(
            fleet.at(
                LEADER,
                "spec/template/spec/containers[leader]/env[RABBITMQ_USERNAME]/valueFrom/secretKeyRef/name"))
        .isEqualTo("my-broker-login");
    assertThat(
            fleet.at("TriggerAuthentication/r-zero-prover-worker", "spec/secretTargetRef/0/name"))
        .isEqualTo("my-broker-login");
    assertThat(fleet.at(BROKER_POLICY, "spec/podSelector/matchLabels"))
        .isEqualTo(
            InstalledFleet.of(zero().build()).at(BROKER_POLICY, "spec/podSelector/matchLabels"));
  }

  // network

  @Test
  void theBrokerIsReachedByTheFleetsFlowsAndNoOthers() {
    assertThat(flows(InstalledFleet.of(zero().build())))
        .isEqualTo(
            Map.of(
                "r", List.of(5672L, 15672L),
                "r-zero-prover-broker", List.of(4369L, 25672L),
                "keda", List.of(15672L),
                "rabbitmq-system", List.of(15672L)));
    assertThat(
            flows(
                InstalledFleet.of(
                    zero().build(),
                    "networkPolicy: {monitoringNamespace: monitoring, kedaNamespace: scaler}\n")))
        .containsEntry("monitoring", List.of(15692L))
        .containsEntry("scaler", List.of(15672L));
    assertThat(flows(InstalledFleet.of(june2024())))
        .as("an operator before 2.19 asks the broker nothing")
        .containsOnlyKeys("r", "r-zero-prover-broker", "keda");
    assertThat(flows(InstalledFleet.of(fixedSize()))).doesNotContainKey("keda");
    assertThat(
            flows(
                InstalledFleet.of(
                    zero().build(), "workers: {worker: {autoscaling: {enabled: false}}}\n")))
        .doesNotContainKey("keda");
  }

  @Test
  void nobodyReachesTheProversAndTheyReachTheBrokerAndTheNameService() {
    InstalledFleet fleet = InstalledFleet.of(zero().build());
    String policy = "NetworkPolicy/r-zero-prover-provers";

    assertThat(fleet.at(policy, "spec/policyTypes")).isEqualTo(List.of("Ingress", "Egress"));
    assertThat(fleet.at(policy, "spec/ingress")).isNull();
    assertThat(fleet.at(policy, "spec/egress")).asInstanceOf(LIST).hasSize(3);
    for (String each : List.of(policy, BROKER_POLICY)) {
      assertThat(fleet.at(each, "spec/egress/0"))
          .as("the cluster's name service, its cache on each node, and Cloud DNS")
          .isEqualTo(
              Map.of(
                  "to",
                  List.of(
                      Map.of(
                          "namespaceSelector",
                          Map.of(
                              "matchLabels", Map.of("kubernetes.io/metadata.name", "kube-system"))),
                      Map.of("ipBlock", Map.of("cidr", "169.254.20.10/32")),
                      Map.of("ipBlock", Map.of("cidr", "169.254.169.254/32"))),
                  "ports",
                  List.of(
                      Map.of("port", 53L, "protocol", "UDP"),
                      Map.of("port", 53L, "protocol", "TCP"))));
    }
    for (int rule = 1; rule <= 2; rule++) {
      assertThat(fleet.at(policy, "spec/egress/" + rule + "/to/0/podSelector/matchLabels"))
          .isEqualTo(fleet.at(BROKER_POLICY, "spec/podSelector/matchLabels"));
    }
  }

  @Test
  void twoReleasesInOneNamespaceShareNoNameAndAdmitEachOtherNowhere() {
    ProverFleet model = zero().build();
    InstalledFleet one = InstalledFleet.release("one", model);
    InstalledFleet two = InstalledFleet.release("two", model);

    assertThat(one.names()).doesNotContainAnyElementsOf(two.names());
    for (Object object : two.objects().values()) {
      assertThat(podLabels(object))
          .allSatisfy(
              labels ->
                  assertThat(selectors(one))
                      .noneMatch(selector -> labels.entrySet().containsAll(selector.entrySet())));
    }
    assertThat(selectors(one)).isNotEmpty();
  }

  // scale in

  @Test
  void workersWithTimeForTheirLongestTaskAreRemovedOnceFewerAreEnough() {
    InstalledFleet fleet = InstalledFleet.of(zero().build());
    Object behavior = fleet.at(SCALED_OBJECT, SCALE_DOWN);

    assertThat(InstalledFleet.at(behavior, "stabilizationWindowSeconds")).isEqualTo(600L);
    assertThat(InstalledFleet.at(behavior, "policies/0"))
        .isEqualTo(Map.of("type", "Pods", "value", 4L, "periodSeconds", 300L));
    assertThat(InstalledFleet.at(behavior, "selectPolicy")).isNotEqualTo("Disabled");
  }

  @Test
  void workersWithoutThatTimeStay() {
    ProverFleet hasty =
        zero()
            .workers(
                Workers.on(HIGHMEM)
                    .longestTask(Duration.ofHours(1))
                    .terminationGracePeriod(Duration.ofMinutes(59))
                    .autoscaling(Autoscaling.between(1, 8)))
            .build();

    assertThat(InstalledFleet.of(hasty).at(SCALED_OBJECT, SCALE_DOWN + "/selectPolicy"))
        .isEqualTo("Disabled");
  }

  /** KEDA 2.19 and newer would start a worker at each restart of the broker. */
  @Test
  void aFleetAtRestStaysThereWhileTheBrokerIsAway() {
    ProverFleet zero =
        zero().workers(Workers.on(HIGHMEM).autoscaling(Autoscaling.between(0, 8))).build();

    assertThat(InstalledFleet.of(zero).at(SCALED_OBJECT, "spec/fallback")).isNull();
    assertThat(
            InstalledFleet.of(zero, "workers: {worker: {autoscaling: {minReplicas: 2}}}\n")
                .at(SCALED_OBJECT, "spec/fallback/replicas"))
        .isEqualTo(2L);
  }

  @Test
  void theFirstWorkerOfAFleetAtRestStaysUntilTheCircuitsAreMade() {
    String cooldown = "spec/initialCooldownPeriod";
    ProverFleet zero =
        zero().workers(Workers.on(HIGHMEM).autoscaling(Autoscaling.between(0, 8))).build();

    assertThat(InstalledFleet.of(zero).at(SCALED_OBJECT, cooldown)).isEqualTo(7200L);
    assertThat(InstalledFleet.of(zero().build()).at(SCALED_OBJECT, cooldown)).isNull();
  }

  // pods

  /** One after the other, the workers of a node would not be done within the hour of a drain. */
  @Test
  void theDrainOfANodeStopsAllOfItsWorkersAtOnce() {
    InstalledFleet fleet = InstalledFleet.of(affinity());

    for (String group : List.of("heavy", "light-worker")) {
      assertThat(fleet.at("PodDisruptionBudget/r-zero-prover-" + group, "spec/maxUnavailable"))
          .isEqualTo("100%");
    }
    assertThat(
            InstalledFleet.of(zero().build(), "broker: {replicas: 3}\n")
                .at("PodDisruptionBudget/r-zero-prover-broker", "spec/maxUnavailable"))
        .isEqualTo(1L);
  }

  @Test
  void aRunHasTimeToEndWhenTheJumpboxIsStopped() {
    String grace = "spec/template/spec/terminationGracePeriodSeconds";
    ProverFleet quarter =
        zero().leader(Leader.on(SYSTEM).gracePeriod(Duration.ofMinutes(15))).build();

    assertThat(InstalledFleet.of(zero().build()).at("Deployment/r-zero-prover-leader", grace))
        .isEqualTo(600L);
    assertThat(InstalledFleet.of(quarter).at("Deployment/r-zero-prover-leader", grace))
        .isEqualTo(900L);
  }

  /** The operator reads it from the labels alone. */
  @Test
  void theOperatorCanBeToldToLeaveTheBrokerAlone() {
    InstalledFleet fleet =
        InstalledFleet.of(
            zero().build(), "broker: {labels: {rabbitmq.com/pauseReconciliation: 'true'}}\n");

    assertThat(fleet.at("RabbitmqCluster/r-zero-prover-broker", "metadata/labels"))
        .asString()
        .contains("rabbitmq.com/pauseReconciliation=true");
  }

  @Test
  void aRecordedWorkerSharesItsProcessesWithTheRecorderAndAnotherOneDoesNot() {
    InstalledFleet plain = InstalledFleet.of(zero().build());
    InstalledFleet fleet = InstalledFleet.of(recorded());
    String pod = "spec/template/spec/";

    assertThat((List<?>) plain.at(WORKER, pod + "containers")).hasSize(1);
    assertThat(plain.at(WORKER, pod + "shareProcessNamespace")).isNull();
    assertThat(fleet.at(WORKER, pod + "shareProcessNamespace")).isEqualTo(true);
    assertThat(fleet.at(WORKER, pod + "containers[atop]/image"))
        .isEqualTo("registry.example.com/atop:2.8.1");
    assertThat(fleet.at(WORKER, pod + "containers[atop]/command"))
        .isEqualTo(List.of("/scripts/atop-record"));
    assertThat(fleet.variable(WORKER, "atop", "ATOP_SECONDS")).isEqualTo("10");
    assertThat(fleet.variable(WORKER, "atop", "ATOP_MIB")).isEqualTo("64");
    assertThat(fleet.at(WORKER, pod + "volumes[atop]/emptyDir/sizeLimit")).isEqualTo("1Gi");
    assertThat(recorded().workers().get(0).requests().memory())
        .isEqualTo(zero().build().workers().get(0).memory().plus(Atop.MEMORY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void everyPodIsRestrictedAndEveryClaimOutlivesTheRelease(String name, ProverFleet model) {
    InstalledFleet fleet = InstalledFleet.of(model);

    for (String object : fleet.names()) {
      String pod =
          object.startsWith("Deployment/")
              ? "spec/template/spec"
              : object.startsWith("Pod/") ? "spec" : "";
      if (!pod.isEmpty()) {
        assertThat(fleet.at(object, pod + "/automountServiceAccountToken"))
            .as(object)
            .isEqualTo(false);
        assertThat(fleet.at(object, pod + "/securityContext/runAsNonRoot"))
            .as(object)
            .isEqualTo(true);
        assertThat(fleet.at(object, pod + "/securityContext/runAsUser"))
            .as(object)
            .isEqualTo(10001L);
        assertThat(fleet.at(object, pod + "/securityContext/seccompProfile/type"))
            .isEqualTo("RuntimeDefault");
        List<Object> containers = new ArrayList<>((List<?>) fleet.at(object, pod + "/containers"));
        if (fleet.at(object, pod + "/initContainers") instanceof List<?> first) {
          containers.addAll(first);
        }
        for (Object container : containers) {
          assertThat(InstalledFleet.at(container, "securityContext/allowPrivilegeEscalation"))
              .isEqualTo(false);
          assertThat(InstalledFleet.at(container, "securityContext/readOnlyRootFilesystem"))
              .isEqualTo(true);
          assertThat(InstalledFleet.at(container, "securityContext/capabilities/drop"))
              .isEqualTo(List.of("ALL"));
          assertThat(InstalledFleet.at(container, "resources/limits/memory")).isNotNull();
        }
      }
      if (object.startsWith("PersistentVolumeClaim/")) {
        assertThat(fleet.at(object, "metadata/annotations"))
            .isEqualTo(Map.of("helm.sh/resource-policy", "keep"));
      }
    }
  }

  @Test
  void aClaimGoesWithTheReleaseOrIsSomebodyElsesIfOneSaysSo() {
    InstalledFleet given =
        InstalledFleet.of(
            zero().build(),
            """
            leader: {storage: {existingClaim: proofs}}
            circuits: {storage: {existingClaim: circuits}}
            """);
    assertThat(given.names()).noneMatch(name -> name.startsWith("PersistentVolumeClaim/"));
    assertThat(given.at(LEADER, "spec/template/spec/volumes[data]/persistentVolumeClaim/claimName"))
        .isEqualTo("proofs");
    assertThat(
            given.at(
                WORKER, "spec/template/spec/volumes[circuits]/persistentVolumeClaim/claimName"))
        .isEqualTo("circuits");

    InstalledFleet dropped =
        InstalledFleet.of(zero().build(), "leader: {storage: {keep: false}}\n");
    assertThat(dropped.at("PersistentVolumeClaim/r-zero-prover-leader", "metadata/annotations"))
        .isNull();
  }

  @Test
  void aZombieIsRestartedAndARunOfTheLeaderIsNot() {
    InstalledFleet fleet = InstalledFleet.of(zero().build());
    String worker = "spec/template/spec/containers[worker]/";
    String leader = "spec/template/spec/containers[leader]/";

    assertThat(fleet.at(WORKER, worker + "livenessProbe/exec/command"))
        .isEqualTo(List.of("/scripts/worker-alive"));
    assertThat(fleet.at(WORKER, worker + "readinessProbe/exec/command"))
        .isEqualTo(List.of("/scripts/worker-connected"));
    assertThat(fleet.at(WORKER, worker + "startupProbe/exec/command"))
        .isEqualTo(List.of("/scripts/worker-started"));
    assertThat(fleet.at(LEADER, leader + "livenessProbe/exec/command")).isEqualTo(List.of("true"));
    assertThat(fleet.at(LEADER, leader + "readinessProbe/exec/command"))
        .isEqualTo(List.of("/scripts/leader-ready"));
    assertThat(fleet.at(WORKER, "spec/strategy/type")).isEqualTo("Recreate");
    assertThat(fleet.at(WORKER, "spec/template/spec/terminationGracePeriodSeconds"))
        .isEqualTo(14400L);
    assertThat(fleet.at(WORKER, "spec/progressDeadlineSeconds")).isEqualTo(14400L + 7200);
  }

  @Test
  void aNewVersionOfTheChartRestartsNoPod() {
    InstalledFleet before =
        InstalledFleet.of(zero().version("1.0.0").build(), "commonLabels: {team: a}\n");
    InstalledFleet after =
        InstalledFleet.of(zero().version("1.1.0").build(), "commonLabels: {team: b}\n");

    assertThat(after.at(WORKER, "metadata/labels"))
        .isNotEqualTo(before.at(WORKER, "metadata/labels"));
    for (String deployment : List.of(WORKER, LEADER)) {
      assertThat(after.at(deployment, "spec")).isEqualTo(before.at(deployment, "spec"));
    }
    assertThat(after.at(BROKER, "spec")).isEqualTo(before.at(BROKER, "spec"));
  }

  @Test
  void anImageIsTakenByItsDigestEverywhere() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    InstalledFleet fleet =
        InstalledFleet.of(
            zero().image(ProverImage.PUBLISHED, "0.7.0").build(),
            "image: {digest: '" + digest + "'}\n");
    String image = ProverImage.PUBLISHED + "@" + digest;

    assertThat(fleet.at(WORKER, "spec/template/spec/containers[worker]/image")).isEqualTo(image);
    assertThat(fleet.at(WORKER, "spec/template/spec/initContainers[circuits]/image"))
        .isEqualTo(image);
    assertThat(fleet.at(LEADER, "spec/template/spec/containers[leader]/image")).isEqualTo(image);
    assertThat(fleet.at("Pod/r-zero-prover-test", "spec/containers[test]/image")).isEqualTo(image);
  }

  // names and size

  @Test
  void groupsOfAnyNamesHaveKeysOfTheirOwn() {
    Set<String> paths = new HashSet<>();
    for (var value : FleetChart.of(oddNames()).values().all()) {
      if (value.path().matches("workers\\..*\\.terminationGracePeriodSeconds")) {
        paths.add(value.path().replaceAll("\\.terminationGracePeriodSeconds$", ""));
      }
    }

    assertThat(paths)
        .containsExactlyInAnyOrder(
            "workers.a1",
            "workers.a12",
            "workers.circuits",
            "workers.networkPolicy",
            "workers.groupon",
            "workers.group9");
  }

  @Test
  void theLongestReleaseNameGivesNamesThatEachKindAdmits() {
    String release = "release-with-the-longest-name-that-helm-accepts-in-53";
    ProverFleet model =
        zero()
            .workers(
                Workers.on(HIGHMEM)
                    .named("the-light-workers-of-a")
                    .autoscaling(Autoscaling.between(1, 8)))
            .build();

    for (String object : InstalledFleet.release(release, model).names()) {
      int longest =
          object.startsWith("ScaledObject/") ? 54 : object.startsWith("RabbitmqCluster/") ? 45 : 63;
      assertThat(object.substring(object.indexOf('/') + 1))
          .as(object)
          .hasSizeLessThanOrEqualTo(longest);
    }
  }

  @Test
  void theChartGrowsLinearlyWithTheGroups() {
    assertThat(charactersOfChart(200)).isLessThan(10 * charactersOfChart(20));
  }

  // words

  @ParameterizedTest(name = "{0}")
  @MethodSource("dialects")
  void noChartHoldsALiteralCredential(String name, ProverFleet fleet) {
    Generated generated = Generator.generate(fleet);
    for (Map.Entry<String, byte[]> file : generated.chartFiles().files().entrySet()) {
      assertThat(generated.chartFiles().text(file.getKey()))
          .as(file.getKey())
          .doesNotContain("guest")
          .doesNotContainPattern("://[^$/\\s]+:[^$\\s]+@");
    }
    assertThat(InstalledFleet.of(fleet).names()).noneMatch(object -> object.startsWith("Secret/"));
  }

  @Test
  void theNotesGiveFiveCommandsWithTheNamesOfThisRelease() {
    String notes = Generator.generate(affinity()).chartFiles().text("templates/NOTES.txt");

    assertThat(notes)
        .contains(" rollout status deployment/{{", "-heavy\n", "-light-worker\n")
        .contains("get pods --watch --selector 'app.kubernetes.io/name in (", "-leader -- bash")
        .contains(" prove /data/witnesses/b4.json", " verify /data/proofs/b4.zkproof")
        .contains("-broker-server-0 -c rabbitmq -- \\\n       rabbitmqctl list_queues");
  }

  @Test
  void theReadmeTellsWhatThisFleetNeedsAndHowToRecover() {
    assertThat(readme(affinity()))
        .contains("1. The RabbitMQ Cluster Operator 2.21.0.\n2. KEDA 2.20.2, in the namespace")
        .containsSubsequence(
            "scaledobject/my-release-zero-prover-heavy autoscaling.keda.sh/paused-replicas=0\n",
            "wait --for=delete pod --timeout=14460s",
            "purge_queue heavy-proof\n",
            "purge_queue light-proof\n",
            "scaledobject/my-release-zero-prover-heavy autoscaling.keda.sh/paused-replicas-\n",
            "scaledobject/my-release-zero-prover-light-worker"
                + " autoscaling.keda.sh/paused-replicas-\n")
        .contains("`--timeout 6h`", "Your own credentials", "du -sh /circuits/*")
        .contains("`file.googleapis.com`", "in the network `default`.");
    assertThat(
            readme(
                zero()
                    .circuits(
                        Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))))
                    .build()))
        .contains("`file.googleapis.com`", "that `circuits.storage.filestore.network` names.");
    assertThat(readme(perPod(ProverRelease.V0_7))).doesNotContain("Filestore");
    assertThat(readme(fixedSize()))
        .containsSubsequence(
            "scale deployment/my-release-zero-prover-worker --replicas=0\n",
            "purge_queue task-ipc-routing-key\n",
            "scale deployment/my-release-zero-prover-worker --replicas=2\n");
    assertThat(
            readme(
                zero().platform(Platform.current().operator("2.22.3").withCertManager()).build()))
        .contains(
            """
            1. cert-manager, for the webhooks of the operator.
            2. The RabbitMQ Cluster Operator 2.22.3.
            """);
    assertThat(readme(june2024()))
        .contains("KEDA 2.14.0, which is chart 2.14.2,", "purge_queue " + "0".repeat(32));
    assertThat(readme(fixedSize())).doesNotContain("KEDA").doesNotContain("autoscaling");
    assertThat(readme(perPod(ProverRelease.V0_7))).contains("as much memory as a worker has");
  }

  // values

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image.tag: latest",
        "broker.replicas: '1'",
        "broker.consumerTimeout: 1.5",
        "circuits.storage.size: 12 GB",
        "circuits.storage.keep: 'yes'",
        "leader.nodeSelector: []",
        "leader.extraVolumeMounts: [{name: x, mountPath: /data}]",
        "leader.extraVolumeMounts: [{name: x, mountPath: /data/}]",
        "leader.extraVolumes: [{name: tmp}]",
        "workers.worker.autoscaling.maxReplicas: 0",
        "workers.worker.tolerations: {}",
        "networkPolicy.kedaNamespace: Keda",
        "networkPolicy.kedaNamespace: ''",
        "networkPolicy.operatorNamespace: ''",
        "clusterDomain: ''",
        "clusterDomain: cluster..local",
        "broker.image: rabbitmq",
        "broker.image: example.com:5000/rabbitmq",
        "broker.affinity: {nodeAfinity: {}}",
        "broker.resources: {limits: {memory: 300Mb}}",
        "leader.storage.size: '0'",
        "circuits.storage.size: 0Gi",
        "leader.nodeSelector: {a: 1}",
        "leader.nodeSelector: {a: true}",
        "leader.resources: {request: {cpu: 1}}",
        "leader.tolerations: [{key: a, efect: NoSchedule}]",
        "leader.tolerations: [{key: a, effect: noSchedule}]",
        "leader.extraEnv: [{name: A, value: b, valueFrom: {}}]",
        "leader.imagePullSecrets: []",
        "workers.worker.resources: {limits: {memory: null}}",
        "workers.worker.resources: {limits: {cpu: null}}",
        "workers.worker.resources: {limits: {cpu: 0}}",
        "workers.worker.resources: {limits: {cpu: '0'}}",
        "workers.worker.resources: {requests: {memory: -1}}",
        "workers.worker.affinity: {podAntiAfinity: {}}",
        "logLevel: warn",
        "workers.wroker: {}",
        "logLevel: loud"
      })
  void aWrongValueIsRejectedWithItsPath(String setting) {
    String path = setting.substring(0, setting.indexOf(':'));
    String[] keys = path.split("\\.");
    StringBuilder yaml = new StringBuilder();
    for (int depth = 0; depth < keys.length; depth++) {
      yaml.append("  ".repeat(depth)).append(keys[depth]).append(':');
      yaml.append(depth == keys.length - 1 ? setting.substring(path.length() + 1) : "")
          .append('\n');
    }
    assertRejected(
        yaml.toString(),
        path.endsWith("wroker") || path.endsWith("leader.imagePullSecrets")
            ? path.substring(0, path.indexOf('.'))
            : path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leader: {resources: {limits: {cpu: 2, memory: 8Gi}, requests: {cpu: 0.5, memory: 8e9}}}",
        "workers: {worker: {resources: {limits: {cpu: 8, nvidia.com/gpu: 1}}}}",
        "leader: {tolerations: [{operator: Exists}, {key: a, effect: NoExecute, tolerationSeconds:"
            + " 5}]}",
        "leader: {affinity: {podAffinity: {}}, nodeSelector: {a.b/c: 'true'}}",
        "leader: {extraEnv: [{name: A, value: b}, {name: C, valueFrom: {fieldRef: {fieldPath:"
            + " d}}}]}"
      })
  void whatTheClusterTakesIsAccepted(String values) {
    assertThat(InstalledFleet.of(zero().build(), values + "\n").names()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: {tag: null}",
        "circuits: {ranges: {cpu: null}}",
        "leader: {storage: null}"
      })
  void aValueThatWasTakenAwayIsMissed(String values) {
    assertThat(InstalledFleet.render("r", zero().build(), "requireCRDs: false\n" + values + "\n"))
        .isInstanceOfSatisfying(
            HelmFailure.SchemaRejection.class,
            rejection -> assertThat(rejection.message()).contains("is missing, and required"));
  }

  @Test
  void anAnnotationThatTheChartSetsCannotBeGivenTwice() {
    assertThat(
            InstalledFleet.render(
                "r",
                zero().build(),
                "requireCRDs: false\n"
                    + "leader: {podAnnotations: {cluster-autoscaler.kubernetes.io/safe-to-evict:"
                    + " 'true'}}\n"))
        .isInstanceOf(HelmFailure.SchemaRejection.class);
  }

  private static void assertRejected(String values, String path) {
    Rendering rendering =
        InstalledFleet.render("r", zero().build(), "requireCRDs: false\n" + values);
    assertThat(rendering)
        .as(values)
        .isInstanceOfSatisfying(
            HelmFailure.SchemaRejection.class,
            rejection ->
                assertThat(rejection.violations())
                    .extracting(HelmFailure.Violation::path)
                    .anyMatch(p -> p.startsWith(path)));
  }

  private static String readme(ProverFleet fleet) {
    return Generator.generate(fleet).chartFiles().text("README.md");
  }

  private static long charactersOfChart(int groups) {
    ProverFleet.Builder fleet = zero();
    for (int group = 0; group < groups; group++) {
      fleet.workers(
          Workers.on(HIGHMEM).named("group-" + group).autoscaling(Autoscaling.between(1, 8)));
    }
    FileTree files = Generator.generate(FleetChart.of(fleet.build())).chartFiles();
    assertThat(files.contains("templates/group-" + (groups - 1) + "/deployment.yaml")).isTrue();
    return files.files().values().stream().mapToLong(content -> content.length).sum();
  }

  /** Who may reach the broker on which ports. */
  private static Map<Object, List<?>> flows(InstalledFleet fleet) {
    return ((List<?>) fleet.at(BROKER_POLICY, "spec/ingress"))
        .stream()
            .collect(
                Collectors.<Object, Object, List<?>>toMap(
                    rule -> {
                      Map<?, ?> namespace =
                          (Map<?, ?>)
                              InstalledFleet.at(rule, "from/0/namespaceSelector/matchLabels");
                      Map<?, ?> pods =
                          (Map<?, ?>) InstalledFleet.at(rule, "from/0/podSelector/matchLabels");
                      return namespace != null
                          ? namespace.get("kubernetes.io/metadata.name")
                          : pods.containsKey("app.kubernetes.io/instance")
                              ? pods.get("app.kubernetes.io/instance")
                              : pods.get("app.kubernetes.io/name");
                    },
                    rule ->
                        ((List<?>) InstalledFleet.at(rule, "ports"))
                            .stream().map(port -> InstalledFleet.at(port, "port")).toList(),
                    (some, others) -> Stream.concat(some.stream(), others.stream()).toList()));
  }

  /** The labels of an object's pods, of those that its operator makes, and of itself. */
  private static List<Map<?, ?>> podLabels(Object object) {
    Object template = InstalledFleet.at(object, "spec/template/metadata/labels");
    if (template instanceof Map<?, ?> labels) {
      return List.of(labels);
    }
    return "RabbitmqCluster".equals(InstalledFleet.at(object, "kind"))
        ? List.of(
            Map.of(
                "app.kubernetes.io/name",
                InstalledFleet.at(object, "metadata/name"),
                "app.kubernetes.io/component",
                "rabbitmq"))
        : List.of();
  }

  /** Everything by which the objects of a release choose pods. */
  private static List<Map<?, ?>> selectors(InstalledFleet fleet) {
    List<Map<?, ?>> selectors = new ArrayList<>();
    fleet.objects().values().forEach(object -> collect(object, selectors));
    return selectors;
  }

  private static void collect(Object node, List<Map<?, ?>> selectors) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals("matchLabels")
                && !((Map<?, ?>) value).containsKey("kubernetes.io/metadata.name")) {
              selectors.add((Map<?, ?>) value);
            }
            collect(value, selectors);
          });
    } else if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, selectors));
    }
  }

  private static List<String> strings(List<?> list) {
    return list.stream().map(String.class::cast).toList();
  }

  // fleets

  static ProverFleet.Builder zero() {
    return ProverFleet.named("zero-prover");
  }

  /** The platform, the broker and the prover of June 2024. */
  static ProverFleet june2024() {
    return zero()
        .release(ProverRelease.V0_6)
        .platform(Platform.ofJune2024())
        .broker(Broker.on(SYSTEM).rabbitmq("3.13.3-management"))
        .build();
  }

  private static ProverFleet june2024OverAmqp() {
    return zero()
        .release(ProverRelease.V0_6)
        .platform(Platform.ofJune2024())
        .broker(Broker.on(SYSTEM).rabbitmq("3.13.3-management"))
        .workers(
            Workers.on(HIGHMEM)
                .longestTask(Duration.ofMinutes(1))
                .autoscaling(
                    Autoscaling.between(1, 8)
                        .protocol(Autoscaling.Protocol.AMQP)
                        .scaleIn(ScaleIn.drain(Duration.ofHours(1), 1, Duration.ofMinutes(30)))))
        .build();
  }

  private static ProverFleet rabbit43() {
    return zero().broker(Broker.on(SYSTEM).rabbitmq("4.3.1-management")).build();
  }

  private static ProverFleet affinity() {
    return zero()
        .workers(
            Workers.on(HIGHMEM)
                .named("heavy")
                .routing(Routing.HEAVY)
                .autoscaling(Autoscaling.between(1, 4)))
        .workers(
            Workers.on(HIGHMEM)
                .named("light-worker")
                .routing(Routing.LIGHT)
                .memory(Memory.gib(100))
                .cpu(Cpu.cores(16))
                .autoscaling(Autoscaling.between(1, 3)))
        .build();
  }

  private static ProverFleet perPod(ProverRelease release) {
    return zero()
        .release(release)
        .circuits(Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(100))))
        .build();
  }

  private static ProverFleet fixedSize() {
    return zero().workers(Workers.on(HIGHMEM).replicas(2)).build();
  }

  private static ProverFleet existingSecret() {
    return zero().broker(Broker.on(SYSTEM).existingSecret("my-broker-login")).build();
  }

  private static ProverFleet testCircuits() {
    return zero().circuits(Circuits.recommended().testConfig()).build();
  }

  private static ProverFleet unkept() {
    return zero().circuits(Circuits.recommended().persistence(Circuits.Persistence.NONE)).build();
  }

  private static ProverFleet recorded() {
    return zero()
        .workers(
            Workers.on(HIGHMEM)
                .atop(Atop.image("registry.example.com/atop", "2.8.1"))
                .autoscaling(Autoscaling.between(1, 8)))
        .build();
  }

  /** Names that collide as keys, with parts of the chart, or with words of YAML. */
  private static ProverFleet oddNames() {
    ProverFleet.Builder fleet =
        zero().broker(Broker.on(SYSTEM).named("rabbit")).leader(Leader.on(SYSTEM).named("jumpbox"));
    for (String name : List.of("a1", "a-1", "circuits", "network-policy", "on", "9")) {
      fleet.workers(
          Workers.on(HIGHMEM).named(name).memory(Memory.gib(64)).cpu(Cpu.cores(8)).replicas(1));
    }
    return fleet.build();
  }

  /** Every value that has an example, set to it. */
  private static String everything(Values values) {
    Map<ValuePath, Object> examples = new LinkedHashMap<>();
    values.all().stream()
        .filter(value -> !value.examples().isEmpty())
        .forEach(value -> examples.put(ValuePath.of(value.path()), value.examples().get(0)));
    return CaseName.valuesFile(ValueCase.together(examples));
  }
}
