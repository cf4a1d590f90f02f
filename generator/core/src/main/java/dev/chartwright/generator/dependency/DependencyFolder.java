package dev.chartwright.generator.dependency;

import dev.chartwright.generator.chartfile.ChartLock;
import dev.chartwright.generator.chartfile.FetchedCharts;
import dev.chartwright.generator.write.OutputFolder;
import dev.chartwright.generator.write.WriteReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of a project that holds what was fetched: for each chart a folder with its name, and
 * in it {@code Chart.lock} and the archives.
 */
public final class DependencyFolder {
  private final Path root;

  private DependencyFolder(Path root) {
    this.root = root;
  }

  /** The folder, which need not exist. */
  public static DependencyFolder at(Path root) {
    return new DependencyFolder(root);
  }

  /** What was fetched for each chart, by its name. */
  public Map<String, FetchedCharts> read() {
    Map<String, FetchedCharts> fetched = new HashMap<>();
    try {
      for (Path chart : entries(root)) {
        if (Files.isDirectory(chart)) {
          fetched.put(chart.getFileName().toString(), FetchedCharts.of(files(chart)));
        }
      }
      return fetched;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Map<String, byte[]> files(Path chart) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    for (Path file : entries(chart)) {
      String name = file.getFileName().toString();
      if (name.equals(ChartLock.FILE) || name.endsWith(".tgz")) {
        files.put(name, Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static List<Path> entries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  /** Writes what was fetched for a chart; what an earlier run fetched for it is removed. */
  WriteReport write(String chart, FetchedCharts fetched) {
    return OutputFolder.at(root.resolve(chart)).write(fetched.flat());
  }
}
