package dev.chartwright.generator.write;

import static dev.chartwright.generator.write.FoldersOnDisk.contents;
import static dev.chartwright.generator.write.FoldersOnDisk.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.write.DriftReport.Difference;
import dev.chartwright.generator.write.DriftReport.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DriftReportTest {
  private static final FileTree CHART =
      FileTree.empty()
          .with("Chart.yaml", "name: web\nversion: 1.0.0\n")
          .with("templates/service.yaml", "kind: Service\n")
          .with("values.yaml", "replicas: 2\n");

  @TempDir Path temporary;
  private Path root;
  private OutputFolder folder;

  @BeforeEach
  void writeTheChart() {
    root = temporary.resolve("web");
    folder = OutputFolder.at(root);
    folder.write(CHART);
  }

  @Test
  void isCleanAfterAWriteWhateverTheUserKeepsBeside() {
    write(root.resolve("templates/mine.yaml"), "mine");

    DriftReport report = folder.check(CHART);

    assertThat(report.isClean()).isTrue();
    assertThat(report.summary()).isEqualTo("No difference: 3 files are up to date");
    assertThat(report).hasToString("No difference: 3 files are up to date\n");
  }

  @Test
  void showsWhatAWriteWouldDoAsAPatchAndDoesNotDoIt() throws IOException {
    FileTree next =
        FileTree.empty()
            .with("Chart.yaml", "name: web\nversion: 1.1.0\n")
            .with("templates/route.yaml", "kind: HTTPRoute")
            .with("values.yaml", "replicas: 2\n");
    Map<String, String> before = contents(root);

    DriftReport report = folder.check(next);

    assertThat(report)
        .hasToString(
            """
            3 files differ: 1 missing, 1 changed, 1 stale; 1 up to date
            --- a/Chart.yaml
            +++ b/Chart.yaml
            @@ -1,2 +1,2 @@
             name: web
            -version: 1.0.0
            +version: 1.1.0
            --- /dev/null
            +++ b/templates/route.yaml
            @@ -0,0 +1,1 @@
            +kind: HTTPRoute
            \\ No newline at end of file
            --- a/templates/service.yaml
            +++ /dev/null
            @@ -1,1 +0,0 @@
            -kind: Service
            """);
    assertThat(contents(root)).isEqualTo(before);
  }

  @Test
  void namesAFileThatWasEditedByHand() {
    write(root.resolve("values.yaml"), "replicas: 3\n");

    assertThat(folder.check(CHART).differences())
        .extracting(Difference::path, Difference::kind)
        .containsExactly(tuple("values.yaml", Kind.CHANGED));
  }

  @Test
  void namesALineEndThatVersionControlChanged() {
    write(root.resolve("values.yaml"), "replicas: 2\r\n");

    assertThat(folder.check(CHART).differences().get(0).diff())
        .isEqualTo(
            """
            --- a/values.yaml
            +++ b/values.yaml
            @@ -1,1 +1,1 @@
            -replicas: 2\r
            +replicas: 2
            """);
  }

  @Test
  void showsNoBytesOfABinaryFile() {
    FileTree tree = CHART.with("icon.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 0});

    assertThat(folder.check(tree).differences().get(0).diff())
        .isEqualTo("Binary file icon.png differs\n");
  }

  @Test
  void countsAListThatIsLostAsADifference() throws IOException {
    Files.delete(root.resolve(".chartwright"));

    assertThat(folder.check(CHART).differences())
        .extracting(Difference::path, Difference::kind)
        .containsExactly(tuple(".chartwright", Kind.MISSING));
  }

  @Test
  void ofAFolderThatIsNotThereSaysThatEverythingIsMissing() {
    DriftReport report = OutputFolder.at(temporary.resolve("nowhere")).check(CHART);

    assertThat(report.summary()).isEqualTo("3 files differ: 3 missing; 0 up to date");
    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }
}
