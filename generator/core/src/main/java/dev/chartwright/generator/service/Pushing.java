package dev.chartwright.generator.service;

import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.push.ChartPackage;
import dev.chartwright.generator.push.ChartRepository;
import dev.chartwright.generator.push.CredentialSources;
import dev.chartwright.generator.push.Credentials;
import dev.chartwright.generator.push.OptionNames;
import dev.chartwright.generator.push.Provenance;
import dev.chartwright.generator.push.Push;
import dev.chartwright.generator.push.PushResult;
import dev.chartwright.generator.write.ChartArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Packs, signs and pushes charts. Immutable.
 *
 * @param spelling how options are written in messages
 * @param sources where credentials are found that the caller does not give
 */
record Pushing(Spelling spelling, CredentialSources sources) {
  private static final int USUAL_SECONDS = 60;

  /** A chart on disk: an archive as it is, a folder packed. */
  ChartPackage read(Path chart) {
    if (!Files.exists(chart)) {
      throw new RequestException(
          spelling.path(chart)
              + " does not exist, so nothing was pushed: write the path of an archive or of the"
              + " folder of a chart");
    }
    if (Files.isDirectory(chart)) {
      return ChartPackage.pack(ChartReader.readPacked(chart), ChartArchive.reproducible());
    }
    FileTree files = ChartReader.read(chart);
    try {
      return ChartPackage.of(files, Files.readAllBytes(chart));
    } catch (IOException unreadable) {
      throw new RequestException(
          spelling.path(chart) + " cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }

  ChartPackage sign(ChartPackage chart, Optional<String> key) {
    return new Provenance(key, sources.environment(), names()).sign(chart);
  }

  PushResult push(ChartPackage chart, PushOptions options) {
    int seconds = options.seconds().orElse(USUAL_SECONDS);
    if (seconds < 1) {
      throw new RequestException(
          spelling.option(Spelling.Option.TIMEOUT)
              + " is "
              + seconds
              + ", in which no server answers: write 1 or more seconds");
    }
    if (options.key().isPresent() && !options.isSigned()) {
      throw new RequestException(
          spelling.option(Spelling.Option.KEY)
              + " has no effect without "
              + spelling.option(Spelling.Option.SIGN)
              + ": set both, or none");
    }
    ChartRepository repository =
        ChartRepository.of(options.repository(), options.type(), options.isPlainHttp(), names());
    Optional<Credentials> credentials =
        options.credentials().or(() -> sources.find(repository.host()));
    Push push =
        new Push(repository, credentials, Duration.ofSeconds(seconds), options.isDryRun(), names());
    return push.of(options.isSigned() ? sign(chart, options.key()) : chart);
  }

  private OptionNames names() {
    return new OptionNames(
        spelling.option(Spelling.Option.REPOSITORY),
        spelling.option(Spelling.Option.REPOSITORY_TYPE),
        spelling.option(Spelling.Option.PLAIN_HTTP),
        spelling.option(Spelling.Option.TIMEOUT),
        spelling.option(Spelling.Option.SIGN),
        spelling.option(Spelling.Option.KEY),
        spelling.login());
  }
}
