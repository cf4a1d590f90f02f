package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.preflight.PreflightDocument;
import dev.chartwright.prover.ProverFleet;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Prints what must hold in the project before the fleet is built, without asking any cloud. Writes
 * nothing.
 */
@Mojo(name = "preflight", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class PreflightMojo extends FleetMojo {
  @Override
  Set<Part> parts() {
    return Set.of();
  }

  @Override
  void run(ProverFleet fleet, Generated generated) {
    PreflightDocument.of(Generator.preflight(fleet)).lines().forEach(getLog()::info);
  }
}
