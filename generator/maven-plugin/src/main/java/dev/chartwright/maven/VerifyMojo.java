package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.report.TerminalProgress;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.write.ChartFiles;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Proves the chart in the Helm engine, whatever was proven before, and prints every case and every
 * finding. Writes the report, {@code target/chartwright/report.html}, and nothing else.
 */
@Mojo(
    name = "verify",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class VerifyMojo extends ProvingMojo {
  /**
   * Any chart to prove instead of the project's own: its folder, or the {@code .tgz} of helm
   * package. Needs no project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.chart")
  private File chart;

  @Override
  boolean needsProject() {
    return chart == null;
  }

  @Override
  void generate() throws IOException, MojoExecutionException, MojoFailureException {
    Generator.prepare();
    if (chart == null) {
      super.generate();
      return;
    }
    FileTree files = ChartFiles.read(chart.toPath());
    ProofReport report;
    try (TerminalProgress progress = progress(chart.getName())) {
      report =
          Generator.verify(files, List.of(), space(SpaceRequest.foreign()), cluster(), progress);
    }
    write(Generator.document(files, report));
    requireProven(chart.toString(), report);
    Proof.texts(report.findings().stream()).lines().forEach(getLog()::warn);
    show(report);
  }

  @Override
  void run(Generated generated) throws MojoFailureException {
    show(prove(generated));
  }

  private void show(ProofReport report) {
    for (ProofReport.Case rendering : report.cases()) {
      getLog()
          .info(
              "  "
                  + rendering.name()
                  + ", release "
                  + rendering.release()
                  + ": "
                  + rendering.objects()
                  + " objects");
    }
  }
}
