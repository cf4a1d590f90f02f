package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.file.FileTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartArchiveTest {
  private static final String LONG_PATH = "files/" + "long-folder/".repeat(20) + "file.txt";

  private static final FileTree CHART =
      FileTree.empty()
          .with(".helmignore", "*.tmp\n")
          .with("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n")
          .with("README.md", "# web\n")
          .with("templates/service.yaml", "kind: Service\n".repeat(200))
          .with("values.yaml", "replicas: 2\n");

  @TempDir Path temporary;

  @Test
  void holdsEveryFileBelowTheNameOfTheChartWithChartYamlFirst() throws IOException {
    assertThat(unpack(ChartArchive.reproducible().pack("web", CHART)).keySet())
        .containsExactly(
            "web/Chart.yaml",
            "web/.helmignore",
            "web/README.md",
            "web/templates/service.yaml",
            "web/values.yaml");
  }

  @Test
  void saysNothingAboutTheMachineThatMadeIt() throws IOException {
    byte[] archive = ChartArchive.reproducible().pack("web", CHART.with(LONG_PATH, "x"));

    assertThat(archive).startsWith(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
    for (TarArchiveEntry entry : entries(archive)) {
      assertThat(entry.isFile()).isTrue();
      assertThat(entry.getMode()).isEqualTo(0644);
      assertThat(entry.getLongUserId()).isZero();
      assertThat(entry.getLongGroupId()).isZero();
      assertThat(entry.getUserName()).isEmpty();
      assertThat(entry.getGroupName()).isEmpty();
      assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(Instant.ofEpochSecond(1));
    }
  }

  @Test
  void hasTheSameBytesInEveryLocaleAndTimeZoneAndOnEveryMachine() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    byte[] here = ChartArchive.reproducible().pack("web", CHART.with(LONG_PATH, "x"));
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(ChartArchive.reproducible().pack("web", CHART.with(LONG_PATH, "x")))
          .isEqualTo(here);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(Digest.of(here).hex())
        .as("the digest that every machine has found so far")
        .isEqualTo("e8848bcb015ecce189b8652b2dcfd5938dda7397cce9173c6cdb3e85922dfc85");
  }

  @Test
  void givesBackEveryFileOfEveryTree() throws IOException {
    Random random = new Random(3);
    for (int run = 0; run < 50; run++) {
      FileTree tree = RandomTrees.next(random).with("Chart.yaml", "name: web\n");
      assertThat(unpack(ChartArchive.reproducible().pack("web", tree)))
          .containsExactlyInAnyOrderEntriesOf(texts(tree.below("web")));
    }
  }

  @Test
  void holdsNamesThatAreLongOrNotAscii() throws IOException {
    FileTree tree =
        CHART
            .with(LONG_PATH, "long\n")
            .with("files/" + "n".repeat(300), "longer\n")
            .with("files/größe-🚀.txt", "wide\n");
    for (int length = 90; length < 110; length++) {
      tree = tree.with("x".repeat(length), String.valueOf(length));
    }

    assertThat(unpack(ChartArchive.reproducible().pack("web", tree)))
        .containsExactlyInAnyOrderEntriesOf(texts(tree.below("web")));
  }

  @Test
  void isUnpackedByTheTarOfTheSystem() throws Exception {
    assumeTrue(run("tar", "--version") == 0, "no tar here");
    FileTree tree = CHART.with(LONG_PATH, "long\n");
    Path archive =
        Files.write(temporary.resolve("web.tgz"), ChartArchive.reproducible().pack("web", tree));

    assertThat(run("tar", "-xzf", archive.toString(), "-C", temporary.toString())).isZero();

    assertThat(FoldersOnDisk.contents(temporary.resolve("web"))).isEqualTo(texts(tree));
  }

  @Test
  void canCarryTheTimeOfTheRelease() throws IOException {
    Instant release = Instant.parse("2026-11-01T12:00:00Z");

    assertThat(entries(ChartArchive.stampedAt(release).pack("web", CHART)))
        .allSatisfy(
            entry -> assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(release));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChartArchive.stampedAt(Instant.parse("1969-12-31T23:59:59Z")))
        .withMessage("not a time that an archive can hold: 1969-12-31T23:59:59Z");
  }

  @Test
  void isRefusedForWhatIsNoChart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChartArchive.reproducible().pack("../web", CHART))
        .withMessage("not a chart name: '../web'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChartArchive.reproducible().pack("web", FileTree.empty()))
        .withMessage("web has no Chart.yaml");
  }

  private static Map<String, String> texts(FileTree tree) {
    Map<String, String> texts = new LinkedHashMap<>();
    tree.files().forEach((path, content) -> texts.put(path, new String(content, UTF_8)));
    return texts;
  }

  private static Map<String, String> unpack(byte[] archive) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (TarArchiveInputStream tar = open(archive)) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        files.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  private static List<TarArchiveEntry> entries(byte[] archive) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream tar = open(archive)) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
        entries.add(entry);
      }
    }
    return entries;
  }

  private static TarArchiveInputStream open(byte[] archive) throws IOException {
    return new TarArchiveInputStream(
        new GzipCompressorInputStream(new ByteArrayInputStream(archive)), "UTF-8");
  }

  private static int run(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException noSuchProgram) {
      return -1;
    }
  }
}
