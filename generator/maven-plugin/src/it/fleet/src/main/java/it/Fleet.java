package it;

import dev.chartwright.prover.FleetSource;
import dev.chartwright.prover.ProverFleet;

public final class Fleet implements FleetSource {
  @Override
  public ProverFleet fleet() {
    return ProverFleet.named("fleet").build();
  }
}
