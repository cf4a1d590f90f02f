package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFolderTest {
  private static final FileTree REPORT =
      FileTree.empty().with("report.html", "page").with("report.json", "{}");

  @TempDir private Path work;

  @Test
  void theFilesLieInAFolderThatNeedNotExist() throws IOException {
    Path folder = work.resolve("target/chartwright");

    ReportFolder.write(folder, REPORT);

    assertThat(files(folder)).containsExactly("report.html", "report.json");
    assertThat(folder.resolve("report.html")).hasContent("page");
  }

  @Test
  void anEarlierReportIsReplacedAndNothingElseIsTouched() throws IOException {
    Files.writeString(work.resolve("report.html"), "an earlier page, edited by hand", UTF_8);
    Files.writeString(work.resolve("other.txt"), "other", UTF_8);

    ReportFolder.write(work, REPORT);

    assertThat(files(work)).containsExactly("other.txt", "report.html", "report.json");
    assertThat(work.resolve("report.html")).hasContent("page");
    assertThat(work.resolve("other.txt")).hasContent("other");
  }

  @Test
  void aFileInTheWayIsNamed() throws IOException {
    Path file = work.resolve("target");
    Files.writeString(file, "a file", UTF_8);

    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> ReportFolder.write(file.resolve("chartwright"), REPORT))
        .withMessageContaining("'" + file + "' is a file, where a folder is needed");
  }

  @Test
  void aFailureAtAnyStepLeavesOnlyWholeFiles() throws IOException {
    int steps = 0;
    boolean failed = true;
    while (failed) {
      Path folder = work.resolve("at-" + steps);
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("report.html"), "old", UTF_8);
      failed = failsAt(steps, folder);
      assertThat(files(folder)).containsAnyOf("report.html").doesNotContain(".unfinished");
      assertThat(Files.readString(folder.resolve("report.html"), UTF_8)).isIn("old", "page");
      steps++;
    }
    assertThat(steps).isGreaterThan(6);
  }

  private static boolean failsAt(int failing, Path folder) {
    int[] taken = {0};
    Steps steps =
        (name, step) -> {
          if (taken[0]++ == failing) {
            throw new IOException("the disk is gone");
          }
          step.take();
        };
    try {
      ReportFolder.write(folder, REPORT, steps);
      return false;
    } catch (OutputException told) {
      assertThat(told).hasMessageContaining("the disk is gone");
      return true;
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
