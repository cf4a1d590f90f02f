package dev.chartwright.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.Network;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.ReleaseChannel;
import dev.chartwright.cloud.Taint;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Severity;
import dev.chartwright.prover.Atop;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Autoscaling.Backlog;
import dev.chartwright.prover.Autoscaling.Protocol;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.CircuitStorage.AccessMode;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Circuits.LoadStrategy;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.LogLevel;
import dev.chartwright.prover.OperatorSource;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverImage;
import dev.chartwright.prover.ProverImage.PullPolicy;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.ScaleIn;
import dev.chartwright.prover.SecretReference;
import dev.chartwright.prover.Version;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FleetCheckTest {
  private static final NodePool SYSTEM = NodePool.defaultPool();
  private static final NodePool HIGHMEM = NodePool.highmemPool();
  private static final Taint TAINT = Taint.noSchedule("highmem", "true");

  @Test
  void aFleetOfDefaultsHasNoProblem() {
    assertThat(FleetCheck.check(ProverFleet.named("zero-prover").build())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void aFleetOfAnyReleaseHasNoProblem(ProverRelease release) {
    assertThat(FleetCheck.check(ProverFleet.named("zero-prover").release(release).build()))
        .isEmpty();
  }

  @Test
  void aFleetOfJune2024HasNoProblem() {
    ProverFleet fleet =
        ProverFleet.named("zero-prover")
            .release(ProverRelease.V0_6)
            .platform(Platform.ofJune2024())
            .broker(Broker.on(SYSTEM).rabbitmq("3.13.3-management"))
            .build();

    assertThat(FleetCheck.check(fleet)).isEmpty();
  }

  @Test
  void aFleetWithAffinityHasNoProblem() {
    assertThat(FleetCheck.check(affinity(ProverFleet.named("zero-prover")).build())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aRuleFiresAtThePlaceOfTheMistake(Case rule) {
    assertThat(FleetCheck.check(rule.wrong().apply(ProverFleet.named("zero-prover")).build()))
        .filteredOn(problem -> problem.rule().id().equals(rule.id()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.place().toString()).isEqualTo(rule.path());
              assertThat(problem.severity()).isEqualTo(rule.severity());
              assertThat(Stream.of(problem.what(), problem.why(), problem.fix()))
                  .allMatch(text -> !text.isBlank() && !text.contains("null"));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aRuleIsSilentWhenNothingIsWrong(Case rule) {
    assertThat(FleetCheck.check(rule.right().apply(ProverFleet.named("zero-prover")).build()))
        .noneMatch(problem -> problem.rule().id().equals(rule.id()));
  }

  /** What can be accepted is accepted, and the rest of the generator works with it. */
  @Tag("thorough")
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whatCanBeAcceptedCanBeGenerated(Case rule) {
    Assumptions.assumeTrue(RuleRegister.complete().find(rule.id()).orElseThrow().isWaivable());
    ProverFleet fleet =
        rule.wrong()
            .apply(ProverFleet.named("zero-prover"))
            .accept(rule.id(), "We know what we do.")
            .build();

    assertThat(FleetCheck.check(fleet))
        .filteredOn(problem -> problem.rule().id().equals(rule.id()))
        .isNotEmpty()
        .allMatch(Finding::isAccepted);
    if (FleetCheck.check(fleet).stream().noneMatch(Finding::isError)) {
      // What values cannot hold is reported once more, as a finding about the value.
      assertThatCode(() -> generate(fleet)).doesNotThrowAnyException();
    }
  }

  private static void generate(ProverFleet fleet) {
    try {
      Generator.generate(fleet);
    } catch (InvalidModelException reported) {
      assertThat(reported.findings()).isNotEmpty();
    }
  }

  @Test
  void everyRuleHasACase() {
    Set<String> covered = cases().map(Case::id).collect(Collectors.toCollection(TreeSet::new));

    assertThat(covered).isEqualTo(FleetCheck.ruleIds());
  }

  @Test
  void anAcceptedWarningIsANoteWithItsReason() {
    ProverFleet fleet =
        ProverFleet.named("a").log(LogLevel.DEBUG).accept("PRV-07", "we look for a fault").build();

    assertThat(FleetCheck.check(fleet))
        .extracting(each -> each.rule().id(), each -> each.waiver().orElseThrow().reason())
        .containsExactly(tuple("PRV-07", "we look for a fault"));
  }

  @Test
  void anAcceptedErrorIsANoteWithItsReason() {
    ProverFleet fleet =
        ProverFleet.named("a")
            .image(ProverImage.PUBLISHED, "latest")
            .accept("IMG-01", "image", "we try what is new")
            .build();

    assertThat(FleetCheck.check(fleet))
        .extracting(each -> each.rule().id(), Finding::severity)
        .containsExactly(tuple("IMG-01", Severity.NOTE));
  }

  @Test
  void whatNothingCanWorkWithIsNotAccepted() {
    ProverFleet fleet =
        ProverFleet.named("a")
            .gke(Gke.cluster("c").zone("Belgium"))
            .accept("POO-15", "I like it")
            .build();

    assertThat(FleetCheck.check(fleet))
        .extracting(each -> each.rule().id())
        .contains("POO-15", "GEN-03");
  }

  @Test
  void aFleetWithWarningsOnlyIsValid() {
    ProverFleet fleet = ProverFleet.named("a").log(LogLevel.DEBUG).build();

    assertThatCode(() -> FleetCheck.requireValid(fleet)).doesNotThrowAnyException();
    assertThat(FleetCheck.requireValid(fleet))
        .extracting(each -> each.rule().id())
        .containsExactly("PRV-07");
  }

  @Test
  void aFleetWithAnErrorIsNot() {
    ProverFleet fleet = ProverFleet.named("a").image(ProverImage.PUBLISHED, "latest").build();

    assertThatThrownBy(() -> FleetCheck.requireValid(fleet))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageStartingWith("a: 1 error\n\nerror: image.tag  [IMG-01]\n");
  }

  @Test
  void noMessageRepeatsASecret() {
    String secret = "hunter2-7f3a";
    ProverFleet fleet =
        ProverFleet.named("a")
            .broker(Broker.on(SYSTEM).additionalConfig("default_pass = " + secret + "\n" + secret))
            .leader(
                Leader.on(SYSTEM)
                    .environment("RPC_TOKEN", secret)
                    .environment("URL", "https://me:" + secret + "@node.example"))
            .build();

    assertThat(FleetCheck.check(fleet)).hasSize(4);
    assertThat(FleetCheck.check(fleet).toString()).doesNotContain(secret);
  }

  @Test
  void aThousandGroupsAreChecked() {
    ProverFleet.Builder builder = ProverFleet.named("a").release(ProverRelease.V0_7);
    NodePool pool =
        NodePool.named("highmem-pool")
            .machine("c3d-highmem-180")
            .nodes(1, 250)
            .taint(TAINT)
            .build();
    IntStream.range(0, 1000)
        .forEach(
            i ->
                builder.workers(
                    Workers.on(pool).named("w" + i).autoscaling(Autoscaling.between(1, 1))));

    assertThat(FleetCheck.check(builder.build())).isEmpty();
  }

  record Case(
      String id,
      Severity severity,
      String path,
      UnaryOperator<ProverFleet.Builder> wrong,
      UnaryOperator<ProverFleet.Builder> right) {
    @Override
    public String toString() {
      return id + " at " + path;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        error("DEC-51", "workers.memory", workers(w -> w.memory(Memory.parse("300 GB")))),
        error("DEC-51", "workers.memoryLimit", workers(w -> w.memoryLimit(Memory.mib(-1)))),
        error("DEC-51", "workers.cpu", workers(w -> w.cpu(Cpu.parse("many")))),
        error("DEC-51", "broker.storage", broker(b -> b.storage(DiskSize.gib(-20)))),
        error("DEC-52", "platform.operator", f -> f.platform(Platform.current().operator("v2"))),
        error("DEC-52", "broker.version", broker(b -> b.rabbitmq("management"))),
        error("DEC-53", "workers.longestTask", workers(w -> w.longestTask(Duration.ZERO))),
        error(
            "DEC-53",
            "workers.longestTask",
            workers(w -> w.longestTask(Duration.ofSeconds(Long.MAX_VALUE)))),
        error("DEC-54", "gke.monthlyBudget", f -> f.gke(Gke.cluster("c").monthlyBudget(-1))),
        error(
            "DEC-55",
            "workers.environment[API]",
            workers(w -> w.environment("API", new SecretReference("api", " ")))),
        error("DEC-56", "circuits.mountPath", circuits(c -> c.mountPath("/circuits/"))),
        error(
            "DEC-53",
            "leader.gracePeriod",
            f -> f.leader(Leader.on(SYSTEM).gracePeriod(Duration.ofHours(2))),
            f -> f.leader(Leader.on(SYSTEM).gracePeriod(Duration.ofHours(1)))),
        error("DEC-57", "runs.attempts", f -> f.runs(Runs.enabled().attempts(0))),
        error("DEC-57", "runs.deadline", f -> f.runs(Runs.enabled().deadline(Duration.ZERO))),
        error("DEC-57", "runs.redeliveries", f -> f.runs(Runs.enabled().redeliveries(0))),
        error(
            "DEC-58",
            "follow.until",
            f -> f.follow(follow().from(20).until(10)),
            f -> f.follow(follow().from(20).until(20))),
        error(
            "FOL-01",
            "follow",
            f -> f.follow(follow()).runs(Runs.disabled()),
            f -> f.follow(follow())),
        error(
            "FOL-02",
            "follow.select",
            f -> f.proofTime(Duration.ofMinutes(45)).follow(follow().select(Follow.stride(224))),
            f -> f.proofTime(Duration.ofMinutes(45)).follow(follow().select(Follow.stride(225)))),
        error(
            "FOL-02",
            "follow.select",
            f -> f.proofTime(Duration.ofMinutes(45)).follow(follow().select(Follow.every())),
            f ->
                f.proofTime(Duration.ofMinutes(45))
                    .follow(follow().select(Follow.every()).until(20_000_000))),
        error(
            "FOL-03",
            "publish.chain",
            f -> f.follow(follow()).publish(Bucket.gcs("proofs").chain(5)),
            f -> f.follow(follow()).publish(Bucket.gcs("proofs"))),
        error(
            "FOL-04",
            "release",
            f -> f.follow(follow()).release(ProverRelease.V0_6),
            f -> f.follow(follow()).release(ProverRelease.V0_7)),
        error("DEC-57", "runs.keepDays", f -> f.runs(Runs.enabled().keepDays(-1))),
        error("DEC-59", "publish.name", f -> published(f, Bucket.gcs("My Proofs"))),
        error("DEC-59", "publish.chain", f -> published(f, Bucket.gcs("proofs").chain(0))),
        error("DEC-59", "publish.location", f -> published(f, Bucket.gcs("proofs").location(""))),
        error("DEC-59", "publish.account", f -> published(f, Bucket.gcs("proofs").account("p"))),
        error(
            "LEA-16",
            "publish",
            f -> f.publish(Bucket.gcs("proofs")),
            f -> published(f, Bucket.gcs("proofs"))),
        error("LEA-16", "publish", f -> f.publish(Bucket.gcs("proofs")).runs(Runs.disabled())),
        error("NAM-01", "name", f -> ProverFleet.named("Zero_Prover")),
        error("NAM-01", "leader.name", f -> f.leader(Leader.on(SYSTEM).named(" "))),
        error("IMG-04", "image.repository", f -> f.image(" ", "0.7.0")),
        error("NAM-01", "workers.name", workers(w -> w.named("w".repeat(54)))),
        error("NAM-02", "broker.name", broker(b -> b.named("rabbitmq-" + "x".repeat(30)))),
        error("NAM-07", "leader.name", f -> f.leader(Leader.on(SYSTEM).named("broker"))),
        error(
            "PRV-02",
            "workers.routing",
            f -> f.workers(steady("heavy").routing(Routing.HEAVY)).release(ProverRelease.V0_6),
            f -> affinity(f)),
        error(
            "PRV-02",
            "circuits.testConfig",
            f -> f.release(ProverRelease.V0_6).circuits(Circuits.recommended().testConfig())),
        error("PRV-03", "workers.environment[AMQP_URI]", variable("AMQP_URI", "x")),
        error(
            "PRV-04",
            "workers.environment[PALADIN_SERIALIZER]",
            variable("PALADIN_SERIALIZER", "cbor")),
        warning(
            "PRV-05",
            "workers.environment[RUST_MIN_STACK]",
            variable("RUST_MIN_STACK", "8388608"),
            variable("RUST_MIN_STACK", "67108864")),
        warning("PRV-07", "logLevel", f -> f.log(LogLevel.TRACE)),
        error(
            "PRV-10",
            "workers.environment[RUST_LOG]",
            variable("RUST_LOG", "warn"),
            variable("RUST_BACKTRACE", "full")),
        error(
            "PRV-11",
            "workers.environment[PALADIN_TASK_BUS_ROUTING_KEY]",
            variable("PALADIN_TASK_BUS_ROUTING_KEY", "mine")),
        error("IMG-01", "image.tag", f -> f.image(ProverImage.PUBLISHED, "latest")),
        error("IMG-01", "image.tag", f -> f.image(ProverImage.PUBLISHED, "")),
        error("IMG-01", "broker.image", brokerImage("rabbitmq")),
        error("IMG-01", "broker.image", brokerImage("example.com:5000/rabbitmq:latest")),
        error("IMG-04", "broker.image", brokerImage("Rabbit MQ:4.2")),
        error(
            "IMG-01",
            "workers.atop",
            workers(w -> w.atop(Atop.image("example.com/atop", "latest")))),
        error("IMG-04", "workers.atop", workers(w -> w.atop(Atop.image("example.com/atop", "")))),
        warning(
            "IMG-03",
            "image.tag",
            f -> f.image(ProverImage.PUBLISHED, "0.6.0"),
            f -> f.image(ProverImage.PUBLISHED, "0.7.1-rc.1")),
        error(
            "IMG-04",
            "image.digest",
            f -> f.image(ProverImage.digest(ProverImage.PUBLISHED, "sha256:abc")),
            f -> f.image(ProverImage.digest(ProverImage.PUBLISHED, "sha256:" + "0a".repeat(32)))),
        error("IMG-04", "image.tag", f -> f.image(ProverImage.PUBLISHED, "0.7.0 final")),
        error(
            "IMG-04",
            "image.repository",
            f -> f.image("ghcr.io/Zero/zk evm", "0.7.0"),
            f -> f.image("localhost:5000/zk_evm", "0.7.0")),
        warning(
            "IMG-05",
            "image.pullPolicy",
            f ->
                f.image(
                    ProverImage.digest("a/b", "sha256:" + "0a".repeat(32))
                        .pullPolicy(PullPolicy.ALWAYS)),
            f -> f.image(ProverImage.tagged("a/b", "0.7.0").pullPolicy(PullPolicy.ALWAYS))),
        error("CIR-01", "circuits.ranges.cpu", range(CircuitTable.CPU, 21, 8)),
        error("CIR-01", "circuits.ranges.keccak", range(CircuitTable.KECCAK, 3, 20)),
        error(
            "CIR-02",
            "circuits.ranges.memoryBefore",
            f -> range(CircuitTable.MEMORY_BEFORE, 16, 23).apply(f.release(ProverRelease.V0_6)),
            range(CircuitTable.MEMORY_BEFORE, 16, 23)),
        error(
            "CIR-03",
            "workers.environment[CPU_CIRCUIT_SIZE]",
            variable("CPU_CIRCUIT_SIZE", "12..25")),
        error(
            "CIR-03", "workers.environment[ZK_EVM_CACHE_DIR]", variable("ZK_EVM_CACHE_DIR", "/c")),
        error(
            "CIR-04",
            "circuits.directory",
            circuits(c -> c.directory("/circuits/zero")),
            circuits(c -> c.directory("/circuits/zero_circuit_cache"))),
        error(
            "CIR-04",
            "circuits.directory",
            circuits(c -> c.directory("/circuits/a_circuit_cache/"))),
        error(
            "CIR-06",
            "circuits.storage.accessMode",
            circuits(
                c ->
                    c.storage(
                        CircuitStorage.shared("rwo", DiskSize.tib(1))
                            .accessMode(AccessMode.READ_WRITE_ONCE)))),
        error(
            "CIR-07",
            "circuits.storage.storageClass",
            circuits(c -> c.storage(CircuitStorage.shared("", DiskSize.tib(1)))),
            circuits(c -> c.storage(CircuitStorage.perPod(DiskSize.gib(100))))),
        error("CIR-07", "circuits.directory", circuits(c -> c.directory("/data/x_circuit_cache"))),
        warning(
            "CIR-10",
            "circuits.storage.size",
            circuits(c -> c.storage(CircuitStorage.shared("standard-rwx", DiskSize.gib(100)))),
            circuits(c -> c.storage(CircuitStorage.shared("nfs", DiskSize.gib(100))))),
        warning(
            "CIR-10",
            "circuits.storage.size",
            circuits(
                c ->
                    c.storage(
                        CircuitStorage.filestore(DiskSize.tib(1))
                            .tier(CircuitStorage.Filestore.Tier.PREMIUM))),
            circuits(c -> c.storage(CircuitStorage.filestore(DiskSize.tib(1))))),
        error(
            "CIR-11",
            "circuits.storage.storageClass",
            f -> f.gke(Gke.cluster("c").network(Network.named("zero"))),
            f ->
                f.gke(Gke.cluster("c").network(Network.named("zero")))
                    .circuits(
                        Circuits.recommended()
                            .storage(CircuitStorage.shared("zero-rwx", DiskSize.tib(1))))),
        warning(
            "CIR-12",
            "workers.memory",
            f ->
                workers(w -> w.memory(Memory.gib(32)))
                    .apply(
                        f.circuits(Circuits.recommended().loadStrategy(LoadStrategy.MONOLITHIC))),
            circuits(c -> c.loadStrategy(LoadStrategy.MONOLITHIC))),
        warning(
            "CIR-13",
            "circuits.ranges.cpu",
            range(CircuitTable.CPU, 12, 21),
            range(CircuitTable.CPU, 8, 25)),
        warning(
            "CIR-15",
            "workers.autoscaling.min",
            f ->
                scaling(0, 8, s -> s)
                    .apply(
                        f.circuits(
                            Circuits.recommended()
                                .storage(CircuitStorage.perPod(DiskSize.gib(100))))),
            scaling(0, 8, s -> s)),
        error(
            "CIR-16",
            "circuits.directory",
            circuits(c -> c.testConfig().directory("/circuits/zero_circuit_cache")),
            circuits(Circuits.Builder::testConfig)),
        error("BRO-01", "broker.replicas", broker(b -> b.replicas(2))),
        error("BRO-01", "broker.replicas", broker(b -> b.replicas(0))),
        information("BRO-01", "broker.replicas", broker(b -> b.replicas(3))),
        error(
            "BRO-02",
            "broker.additionalConfig",
            config("consumer_timeout = 1800000"),
            config("consumer_timeout = 43200000")),
        error(
            "BRO-03",
            "broker.additionalConfig",
            config("max_message_size = 16777216"),
            config("max_message_size = 268435456")),
        error(
            "BRO-04",
            "broker.additionalConfig",
            broker(
                b ->
                    b.rabbitmq("4.3.0")
                        .additionalConfig(
                            "deprecated_features.permit.transient_nonexcl_queues = false")),
            broker(b -> b.rabbitmq("4.3.0"))),
        warning(
            "BRO-05",
            "broker.memory",
            broker(b -> b.memory(Memory.gib(1))),
            broker(b -> b.memory(Memory.gib(2)))),
        warning("BRO-05", "broker.storage", broker(b -> b.storage(DiskSize.gib(0)))),
        error("BRO-07", "broker.pool", f -> f.broker(Broker.on(HIGHMEM))),
        error(
            "BRO-07",
            "broker.pool",
            f -> f.broker(Broker.on(NodePool.named("cheap").spot().build()))),
        error(
            "BRO-08",
            "broker.additionalConfig",
            config("default_pass = hunter2"),
            f -> f.broker(Broker.on(SYSTEM).existingSecret("broker-login"))),
        error("BRO-09", "broker.additionalConfig", config("default_user = guest")),
        error(
            "BRO-10",
            "broker.additionalConfig",
            config("heartbeat = 60\nvm_memory 0.7"),
            config("# comment\n\nheartbeat = 60")),
        error("BRO-10", "broker.additionalConfig", config("heartbeat = 60\nheartbeat=90")),
        error("BRO-10", "broker.plugins", broker(b -> b.plugins("rabbitmq-top"))),
        warning("BRO-15", "broker.version", broker(b -> b.rabbitmq("3.12.14-management"))),
        error(
            "LEA-05",
            "workers",
            f -> f.workers(steady("heavy").routing(Routing.HEAVY)),
            f -> affinity(f)),
        error("LEA-05", "workers[shared].routing", f -> affinity(f).workers(steady("shared"))),
        warning("LEA-15", "leader.pool", f -> f.leader(Leader.on(HIGHMEM))),
        warning("LEA-15", "leader.memory", f -> f.leader(Leader.on(SYSTEM).memory(Memory.gib(0)))),
        error("CAP-01", "workers.memory", workers(w -> w.memory(Memory.mib(300)))),
        error(
            "CAP-01",
            "workers.memory",
            workers(w -> w.memory(Memory.gib(8))),
            f ->
                workers(w -> w.memory(Memory.gib(8)))
                    .apply(f.circuits(Circuits.recommended().testConfig()))),
        information(
            "CAP-02",
            "workers.memory",
            f ->
                f.workers(
                    steady("worker", NodePool.named("mid").machine("t2d-standard-60").build())
                        .memory(Memory.parse("200G"))
                        .cpu(Cpu.cores(50))),
            workers(w -> w.memory(Memory.gib(200)))),
        error("CAP-03", "workers.memoryLimit", workers(w -> w.memoryLimit(Memory.gib(200)))),
        warning(
            "CAP-03",
            "workers.memoryLimit",
            workers(w -> w.memoryLimit(Memory.gib(1024))),
            workers(w -> w.memoryLimit(Memory.gib(320)))),
        error(
            "CAP-03",
            "workers.memoryLimit",
            workers(w -> w.memory(Memory.gib(1300)).memoryLimit(Memory.gib(1400)).replicas(1))),
        error(
            "CAP-04",
            "workers.memory",
            workers(w -> w.memory(Memory.gib(1400)).replicas(1)),
            workers(w -> w.memory(Memory.gib(1370)).replicas(1))),
        error("CAP-04", "workers.cpu", workers(w -> w.cpu(Cpu.cores(180)).replicas(1))),
        error("CAP-04", "broker.memory", broker(b -> b.memory(Memory.gib(16)))),
        error(
            "CAP-04",
            "gke.pools[highmem-pool].disk",
            pool(p -> p.disk(DiskSize.gb(20))),
            pool(p -> p.disk(DiskSize.gb(100)))),
        warning("CAP-05", "workers.cpu", workers(w -> w.cpu(Cpu.cores(4)))),
        warning(
            "CAP-05",
            "workers",
            workers(w -> w.memory(Memory.gib(700)).cpu(Cpu.cores(100)).replicas(1)),
            workers(w -> w.memory(Memory.gib(680)).replicas(1))),
        error("CAP-06", "workers.autoscaling.max", scaling(1, 9, s -> s), scaling(1, 8, s -> s)),
        error(
            "CAP-06", "workers.replicas", workers(w -> w.replicas(9)), workers(w -> w.replicas(8))),
        error(
            "CAP-06",
            "gke.pools[highmem-pool].nodes",
            f -> f.workers(steady("a").replicas(6)).workers(steady("b").replicas(3)),
            f -> f.workers(steady("a").replicas(6)).workers(steady("b").replicas(2))),
        error(
            "CAP-06",
            "gke.pools[default-pool].nodes",
            f ->
                f.broker(Broker.on(NodePool.named("default-pool").build()).replicas(3))
                    .leader(Leader.on(NodePool.named("default-pool").build())),
            broker(b -> b.replicas(3))),
        warning(
            "CAP-07",
            "gke.monthlyBudget",
            f -> f.gke(Gke.cluster("c").monthlyBudget(10_000)),
            f -> f.gke(Gke.cluster("c").monthlyBudget(20_000))),
        warning(
            "CAP-07",
            "gke.monthlyBudget",
            f ->
                f.gke(Gke.cluster("c").monthlyBudget(20_000))
                    .workers(
                        steady(
                            "worker",
                            NodePool.named("highmem-pool")
                                .machine("m3-megamem-128")
                                .taint(TAINT)
                                .build()))),
        warning(
            "CAP-09",
            "workers.environment[RAYON_NUM_THREADS]",
            variable("RAYON_NUM_THREADS", "180"),
            variable("RAYON_NUM_THREADS", "44")),
        warning(
            "CAP-10",
            "gke.pools[highmem-pool].disk",
            f ->
                f.workers(
                    steady(
                        "worker",
                        NodePool.named("highmem-pool")
                            .machine("c3d-highmem-180")
                            .taint(TAINT)
                            .disk(DiskSize.gb(100))
                            .build()))),
        error(
            "CAP-04",
            "gke.pools[highmem-pool].alternatives[n2-highmem-32]",
            pool(p -> p.orElse("n2-highmem-32")),
            pool(p -> p.orElse("n2-highmem-128"))),
        warning(
            "CAP-05",
            "gke.pools[highmem-pool].alternatives[n2-highmem-80]",
            pool(p -> p.orElse("n2-highmem-80")),
            pool(p -> p.orElse("n2-highmem-128"))),
        warning(
            "CAP-11",
            "gke.pools[highmem-pool].alternatives[n2-highmem-128]",
            f -> pool(p -> p.orElse("n2-highmem-128"), 8).apply(f),
            f -> pool(p -> p.orElse("n2-highmem-128", 4), 8).apply(f)),
        error(
            "POO-03",
            "gke.pools[highmem-pool].alternatives[n2-highmen-128].machineType",
            pool(p -> p.orElse("n2-highmen-128"))),
        error(
            "POO-05",
            "gke.pools[highmem-pool].alternatives[m3-megamem-128].spot",
            pool(p -> p.orElse("m3-megamem-128").spotFirst()),
            pool(p -> p.orElse("m3-megamem-128"))),
        error(
            "POO-06",
            "leader.pool",
            f -> f.leader(Leader.on(NodePool.named("cheap").spotFirst().build()))),
        error(
            "POO-07",
            "gke.pools[highmem-pool].alternatives[n2-highmem-128].nodes",
            pool(p -> p.orElse("n2-highmem-128", 0))),
        error(
            "POO-11",
            "gke.pools[a-pool-with-a-name-of-twenty-seven].fallback.name",
            f ->
                f.workers(
                    steady(
                        "worker",
                        NodePool.named("a-pool-with-a-name-of-twenty-seven")
                            .machine("c3d-highmem-180")
                            .orElse("n2-highmem-128")
                            .taint(TAINT)
                            .build()))),
        error(
            "POO-11",
            "gke.pools[default].name",
            f ->
                f.workers(
                    steady(
                        "worker",
                        NodePool.named("default")
                            .machine("c3d-highmem-180")
                            .orElse("n2-highmem-128")
                            .taint(TAINT)
                            .build())),
            f ->
                f.workers(
                    steady(
                        "worker",
                        NodePool.named("default")
                            .machine("c3d-highmem-180")
                            .taint(TAINT)
                            .build()))),
        error(
            "POO-21",
            "gke.pools[highmem-pool].taints['cloud.google.com/compute-class']",
            pool(
                p ->
                    p.spotFirst()
                        .taint(Taint.noSchedule("cloud.google.com/compute-class", "mine")))),
        error(
            "POO-23",
            "gke.pools[highmem-pool].alternatives",
            pool(p -> p.orElse("n2-highmem-128").orElse("n2-highmem-128")),
            pool(p -> p.orElse("n2-highmem-128").orElse("c3d-highmem-360"))),
        error(
            "POO-23",
            "gke.pools[highmem-pool].spot",
            pool(p -> p.orElse("n2-highmem-128").spotWithFallback()),
            pool(p -> p.orElse("n2-highmem-128").spot())),
        error(
            "POO-23",
            "gke.pools[highmem-pool].spot",
            pool(p -> p.spot().spotFirst()),
            pool(p -> p.spotFirst())),
        error(
            "DEC-53",
            "proofTime",
            f -> f.proofTime(Duration.ZERO),
            f -> f.proofTime(Duration.ofMinutes(45))),
        error("SCA-01", "workers.autoscaling.min", scaling(8, 2, s -> s)),
        error("SCA-01", "workers.autoscaling.max", scaling(0, 0, s -> s), scaling(0, 1, s -> s)),
        error("SCA-01", "workers.replicas", workers(w -> w.replicas(0))),
        error(
            "SCA-03",
            "workers.autoscaling.fallback.behavior",
            f ->
                scaling(1, 8, s -> s.fallback(Fallback.keepCurrent(1)))
                    .apply(f.platform(Platform.ofJune2024())),
            scaling(1, 8, s -> s.fallback(Fallback.keepCurrent(1)))),
        error(
            "SCA-07",
            "workers.autoscaling.queueExpression",
            scaling(1, 8, s -> s.queues(".*")),
            scaling(1, 8, s -> s.queues("^task-ipc-routing-key$"))),
        error(
            "SCA-07",
            "workers.autoscaling.queueExpression",
            scaling(1, 8, s -> s.queues("^0{32}$"))),
        error(
            "SCA-07",
            "workers.autoscaling.queueExpression",
            scaling(1, 8, s -> s.queues("^(task|command)-ipc-routing-key$"))),
        error(
            "SCA-07",
            "workers.autoscaling.queueExpression",
            scaling(1, 8, s -> s.queues("^(task-ipc-routing-key|[a-zA-Z0-9]{5})$"))),
        error(
            "SCA-07",
            "workers.autoscaling.queueExpression",
            scaling(1, 8, s -> s.queues("^(task"))),
        error(
            "SCA-08",
            "workers.autoscaling.pageSize",
            scaling(1, 8, s -> s.pageSize(501)),
            scaling(1, 8, s -> s.pageSize(500))),
        error(
            "SCA-09",
            "workers.autoscaling.protocol",
            scaling(1, 8, s -> s.protocol(Protocol.AMQP).queues("^task-ipc-routing-key$")),
            scaling(1, 8, s -> s.protocol(Protocol.AMQP))),
        error(
            "SCA-09",
            "workers.autoscaling.protocol",
            scaling(1, 8, s -> s.protocol(Protocol.AMQP).over(Backlog.ALL_TASK_QUEUES))),
        error("SCA-10", "workers.autoscaling.value", scaling(1, 8, s -> s.tasksPerWorker(0))),
        warning("SCA-10", "workers.autoscaling.value", scaling(1, 8, s -> s.tasksPerWorker(4))),
        error(
            "SCA-11",
            "workers.autoscaling.protocol",
            scaling(1, 8, s -> s.protocol(Protocol.AMQP)),
            workers(
                w ->
                    w.longestTask(Duration.ofMinutes(2))
                        .autoscaling(Autoscaling.between(1, 8).protocol(Protocol.AMQP)))),
        error(
            "SCA-11",
            "workers.autoscaling.includeUnacknowledged",
            scaling(1, 8, Autoscaling.Builder::excludeUnacknowledged)),
        error(
            "SCA-12",
            "workers.autoscaling.scaleIn",
            workers(
                w ->
                    w.longestTask(Duration.ofMinutes(50))
                        .terminationGracePeriod(Duration.ofMinutes(49))
                        .autoscaling(
                            Autoscaling.between(1, 8)
                                .scaleIn(
                                    ScaleIn.drain(
                                        Duration.ofHours(1), 1, Duration.ofMinutes(30))))),
            drain(Duration.ofSeconds(10), 8, Duration.ofSeconds(15))),
        error(
            "SCA-13",
            "workers.autoscaling.scaleIn.window",
            drain(Duration.ofHours(5), 1, Duration.ofMinutes(10)),
            drain(Duration.ofHours(1), 1, Duration.ofMinutes(30))),
        error(
            "SCA-13",
            "workers.autoscaling.scaleOut.period",
            scaling(1, 8, s -> s.scaleOut(4, Duration.ofHours(1)))),
        error(
            "SCA-13",
            "workers.autoscaling.scaleOut.pods",
            scaling(1, 8, s -> s.scaleOut(0, Duration.ofMinutes(1)))),
        error(
            "SCA-14",
            "workers.autoscaling.fallback.replicas",
            scaling(1, 8, s -> s.fallback(Fallback.setTo(0))),
            scaling(1, 8, s -> s.fallback(Fallback.setTo(8)))),
        error(
            "SCA-14",
            "workers.autoscaling.fallback.replicas",
            f ->
                scaling(1, 8, s -> s.fallback(Fallback.setTo(2)))
                    .apply(f.platform(Platform.ofJune2024())),
            f ->
                scaling(1, 8, s -> s.fallback(Fallback.setTo(8)))
                    .apply(f.platform(Platform.ofJune2024()))),
        warning(
            "SCA-15",
            "workers.autoscaling.cooldown",
            scaling(0, 8, s -> s.cooldown(Duration.ofMinutes(1))),
            scaling(0, 8, s -> s.cooldown(Duration.ofMinutes(5)))),
        warning(
            "SCA-15",
            "workers.autoscaling.min",
            f -> scaling(0, 8, s -> s).apply(f.runs(Runs.disabled())),
            scaling(0, 8, s -> s)),
        warning(
            "SCA-16",
            "workers.autoscaling.scaleOut",
            scaling(1, 80, s -> s.scaleOut(80, Duration.ofSeconds(15))),
            scaling(1, 8, s -> s.scaleOut(80, Duration.ofSeconds(15)))),
        error(
            "SCA-17",
            "workers[light].replicas",
            f ->
                f.workers(steady("heavy").routing(Routing.HEAVY))
                    .workers(steady("light").routing(Routing.LIGHT).replicas(0)),
            f -> affinity(f)),
        error(
            "SCA-18",
            "workers.name",
            workers(w -> w.named("w".repeat(43)).autoscaling(Autoscaling.between(1, 8))),
            workers(w -> w.named("w".repeat(42)).autoscaling(Autoscaling.between(1, 8)))),
        warning(
            "SCA-24",
            "workers.autoscaling.pollingInterval",
            scaling(1, 8, s -> s.pollingInterval(Duration.ofSeconds(2))),
            scaling(1, 8, s -> s.pollingInterval(Duration.ofSeconds(60)))),
        warning(
            "SCA-25",
            "workers.autoscaling.activationValue",
            scaling(0, 8, s -> s.activationValue(1)),
            scaling(1, 8, s -> s.activationValue(1))),
        error(
            "POO-01",
            "workers.pool",
            f ->
                f.gke(Gke.cluster("c").pools(SYSTEM, HIGHMEM))
                    .workers(
                        steady(
                            "worker",
                            NodePool.named("highmem-pool")
                                .machine("c3d-highmem-180")
                                .nodes(1, 2)
                                .build())),
            f -> f.gke(Gke.cluster("c").pools(SYSTEM, HIGHMEM)).workers(steady("worker"))),
        error(
            "POO-01",
            "workers.pool",
            f ->
                f.gke(Gke.cluster("c").pools(SYSTEM, HIGHMEM))
                    .workers(
                        steady(
                            "worker",
                            NodePool.named("highmem-pool")
                                .machine("c3d-highmem-360")
                                .taint(TAINT)
                                .build()))),
        error("POO-02", "gke.pools", f -> f.gke(Gke.cluster("c").pools(HIGHMEM))),
        error(
            "POO-03",
            "gke.pools[highmem-pool].machineType",
            pool(p -> p.machine("c3d-highmen-180"))),
        error(
            "POO-04",
            "gke.pools[highmem-pool].diskType",
            pool(p -> p.diskType(DiskType.PD_STANDARD)),
            pool(p -> p.diskType(DiskType.HYPERDISK_BALANCED))),
        error(
            "POO-05",
            "gke.pools[highmem-pool].spot",
            pool(p -> p.machine("m3-megamem-128").spot()),
            pool(NodePool.Builder::spot)),
        warning("POO-06", "workers.pool", pool(NodePool.Builder::spot)),
        error(
            "POO-06",
            "leader.pool",
            f -> f.leader(Leader.on(NodePool.named("cheap").spot().build()))),
        error("POO-07", "gke.pools[highmem-pool].nodes", pool(p -> p.nodes(3, 1))),
        error(
            "POO-10",
            "gke.pools[highmem-pool].taints['high mem']",
            pool(p -> p.taint(Taint.noSchedule("high mem", "true"))),
            pool(p -> p.taint(Taint.noSchedule("example.com/high.mem", "")))),
        error(
            "POO-20",
            "gke.pools[highmem-pool].taints['highmem']",
            pool(p -> p.taint(Taint.noExecute("highmem", "true"))),
            pool(p -> p.taint(Taint.noExecute("prover", "true")))),
        error(
            "POO-21",
            "gke.pools[highmem-pool].labels['node-role.kubernetes.io/prover']",
            pool(p -> p.label("node-role.kubernetes.io/prover", "true")),
            pool(p -> p.label("node.kubernetes.io/prover", "true"))),
        error(
            "POO-11",
            "gke.pools[highmem-pool].labels['team']",
            pool(p -> p.label("team", "-provers")),
            pool(p -> p.label("example.com/team", "provers"))),
        error(
            "POO-11",
            "gke.pools[a-pool-with-a-name-of-thirty-one].fallback.name",
            f ->
                f.workers(
                    steady(
                        "worker",
                        NodePool.named("a-pool-with-a-name-of-thirty-one")
                            .machine("c3d-highmem-180")
                            .nodes(1, 2)
                            .taint(TAINT)
                            .spotWithFallback()
                            .build())),
            pool(NodePool.Builder::spotWithFallback)),
        error(
            "POO-11",
            "gke.project",
            f -> f.gke(Gke.cluster("c").project("My Project")),
            f -> f.gke(Gke.cluster("c").project("my-project-1"))),
        error(
            "POO-11",
            "gke.nodeServiceAccount",
            f -> f.gke(Gke.cluster("c").nodeServiceAccount("nodes")),
            f -> f.gke(Gke.cluster("c").nodeServiceAccount("prover-nodes"))),
        error(
            "POO-11",
            "gke.labels['Team']",
            f -> f.gke(Gke.cluster("c").label("Team", "provers")),
            f -> f.gke(Gke.cluster("c").label("team", "provers"))),
        warning(
            "POO-08",
            "gke.nodeLocations",
            f -> f.gke(Gke.cluster("c").region("europe-west1")),
            f -> f.gke(Gke.cluster("c").region("europe-west1", "europe-west1-c"))),
        error("POO-11", "gke.cluster", f -> f.gke(Gke.cluster("Zero"))),
        error(
            "POO-11",
            "gke.pools[" + "p".repeat(41) + "].name",
            f ->
                f.gke(
                    Gke.cluster("c")
                        .pools(SYSTEM, HIGHMEM, NodePool.named("p".repeat(41)).build()))),
        error(
            "POO-11",
            "gke.pools[default-pool].name",
            f -> f.gke(Gke.cluster("c").pools(SYSTEM, SYSTEM, HIGHMEM))),
        warning(
            "POO-12",
            "gke.maintenanceWindow",
            f -> f.gke(Gke.cluster("c").withoutMaintenanceWindow())),
        information("POO-13", "gke.pools[highmem-pool].maxSurge", pool(p -> p.upgrade(1, 0))),
        error("POO-15", "gke.location", f -> f.gke(Gke.cluster("c").zone("Belgium"))),
        error(
            "POO-15",
            "gke.nodeLocations",
            f -> f.gke(Gke.cluster("c").region("europe-west1", "us-east4-a")),
            f ->
                f.gke(
                    Gke.cluster("c")
                        .region("europe-west1", "europe-west1-b")
                        .releaseChannel(ReleaseChannel.STABLE))),
        warning(
            "POO-18",
            "gke.authorizedNetworks",
            f -> f.gke(Gke.cluster("c").authorizedNetworks("0.0.0.0/0")),
            f -> f.gke(Gke.cluster("c").authorizedNetworks("203.0.113.0/24"))),
        warning(
            "POO-19",
            "gke.nodeServiceAccount",
            f -> f.gke(Gke.cluster("c").withoutNodeServiceAccount())),
        warning(
            "POO-19", "gke.workloadIdentity", f -> f.gke(Gke.cluster("c").workloadIdentity(false))),
        error(
            "GEN-02",
            "workers.pool",
            f -> f.gke(Gke.cluster("c").pools(SYSTEM)).workers(steady("worker")),
            f -> f.gke(Gke.cluster("c").pools(SYSTEM, HIGHMEM)).workers(steady("worker"))),
        error(
            "NET-02",
            "gke.network.services",
            network(n -> n.ranges("10.0.0.0/20", "10.4.0.0/14", "10.5.0.0/20"))),
        error(
            "NET-02",
            "gke.network.pods",
            network(n -> n.ranges("10.0.0.0/20", "10.4.0.0/22", "10.8.0.0/20"))),
        error(
            "POO-22",
            "gke.network.subnet",
            f ->
                f.gke(
                    Gke.cluster("c")
                        .zone("europe-west1-c")
                        .network(
                            Network.existing("projects/host-project/global/networks/shared")
                                .subnet("projects/host-project/regions/us-east4/subnetworks/a"))),
            f ->
                f.gke(
                    Gke.cluster("c")
                        .zone("europe-west1-c")
                        .network(
                            Network.existing("projects/host-project/global/networks/shared")
                                .subnet("a")))),
        error(
            "NET-03",
            "gke.network.nodes",
            network(n -> n.ranges("10.0.0.1/20", "10.4.0.0/14", "10.8.0.0/20"))),
        error(
            "NET-02",
            "gke.network.nodes",
            network(n -> n.ranges("10.0.0.0/29", "10.4.0.0/14", "10.8.0.0/20"))),
        error(
            "NET-03",
            "gke.network.pods",
            network(n -> n.ranges("10.0.0.0/20", "34.0.0.0/14", "10.8.0.0/20")),
            network(n -> n.ranges("10.0.0.0/20", "100.64.0.0/14", "10.8.0.0/20"))),
        error("NET-03", "gke.network.controlPlane", network(n -> n.controlPlane("172.16.0.0/24"))),
        error(
            "NET-03",
            "gke.authorizedNetworks",
            f -> f.gke(Gke.cluster("c").authorizedNetworks("203.0.113.7/24"))),
        error(
            "NET-03", "gke.network.controlPlane", network(n -> n.controlPlane("172.16.0.256/28"))),
        error(
            "SEC-01",
            "workers.environment[RPC_PASSWORD]",
            variable("RPC_PASSWORD", "hunter2"),
            f ->
                f.workers(
                    steady("worker")
                        .environment("RPC_PASSWORD", new SecretReference("rpc", "password")))),
        error(
            "SEC-02",
            "workers.environment[RPC_URL]",
            variable("RPC_URL", "https://me:hunter2@node"),
            variable("RPC_URL", "https://me:$(RPC_PASSWORD)@node")),
        error(
            "SEC-02",
            "workers.environment[EXTRA]",
            variable("EXTRA", "--token=abc"),
            variable("EXTRA", "--verbose")),
        error(
            "SEC-03",
            "workers.environment[BROKER]",
            variable("BROKER", "amqp://guest:guest@broker:5672")),
        warning(
            "INS-01",
            "platform.keda",
            f -> f.platform(Platform.current().keda("2.14.2")),
            f -> f.platform(Platform.current().keda("2.14.0"))),
        error(
            "INS-01",
            "platform.operatorSource",
            operatorFrom("rabbitmq operator", "charts.example.com", "1.2.3"),
            operatorFrom("rabbitmq-operator", "https://charts.example.com/stable", "1.2.3")),
        error(
            "INS-01",
            "platform.operatorSource",
            operatorFrom("oci://charts.example.com/a\0b", "", "1.2.3"),
            operatorFrom("oci://charts.example.com:5000/team/operator", "", "v1.2.3-rc.1")),
        error(
            "INS-01",
            "platform.operatorSource.version",
            operatorFrom("oci://charts.example.com/operator", "", "latest"),
            operatorFrom("oci://charts.example.com/operator", "", "1.2.3")),
        warning(
            "INS-02",
            "platform.operatorSource",
            f ->
                f.platform(
                    Platform.current()
                        .operatorFrom(
                            OperatorSource.chart(
                                "oci://registry-1.docker.io/bitnamicharts/rabbitmq-cluster-operator",
                                "",
                                "4.3.6")))),
        error(
            "INS-03",
            "platform.operator",
            f -> f.platform(Platform.current().operator("2.22.0")),
            f -> f.platform(Platform.current().operator("2.22.0").withCertManager())),
        error(
            "INS-07",
            "workers.autoscaling.fallback",
            f -> f.platform(Platform.current().keda("2.17.0")),
            f -> f.platform(Platform.current().keda("2.17.1"))),
        warning(
            "INS-07",
            "workers.autoscaling.fallback",
            f ->
                scaling(0, 8, s -> s.fallback(Fallback.keepCurrent(2)))
                    .apply(f.platform(Platform.current().keda("2.18.3"))),
            scaling(0, 8, s -> s.fallback(Fallback.keepCurrent(2)))),
        warning(
            "GEN-01",
            "gke.pools[spare]",
            f -> f.gke(Gke.cluster("c").pools(SYSTEM, HIGHMEM, NodePool.named("spare").build()))),
        error(
            "GEN-03",
            "accept(XYZ-01)",
            f -> f.accept("XYZ-01", "because"),
            f -> f.log(LogLevel.DEBUG).accept("PRV-07", "because")),
        error("GEN-03", "accept(PRV-07)", f -> f.accept("PRV-07", "because")),
        error("GEN-03", "accept(PRV-07)", f -> f.log(LogLevel.DEBUG).accept("PRV-07", " ")));
  }

  private static UnaryOperator<ProverFleet.Builder> brokerImage(String image) {
    return f -> f.broker(Broker.on(SYSTEM).image(image, Version.of(4, 2)));
  }

  private static Follow.Builder follow() {
    return Follow.chain(1).rpc(new SecretReference("ethereum-node", "url"));
  }

  private static Case error(String id, String path, UnaryOperator<ProverFleet.Builder> wrong) {
    return error(id, path, wrong, UnaryOperator.identity());
  }

  private static Case error(
      String id,
      String path,
      UnaryOperator<ProverFleet.Builder> wrong,
      UnaryOperator<ProverFleet.Builder> right) {
    return new Case(id, Severity.ERROR, path, wrong, right);
  }

  private static Case warning(String id, String path, UnaryOperator<ProverFleet.Builder> wrong) {
    return warning(id, path, wrong, UnaryOperator.identity());
  }

  private static Case warning(
      String id,
      String path,
      UnaryOperator<ProverFleet.Builder> wrong,
      UnaryOperator<ProverFleet.Builder> right) {
    return new Case(id, Severity.WARNING, path, wrong, right);
  }

  private static Case information(
      String id, String path, UnaryOperator<ProverFleet.Builder> wrong) {
    return information(id, path, wrong, UnaryOperator.identity());
  }

  private static Case information(
      String id,
      String path,
      UnaryOperator<ProverFleet.Builder> wrong,
      UnaryOperator<ProverFleet.Builder> right) {
    return new Case(id, Severity.NOTE, path, wrong, right);
  }

  private static Workers.Builder steady(String name) {
    return steady(name, HIGHMEM);
  }

  private static Workers.Builder steady(String name, NodePool pool) {
    return Workers.on(pool).named(name).replicas(1);
  }

  private static ProverFleet.Builder affinity(ProverFleet.Builder fleet) {
    return fleet
        .workers(steady("heavy").routing(Routing.HEAVY).autoscaling(Autoscaling.between(1, 4)))
        .workers(steady("light").routing(Routing.LIGHT).autoscaling(Autoscaling.between(1, 4)));
  }

  private static UnaryOperator<ProverFleet.Builder> workers(UnaryOperator<Workers.Builder> change) {
    return fleet -> fleet.workers(change.apply(steady("worker")));
  }

  private static UnaryOperator<ProverFleet.Builder> variable(String name, String value) {
    return workers(group -> group.environment(name, value));
  }

  private static UnaryOperator<ProverFleet.Builder> scaling(
      int min, int max, UnaryOperator<Autoscaling.Builder> change) {
    return workers(group -> group.autoscaling(change.apply(Autoscaling.between(min, max))));
  }

  private static UnaryOperator<ProverFleet.Builder> drain(
      Duration window, int pods, Duration period) {
    return scaling(1, 8, s -> s.scaleIn(ScaleIn.drain(window, pods, period)));
  }

  private static UnaryOperator<ProverFleet.Builder> broker(UnaryOperator<Broker.Builder> change) {
    return fleet -> fleet.broker(change.apply(Broker.on(SYSTEM)));
  }

  private static UnaryOperator<ProverFleet.Builder> operatorFrom(
      String chart, String repository, String version) {
    return fleet ->
        fleet.platform(
            Platform.current().operatorFrom(OperatorSource.chart(chart, repository, version)));
  }

  private static UnaryOperator<ProverFleet.Builder> config(String additionalConfig) {
    return broker(broker -> broker.additionalConfig(additionalConfig));
  }

  private static UnaryOperator<ProverFleet.Builder> circuits(
      UnaryOperator<Circuits.Builder> change) {
    return fleet -> fleet.circuits(change.apply(Circuits.recommended()));
  }

  private static UnaryOperator<ProverFleet.Builder> range(CircuitTable table, int from, int to) {
    return circuits(circuits -> circuits.range(table, from, to));
  }

  private static UnaryOperator<ProverFleet.Builder> pool(UnaryOperator<NodePool.Builder> change) {
    NodePool.Builder pool =
        NodePool.named("highmem-pool").machine("c3d-highmem-180").nodes(1, 2).taint(TAINT);
    return fleet -> fleet.workers(steady("worker", change.apply(pool).build()));
  }

  private static UnaryOperator<ProverFleet.Builder> pool(
      UnaryOperator<NodePool.Builder> change, int workers) {
    NodePool.Builder pool =
        NodePool.named("highmem-pool").machine("c3d-highmem-180").nodes(1, 2).taint(TAINT);
    return fleet -> fleet.workers(Workers.on(change.apply(pool).build()).replicas(workers));
  }

  private static UnaryOperator<ProverFleet.Builder> network(UnaryOperator<Network> change) {
    return fleet -> fleet.gke(Gke.cluster("c").network(change.apply(Network.named("default"))));
  }

  private static ProverFleet.Builder published(ProverFleet.Builder fleet, Bucket bucket) {
    return fleet
        .runs(Runs.enabled().rpc(new SecretReference("ethereum-node", "url")))
        .publish(bucket);
  }
}
