package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.plan.PlanDocument;
import dev.chartwright.prover.ProverFleet;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Prints how much a fleet needs and what it costs. Writes nothing. */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class PlanMojo extends FleetMojo {
  @Override
  Set<Part> parts() {
    return Set.of();
  }

  @Override
  void run(ProverFleet fleet, Generated generated) {
    PlanDocument.of(Generator.plan(fleet)).lines().forEach(getLog()::info);
  }
}
