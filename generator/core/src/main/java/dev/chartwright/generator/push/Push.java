package dev.chartwright.generator.push;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Pushes charts to a repository. A version that is there is never overwritten, unless it is a
 * snapshot. Immutable.
 *
 * @param repository where the charts go
 * @param credentials sent to the server of the repository and to its token server
 * @param timeout the longest that one request may take
 * @param isDryRun whether nothing is uploaded
 * @param names how the user writes what messages refer to
 */
public record Push(
    ChartRepository repository,
    Optional<Credentials> credentials,
    Duration timeout,
    boolean isDryRun,
    OptionNames names) {
  public Push {
    Objects.requireNonNull(repository, "repository");
    Objects.requireNonNull(credentials, "credentials");
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout: " + timeout);
    }
  }

  /**
   * Pushes a chart, or in a dry run finds out what a push would do.
   *
   * @throws PushException if the repository does not have exactly this chart afterwards
   */
  public PushResult of(ChartPackage chart) {
    Upload upload = upload(chart);
    Optional<String> before = upload.find();
    boolean isSame = before.filter(chart.digest()::equals).isPresent();
    if (before.isPresent() && !isSame && !chart.isSnapshot()) {
      throw PushException.chart(
          upload.target()
              + " exists with other content (there "
              + before.get()
              + ", here "
              + chart.digest()
              + "), and a released version is never overwritten: give the chart another version");
    }
    boolean signs = chart.provenance().isPresent() && !(isSame && upload.isSigned());
    if (!isDryRun) {
      if (!isSame) {
        upload.send(before.isPresent());
        requireSame(upload, chart);
      }
      // A registry has it with the archive.
      if (signs && (isSame || !upload.isSigned())) {
        sign(upload, chart, before.isPresent());
      }
    }
    PushResult.Outcome outcome =
        isSame
            ? PushResult.Outcome.PRESENT
            : before.isPresent() ? PushResult.Outcome.REPLACED : PushResult.Outcome.PUSHED;
    return new PushResult(
        outcome,
        isDryRun,
        upload.target(),
        chart.fileName(),
        chart.size(),
        chart.digest(),
        upload.pin(),
        signs);
  }

  private Upload upload(ChartPackage chart) {
    if (repository instanceof ChartRepository.OciRegistry registry) {
      OciName name = OciName.of(registry, chart);
      Optional<String> scope = Optional.of("repository:" + name.repository() + ":pull,push");
      return new OciUpload(registry, name, client(scope), chart);
    }
    RepositoryClient client = client(Optional.empty());
    return repository instanceof ChartRepository.ChartMuseum museum
        ? new ChartMuseumUpload(museum, client, chart)
        : new FileUpload((ChartRepository.FileRepository) repository, client, chart);
  }

  private RepositoryClient client(Optional<String> scope) {
    return new RepositoryClient(repository, credentials, scope, timeout, names);
  }

  /** Detects a server that reports success but does not store what it received. */
  private static void requireSame(Upload upload, ChartPackage chart) {
    String there = upload.readBack();
    if (!there.equals(chart.digest())) {
      throw PushException.environment(
          upload.target()
              + " is not what was pushed (there "
              + there
              + ", here "
              + chart.digest()
              + "): delete it there, check the log of the server, and push again");
    }
  }

  private static void sign(Upload upload, ChartPackage chart, boolean isReplacement) {
    try {
      upload.sendProvenance(isReplacement && chart.isSnapshot());
    } catch (PushException refused) {
      throw upload instanceof OciUpload
          ? refused
          : PushException.environment(
              "The archive "
                  + chart.fileName()
                  + " is there, but its provenance file is not: "
                  + refused.getMessage()
                  + "; push again to send only the provenance file",
              refused);
    }
    if (!upload.isSigned()) {
      throw PushException.environment(
          "The archive "
              + chart.fileName()
              + " is there, but its provenance file, which the server accepted, is not: check the log of"
              + " the server, and push again to send only the provenance file");
    }
  }
}
