package dev.chartwright.generator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.Gke;
import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Prices;
import dev.chartwright.cloud.Taint;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.CircuitStorage;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.Workers;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CapacityPlanTest {
  private static final NodePool HIGHMEM = NodePool.highmemPool();

  @Test
  void eightWorkersOfTheExampleRunAndNoMore() {
    CapacityPlan plan = CapacityPlan.of(ZeroProver.fleet());

    assertThat(plan.mostWorkers()).isEqualTo(8);
    assertThat(plan.declaredWorkers()).isEqualTo(8);
    assertThat(plan.obstacles()).isEmpty();
  }

  @Test
  void aWorkerMayGrowTo344GibAndAFifthFitsAt275() {
    assertThat(CapacityPlan.of(ZeroProver.fleet()).growth())
        .singleElement()
        .satisfies(
            growth -> {
              assertThat(growth.perNode()).isEqualTo(4);
              assertThat(growth.largest().memory()).isEqualTo(Memory.gib(344));
              assertThat(growth.memoryToSpare()).isEqualTo(Memory.gib(44));
              assertThat(growth.largest().cpu()).isEqualTo(Cpu.millis(44_620));
              assertThat(growth.forOneMore().memory()).isEqualTo(Memory.gib(275));
              assertThat(growth.forOneMore().cpu()).isEqualTo(Cpu.millis(35_696));
            });
  }

  @Test
  void whatNeverFitsHasItsReason() {
    NodePool small =
        NodePool.named("small").machine("c3d-highmem-180").disk(DiskSize.gb(20)).build();

    assertThat(plan(Workers.on(HIGHMEM).memory(Memory.gib(1400)).replicas(2)).obstacles())
        .containsExactly(
            new Obstacle(
                "highmem-pool",
                "2 of 2 worker",
                "1,400.0 GiB are more than the 1,379.9 GiB that an empty node has for workloads"));
    assertThat(plan(Workers.on(HIGHMEM).cpu(Cpu.cores(179))).obstacles())
        .containsExactly(
            new Obstacle(
                "highmem-pool",
                "1 of 1 worker",
                "179 cores are more than the 178.48 that an empty node has for workloads"));
    assertThat(plan(Workers.on(small)).obstacles())
        .containsExactly(
            new Obstacle(
                "small",
                "1 of 1 worker",
                "10.0 GiB of scratch space are more than the 8.0 GiB that the boot disk leaves"));
    assertThat(plan(Workers.on(HIGHMEM).replicas(9)).obstacles())
        .containsExactly(
            new Obstacle(
                "highmem-pool",
                "1 of 9 worker",
                "2 nodes at most, and all pods of the pool need 3"));
  }

  @Test
  void aScaleUpTakesWhatIsDeclaredAndWhatIsKnown() {
    ScaleUp up = CapacityPlan.of(ZeroProver.fleet()).scaleUps().get(0);

    assertThat(up.wave()).isEqualTo(Duration.ofMinutes(1));
    assertThat(up.polling()).isEqualTo(Duration.ofSeconds(15));
    assertThat(up.circuits()).isEqualTo(ScaleUp.Circuits.LOADED);
    assertThat(up.mayExpire()).isFalse();
  }

  @Test
  void aFleetThatRestsAtNothingOrOnSpotMayLoseItsQueue() {
    ScaleUp fromZero =
        CapacityPlan.of(
                ProverFleet.named("a")
                    .runs(Runs.disabled())
                    .circuits(
                        Circuits.recommended().storage(CircuitStorage.perPod(DiskSize.gib(200))))
                    .workers(
                        Workers.on(HIGHMEM)
                            .autoscaling(
                                Autoscaling.between(0, 8).pollingInterval(Duration.ofSeconds(60))))
                    .build())
            .scaleUps()
            .get(0);
    NodePool spot = NodePool.named("spot").machine("c3d-highmem-180").nodes(1, 2).spot().build();
    Workers.Builder workers = Workers.on(spot).autoscaling(Autoscaling.between(1, 8));
    ScaleUp onSpot =
        CapacityPlan.of(ProverFleet.named("a").runs(Runs.disabled()).workers(workers).build())
            .scaleUps()
            .get(0);

    assertThat(fromZero.mayExpire()).isTrue();
    assertThat(fromZero.circuits()).isEqualTo(ScaleUp.Circuits.MADE);
    assertThat(fromZero.leftBeforeExpiry()).isEqualTo(Duration.ofMinutes(24));
    assertThat(onSpot.mayExpire()).isTrue();
    assertThat(plan(workers).scaleUps().get(0).mayExpire()).as("with runs").isFalse();
  }

  @Test
  void aPageTellsWhatHasNoPriceAndWhosePricesTheyAre() {
    NodePool pool =
        NodePool.named("p")
            .machine("m3-megamem-128")
            .nodes(1, 2)
            .taint(Taint.noSchedule("a", "b"))
            .build();
    String page =
        PlanDocument.of(
            CapacityPlan.of(
                ProverFleet.named("a")
                    .workers(
                        Workers.on(pool).memory(Memory.gib(900)).cpu(Cpu.cores(60)).replicas(4))
                    .gke(
                        Gke.cluster("a")
                            .pools(NodePool.defaultPool(), pool)
                            .monthlyBudget(100)
                            .prices(
                                Prices.listed()
                                    .multiplier(1.25)
                                    .from("an offer | <b>ours</b>\nof May", "1 May 2026")))
                    .build()));

    assertThat(page)
        .contains("an offer \\| &lt;b>ours&lt;/b> of May, 1 May 2026.")
        .contains("All prices except the management fee are multiplied by 1.25 for the region.")
        .contains(
            "| p | m3-megamem-128 | no price known | 2 | no price known | 2 | no price known |")
        .contains("their prices are not known: 2 × m3-megamem-128 of p.")
        .contains("The budget is $100 per month; the maximum of $")
        .contains(" is above it, as far as prices are known.")
        .contains("and more |");
  }

  private static CapacityPlan plan(Workers.Builder workers) {
    return CapacityPlan.of(ProverFleet.named("a").workers(workers).build());
  }
}
