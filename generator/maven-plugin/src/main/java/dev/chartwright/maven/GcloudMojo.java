package dev.chartwright.maven;

import dev.chartwright.generator.Part;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the scripts that build the cluster of a fleet with gcloud, and nothing else. */
@Mojo(name = "gcloud", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class GcloudMojo extends PartMojo {
  public GcloudMojo() {
    super(Part.GCLOUD);
  }
}
