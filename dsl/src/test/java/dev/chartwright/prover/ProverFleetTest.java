package dev.chartwright.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Prices;
import dev.chartwright.cloud.Taint;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProverFleetTest {
  private final NodePool pool = NodePool.defaultPool();

  @Test
  void aWholeFleetReadsAsOneSentence() {
    NodePool system = NodePool.named("default-pool").machine("e2-standard-4").nodes(1, 3).build();
    NodePool highmem =
        NodePool.named("highmem-pool")
            .machine("c3d-highmem-180")
            .nodes(1, 2)
            .disk(DiskSize.gb(300))
            .taint(Taint.noSchedule("highmem", "true"))
            .build();

    ProverFleet fleet =
        ProverFleet.named("zero-prover")
            .release(ProverRelease.V0_7)
            .image("ghcr.io/0xpolygonzero/zk_evm", "0.7.0")
            .broker(Broker.on(system).rabbitmq("4.2-management").memory(Memory.gib(4)))
            .leader(Leader.on(system))
            .workers(
                Workers.on(highmem)
                    .memory(Memory.gib(300))
                    .cpu(Cpu.cores(44))
                    .longestTask(Duration.ofHours(4))
                    .autoscaling(Autoscaling.between(1, 8)))
            .gke(Gke.cluster("zero-prover-test-01").zone("europe-west1-c"))
            .build();

    assertThat(fleet.gke().pools()).containsExactly(system, highmem);
    assertThat(fleet.hasAffinity()).isFalse();
    assertThat(fleet.workers().get(0).perNode()).hasValue(4);
    assertThat(fleet.workers().get(0).threads()).isEqualTo(44);
  }

  @Test
  void aFleetOfDefaultsIsTheSameFleetEveryTime() {
    assertThat(ProverFleet.named("a").build()).isEqualTo(ProverFleet.named("a").build());
    assertThat(ProverFleet.named("a").release(ProverRelease.V0_6).build().image())
        .hasToString("ghcr.io/0xpolygonzero/zk_evm:0.6.0");
  }

  @Test
  void theConsumerTimeoutIsHalfAsLongAgainAsTheLongestTask() {
    ProverFleet fleet =
        ProverFleet.named("a")
            .workers(Workers.on(pool).named("one").longestTask(Duration.ofMinutes(20)))
            .workers(Workers.on(pool).named("two").longestTask(Duration.ofHours(2)))
            .build();

    assertThat(fleet.brokerSettings()).containsEntry("consumer_timeout", "10800000");
  }

  @ParameterizedTest(name = "RabbitMQ {0} needs {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "3.8.16; {}",
        "3.13.7; {consumer_timeout=21600000}",
        "4.0; {consumer_timeout=21600000, max_message_size=536870912}",
        "4.2-management; {consumer_timeout=21600000, max_message_size=536870912}",
        "4.3.1; {max_message_size=536870912,"
            + " deprecated_features.permit.transient_nonexcl_queues=true}"
      })
  void eachBrokerVersionGetsTheSettingsThatLongProofsNeed(String tag, String settings) {
    Broker broker = Broker.on(pool).rabbitmq(tag).build();

    assertThat(broker.requiredSettings(Duration.ofHours(4))).hasToString(settings);
  }

  @Test
  void aLineOfTheUserWinsOverADerivedSetting() {
    Broker broker =
        Broker.on(pool).additionalConfig("# mine\nheartbeat = 120\nmax_message_size=1\n").build();

    assertThat(broker.settings(Duration.ofHours(4)))
        .containsExactly(
            entry("consumer_timeout", "21600000"),
            entry("max_message_size", "1"),
            entry("heartbeat", "120"));
  }

  @Test
  void theQueuesToCountFollowFromReleaseAndRouting() {
    Autoscaling usual = Autoscaling.between(1, 2).build();
    Autoscaling total = Autoscaling.between(1, 2).over(Autoscaling.Backlog.ALL_TASK_QUEUES).build();

    assertThat(usual.queueExpression(ProverRelease.V0_7, Routing.SHARED))
        .isEqualTo("^(task-ipc-routing-key|heavy-proof|light-proof)$");
    assertThat(usual.queueExpression(ProverRelease.V0_6, Routing.SHARED)).isEqualTo("^0{32}$");
    assertThat(usual.queueExpression(ProverRelease.V0_7, Routing.LIGHT)).isEqualTo("^light-proof$");
    assertThat(total.queueExpression(ProverRelease.V0_7, Routing.LIGHT))
        .isEqualTo(ProverRelease.V0_7.taskQueuePattern());
    assertThat(
            Autoscaling.between(1, 2)
                .protocol(Autoscaling.Protocol.AMQP)
                .build()
                .queueExpression(ProverRelease.V0_6, Routing.SHARED))
        .isEqualTo("00000000000000000000000000000000");
  }

  @Test
  void anOlderKedaGetsNoFallbackBecauseItWouldApplyItAtOnce() {
    Autoscaling autoscaling = Autoscaling.between(0, 4).build();

    assertThat(autoscaling.fallback(Platform.ofJune2024())).isEmpty();
    assertThat(autoscaling.fallback(Platform.current())).contains(Fallback.keepCurrent(1));
  }

  @Test
  void theChartOfKeda2140IsNumbered2142() {
    assertThat(Platform.ofJune2024().kedaChart()).hasToString("2.14.2");
    assertThat(Platform.current().kedaChart()).hasToString("2.20.2");
    assertThat(Platform.kedaOfChart(Version.parse("2.15.2"))).hasToString("2.15.1");
  }

  @Test
  void versionsAreComparedByNumber() {
    assertThat(Version.parse("2.9")).isLessThan(Version.parse("2.10.0"));
    assertThat(Version.parse("v4.2.6-management")).isEqualTo(new Version(4, 2, 6));
    assertThat(Version.parse("latest").invalid())
        .hasValueSatisfying(
            finding -> assertThat(finding.rule()).isEqualTo(FleetDeclarationRules.VERSION));
  }

  @Test
  void allMistakesOfSingleSettingsAreFoundAtOnceEachWithItsLine() {
    ProverFleet fleet =
        ProverFleet.named("fleet")
            .platform(Platform.current().keda("newest").operator("v"))
            .broker(Broker.on(pool).rabbitmq("management").memory(Memory.parse("4 GB")))
            .leader(
                Leader.on(pool)
                    .cpu(Cpu.parse("two"))
                    .environment("API", new SecretReference("", "key")))
            .workers(
                Workers.on(pool)
                    .memory(Memory.gib(-1))
                    .longestTask(Duration.ZERO)
                    .terminationGracePeriod(Duration.ofHours(-1)))
            .circuits(
                Circuits.recommended()
                    .mountPath("circuits")
                    .storage(CircuitStorage.shared("standard-rwx", DiskSize.parse("1 TB"))))
            .gke(
                Gke.cluster("c")
                    .monthlyBudget(-1)
                    .prices(Prices.listed().multiplier(0))
                    .pools(NodePool.named("other").disk(DiskSize.gb(-1)).build()))
            .build();

    assertThat(fleet.findings())
        .allSatisfy(finding -> assertThat(finding.place().declaredAt()).isPresent())
        .extracting(finding -> finding.place().model())
        .containsExactly(
            "platform.keda",
            "platform.operator",
            "broker.version",
            "broker.memory",
            "leader.cpu",
            "leader.environment[API]",
            "workers.memory",
            "workers.longestTask",
            "workers.terminationGracePeriod",
            "circuits.storage",
            "circuits.mountPath",
            "gke.monthlyBudget",
            "gke.prices.multiplier",
            "gke.pools[other].disk");
  }

  @Test
  void aWorkerMayFinishItsLongestTaskBeforeItMustGo() {
    Workers workers = Workers.on(pool).longestTask(Duration.ofMinutes(90)).build();

    assertThat(workers.terminationGracePeriod()).isEqualTo(Duration.ofMinutes(90));
    assertThat(workers.memoryLimit()).isEqualTo(workers.memory());
  }

  @Test
  void variablesKeepTheirOrder() {
    Environment environment =
        Environment.empty()
            .with("B", "2")
            .with("A", "1")
            .with("P", new SecretReference("broker", "password"));

    assertThat(environment.literals()).containsExactly(entry("B", "2"), entry("A", "1"));
    assertThat(environment.secrets())
        .isEqualTo(Map.of("P", new SecretReference("broker", "password")));
  }
}
