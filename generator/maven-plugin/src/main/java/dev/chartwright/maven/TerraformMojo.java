package dev.chartwright.maven;

import dev.chartwright.generator.Part;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Writes the Terraform module that builds the cluster of a fleet, and nothing else. */
@Mojo(name = "terraform", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class TerraformMojo extends PartMojo {
  public TerraformMojo() {
    super(Part.TERRAFORM);
  }
}
