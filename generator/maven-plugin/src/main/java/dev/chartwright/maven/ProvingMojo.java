package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.service.Terminal;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.report.ProofDocument;
import dev.chartwright.generator.report.ProofText;
import dev.chartwright.generator.report.TerminalProgress;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.ChartFiles;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
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

  /**
   * The version of the chart that this one takes the place of: its folder, or its {@code .tgz}. The
   * build fails when an upgrade from it would fail, would lose something, or is not told by the
   * version.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.previous")
  private File previous;

  /**
   * The most cases of the value space that are to render; beside them stand those which the schema
   * is to reject. By default 120, and 150 for a chart that others made.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.cases")
  private Integer cases;

  /**
   * Decides which values are combined; the same seed gives the same cases.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.seed", defaultValue = "1")
  private long seed;

  /**
   * The version of Kubernetes to prove for, such as 1.34. By default 1.33.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.kubeVersion")
  private String kubeVersion;

  /**
   * APIs that the cluster has beside those of Kubernetes itself, such as cert-manager.io/v1 or
   * cert-manager.io/v1/Certificate.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.apiVersions")
  private List<String> apiVersions;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  /** What renders and proves. */
  final List<Artifact> generator() {
    return plugin.getArtifacts();
  }

  /** Which cases are proven. */
  final SpaceRequest space(SpaceRequest usual) throws MojoFailureException {
    if (cases != null && cases < 1) {
      throw new MojoFailureException(
          "<cases> (chartwright.cases) is " + cases + ", which proves nothing: write 1 or more");
    }
    return (cases == null ? usual : usual.withLimit(cases)).withSeed(seed);
  }

  /** The cluster to prove for. */
  final KubernetesRequest cluster() throws MojoFailureException {
    try {
      return KubernetesRequest.of(
          kubeVersion == null ? "" : kubeVersion, apiVersions == null ? List.of() : apiVersions);
    } catch (IllegalArgumentException malformed) {
      throw new MojoFailureException(
          "<kubeVersion> or <apiVersions> (chartwright.kubeVersion, chartwright.apiVersions): "
              + malformed.getMessage());
    }
  }

  /** Adds what is asked of the chart, and the earlier version, which may change where it lies. */
  final Fingerprint withDemands(Fingerprint input) {
    input.with(cases).with(seed).with(kubeVersion).with(apiVersions);
    return previous == null ? input : input.withFiles(ChartFiles.read(previous.toPath()));
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
    withDemands(chart);
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

  /** Proves what was generated, and writes the report, whatever comes out. */
  final ProofReport prove(Generated generated) throws MojoFailureException {
    ProofReport report;
    try (TerminalProgress progress = progress(generated.name())) {
      report = Generator.prove(generated, space(SpaceRequest.standard()), cluster(), progress);
    }
    if (previous == null) {
      write(Generator.document(generated, report));
    } else {
      UpgradeReport upgrade = Generator.diff(ChartFiles.read(previous.toPath()), generated);
      write(Generator.document(generated, report, upgrade));
      requireSafe(upgrade);
    }
    requireProven(generated.name(), report);
    Proof proof = Proof.of(generated, report);
    getLog().info("Proven: " + proof.summary() + " (" + report.duration().toMillis() + " ms)");
    generated.findings().stream()
        .filter(finding -> finding.severity() == Severity.NOTE)
        .forEach(finding -> getLog().info(finding.toString()));
    warn(proof);
    return report;
  }

  /** Stops when a proof has found errors. */
  static void requireProven(String name, ProofReport report) throws MojoFailureException {
    if (!report.isProven()) {
      List<Finding> problems = report.findings();
      throw new MojoFailureException(
          name
              + (problems.size() == 1
                  ? ": 1 problem\n\n"
                  : ": " + problems.size() + " problems\n\n")
              + Proof.texts(problems.stream())
              + "\n");
    }
  }

  /** One line that is drawn over again, where somebody looks at it. */
  final TerminalProgress progress(String chart) {
    boolean isWatched =
        session.getRequest().isInteractiveMode()
            && Terminal.isWatched()
            && getLog().isInfoEnabled();
    return isWatched
        ? TerminalProgress.on(chart, System.err::print, System::nanoTime)
        : TerminalProgress.silent();
  }

  /** Writes the report and says where it is. */
  final void write(ProofDocument document) {
    Generator.writeReport(document, stamps());
    ProofText.of(document, shown(stamps().resolve("report.html"))).forEach(getLog()::info);
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
