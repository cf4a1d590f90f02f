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
 * Says what an upgrade from an earlier version of the chart would do to a cluster and to the people
 * who set values, which version the new chart should have, and what its changelog should tell.
 * Writes nothing, and fails when the upgrade would fail or lose something.
 */
@Mojo(name = "diff", requiresDependencyResolution = ResolutionScope.COMPILE, threadSafe = true)
public final class DiffMojo extends ChartMojo {
  /**
   * The earlier version: its folder, or its {@code .tgz}. By default, the chart of the output
   * folder that was committed: the one in git's HEAD, or the one on disk where there is no HEAD.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.previous")
  private File previous;

  /**
   * The folder that the output was written to, in a folder named as the chart or fleet.
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
