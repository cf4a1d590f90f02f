package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.chartfile.UnreadableChartException;
import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedChartTest {
  @TempDir private Path tree;

  private Path chart;

  @BeforeEach
  void create() throws IOException {
    chart = tree.resolve("charts out/web/helm/web");
    write("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    write("values.yaml", "text: Grüße\r\n");
    write("templates/ä page.yaml", "");
  }

  @Test
  void isTheOneOfHeadHoweverTheFolderWasChanged() throws Exception {
    git("init", "--quiet");
    git("add", ".");
    commit();
    write("values.yaml", "text: edited\n");
    write("templates/new.yaml", "a: b\n");

    CommittedChart committed = CommittedChart.read(chart);

    assertThat(committed.origin()).contains("HEAD (");
    assertThat(committed.files().files().keySet())
        .containsExactlyInAnyOrder("Chart.yaml", "values.yaml", "templates/ä page.yaml");
    assertThat(committed.files().text("values.yaml")).isEqualTo("text: Grüße\r\n");

    for (String file : List.of("templates/new.yaml", "templates/ä page.yaml", "templates")) {
      Files.delete(chart.resolve(file));
    }
    Files.delete(chart.resolve("values.yaml"));
    Files.delete(chart.resolve("Chart.yaml"));
    Files.delete(chart);

    assertThat(texts(CommittedChart.read(chart).files())).isEqualTo(texts(committed.files()));
  }

  @Test
  void mayBeAtTheTopOfTheWorkTree() throws Exception {
    chart = tree;
    write("Chart.yaml", "apiVersion: v2\nname: top\nversion: 1.0.0\n");
    git("init", "--quiet");
    git("add", "Chart.yaml");
    commit();

    assertThat(texts(CommittedChart.read(tree).files())).containsOnlyKeys("Chart.yaml");
  }

  @Test
  void leavesOutWhatTheFolderLeavesOut() throws Exception {
    write(".helmignore", "notes/\n*.tmp\nci/\n");
    write("notes/one.txt", "1");
    write("a.tmp", "2");
    write("ci/case-values.yaml", "text: b\n");
    git("init", "--quiet");
    git("add", "--force", ".");
    commit();

    assertThat(texts(CommittedChart.read(chart).files())).isEqualTo(texts(ChartReader.read(chart)));
  }

  @Test
  void isTheFolderWhereHeadHasNone() throws Exception {
    assertThat(CommittedChart.read(chart).origin()).contains("on disk", "not in a git work tree");

    git("init", "--quiet");
    assertThat(CommittedChart.read(chart).origin()).contains("on disk", "no commit");

    Files.writeString(tree.resolve("other"), "");
    git("add", "other");
    commit();
    assertThat(CommittedChart.read(chart).origin()).contains("on disk", "HEAD does not have it");
    assertThat(texts(CommittedChart.read(chart).files())).isEqualTo(texts(ChartReader.read(chart)));

    assertThat(CommittedChart.read(chart, "no-such-git").origin()).contains("not installed");
    assertThatThrownBy(() -> CommittedChart.read(tree.resolve("absent")))
        .isInstanceOf(UnreadableChartException.class);
  }

  private static Map<String, String> texts(FileTree chart) {
    Map<String, String> texts = new TreeMap<>();
    chart.files().forEach((path, content) -> texts.put(path, new String(content, UTF_8)));
    return texts;
  }

  private void write(String path, String text) throws IOException {
    Path file = chart.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void commit() throws Exception {
    git(
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@example.com",
        "-c",
        "commit.gpgsign=false",
        "commit",
        "--quiet",
        "-m",
        "one");
  }

  private void git(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", tree.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
  }
}
