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
          what: the name of the broker is 'zero-prover-message-broker-of-the-zero-prover-fleet', 51 characters
          why:  the StatefulSet of the operator labels its pods with this name and a hash; the label is too long, and the pods are never created
          fix:  shorten broker.name to 33 characters at most

      error: leader.environment[PALADIN_AMQP_URI]  [PRV-03]
          what: PALADIN_AMQP_URI is also set by the chart
          why:  two addresses of the broker contradict each other
          fix:  remove it; the chart sets PALADIN_AMQP_URI from the Secret of the broker

      error: image.tag  [IMG-01]
          what: the tag 'latest' moves
          why:  two pods of one fleet may run different provers, whose proofs do not verify
          fix:  use a version such as 0.7.0, or better a digest

      error: circuits.ranges.keccak  [CIR-01]
          what: the range 20..4 is reversed
          why:  the prover rejects the range, or builds circuits of sizes that are not needed
          fix:  write range(CircuitTable.KECCAK, 4, 20)

      error: circuits.directory  [CIR-04]
          what: '/circuits/zero' does not end with _circuit_cache
          why:  every binary of the release exits at its start
          fix:  write directory("/circuits/zero_circuit_cache")

      error: broker.replicas  [BRO-01]
          what: 2 is an even number of replicas
          why:  a broker with an even number of nodes stops when the network splits it in halves
          fix:  write replicas(1); more replicas do not protect the queues of the prover

      error: broker.additionalConfig  [BRO-04]
          what: deprecated_features.permit.transient_nonexcl_queues = false with RabbitMQ 4.3.0
          why:  the prover cannot declare its queues, because they use a deprecated feature
          fix:  remove the line, or write deprecated_features.permit.transient_nonexcl_queues = true, or rabbitmq("4.2-management")

      error: broker.additionalConfig  [BRO-08]
          what: default_pass is written into the chart
          why:  everyone who can read the release has the password, and the Secret of the operator contains another one
          fix:  remove the line, because the operator creates an account, or use existingSecret(name)

      error: workers[light].memory  [CAP-01]
          what: a worker requests 300Mi
          why:  dozens of workers are scheduled on one node, and run out of memory one after another
          fix:  did you mean 300Gi? Write memory(Memory.gib(300))

      error: workers[heavy].autoscaling.max  [CAP-06]
          what: 12 workers are more than heavy-pool can hold: 4 on each of 2 nodes
          why:  the pods that do not fit stay Pending forever
          fix:  use max 8, or nodes(1, 3) for heavy-pool

      error: workers[heavy].autoscaling.queueExpression  [SCA-07]
          what: '.*' is not anchored, so it also matches queues whose names only contain that of a task queue
          why:  the fleet scales on messages that are not tasks, or sees none of its tasks
          fix:  leave queues(…) out, or write queues("^heavy-proof$")

      error: workers[heavy].autoscaling.pageSize  [SCA-08]
          what: 501 queues on one page
          why:  KEDA or the broker rejects the request, and nothing scales
          fix:  write pageSize(100), or another size from 1 to 500

      error: workers[heavy].autoscaling.fallback.replicas  [SCA-14]
          what: a fallback to 0 workers
          why:  a broker that restarts scales a busy fleet in, and proofs are lost
          fix:  remove the fallback, or write Fallback.keepCurrent(1)

      error: workers[light].autoscaling.min  [SCA-01]
          what: at least 8 workers, at most 2
          why:  the API server or KEDA rejects the autoscaler, or tasks wait forever
          fix:  write between(2, 8)

      error: workers[light].autoscaling.protocol  [SCA-11]
          what: amqp does not count tasks in progress
          why:  the queue looks empty while all workers are busy, so workers are removed and lose their proofs
          fix:  write protocol(Protocol.HTTP)

      error: gke.pools[heavy-pool].diskType  [POO-04]
          what: machines of the family c3d do not support pd-standard
          why:  the pool cannot be created
          fix:  use pd-balanced or pd-ssd or hyperdisk-balanced

      error: gke.pools[light-pool].nodes  [POO-07]
          what: 3 nodes at least, 1 at most
          why:  the API rejects the pool, or creates one of another size
          fix:  write nodes(1, 3)

      error: gke.pools[light-pool].machineType  [POO-03]
          what: there is no machine type 'c3d-highmen-180'
          why:  the pool cannot be created, and this fails only after the cluster exists
          fix:  did you mean c3d-highmem-180?

      error: workers[heavy].pool  [POO-01]
          what: the cluster's pool heavy-pool has the taint highmem=true:NoSchedule, which these pods do not tolerate
          why:  the pods stay Pending forever
          fix:  use the one NodePool that the cluster declares, with its labels and taints

      error: leader.environment[PALADIN_AMQP_URI]  [SEC-03]
          what: PALADIN_AMQP_URI contains a well-known password
          why:  everyone who can reach the service can log in
          fix:  remove it; the chart reads the broker's account from the Secret of the operator

      error: platform.operator  [INS-03]
          what: operator 2.22.3 is installed without cert-manager
          why:  the manifest of the operator contains certificates and is rejected: no matches for kind "Certificate"
          fix:  write operator("2.21.0"), or install cert-manager first and write withCertManager()
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
