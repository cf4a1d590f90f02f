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
    return changed(
        copy -> {
          copy.cases = most;
          copy.seed = chosenBy;
        });
  }

  /** Options with another time. */
  public ProofOptions withSeconds(Optional<Integer> most) {
    return changed(copy -> copy.seconds = most);
  }

  /** Options that end the proof when it is asked to; once true, the answer stays true. */
  public ProofOptions withStop(BooleanSupplier asked) {
    return changed(copy -> copy.isStopped = asked);
  }

  /** Options for a cluster. */
  public ProofOptions withCluster(String version, List<String> apis) {
    return changed(
        copy -> {
          copy.kubeVersion = version;
          copy.apiVersions = apis;
        });
  }

  /** Options with values files, later ones win. */
  public ProofOptions withValues(List<Path> files) {
    return changed(copy -> copy.values = files);
  }

  /** Options that also look at the upgrade from an earlier version. */
  public ProofOptions withPrevious(Optional<Path> chart) {
    return changed(copy -> copy.previous = chart);
  }

  /** Options that write the report to a folder. */
  public ProofOptions withReport(Optional<Path> folder) {
    return changed(copy -> copy.report = folder);
  }

  /** Options that show progress. */
  public ProofOptions withProgress(Progress shown) {
    return changed(copy -> copy.progress = Optional.of(shown));
  }

  private ProofOptions changed(Consumer<Copy> change) {
    Copy copy = new Copy(this);
    change.accept(copy);
    return new ProofOptions(
        copy.cases,
        copy.seed,
        copy.seconds,
        copy.isStopped,
        copy.kubeVersion,
        copy.apiVersions,
        copy.values,
        copy.previous,
        copy.report,
        copy.progress);
  }

  /** Options while they are changed. */
  private static final class Copy {
    private Optional<Integer> cases;
    private Optional<Long> seed;
    private Optional<Integer> seconds;
    private BooleanSupplier isStopped;
    private String kubeVersion;
    private List<String> apiVersions;
    private List<Path> values;
    private Optional<Path> previous;
    private Optional<Path> report;
    private Optional<Progress> progress;

    Copy(ProofOptions options) {
      cases = options.cases;
      seed = options.seed;
      seconds = options.seconds;
      isStopped = options.isStopped;
      kubeVersion = options.kubeVersion;
      apiVersions = options.apiVersions;
      values = options.values;
      previous = options.previous;
      report = options.report;
      progress = options.progress;
    }
  }
}
