package dev.chartwright.generator.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How a chart is proven. Immutable.
 *
 * @param cases the most cases that are to render; as usual without
 * @param seed decides which values are combined; as usual without
 * @param seconds the most seconds that the proof takes; as usual without
 * @param isStopped whether the proof is to stop and to report what it has found
 * @param kubeVersion the version of Kubernetes; empty for the usual one
 * @param apiVersions APIs that the cluster has beside its own
 * @param values values files, laid over the values of every case; for third-party charts
 * @param previous an earlier version, a folder or an archive, to look at the upgrade from
 * @param report the folder that the report is written to
 * @param progress where progress is shown; nowhere without
 */
public record ProofOptions(
    Optional<Integer> cases,
    Optional<Long> seed,
    Optional<Integer> seconds,
    BooleanSupplier isStopped,
    String kubeVersion,
    List<String> apiVersions,
    List<Path> values,
    Optional<Path> previous,
    Optional<Path> report,
    Optional<Progress> progress) {
  /**
   * Where progress is shown.
   *
   * @param terminal takes text without line breaks, where a terminal is watched; never used without
   * @param log takes lines otherwise
   */
  public record Progress(Optional<Consumer<String>> terminal, Consumer<String> log) {
    public Progress {
      Objects.requireNonNull(terminal, "terminal");
      Objects.requireNonNull(log, "log");
    }
  }

  public ProofOptions {
    Objects.requireNonNull(cases, "cases");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(seconds, "seconds");
    Objects.requireNonNull(isStopped, "isStopped");
    Objects.requireNonNull(kubeVersion, "kubeVersion");
    apiVersions = List.copyOf(apiVersions);
    values = List.copyOf(values);
    Objects.requireNonNull(previous, "previous");
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(progress, "progress");
  }

  /** The usual proof, without a report. */
  public static ProofOptions usual() {
    return new ProofOptions(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        () -> false,
        "",
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Options with another number of cases, and another choice of them. */
  public ProofOptions withCases(Optional<Integer> most, Optional<Long> chosenBy) {
    return new ProofOptions(
        most,
        chosenBy,
        seconds,
        isStopped,
        kubeVersion,
        apiVersions,
        values,
        previous,
        report,
        progress);
  }

  /** Options with another time. */
  public ProofOptions withSeconds(Optional<Integer> most) {
    return new ProofOptions(
        cases, seed, most, isStopped, kubeVersion, apiVersions, values, previous, report, progress);
  }

  /** Options that end the proof when it is asked to; once true, the answer stays true. */
  public ProofOptions withStop(BooleanSupplier asked) {
    return new ProofOptions(
        cases, seed, seconds, asked, kubeVersion, apiVersions, values, previous, report, progress);
  }

  /** Options for a cluster. */
  public ProofOptions withCluster(String version, List<String> apis) {
    return new ProofOptions(
        cases, seed, seconds, isStopped, version, apis, values, previous, report, progress);
  }

  /** Options with values files, later ones win. */
  public ProofOptions withValues(List<Path> files) {
    return new ProofOptions(
        cases,
        seed,
        seconds,
        isStopped,
        kubeVersion,
        apiVersions,
        files,
        previous,
        report,
        progress);
  }

  /** Options that also look at the upgrade from an earlier version. */
  public ProofOptions withPrevious(Optional<Path> chart) {
    return new ProofOptions(
        cases, seed, seconds, isStopped, kubeVersion, apiVersions, values, chart, report, progress);
  }

  /** Options that write the report to a folder. */
  public ProofOptions withReport(Optional<Path> folder) {
    return new ProofOptions(
        cases,
        seed,
        seconds,
        isStopped,
        kubeVersion,
        apiVersions,
        values,
        previous,
        folder,
        progress);
  }

  /** Options that show progress. */
  public ProofOptions withProgress(Progress shown) {
    return new ProofOptions(
        cases,
        seed,
        seconds,
        isStopped,
        kubeVersion,
        apiVersions,
        values,
        previous,
        report,
        Optional.of(shown));
  }
}
