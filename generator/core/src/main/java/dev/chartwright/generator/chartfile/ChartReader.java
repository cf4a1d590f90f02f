package dev.chartwright.generator.chartfile;

import static dev.chartwright.generator.rule.ChartRules.CHA_01;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Reads a chart as anybody has it: a folder, or the {@code .tgz} that {@code helm package} makes.
 * Packed subcharts in {@code charts/} are unpacked. Links in a folder are followed, as Helm does.
 * Nothing outside of the chart is read: links and paths that leave it are refused, and so is what
 * is larger than Helm would take.
 */
public final class ChartReader {
  private static final Rule RULE = CHA_01;
  private static final String IGNORE = ".helmignore";

  /** Helm's own bounds. */
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  private static final long MOST_BYTES_OF_A_FILE = 5L * 1024 * 1024;
  private static final int MOST_FILES = 20_000;
  private static final int MOST_LEVELS = 8;

  private static final Pattern PACKED_SUBCHART = Pattern.compile("(.*/)?charts/[^/]+\\.tgz");
  private static final Pattern CASES = Pattern.compile("ci(/.*)?");
  private static final Pattern INVALID_STEP = Pattern.compile("|\\.|\\.\\.|.*[\\\\:\\x00].*");

  private final Path source;
  private final boolean unpacks;
  private final FileTree.Builder files = FileTree.builder();
  private final Set<String> paths = new HashSet<>();
  private long bytes;

  private ChartReader(Path source, boolean unpacks) {
    this.source = source;
    this.unpacks = unpacks;
  }

  /**
   * The files of a chart, by their paths below its folder. Of a folder, {@code .helmignore} leaves
   * out what it would leave out of the archive, but never {@code ci/}, which tells how to prove it.
   *
   * @throws UnreadableChartException when it cannot be read, or is no chart
   */
  public static FileTree read(Path chart) {
    return read(
        new ChartReader(chart, true),
        reader -> {
          if (Files.isDirectory(chart)) {
            reader.readFolder();
          } else if (Files.isRegularFile(chart)) {
            try (InputStream stream = Files.newInputStream(chart)) {
              reader.readArchive(stream, "", 0);
            }
          } else {
            throw new TarReader.Refused("there is neither a folder nor a file");
          }
        });
  }

  /**
   * The files of a chart in a folder as {@link #read} gives them, but with packed subcharts as they
   * are.
   *
   * @throws UnreadableChartException when it cannot be read, or is no chart
   */
  public static FileTree readPacked(Path folder) {
    return read(new ChartReader(folder, false), ChartReader::readFolder);
  }

