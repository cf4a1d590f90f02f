package dev.chartwright.generator.dependency;

import dev.chartwright.chart.Dependency;
import dev.chartwright.generator.chartfile.ChartLock;
import dev.chartwright.generator.chartfile.ChartLock.Locked;
import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.chartfile.UnreadableChartException;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of fetching one dependency. Immutable. */
final class FetchedChart {
  private static final String FILE = "file://";

  private final Optional<String> failure;
  private final Locked locked;
  private final byte[] archive;

  private FetchedChart(Optional<String> failure, Locked locked, byte[] archive) {
    this.failure = failure;
    this.locked = locked;
    this.archive = archive;
  }

  /** Why it was not fetched; then the rest is empty. */
  Optional<String> failure() {
    return failure;
  }

  Locked locked() {
    return locked;
  }

  /** The chart, packed; not a copy. */
  byte[] archive() {
    return archive;
  }

  /**
   * Fetches a dependency through Helm, in a temporary chart that has no other.
   *
   * @param version exact or a range
   * @param home the folder from which relative {@code file://} addresses start
   */
  static FetchedChart of(Dependency dependency, String version, Path home) {
    try {
      Path chart = Files.createTempDirectory("chartwright-");
      try {
        return fetch(chart, dependency, version, home);
      } finally {
        delete(chart);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static FetchedChart fetch(Path chart, Dependency dependency, String version, Path home)
      throws IOException {
    String repository = dependency.repository();
    if (repository.startsWith(FILE)) {
      Path folder = home.toAbsolutePath().resolve(repository.substring(FILE.length())).normalize();
      if (!Files.isRegularFile(folder.resolve("Chart.yaml"))) {
        return failed("there is no chart in " + folder);
      }
      repository = FILE + folder;
    }
    Map<String, Object> entry =
        Map.of("name", dependency.name(), "version", version, "repository", repository);
    Files.writeString(
        chart.resolve("Chart.yaml"),
        GoJson.of(
            Map.of(
                "apiVersion", "v2",
                "name", "fetch",
                "version", "0.0.0",
                "dependencies", List.of(entry))));
    Optional<String> failure = HelmEngine.embedded().fetchDependencies(chart);
    if (failure.isPresent()) {
      return failed(failure.get());
    }
    ChartLock lock =
        ChartLock.read(YamlReader.read(Files.readString(chart.resolve(ChartLock.FILE))));
    Locked locked =
        new Locked(
            dependency.name(), dependency.repository(), lock.dependencies().get(0).version());
    try (Stream<Path> archives = Files.list(chart.resolve("charts"))) {
      Optional<Path> archive = archives.filter(each -> each.toString().endsWith(".tgz")).findAny();
      return archive.isPresent()
          ? new FetchedChart(Optional.empty(), locked, Files.readAllBytes(archive.get()))
          : failed("Helm has written no archive");
    }
  }

  private static FetchedChart failed(String why) {
    return new FetchedChart(
        Optional.of(why.replaceAll("\\s*\\n\\s*", "; ")), new Locked("", "", ""), new byte[0]);
  }

  /** Whether two archives hold the same files, whenever they were packed. */
  static boolean isSame(byte[] one, byte[] other) {
    try {
      Map<String, byte[]> first = files(one);
      Map<String, byte[]> second = files(other);
      return first.keySet().equals(second.keySet())
          && first.entrySet().stream()
              .allMatch(each -> Arrays.equals(each.getValue(), second.get(each.getKey())));
    } catch (IOException | UnreadableChartException unreadable) {
      return false;
    }
  }

  private static Map<String, byte[]> files(byte[] archive) throws IOException {
    Path file = Files.createTempFile("chartwright-", ".tgz");
    try {
      Files.write(file, archive);
      return ChartReader.read(file).files();
    } finally {
      Files.delete(file);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
