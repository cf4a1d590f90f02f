package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Part;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Prints what the cloud project needs before the fleet is built, without asking Google Cloud.
 * Writes nothing.
 */
@Mojo(name = "preflight", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class PreflightMojo extends ChartMojo {
  @Override
  Set<Part> parts() {
    return Set.of();
  }

  @Override
  void run(Generated generated) {
    print(service().preflight(generated));
  }
}
