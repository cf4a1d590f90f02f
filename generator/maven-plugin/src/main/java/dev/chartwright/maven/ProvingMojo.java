package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;
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

  /** What renders and proves. */
  final List<Artifact> generator() {
    return plugin.getArtifacts();
  }

  /** Proves what was generated, unless the last proof that succeeded was of the very same chart. */
  final Proof proveOnce(Generated generated) throws IOException, MojoFailureException {
    Fingerprint chart =
        new Fingerprint()
            .withArtifacts(generator())
            .with(new TreeMap<>(generated.chart().offlineSettings()))
            .with(new TreeSet<>(generated.chart().unknownKinds()))
            .with(generated.findings())
            .withFiles(generated.chartFiles());
    Stamp stamp = new Stamp(stamps().resolve("proof-" + generated.name()), chart.hex());
    Optional<Proof> last = stamp.read().map(Proof::remembered);
    if (last.isPresent()) {
      showAgain(last.get());
      return last.get();
    }
    Proof proof = Proof.of(generated, prove(generated));
    stamp.write(proof.summary(), proof.warnings());
    return proof;
  }

  /** Shows a proof that need not be made again. */
  final void showAgain(Proof proof) throws MojoFailureException {
    getLog().info("Nothing to prove, nothing has changed: " + proof.summary());
    warn(proof);
  }

  /** Proves what was generated. */
  final ProofReport prove(Generated generated) throws MojoFailureException {
    ProofReport report = Generator.prove(generated);
    if (!report.isProven()) {
      List<Problem> problems = report.problems();
      throw new MojoFailureException(
          generated.name()
              + (problems.size() == 1
                  ? ": 1 problem\n\n"
                  : ": " + problems.size() + " problems\n\n")
              + Proof.texts(problems.stream())
              + "\n");
    }
    Proof proof = Proof.of(generated, report);
    getLog().info("Proven: " + proof.summary() + " (" + report.duration().toMillis() + " ms)");
    generated.findings().stream()
        .filter(finding -> finding.severity() == Severity.INFORMATION)
        .forEach(finding -> getLog().info(finding.toString()));
    warn(proof);
    return report;
  }

  private void warn(Proof proof) throws MojoFailureException {
    if (failOnWarnings && !proof.warnings().isEmpty()) {
      throw new MojoFailureException(
          "Warnings, which <failOnWarnings> (chartwright.failOnWarnings) turns into errors\n\n"
              + proof.warnings()
              + "\n");
    }
    proof.warnings().lines().forEach(getLog()::warn);
  }
}
