package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.service.ProofOptions;
import dev.chartwright.generator.service.ProofResult;
import dev.chartwright.generator.service.StopSignal;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingReport;
import dev.chartwright.problem.Severity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
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
   * The earlier version of the chart, as a folder or {@code .tgz}. The build fails if an upgrade
   * from it would fail, would lose something, or is not announced by the version number.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.previous")
  private File previous;

  /**
   * The most cases of the value space that must render; cases that the schema must reject come on
   * top. By default 120, or 3 for each value if that is more, and 150 for a third-party chart.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.cases")
  private Integer cases;

  /**
   * The seed that decides which values are combined; the same seed gives the same cases.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.seed", defaultValue = "1")
  private long seed;

  /**
   * The most seconds that a proof takes. A proof that is not finished by then reports what it has
   * found, and fails the goal, except verify with a third-party chart.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.seconds", defaultValue = "120")
  private int seconds;

  /**
   * The Kubernetes version to prove for, such as 1.34. By default 1.33.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.kubeVersion")
  private String kubeVersion;

  /**
   * Other APIs that the cluster has, in addition to those of Kubernetes, such as cert-manager.io/v1
   * or cert-manager.io/v1/Certificate.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.apiVersions")
  private List<String> apiVersions;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  final MavenSession session() {
    return session;
  }

  /** What renders and proves. */
  final List<Artifact> generator() {
    return plugin.getArtifacts();
  }

  /** How a chart is proven, and where the report goes. */
  final ProofOptions options(StopSignal stop) {
    ProofOptions options =
        ProofOptions.usual()
            .withStop(stop.listen()::isGiven)
            .withCases(Optional.ofNullable(cases), Optional.of(seed))
            .withSeconds(Optional.of(seconds))
            .withCluster(
                kubeVersion == null ? "" : kubeVersion,
                apiVersions == null ? List.of() : apiVersions)
            .withPrevious(Optional.ofNullable(previous).map(File::toPath))
            .withReport(Optional.of(stamps()));
    if (!getLog().isInfoEnabled()) {
      return options;
    }
    Optional<Consumer<String>> terminal =
        session.getRequest().isInteractiveMode()
            ? Optional.of(System.err::print)
            : Optional.empty();
    return options.withProgress(new ProofOptions.Progress(terminal, getLog()::info));
  }

  /** Adds what is asked of the chart, and the earlier version, which may change where it lies. */
  final Fingerprint withDemands(Fingerprint input) {
    input.with(cases).with(seed).with(kubeVersion).with(apiVersions);
    return previous == null ? input : input.withFiles(ChartReader.read(previous.toPath()));
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
    Proof proof = Proof.of(generated, prove(generated).proof());
    stamp.write(proof.summary(), proof.warnings());
    return proof;
  }

  /** Shows a proof that need not be made again. */
  final void showAgain(Proof proof) throws MojoFailureException {
    getLog().info("Nothing to prove, nothing has changed: " + proof.summary());
    warn(proof.warnings());
  }

  /** Proves what was generated, and writes the report, whatever comes out. */
  final ProofResult prove(Generated generated) throws MojoFailureException {
    ProofResult result;
    try (StopSignal stop = new StopSignal()) {
      result = service().prove(generated, options(stop));
      summarize(result);
    }
    if (result.upgrade().isPresent()) {
      requireSafe(result.upgrade().get());
    }
    ProofReport report = result.proof();
    requireProven(generated.name(), report);
    Proof proof = Proof.of(generated, report);
    getLog().info("Proven: " + proof.summary() + " (" + report.duration().toMillis() + " ms)");
    FindingReport.of(of(Severity.NOTE, generated.findings())).lines().forEach(getLog()::info);
    warn(proof.warnings());
    return result;
  }

  /** Stops when a proof has found errors. */
  static void requireProven(String name, ProofReport report) throws MojoFailureException {
    if (report.hasErrors()) {
      throw new MojoFailureException(FindingReport.of(name, report.findings()));
    }
  }

  /** Says what came out and where the report is. */
  final void summarize(ProofResult result) {
    result.summary(shown(stamps().resolve("report.html"))).forEach(getLog()::info);
  }

  /** Reports files in the output of a chart that Helm reads with it and that were not generated. */
  final void reportForeignFiles(String name, Path output) throws MojoFailureException {
    List<Finding> findings = service().foreignFiles(name, output);
    FindingReport.of(of(Severity.NOTE, findings)).lines().forEach(getLog()::info);
    warn(FindingReport.of(of(Severity.WARNING, findings)));
  }

  private static List<Finding> of(Severity severity, List<Finding> findings) {
    return findings.stream().filter(finding -> finding.severity() == severity).toList();
  }

  private void warn(String warnings) throws MojoFailureException {
    if (failOnWarnings && !warnings.isEmpty()) {
      throw new MojoFailureException(
          "Warnings, which <failOnWarnings> (chartwright.failOnWarnings) turns into errors\n\n"
              + warnings
              + "\n");
    }
    warnings.lines().forEach(getLog()::warn);
  }
}
