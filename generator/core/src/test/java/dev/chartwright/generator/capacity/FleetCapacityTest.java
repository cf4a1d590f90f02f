package dev.chartwright.generator.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.DiskType;
import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.MachineType;
import dev.chartwright.cloud.NodeCapacity;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.PodRequests;
import dev.chartwright.cloud.Prices;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.capacity.Bill.Basis;
import dev.chartwright.generator.capacity.Bill.Moment;
import dev.chartwright.generator.check.FleetCheck;
import dev.chartwright.generator.plan.PlannedFleets;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Leader;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FleetCapacityTest {
  private static final NodeCapacity LARGE =
      NodeCapacity.of(MachineType.find("c3d-highmem-180").orElseThrow(), DiskSize.gb(300));

  private static final PodRequests NOTHING =
      new PodRequests(Memory.mib(0), Cpu.millis(0), DiskSize.gib(0));

  @Test
  void theExampleRunsEightWorkersOnTwoNodesAndNoneAtRest() {
    FleetCapacity capacity = FleetCapacity.of(ZeroProver.fleet());
    PoolLoad highmem = capacity.pool("highmem-pool").orElseThrow();
    PoolLoad system = capacity.pool("default-pool").orElseThrow();

    assertThat(highmem.nodesAtMin()).isZero();
    assertThat(highmem.nodesAtMax()).isEqualTo(2);
    assertThat(highmem.tenants())
        .singleElement()
        .satisfies(
            workers -> {
              assertThat(workers.fit().pods()).isEqualTo(4);
              assertThat(workers.placed()).isEqualTo(8);
            });
    assertThat(system.nodesAtMax()).isEqualTo(1);
    assertThat(system.tenants())
        .extracting(Tenant::name)
        .containsExactly("broker", "leader", "RabbitMQ operator", "KEDA");
  }

  @Test
  void groupsOfDifferentSizeShareNodes() {
    // Each node: one of 800 GiB and one of 500 GiB; by halves they would seem to need three.
    PoolLoad load =
        load(2, worker("large", 800, 44).replicas(2), worker("small", 500, 44).replicas(2));

    assertThat(load.nodesAtMax()).isEqualTo(2);
    assertThat(load.suffices()).isTrue();
  }

  @Test
  void gapsThatNoWorkerFitsAreSeen() {
    // One of 800 GiB leaves 579; by halves four of 600 GiB and one of 800 would take three nodes.
    PoolLoad load =
        load(2, worker("large", 800, 44).replicas(1), worker("small", 600, 44).replicas(3));

    assertThat(load.nodesNeeded()).isEqualTo(3);
    assertThat(load.suffices()).isFalse();
    assertThat(load.tenants()).extracting(Tenant::pending).containsExactly(0L, 1L);
  }

  @Test
  void aFallbackTakesOverAndAddsNothing() {
    FleetCapacity capacity = FleetCapacity.of(PlannedFleets.mainnet());

    assertThat(capacity.pools())
        .extracting(load -> load.pool().name())
        .containsExactly("system", "proving");
    assertThat(capacity.pool("proving").orElseThrow().nodesAtMax()).isEqualTo(6);
  }

  @Test
  void anyModelIsCountedAlsoAWrongOne() {
    NodePool pool = NodePool.named("p").nodes(3, -1).build();
    ProverFleet fleet =
        ProverFleet.named("a")
            .broker(Broker.on(pool).replicas(-1))
            .leader(Leader.on(NodePool.named("q").machine("no-such-machine").build()))
            .workers(worker(pool, "w", 100_000, 44).autoscaling(Autoscaling.between(8, -2)))
            .gke(Gke.cluster("a").pools(pool))
            .build();

    assertThat(FleetCapacity.of(fleet).pools())
        .singleElement()
        .extracting(load -> load.tenants().get(1).neverFits())
        .isEqualTo(true);
    PoolLoad huge = load(Integer.MAX_VALUE, worker("w", 300, 44).replicas(Integer.MAX_VALUE));
    assertThat(huge.nodesAtMax()).isEqualTo((Integer.MAX_VALUE + 3L) / 4);
  }

  @Test
  void aPoolHoldsNoMoreThanItHasAndWhatItCountsItHolds() {
    Random random = new Random(20_260_802);
    for (int trial = 0; trial < 3_000; trial++) {
      long limit = 1L + random.nextInt(6);
      Packing limited = new Packing(LARGE, limit, NOTHING);
      Packing unlimited = new Packing(LARGE, Long.MAX_VALUE, NOTHING);
      long memory = 0;
      long cpu = 0;
      for (int kind = 0; kind < 4; kind++) {
        PodRequests pod =
            new PodRequests(
                Memory.gib(1 + random.nextInt(900)),
                Cpu.cores(1 + random.nextInt(120)),
                DiskSize.gib(random.nextInt(30)));
        long count = random.nextInt(12);
        long placed = limited.place(pod, count);
        assertThat(placed).isBetween(0L, count);
        memory += pod.memory().bytes() * placed;
        cpu += pod.cpu().millis() * placed;
        assertThat(unlimited.place(pod, count)).isEqualTo(count);
        // What found no place leaves no room for another of its kind.
        if (placed < count) {
          assertThat(limited.place(pod, 1)).isZero();
        }
      }
      assertThat(limited.used()).isBetween(0L, limit);
      assertThat(memory).isLessThanOrEqualTo(limited.used() * LARGE.memory().bytes());
      assertThat(cpu).isLessThanOrEqualTo(limited.used() * LARGE.cpu().millis());
      assertThat(unlimited.used()).isGreaterThanOrEqualTo(limited.used());
    }
  }

  @Tag("thorough")
  @Test
  void theCheckRefusesExactlyTheWorkerForWhichThePlanHasNoPlace() {
    Random random = new Random(20_260_803);
    for (int trial = 0; trial < 500; trial++) {
      int nodes = 1 + random.nextInt(3);
      long gib = 100L + random.nextInt(1500);
      long cores = 8L + random.nextInt(190);
      NodePool pool = NodePool.named("p").machine("c3d-highmem-180").nodes(0, nodes).build();
      int room =
          NodeCapacity.of(pool.machine().orElseThrow(), pool.disk())
                  .fit(worker(pool, "w", gib, cores).build().requests())
                  .pods()
              * nodes;

      assertThat(unschedulable(pool, gib, cores, Math.max(1, room)))
          .as(gib + " GiB, " + cores + " cores, " + nodes + " nodes")
          .isEqualTo(room == 0);
      assertThat(unschedulable(pool, gib, cores, room + 1)).isTrue();
    }
  }

  @Test
  void aBillIsTheSumOfItsParts() {
    Prices prices =
        Prices.listed()
            .family("c3d", 0.03, 0.004, 0.5)
            .family("e2", 0.02, 0.003)
            .disk(DiskType.PD_BALANCED, 0.073)
            .filestore("standard", 0.146)
            .cluster(0.1);
    NodePool system = NodePool.defaultPool();
    NodePool highmem = NodePool.highmemPool();
    FleetCapacity capacity =
        FleetCapacity.of(
            ProverFleet.named("a")
                .circuits(Circuits.recommended().storage(CircuitStorage.filestore(DiskSize.tib(1))))
                .gke(Gke.cluster("a").pools(system, highmem).prices(prices))
                .build());

    // By hand, an hour: e2-standard-4: 4 × 0.02 + 16 × 0.003 = 0.128.
    // c3d-highmem-180: 180 × 0.03 + 1440 × 0.004 = 11.16, as Spot 5.58.
    // A boot disk: 300 × 0.073 / 730 = 0.03. Volumes: (20 + 100) × 0.073 / 730 = 0.012.
    // Filestore: 1024 × 0.146 / 730 = 0.2048. The cluster: 0.1.
    Cost rest = capacity.bill().total(Basis.DECLARED, Moment.MIN);
    Cost most = capacity.bill().total(Basis.DECLARED, Moment.MAX);
    Cost spot = capacity.bill().total(Basis.SPOT, Moment.MAX);
    assertThat(rest.perHour()).isEqualByComparingTo("11.6648");
    assertThat(most.perHour()).isEqualByComparingTo("22.8548");
    assertThat(most.perDay()).isEqualByComparingTo("548.5152");
    assertThat(most.perMonth()).isEqualByComparingTo("16684.004");
    assertThat(spot.perHour()).isEqualByComparingTo("11.6948");
    assertThat(most.isComplete()).isTrue();
  }

  @Test
  void whatHasNoPriceIsToldAndNotCountedAsNothing() {
    NodePool pool =
        NodePool.named("p").machine("m3-megamem-128").diskType(DiskType.PD_SSD).nodes(1, 2).build();
    FleetCapacity capacity =
        FleetCapacity.of(
            ProverFleet.named("a")
                .circuits(
                    Circuits.recommended()
                        .storage(CircuitStorage.shared("our-nfs", DiskSize.tib(1))))
                .workers(worker(pool, "w", 900, 60).replicas(4))
                .build());
    Cost most = capacity.bill().total(Basis.DECLARED, Moment.MAX);

    assertThat(most.unpriced())
        .containsExactly(
            "2 × m3-megamem-128 of p", "1 × volume 1Ti storage class our-nfs of circuits");
    assertThat(most.isComplete()).isFalse();
  }

  @Test
  void spotWithoutAKnownPriceIsTold() {
    NodePool pool = NodePool.named("p").machine("c2d-highmem-112").nodes(1, 1).spot().build();
    FleetCapacity capacity =
        FleetCapacity.of(ProverFleet.named("a").workers(worker(pool, "w", 300, 44)).build());

    assertThat(capacity.bill().total(Basis.DECLARED, Moment.MAX).unpriced())
        .containsExactly("1 × c2d-highmem-112 Spot of p");
    assertThat(capacity.bill().total(Basis.ON_DEMAND, Moment.MAX).isComplete()).isTrue();
  }

  private static boolean unschedulable(NodePool pool, long gib, long cores, int workers) {
    ProverFleet fleet =
        ProverFleet.named("a").workers(worker(pool, "w", gib, cores).replicas(workers)).build();
    boolean refused =
        FleetCheck.check(fleet).stream()
            .map(each -> each.rule().id())
            .anyMatch(rule -> rule.equals("CAP-04") || rule.equals("CAP-06"));
    boolean noPlace =
        FleetCapacity.of(fleet).pools().stream()
            .flatMap(load -> load.tenants().stream())
            .anyMatch(tenant -> tenant.pending() > 0);
    assertThat(refused).isEqualTo(noPlace);
    return refused;
  }

  private static PoolLoad load(int nodes, Workers.Builder... groups) {
    NodePool pool = NodePool.named("p").machine("c3d-highmem-180").nodes(1, nodes).build();
    ProverFleet.Builder fleet = ProverFleet.named("a");
    List.of(groups)
        .forEach(
            group -> {
              Workers built = group.build();
              fleet.workers(
                  Workers.on(pool)
                      .named(built.name())
                      .memory(built.memory())
                      .cpu(built.cpu())
                      .replicas(built.replicas()));
            });
    return FleetCapacity.of(fleet.build()).pool("p").orElseThrow();
  }

  private static Workers.Builder worker(String name, long gib, long cores) {
    return worker(NodePool.highmemPool(), name, gib, cores);
  }

  private static Workers.Builder worker(NodePool pool, String name, long gib, long cores) {
    return Workers.on(pool).named(name).memory(Memory.gib(gib)).cpu(Cpu.cores(cores));
  }
}
