package dev.chartwright.generator.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Taint;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Autoscaling.Protocol;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.Memory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FifteenMistakesTest {
  private static final String REPORT =
      """
      zero-prover: 21 errors

      error: broker.name  [NAM-02]
          what: the broker is called 'zero-prover-message-broker-of-the-zero-prover-fleet', 51 characters
          why:  the operator's StatefulSet labels its pods with this name and a hash, which may have 63 characters together
          fix:  shorten broker.name to 33 characters at most

      error: leader.environment[PALADIN_AMQP_URI]  [PRV-03]
          what: PALADIN_AMQP_URI is set beside what the chart sets
          why:  two addresses of the broker contradict each other
          fix:  remove it; the chart sets PALADIN_AMQP_URI from the broker's own Secret

      error: image.tag  [IMG-01]
          what: the tag 'latest' moves
          why:  two pods of one fleet may run different provers, whose proofs do not verify
          fix:  a version such as 0.7.0, or better a digest

      error: circuits.ranges.keccak  [CIR-01]
          what: the range 20..4 runs backwards
          why:  the prover refuses it, or makes circuits of sizes that nobody asked for
          fix:  range(CircuitTable.KECCAK, 4, 20)

      error: circuits.directory  [CIR-04]
          what: '/circuits/zero' does not end in _circuit_cache
          why:  every binary of release v0.7 exits at start
          fix:  directory("/circuits/zero_circuit_cache")

      error: broker.replicas  [BRO-01]
          what: 2 replicas are not an odd number
          why:  an even cluster has no majority when it is cut in two, and stops
          fix:  replicas(1); the prover's queues live on one replica anyway

      error: broker.additionalConfig  [BRO-04]
          what: deprecated_features.permit.transient_nonexcl_queues = false with RabbitMQ 4.3.0
          why:  the prover cannot declare its queues: the feature is deprecated
          fix:  remove the line, or deprecated_features.permit.transient_nonexcl_queues = true, or rabbitmq("4.2-management")

      error: broker.additionalConfig  [BRO-08]
          what: default_pass is written into the chart
          why:  everybody who reads the release sees it, and a change after the first start breaks every login
          fix:  remove the line; the operator keeps an account in a Secret, or existingSecret(name)

      error: workers[light].memory  [CAP-01]
          what: a worker requests 300Mi
          why:  dozens of workers are put on one node and killed for their memory in turn
          fix:  did you mean 300Gi? write memory(Memory.gib(300))

      error: workers[heavy].autoscaling.max  [CAP-06]
          what: 12 workers are more than heavy-pool can hold: 4 on each of 2 nodes
          why:  the rest stays Pending for ever
          fix:  max 8, or nodes(1, 3) for heavy-pool

      error: workers[heavy].autoscaling.queueExpression  [SCA-07]
          what: '.*' is not anchored, it also finds queues whose names contain a task queue's
          why:  the fleet scales on messages that are no tasks, or sees none of its tasks
          fix:  leave queues(…) out, or queues("^heavy-proof$")

      error: workers[heavy].autoscaling.pageSize  [SCA-08]
          what: 501 queues in one answer
          why:  the broker refuses the question and nothing scales
          fix:  pageSize(100), or another from 1 to 500

      error: workers[heavy].autoscaling.fallback.replicas  [SCA-14]
          what: a fallback to 0 workers
          why:  KEDA takes it for none: a broker that restarts sends the fleet to 0
          fix:  remove the fallback, or Fallback.keepCurrent(1)

      error: workers[light].autoscaling.min  [SCA-01]
          what: at least 8 workers, at most 2
          why:  KEDA refuses it, older versions swing between the two
          fix:  between(2, 8)

      error: workers[light].autoscaling.protocol  [SCA-11]
          what: amqp does not count tasks in work
          why:  the queue looks empty while all workers prove, so they are scaled in and lose their proofs
          fix:  protocol(Protocol.HTTP)

      error: gke.pools[heavy-pool].diskType  [POO-04]
          what: machines of the family c3d take no pd-standard
          why:  the pool cannot be created
          fix:  pd-balanced or pd-ssd or hyperdisk-balanced

      error: gke.pools[light-pool].nodes  [POO-07]
          what: 3 nodes at least, 1 at most
          why:  the API refuses the pool, or makes one of another size
          fix:  nodes(1, 3)

      error: gke.pools[light-pool].machineType  [POO-03]
          what: there is no machine type 'c3d-highmen-180'
          why:  the pool cannot be created, which shows only after the cluster is there
          fix:  did you mean c3d-highmem-180?

      error: workers[heavy].pool  [POO-01]
          what: the cluster's pool heavy-pool has the taint highmem=true:NoSchedule, which these pods do not tolerate
          why:  the pods stay Pending for ever
          fix:  use the one NodePool that the cluster declares

      error: leader.environment[PALADIN_AMQP_URI]  [SEC-03]
          what: PALADIN_AMQP_URI holds a password that everybody tries first
          why:  whoever reaches the service is in
          fix:  remove it; the chart takes the broker's login from the Secret of the operator

      error: platform.operator  [INS-03]
          what: operator 2.22.3 is installed without cert-manager
          why:  its manifest holds certificates and is refused: no matches for kind "Certificate"
          fix:  operator("2.21.0"), or install cert-manager first and say withCertManager()
      """;

  @Test
  void everyMistakeIsReportedAtOnceWithItsPlaceConsequenceAndCure() {
    InvalidModelException exception =
        catchThrowableOfType(InvalidModelException.class, () -> FleetCheck.requireValid(fleet()));

    assertThat(exception).hasMessage(REPORT);
    assertThat(exception.findings()).hasSizeGreaterThanOrEqualTo(15);
  }

  private static ProverFleet fleet() {
    Taint taint = Taint.noSchedule("highmem", "true");
    NodePool system = NodePool.defaultPool();
    NodePool heavyPool =
        NodePool.named("heavy-pool")
            .machine("c3d-highmem-180")
            .nodes(1, 2)
            .diskType(DiskType.PD_STANDARD)
            .taint(taint)
            .build();
    NodePool heavyPoolWithoutTaint =
        NodePool.named("heavy-pool").machine("c3d-highmem-180").nodes(1, 2).build();
    NodePool lightPool =
        NodePool.named("light-pool").machine("c3d-highmen-180").nodes(3, 1).taint(taint).build();

    return ProverFleet.named("zero-prover")
        .release(ProverRelease.V0_7)
        .image("ghcr.io/0xpolygonzero/zk_evm", "latest")
        .platform(Platform.current().operator("2.22.3"))
        .broker(
            Broker.on(system)
                .named("message-broker-of-the-zero-prover-fleet")
                .rabbitmq("4.3.0-management")
                .replicas(2)
                .additionalConfig(
                    """
                    default_pass = correct-horse
                    deprecated_features.permit.transient_nonexcl_queues = false
                    """))
        .leader(Leader.on(system).environment("PALADIN_AMQP_URI", "amqp://guest:guest@broker:5672"))
        .workers(
            Workers.on(heavyPoolWithoutTaint)
                .named("heavy")
                .routing(Routing.HEAVY)
                .memory(Memory.gib(300))
                .cpu(Cpu.cores(44))
                .autoscaling(
                    Autoscaling.between(1, 12)
                        .queues(".*")
                        .pageSize(501)
                        .fallback(Fallback.setTo(0))))
        .workers(
            Workers.on(lightPool)
                .named("light")
                .routing(Routing.LIGHT)
                .memory(Memory.mib(300))
                .longestTask(Duration.ofHours(2))
                .autoscaling(Autoscaling.between(8, 2).protocol(Protocol.AMQP)))
        .circuits(
            Circuits.recommended().range(CircuitTable.KECCAK, 20, 4).directory("/circuits/zero"))
        .gke(Gke.cluster("zero-prover-test-01").pools(system, heavyPool, lightPool))
        .build();
  }
}
