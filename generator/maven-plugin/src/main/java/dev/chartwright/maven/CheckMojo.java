package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.DriftReport;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Fails if the committed output differs from what would be generated, and prints the difference.
 * Writes nothing.
 */
@Mojo(
    name = "check",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class CheckMojo extends ChartMojo {
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

  /**
   * The earlier version of the chart, as a folder or {@code .tgz}. If it is given, the goal also
   * fails if an upgrade from it would fail, would lose something, or is not announced by the
   * version number.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.previous")
  private File previous;

  @Override
  void run(Generated generated) throws MojoFailureException {
    Path folder = outputDirectory.toPath().normalize().resolve(generated.name());
    DriftReport report = service().check(generated, outputDirectory.toPath().normalize());
    if (!report.isClean()) {
      throw new MojoFailureException(
          shown(folder)
              + " is not what "
              + generated.name()
              + " declares. "
              + report
              + "To bring it up to date, run the goal generate and commit what it writes.");
    }
    getLog().info(report.summary() + " (" + shown(folder) + ")");
    if (previous != null) {
      UpgradeReport upgrade =
          service()
              .diff(generated, Optional.of(previous.toPath()), outputDirectory.toPath())
              .report();
      requireSafe(upgrade);
      getLog()
          .info(
              "An upgrade from "
                  + upgrade.previousVersion()
                  + " to "
                  + upgrade.declaredVersion()
                  + " is safe: "
                  + upgrade.verdict());
    }
  }
}