  /**
   * The chart that files make which are not on disk, as if they lay in a folder.
   *
   * @param source the folder, for messages
   */
  public static FileTree of(Path source, Map<String, byte[]> files) {
    return read(
        new ChartReader(source, true),
        reader -> {
          byte[] ignore = files.get(IGNORE);
          IgnoredFiles ignored =
              ignore == null ? IgnoredFiles.none() : IgnoredFiles.of(new String(ignore, UTF_8));
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (!isIgnored(file.getKey(), ignored)) {
              reader.add(inside(file.getKey()), file.getValue(), 0);
            }
          }
        });
  }

  /** Whether a file or a folder that it lies in is left out. */
  private static boolean isIgnored(String path, IgnoredFiles ignored) {
    if (path.startsWith("ci/")) {
      return false;
    }
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      if (ignored.contain(path.substring(0, slash), true)) {
        return true;
      }
    }
    return ignored.contain(path, false);
  }

  /** What reads the files of a chart from somewhere. */
  private interface Reading {
    void into(ChartReader reader) throws IOException;
  }

  private static FileTree read(ChartReader reader, Reading reading) {
    Path chart = reader.source;
    try {
      reading.into(reader);
    } catch (TarReader.Refused refused) {
      throw refusal(
          chart,
          refused.getMessage(),
          "name the folder of a chart, or a .tgz that helm package has made");
    } catch (IOException failure) {
      throw refusal(
          chart, "it could not be read: " + failure.getMessage(), "fix this, then run again");
    }
    FileTree files = reader.files.build();
    if (!files.contains(ParsedChart.METADATA_FILE)) {
      throw refusal(
          chart,
          "there is no Chart.yaml",
          "name the folder that holds Chart.yaml, or a .tgz that helm package has made");
    }
    return files;
  }

  private static UnreadableChartException refusal(Path chart, String what, String fix) {
    Finding problem =
        Finding.error(RULE, Place.ofFile(chart.toString()), what)
            .because("Helm rejects the chart, or reading it is not safe, so nothing is proven")
            .fixedBy(fix);
    return new UnreadableChartException(chart, problem);
  }

  private void readFolder() throws IOException {
    Path ignore = source.resolve(IGNORE);
    IgnoredFiles ignored =
        Files.isRegularFile(ignore)
            ? IgnoredFiles.of(new String(Files.readAllBytes(ignore), UTF_8))
            : IgnoredFiles.none();
    readFolder(source, "", ignored, Set.of());
  }

  /**
   * Reads a folder of the chart, and what links in it lead to, as Helm does.
   *
   * @param above the real paths of the folders that it lies in
   */
  private void readFolder(Path folder, String path, IgnoredFiles ignored, Set<Path> above)
      throws IOException {
    Path real = folder.toRealPath();
    Set<Path> through = new HashSet<>(above);
    if (!through.add(real)) {
      throw new TarReader.Refused("'" + path + "' is a link to a folder that it lies in");
    }
    List<Path> entries;
    try (Stream<Path> listed = Files.list(folder)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      String name = (path.isEmpty() ? "" : path + "/") + entry.getFileName();
      requireInside(entry, name);
      boolean isFolder = Files.isDirectory(entry);
      if (ignored.contain(name, isFolder) && !CASES.matcher(name).matches()) {
        continue;
      }
      if (isFolder) {
        readFolder(entry, name, ignored, through);
      } else {
        readFile(entry, name);
      }
    }
  }

  /** A link that leads to something of the chart is followed, any other one is refused. */
  private void requireInside(Path entry, String path) throws IOException {
    if (!Files.isSymbolicLink(entry)) {
      return;
    }
    Path target;
    try {
      target = entry.toRealPath();
    } catch (IOException nowhere) {
      throw new TarReader.Refused("'" + path + "' is a link that leads nowhere, or in a circle");
    }
    if (!target.startsWith(source.toRealPath())) {
      throw new TarReader.Refused("'" + path + "' is a link that leads out of the chart");
    }
  }

  private void readFile(Path file, String path) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new TarReader.Refused("'" + path + "' is a device");
    }
    long size = Files.size(file);
    if (size > MOST_BYTES_OF_A_FILE && !isPacked(path)) {
      throw new TarReader.Refused(
          "'" + path + "' has " + size + " bytes, at most " + MOST_BYTES_OF_A_FILE + " are read");
    }
    add(path, Files.readAllBytes(file), 0);
  }

  /**
   * Reads an archive, which holds everything in one folder.
   *
   * @param below where its files go, with a slash at the end, or nothing
   * @param level how many archives it lies in
   */
  private void readArchive(InputStream packed, String below, int level) throws IOException {
    if (level > MOST_LEVELS) {
      throw new TarReader.Refused("subcharts lie in each other without end");
    }
    TarReader archive;
    try {
      archive = new TarReader(new GZIPInputStream(packed));
    } catch (IOException damaged) {
      throw new TarReader.Refused("it is not packed with gzip");
    }
    String top = null;
    int entries = 0;
    Optional<TarReader.Entry> next = archive.next(MOST_BYTES_OF_A_FILE);
    while (next.isPresent()) {
      entries++;
      if (entries > MOST_FILES) {
        throw new TarReader.Refused("it has more than " + MOST_FILES + " files and folders");
      }
      String name = next.get().name();
      String path = inside(next.get().isFolder() ? name.replaceFirst("/+$", "") : name);
      String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
      if (top != null && !top.equals(folder)) {
        throw new TarReader.Refused("it holds '" + top + "' and '" + folder + "' side by side");
      }
      top = folder;
      if (!next.get().isFolder()) {
        if (path.equals(folder)) {
          throw new TarReader.Refused("'" + path + "' lies outside of the chart's folder");
        }
        add(below + path.substring(folder.length() + 1), next.get().content(), level);
      }
      next = archive.next(MOST_BYTES_OF_A_FILE);
    }
  }

  /** A name as a path that stays inside. */
  private static String inside(String name) throws TarReader.Refused {
    String path = name.startsWith("./") ? name.substring(2) : name;
    for (String step : path.split("/", -1)) {
      if (INVALID_STEP.matcher(step).matches()) {
        throw new TarReader.Refused("the path '" + name + "' leads out of the chart");
      }
    }
    return path;
  }

  private static boolean isPacked(String path) {
    return PACKED_SUBCHART.matcher(path).matches();
  }

  private void add(String path, byte[] content, int level) throws IOException {
    bytes += content.length;
    if (bytes > MOST_BYTES) {
      throw new TarReader.Refused("it has more than " + MOST_BYTES + " bytes");
    }
    if (paths.size() >= MOST_FILES) {
      throw new TarReader.Refused("it has more than " + MOST_FILES + " files");
    }
    if (unpacks && isPacked(path)) {
      String folder = path.substring(0, path.lastIndexOf('/') + 1) + subchart(content) + "/";
      readArchive(new ByteArrayInputStream(content), folder, level + 1);
      return;
    }
    if (!paths.add(path)) {
      throw new TarReader.Refused("the file '" + path + "' is there twice");
    }
    files.add(path, content);
  }

  /** The folder that a packed subchart holds, which is the name of that chart. */
  private static String subchart(byte[] archive) throws IOException {
    TarReader.Entry first;
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(archive))) {
      first =
          new TarReader(stream)
              .next(MOST_BYTES_OF_A_FILE)
              .orElseThrow(() -> new TarReader.Refused("a packed subchart is empty"));
    }
    String path = inside(first.name().replaceFirst("/+$", ""));
    return path.contains("/") ? path.substring(0, path.indexOf('/')) : path;
  }
}
