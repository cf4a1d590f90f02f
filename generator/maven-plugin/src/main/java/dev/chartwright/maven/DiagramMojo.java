package dev.chartwright.maven;

import dev.chartwright.generator.Part;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the picture of a fleet, and nothing else. */
@Mojo(name = "diagram", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class DiagramMojo extends PartMojo {
  public DiagramMojo() {
    super(Part.DIAGRAM);
  }
}
