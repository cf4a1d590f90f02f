package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;

/** A goal that lets no chart leave unproven. */
abstract class ProvingMojo extends ChartMojo {
  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  /**
   * Whether a warning fails the build as an error does.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.failOnWarnings", defaultValue = "false")
  private boolean failOnWarnings;

  /** Proves what was generated, unless the last proof that succeeded was of the very same chart. */
  final void proveOnce(Generated generated) throws IOException, MojoFailureException {
    ProofStamp stamp =
        ProofStamp.of(generated, buildFolder().resolve("chartwright"), plugin.getArtifacts());
    Optional<Proof> last = stamp.read();
    if (last.isPresent()) {
      getLog()
          .info(
              "Nothing to prove: "
                  + generated.name()
                  + " is as it was when "
                  + last.get().summary());
      warn(generated, last.get().warnings());
      return;
    }
    ProofReport report = prove(generated);
    stamp.write(Proof.of(report));
  }

  /** Proves what was generated. */
  final ProofReport prove(Generated generated) throws MojoFailureException {
    ProofReport report = Generator.prove(generated);
    if (!report.isProven()) {
      int count = report.problems().size();
      String heading = generated.name() + ": " + count + (count == 1 ? " problem" : " problems");
      throw new MojoFailureException(heading + "\n\n" + Proof.texts(report) + "\n");
    }
    Proof proof = Proof.of(report);
    getLog()
        .info(
            "Proven: "
                + generated.name()
                + ", "
                + proof.summary()
                + " ("
                + report.duration().toMillis()
                + " ms)");
    warn(generated, proof.warnings());
    return report;
  }

  private void warn(Generated generated, String proofWarnings) throws MojoFailureException {
    List<String> warnings = new ArrayList<>();
    for (Problem finding : generated.findings()) {
      if (finding.severity() == Severity.WARNING) {
        warnings.add(finding.toString());
      } else {
        getLog().info(finding.toString());
      }
    }
    if (!proofWarnings.isEmpty()) {
      warnings.add(proofWarnings);
    }
    String text = String.join("\n\n", warnings);
    if (failOnWarnings && !text.isEmpty()) {
      throw new MojoFailureException(
          generated.name()
              + ": warnings, which <failOnWarnings> (chartwright.failOnWarnings) does not accept\n\n"
              + text);
    }
    text.lines().forEach(getLog()::warn);
  }
}
