package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.service.ProofResult;
import dev.chartwright.generator.service.StopSignal;
import dev.chartwright.problem.FindingReport;
import java.io.File;
import java.io.IOException;
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
    ProofResult result;
    try (StopSignal stop = new StopSignal()) {
      result = service().verify(chart.toPath(), options(stop));
      summarize(result);
    }
    requireProven(chart.toString(), result.proof());
    FindingReport.of(result.proof().findings()).lines().forEach(getLog()::warn);
    show(result);
  }

  @Override
  void run(Generated generated) throws MojoFailureException {
    show(prove(generated));
  }

  private void show(ProofResult result) {
    result.renderings().forEach(line -> getLog().info("  " + line));
  }
}
