package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.write.WriteReport;
import java.io.File;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that writes one part of a fleet's output and leaves the rest of it as it is. */
abstract class PartMojo extends ChartMojo {
  private final Part part;

  /**
   * The folder that the output is written to, in a folder named as the fleet.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.outputDirectory",
      defaultValue = "${project.basedir}/charts-out",
      required = true)
  private File outputDirectory;

  PartMojo(Part part) {
    this.part = part;
  }

  @Override
  final Set<Part> parts() {
    return EnumSet.of(part);
  }

  @Override
  final void run(Generated generated) {
    Path output = outputDirectory.toPath().normalize();
    WriteReport report = service().write(generated, part, output);
    getLog()
        .info(
            report.summary() + " (" + shown(output.resolve(generated.name())) + ", " + part + ")");
  }
}
