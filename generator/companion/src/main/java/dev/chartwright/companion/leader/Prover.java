package dev.chartwright.companion.leader;

import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Proves runs, one at a time. Used by one thread. */
public record Prover(
    ProverSettings settings,
    FleetBroker broker,
    RunQueue queue,
    ProofStore proofs,
    Observed observed,
    Clock clock) {
  /**
   * Works on a run that was taken from the queue until it is over.
   *
   * @param stopping true as soon as the companion has to stop
   * @return the run that is over; empty if the companion has to stop, and the run stays as it is
   */
  public Optional<Run> prove(Run run, BooleanSupplier stopping)
      throws IOException, InterruptedException {
    try (RunLog log = new RunLog(run.log(), clock)) {
      return new Execution(this, stopping, run, log).work();
    }
  }
}
