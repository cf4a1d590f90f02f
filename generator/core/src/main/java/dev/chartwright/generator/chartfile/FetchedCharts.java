package dev.chartwright.generator.chartfile;

import dev.chartwright.generator.file.FileTree;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The subcharts that were fetched for a chart. Immutable.
 *
 * @param lock the text of {@code Chart.lock}; empty if nothing was fetched
 * @param archives {@code <name>-<version>.tgz}, by their names
 */
public record FetchedCharts(Optional<String> lock, SortedMap<String, byte[]> archives) {
  private static final FetchedCharts NONE = new FetchedCharts(Optional.empty(), new TreeMap<>());

  public FetchedCharts {
    archives = Collections.unmodifiableSortedMap(new TreeMap<>(archives));
  }

  /** Nothing was fetched. */
  public static FetchedCharts none() {
    return NONE;
  }

  /** Reads them from the files of a folder: {@code Chart.lock}, and archives beside it. */
  public static FetchedCharts of(Map<String, byte[]> files) {
    SortedMap<String, byte[]> archives = new TreeMap<>(files);
    archives.keySet().removeIf(name -> !name.endsWith(".tgz"));
    return new FetchedCharts(
        Optional.ofNullable(files.get(ChartLock.FILE))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
        archives);
  }

  /** What the lock says; empty if it cannot be read, which a check of the chart reports. */
  public Optional<ChartLock> locked() {
    return lock.flatMap(text -> Parsed.yaml(text).content()).map(ChartLock::read);
  }

  /** The lock and the archives, all in one folder. */
  public FileTree flat() {
    FileTree.Builder files = FileTree.builder();
    lock.ifPresent(text -> files.add(ChartLock.FILE, text));
    archives.forEach(files::add);
    return files.build();
  }

  /** The files of the chart: the lock, and the archives in {@code charts/}. */
  public FileTree files() {
    FileTree.Builder files = FileTree.builder();
    lock.ifPresent(text -> files.add(ChartLock.FILE, text));
    archives.forEach((name, content) -> files.add("charts/" + name, content));
    return files.build();
  }
}
