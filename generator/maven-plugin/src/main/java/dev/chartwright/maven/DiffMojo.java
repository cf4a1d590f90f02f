package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.ChartFiles;
import java.io.File;
import java.nio.file.Path;
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
   * The earlier version: its folder, or its {@code .tgz}. By default, what the output folder holds.
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
    Path earlier = previous == null ? written(generated) : previous.toPath();
    FileTree files = ChartFiles.read(earlier);
    UpgradeReport report = Generator.diff(files, generated);
    requireSafe(report);
    report.toString().lines().forEach(getLog()::info);
  }

  private Path written(Generated generated) {
    String chart = generated.chart().name();
    return outputDirectory
        .toPath()
        .normalize()
        .resolve(generated.name())
        .resolve("helm")
        .resolve(chart);
  }
}
