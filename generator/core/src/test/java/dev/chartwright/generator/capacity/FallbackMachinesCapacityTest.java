package dev.chartwright.generator.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.cloud.Prices;
import dev.chartwright.cloud.Taint;
import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.capacity.Bill.Basis;
import dev.chartwright.generator.capacity.Bill.Moment;
import dev.chartwright.generator.capacity.ProofCost.Machines;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a fleet costs on the machines among which its compute class chooses, and what a proof. */
class FallbackMachinesCapacityTest {
  private static final Offset<BigDecimal> CENT = Offset.offset(new BigDecimal("0.005"));

  private final FleetCapacity capacity = FleetCapacity.of(FallbackMachines.fleet());

  @Test
  void eachMachineHoldsItsOwnNumberOfWorkers() {
    assertThat(options())
        .extracting(option -> option.load().workers().get(0).fit().pods())
        .containsExactly(4, 8, 2, 4, 8, 2);
    assertThat(options())
        .extracting(option -> option.load().nodesAtMax())
        .containsExactly(2L, 1L, 4L, 2L, 1L, 4L);
    assertThat(options()).allMatch(option -> option.load().suffices());
  }

  @Test
  void theBillIsThatOfTheFirstMachineAndTheBestAndTheWorstAreNamed() {
    Choice choice = capacity.choices().get(0);

    assertThat(choice.preferred().load().pool().name()).isEqualTo("highmem-pool-spot");
    assertThat(choice.best().load().pool().name()).isEqualTo("highmem-pool-n2-highmem-128-spot");
    assertThat(choice.worst().load().pool().name()).isEqualTo("highmem-pool-n2-highmem-128");
    assertThat(perHour(capacity.preferred())).isCloseTo(new BigDecimal("9.47"), CENT);
    assertThat(perHour(capacity.best())).isCloseTo(new BigDecimal("8.14"), CENT);
    assertThat(perHour(capacity.worst())).isCloseTo(new BigDecimal("31.56"), CENT);
    assertThat(capacity.bill()).isEqualTo(capacity.preferred().bill());
  }

  /** (180 × 0.02956 + 1440 × 0.003956 + 300 × 0.10 / 730) / 4 on demand. */
  @Test
  void aWorkerCostsItsPartOfAFullNodeWithItsDisk() {
    assertThat(FleetCapacity.of(ZeroProver.fleet()).workerHour().orElseThrow())
        .isCloseTo(new BigDecimal("2.7646"), Offset.offset(new BigDecimal("0.0001")));
    assertThat(capacity.workerHour().orElseThrow()).isCloseTo(new BigDecimal("1.11"), CENT);
  }

  @Test
  void aMachineWithoutAPriceIsTheWorstAndItsWorkersHaveNoPrice() {
    FleetCapacity unpriced =
        FleetCapacity.of(fleet(pool().orElse("m1-megamem-96", 4).build()).build());

    assertThat(unpriced.workerHour()).isPresent();
    assertThat(unpriced.worst().workerHour()).isEmpty();
    assertThat(unpriced.worst().bill().total(Basis.DECLARED, Moment.MAX).isComplete()).isFalse();
    assertThat(
            FleetCapacity.of(fleet(pool().machine("c4-highmem-192").build()).build()).workerHour())
        .isEmpty();
  }

  @Test
  void aSmallerMachineCarriesWhatItCanAndTheMaximumStays() {
    FleetCapacity small = FleetCapacity.of(fleet(pool().orElse("n2-highmem-128").build()).build());
    List<Choice.Option> options = small.choices().get(0).options();

    assertThat(small.pools().get(1).suffices()).isTrue();
    assertThat(options.get(1).load().suffices()).isFalse();
    assertThat(options.get(1).load().workers().get(0).placed()).isEqualTo(4);
    assertThat(options.get(1).load().nodesNeeded()).isEqualTo(4);
  }

  @Test
  void aProofCostsTheSameTimeOfWorkersHoweverManyShareIt() {
    List<ProofCost> costs = ProofCost.of(FallbackMachines.fleet());

    assertThat(costs)
        .extracting(ProofCost::machines)
        .containsExactly(
            Machines.PREFERRED,
            Machines.PREFERRED,
            Machines.BEST,
            Machines.BEST,
            Machines.WORST,
            Machines.WORST);
    assertThat(costs).extracting(ProofCost::workers).containsExactly(8L, 1L, 8L, 1L, 8L, 1L);
    assertThat(costs).allMatch(cost -> cost.workerTime().equals(Duration.ofHours(6)));
    ProofCost all = costs.get(0);
    assertThat(all.time()).isEqualTo(Duration.ofMinutes(45));
    assertThat(all.ofWorkers().orElseThrow()).isCloseTo(new BigDecimal("6.67"), CENT);
    assertThat(all.ofFleet()).isCloseTo(new BigDecimal("7.10"), CENT);
    assertThat(all.ofDay().orElseThrow()).isCloseTo(new BigDecimal("20.40"), CENT);
    ProofCost one = costs.get(1);
    assertThat(one.time()).isEqualTo(Duration.ofHours(6));
    assertThat(one.ofWorkers()).isEqualTo(all.ofWorkers());
    assertThat(one.ofFleet()).isGreaterThan(all.ofFleet());
  }

  @Test
  void aProofOfMoreThanADayHasNoCostOfADay() {
    ProverFleet slow = fleet(pool().build()).proofTime(Duration.ofHours(4)).build();

    assertThat(ProofCost.of(slow).get(0).ofDay()).isPresent();
    assertThat(ProofCost.of(slow).get(1).time()).isEqualTo(Duration.ofHours(32));
    assertThat(ProofCost.of(slow).get(1).ofDay()).isEmpty();
  }

  @Test
  void withoutATimeOrAPriceNothingIsInvented() {
    ProverFleet.Builder fleet = fleet(pool().machine("c4-highmem-192").build());

    assertThat(ProofCost.of(fleet.build())).isEmpty();
    ProofCost cost = ProofCost.of(fleet.proofTime(Duration.ofMinutes(30)).build()).get(0);
    assertThat(cost.ofWorkers()).isEmpty();
    assertThat(cost.isComplete()).isFalse();
  }

  @Test
  void yourOwnPricesAreThePricesOfAWorker() {
    ProverFleet fleet =
        fleet(pool().build())
            .gke(
                ZeroProver.cluster()
                    .pools(NodePool.defaultPool(), pool().build())
                    .prices(
                        Prices.listed().family("c3d", 0.04, 0).disk(pool().build().diskType(), 0)))
            .build();

    assertThat(FleetCapacity.of(fleet).workerHour().orElseThrow()).isEqualByComparingTo("1.8");
  }

  private List<Choice.Option> options() {
    return capacity.choices().get(0).options();
  }

  private static BigDecimal perHour(Assignment assignment) {
    return assignment.bill().total(Basis.DECLARED, Moment.MAX).perHour();
  }

  private static NodePool.Builder pool() {
    return NodePool.named("p")
        .machine("c3d-highmem-180")
        .nodes(0, 2)
        .taint(Taint.noSchedule("highmem", "true"));
  }

  private static ProverFleet.Builder fleet(NodePool pool) {
    return ProverFleet.named("a").workers(Workers.on(pool).autoscaling(Autoscaling.between(0, 8)));
  }
}
