package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.write.WriteReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that proves what was generated and writes the files that changed. */
abstract class WritingMojo extends ProvingMojo {
  /**
   * The output folder, with one folder for each chart or fleet. Commit it.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  /**
   * Whether to overwrite generated files that were edited by hand, and to run even if nothing has
   * changed. Files that were not generated are never overwritten. A topology that depends on more
   * than its class path needs this option.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.force", defaultValue = "false")
  private boolean force;

  @Override
  void run(Generated generated) throws IOException, MojoExecutionException, MojoFailureException {
    Proof proof = proveOnce(generated);
    WriteReport report = service().write(generated, output(), force);
    report.written().forEach(path -> getLog().debug("written: " + path));
    report.removed().forEach(path -> getLog().debug("removed: " + path));
    getLog().info(report.summary() + " (" + shown(folder(generated.name())) + ")");
    written(generated, proof);
    reportForeignFiles(generated.name(), output());
  }

  /** What the goal remembers when everything is written. */
  void written(Generated generated, Proof proof)
      throws IOException, MojoExecutionException, MojoFailureException {}

  final boolean isForced() {
    return force;
  }

  final Path output() {
    return outputDirectory.toPath().normalize();
  }

  final Path folder(String name) {
    return output().resolve(name);
  }
}
