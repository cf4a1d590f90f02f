package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Part;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Prints how much a fleet needs and what it costs. Writes nothing. */
@Mojo(name = "plan", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class PlanMojo extends ChartMojo {
  @Override
  Set<Part> parts() {
    return Set.of();
  }

  @Override
  void run(Generated generated) {
    print(service().plan(generated));
  }
}
