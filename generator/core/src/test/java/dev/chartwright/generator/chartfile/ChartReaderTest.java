package dev.chartwright.generator.chartfile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.write.ChartArchive;
import dev.chartwright.generator.write.RandomTrees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartReaderTest {
  private static final String CHART = "apiVersion: v2\nname: web\nversion: 1.0.0\n";
  private static final String LONG_PATH = "templates/" + "long-folder/".repeat(20) + "file.yaml";

  @TempDir Path temporary;

  @Test
  void readsWhatWasPacked() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      FileTree chart = RandomTrees.next(random).with("Chart.yaml", CHART);
      if (random.nextInt(4) == 0) {
        chart = chart.with(LONG_PATH, "x".repeat(random.nextInt(2000)));
      }
      if (random.nextInt(4) == 0) {
        chart = chart.with("files/prüfung-😀.txt", "ü");
      }

      Path archive = write(ChartArchive.reproducible().pack("web", chart));

      assertThat(texts(ChartReader.read(archive))).isEqualTo(texts(chart));
    }
  }

  @Test
  void readsAFolderAsItWouldBePacked() throws IOException {
    put("Chart.yaml", CHART);
    put(".helmignore", "# comment\n*.bak\n/notes/\nci/\nfiles/a?.[ch]\n!kept.bak\n");
    put("values.yaml", "a: 1\n");
    put("values.yaml.bak", "a: 1\n");
    put("templates/kept.bak", "x");
    put("templates/notes/x.yaml", "x");
    put("notes/x.yaml", "x");
    put("ci/one-values.yaml", "a: 2\n");
    put("files/ab.c", "x");
    put("files/ab.d", "x");

    assertThat(ChartReader.read(temporary).files().keySet())
        .containsExactly(
            ".helmignore",
            "Chart.yaml",
            "ci/one-values.yaml",
            "files/ab.d",
            "templates/kept.bak",
            "templates/notes/x.yaml",
            "values.yaml");
  }

  @Test
  void unpacksSubcharts() throws IOException {
    FileTree inner = FileTree.empty().with("Chart.yaml", CHART).with("values.yaml", "b: 1\n");
    FileTree outer =
        FileTree.empty()
            .with("Chart.yaml", CHART)
            .with("charts/inner-1.0.0.tgz", ChartArchive.reproducible().pack("inner", inner));
    FileTree chart =
        FileTree.empty()
            .with("Chart.yaml", CHART)
            .with("charts/web-1.0.0.tgz", ChartArchive.reproducible().pack("web", outer));

    assertThat(
            ChartReader.read(write(ChartArchive.reproducible().pack("web", chart)))
                .files()
                .keySet())
        .containsExactly(
            "Chart.yaml",
            "charts/web/Chart.yaml",
            "charts/web/charts/inner/Chart.yaml",
            "charts/web/charts/inner/values.yaml");
  }

  @Test
  void readsTheArchivesOfOtherTools() throws IOException {
    for (int names :
        new int[] {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX}) {
      Path archive =
          write(
              packed(
                  names,
                  file("./web/Chart.yaml", CHART),
                  new Packed(new TarArchiveEntry("web/templates/"), ""),
                  file("web/" + LONG_PATH, "x")));

      assertThat(texts(ChartReader.read(archive)))
          .isEqualTo(Map.of("Chart.yaml", CHART, LONG_PATH, "x"));
    }
  }

  @Test
  void readsNamesThatAreSplitAsInTheOldStandard() throws IOException {
    byte[] header = Arrays.copyOf("Chart.yaml".getBytes(UTF_8), 512);
    put(header, 124, "00000000001");
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 345, "web");
    put(header, 148, "        ");
    int sum = 0;
    for (byte each : header) {
      sum += each;
    }
    put(header, 148, String.format("%06o", sum));
    header[154] = 0;
    byte[] archive = Arrays.copyOf(header, 512 * 2);
    archive[512] = 'x';

    assertThat(texts(ChartReader.read(write(gzipped(archive)))))
        .isEqualTo(Map.of("Chart.yaml", "x"));
  }

  @Test
  void refusesWhatLeavesTheChart() throws IOException {
    assertRefused("the path 'web/../../x' leads out of the chart", file("web/../../x", ""));
    assertRefused("the path '/web/Chart.yaml' leads out of the chart", absolute("/web/Chart.yaml"));
    assertRefused("the path 'web/a\\b' leads out of the chart", file("web/a\\b", ""));
    assertRefused("the path 'web//a' leads out of the chart", file("web//a", ""));
    assertRefused("'web/a' is a link", link("web/a", TarConstants.LF_SYMLINK));
    assertRefused("'web/a' is a link", link("web/a", TarConstants.LF_LINK));
    assertRefused("'web/a' is a device", link("web/a", TarConstants.LF_CHR));
    assertRefused("'Chart.yaml' lies outside of the chart's folder", file("Chart.yaml", CHART));
    assertRefused(
        "it holds 'web' and 'other' side by side",
        file("web/Chart.yaml", CHART),
        file("other/a", ""));
    assertRefused(
        "the file 'Chart.yaml' is there twice",
        file("web/Chart.yaml", CHART),
        file("web/Chart.yaml", CHART));
  }

  @Test
  void followsLinksWithinAFolder() throws IOException {
    put("Chart.yaml", CHART);
    put("values.yaml", "a: 1\n");
    put("files/one/text", "text");
    Files.createSymbolicLink(temporary.resolve("values-prod.yaml"), Path.of("values.yaml"));
    Files.createSymbolicLink(temporary.resolve("files/other"), Path.of("one"));

    FileTree files = ChartReader.read(temporary);

    assertThat(files.text("values-prod.yaml")).isEqualTo("a: 1\n");
    assertThat(files.text("files/other/text")).isEqualTo("text");
  }

  @Test
  void refusesLinksThatLeaveAFolderOrGoInACircle() throws IOException {
    put("chart/Chart.yaml", CHART);
    put("chart/files/text", "text");
    put("outside", "secret");
    assertRefusedLink("chart/values.yaml", "../outside", "leads out of the chart");
    assertRefusedLink("chart/values.yaml", "/etc/hostname", "leads out of the chart");
    assertRefusedLink("chart/files/parent", "../..", "leads out of the chart");
    assertRefusedLink("chart/values.yaml", "absent", "leads nowhere");
    assertRefusedLink("chart/values.yaml", "values.yaml", "in a circle");
    assertRefusedLink("chart/files/again", "../files", "a folder that it lies in");
    assertRefusedLink("chart/files/root", "..", "a folder that it lies in");
  }

  private void assertRefusedLink(String link, String target, String why) throws IOException {
    Path path = Files.createSymbolicLink(temporary.resolve(link), Path.of(target));
    assertThatThrownBy(() -> ChartReader.read(temporary.resolve("chart")))
        .isInstanceOf(UnreadableChartException.class)
        .hasMessageContaining(why);
    Files.delete(path);
  }

  @Test
  void refusesWhatIsTooLarge() throws IOException {
    assertRefused(
        "'web/files/large' has 5242881 bytes, at most 5242880 are read",
        file("web/files/large", "x".repeat(5 * 1024 * 1024 + 1)));
  }

  @Test
  void refusesWhatIsNoChart() throws IOException {
    assertRefused("there is no Chart.yaml", file("web/values.yaml", ""));
    assertThatThrownBy(() -> ChartReader.read(write(CHART.getBytes(UTF_8))))
        .hasMessageContaining("it is not packed with gzip")
        .hasMessageContaining("fix:  name the folder of a chart, or a .tgz that helm package has");
    assertThatThrownBy(() -> ChartReader.read(temporary.resolve("absent")))
        .hasMessageContaining("there is neither a folder nor a file");
  }

  @Test
  void saysWhatIsDamagedInsteadOfReadingOn() throws IOException {
    byte[] tar = tar(TarArchiveOutputStream.LONGFILE_POSIX, file("web/" + LONG_PATH, CHART));
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] damaged =
          Arrays.copyOf(tar, random.nextInt(4) == 0 ? random.nextInt(tar.length) : tar.length);
      if (damaged.length > 0) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        ChartReader.read(write(gzipped(damaged)));
      } catch (UnreadableChartException expected) {
        assertThat(expected.findings()).hasSize(1);
        refused++;
      }
    }
    assertThat(refused).isEqualTo(500); // None of them holds a Chart.yaml, whatever is damaged.
  }

  private void assertRefused(String what, Packed... entries) throws IOException {
    Path archive = write(packed(TarArchiveOutputStream.LONGFILE_POSIX, entries));
    assertThatThrownBy(() -> ChartReader.read(archive))
        .isInstanceOf(UnreadableChartException.class)
        .hasMessageContaining("what: " + what + "\n");
  }

  private static Map<String, String> texts(FileTree tree) {
    return tree.files().keySet().stream()
        .collect(Collectors.toMap(path -> path, tree::text, (a, b) -> a, TreeMap::new));
  }

  private void put(String path, String text) throws IOException {
    Path file = temporary.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void put(byte[] header, int offset, String text) {
    System.arraycopy(text.getBytes(UTF_8), 0, header, offset, text.length());
  }

  private Path write(byte[] archive) {
    try {
      return Files.write(temporary.resolve("chart.tgz"), archive);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private record Packed(TarArchiveEntry entry, String content) {}

  private static Packed file(String name, String text) {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(text.getBytes(UTF_8).length);
    return new Packed(entry, text);
  }

  private static Packed absolute(String name) {
    return new Packed(new TarArchiveEntry(name, true), "");
  }

  private static Packed link(String name, byte type) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setLinkName("/etc/passwd");
    return new Packed(entry, "");
  }

  private static byte[] packed(int longNames, Packed... entries) throws IOException {
    return gzipped(tar(longNames, entries));
  }

  private static byte[] tar(int longNames, Packed... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(longNames);
      for (Packed each : entries) {
        tar.putArchiveEntry(each.entry());
        tar.write(each.content().getBytes(UTF_8));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
