package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.service.Comparison;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Reports what an upgrade from an earlier version of the chart would do to a cluster and to users
 * who set values, which version the new chart should have, and what its changelog should say.
 * Writes nothing. Fails if the upgrade would fail or lose something.
 */
@Mojo(name = "diff", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class DiffMojo extends ChartMojo {
  /**
   * The earlier version, as a folder or {@code .tgz}. By default the committed chart of the output
   * folder: the one in git's HEAD, or the one on disk if HEAD does not have it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.previous")
  private File previous;

  /**
   * The output folder, which has one folder for each chart or fleet.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  @Override
  void run(Generated generated) throws MojoFailureException {
    Comparison comparison =
        service()
            .diff(
                generated,
                Optional.ofNullable(previous).map(File::toPath),
                outputDirectory.toPath().normalize());
    if (!comparison.report().isSafe()) {
      throw new MojoFailureException(comparison.toString());
    }
    comparison.toString().lines().forEach(getLog()::info);
  }
}
