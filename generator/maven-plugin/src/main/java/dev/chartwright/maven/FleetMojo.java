package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import org.apache.maven.plugin.MojoFailureException;

/** A goal for fleets only. */
abstract class FleetMojo extends ChartMojo {
  /** What the goal does with the fleet and what was generated from it. */
  abstract void run(ProverFleet fleet, Generated generated)
      throws IOException, MojoFailureException;

  @Override
  final void run(Generated generated) throws IOException, MojoFailureException {
    ProverFleet fleet =
        generated
            .fleet()
            .orElseThrow(
                () ->
                    new MojoFailureException(
                        generated.name()
                            + " is declared by a ChartSource: only a fleet, declared by a"
                            + " FleetSource, has infrastructure to plan and to build."));
    run(fleet, generated);
  }
}
