package dev.chartwright.generator.capacity;

import dev.chartwright.generator.capacity.Bill.Basis;
import dev.chartwright.generator.capacity.Bill.Moment;
import dev.chartwright.prover.ProverFleet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the proof of one block costs, computed from the time that it takes on all workers. The work
 * is taken to be the same however many workers share it. Immutable.
 *
 * @param machines the machines of the workers
 * @param workers how many of them share the work
 * @param time how long a proof takes
 * @param workerTime the time of all workers together
 * @param ofWorkers US dollars for that time of workers, without nodes that are not full and without
 *     the rest of the fleet; empty if a price is not known
 * @param ofFleet US dollars for the whole fleet while it proves, as far as prices are known
 * @param ofDay US dollars for a day with one proof, in which the fleet rests before and after, as
 *     far as prices are known; empty if the proof takes longer
 * @param isComplete whether all prices are known
 */
public record ProofCost(
    Machines machines,
    long workers,
    Duration time,
    Duration workerTime,
    Optional<BigDecimal> ofWorkers,
    BigDecimal ofFleet,
    Optional<BigDecimal> ofDay,
    boolean isComplete) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final BigDecimal MILLIS_PER_HOUR =
      BigDecimal.valueOf(Duration.ofHours(1).toMillis());

  public ProofCost {
    Objects.requireNonNull(machines, "machines");
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(workerTime, "workerTime");
    Objects.requireNonNull(ofWorkers, "ofWorkers");
    Objects.requireNonNull(ofFleet, "ofFleet");
    Objects.requireNonNull(ofDay, "ofDay");
  }

  /**
   * With all workers and with one of each group; where a compute class chooses the machines, also
   * on the best and on the worst of them. Nothing if the fleet declares no time of a proof.
   */
  public static List<ProofCost> of(ProverFleet fleet) {
    List<ProofCost> costs = new ArrayList<>();
    if (fleet.proofTime().isPresent()) {
      long most = fleet.workers().stream().mapToLong(group -> Math.max(0, group.most())).sum();
      Duration work = fleet.proofTime().get().multipliedBy(most);
      FleetCapacity all = FleetCapacity.of(fleet);
      FleetCapacity one = FleetCapacity.of(fleet, 1);
      for (Machines machines : Machines.values()) {
        if (machines == Machines.PREFERRED || !all.choices().isEmpty()) {
          costs.add(of(machines, most, work, all));
          costs.add(of(machines, fleet.workers().size(), work, one));
        }
      }
    }
    return costs.stream().filter(cost -> cost.workers > 0).toList();
  }

  private static ProofCost of(
      Machines machines, long workers, Duration work, FleetCapacity capacity) {
    Assignment assignment = machines.of(capacity);
    Duration time = workers == 0 ? Duration.ZERO : work.dividedBy(workers);
    Cost atWork = assignment.bill().total(Basis.DECLARED, Moment.MAX);
    Cost atRest = assignment.bill().total(Basis.DECLARED, Moment.MIN);
    BigDecimal proof = atWork.perHour().multiply(hours(time));
    Duration rest = DAY.minus(time);
    return new ProofCost(
        machines,
        workers,
        time,
        work,
        assignment.workerHour().map(price -> price.multiply(hours(work))),
        proof,
        rest.isNegative()
            ? Optional.empty()
            : Optional.of(proof.add(atRest.perHour().multiply(hours(rest)))),
        atWork.isComplete());
  }

  private static BigDecimal hours(Duration time) {
    return BigDecimal.valueOf(time.toMillis()).divide(MILLIS_PER_HOUR, MathContext.DECIMAL64);
  }

  /** Among the machines of a compute class. */
  public enum Machines {
    PREFERRED,
    BEST,
    WORST;

    private Assignment of(FleetCapacity capacity) {
      return switch (this) {
        case PREFERRED -> capacity.preferred();
        case BEST -> capacity.best();
        case WORST -> capacity.worst();
      };
    }
  }
}
