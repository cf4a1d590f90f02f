package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.write.WriteReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Checks what the topology class declares, renders it, proves it in the Helm engine, and writes
 * what has changed. When nothing has changed, nothing is proven and nothing is written.
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class GenerateMojo extends ProvingMojo {
  /**
   * The folder that the output is written to, in a folder named as the chart or fleet. It is meant
   * to be committed.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  /**
   * Whether generated files that were edited by hand are overwritten. Files that were not generated
   * never are.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.force", defaultValue = "false")
  private boolean force;

  @Override
  void run(Generated generated) throws IOException, MojoFailureException {
    proveOnce(generated);
    Path folder = outputDirectory.toPath().normalize().resolve(generated.name());
    WriteReport report =
        force ? Generator.overwrite(generated, folder) : Generator.write(generated, folder);
    report.written().forEach(path -> getLog().debug("written: " + path));
    report.removed().forEach(path -> getLog().debug("removed: " + path));
    getLog().info(report.summary() + " (" + shown(folder) + ")");
  }
}
