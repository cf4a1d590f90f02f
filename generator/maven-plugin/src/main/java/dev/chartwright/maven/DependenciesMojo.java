package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.write.WriteReport;
import java.io.File;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Fetches the subcharts of the declared chart, with {@code Chart.lock}, into the folder of
 * dependencies. All other goals take them from there and work offline. What the lock names and the
 * folder has is not fetched again.
 */
@Mojo(
    name = "dependencies",
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class DependenciesMojo extends ChartMojo {
  /**
   * The output folder, from whose charts relative {@code file://} addresses start.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  /**
   * Whether to choose the versions anew, where a range allows another one than {@code Chart.lock}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.update", defaultValue = "false")
  private boolean update;

  @Override
  void run(Generated generated) {
    WriteReport report =
        service().fetch(generated, dependencies(), outputDirectory.toPath().normalize(), update);
    report.written().forEach(path -> getLog().info("fetched: " + path));
    report.removed().forEach(path -> getLog().info("removed: " + path));
    getLog().info(report.summary() + " (" + shown(dependencies()) + ")");
  }
}
