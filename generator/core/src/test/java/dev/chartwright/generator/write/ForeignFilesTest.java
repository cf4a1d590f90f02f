package dev.chartwright.generator.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFilesTest {
  private static final FileTree TREE =
      FileTree.empty()
          .with("helm/site/Chart.yaml", "name: site\n")
          .with("helm/site/templates/a.yaml", "a: b\n")
          .with("helm/site/charts/part/Chart.yaml", "name: part\n")
          .with("helm/site/charts/fetched-1.0.0.tgz", "packed\n")
          .with("docs/plan.md", "a plan\n");

  @TempDir private Path root;

  @BeforeEach
  void generates() {
    OutputFolder.at(root).write(TREE);
  }

  @Test
  void nothingIsReportedOfWhatWasGenerated() {
    assertThat(OutputFolder.at(root).foreignFiles()).isEmpty();
  }

  @Test
  void whatHelmInstallsIsAWarning() throws IOException {
    put("helm/site/templates/mine.yaml");
    put("helm/site/crds/mine.yaml");
    put("helm/site/charts/other/Chart.yaml");
    put("helm/site/charts/other/templates/a.yaml");

    assertThat(OutputFolder.at(root).foreignFiles())
        .extracting(Finding::severity, each -> each.rule().id(), each -> each.place().toString())
        .containsExactlyInAnyOrder(
            tuple(Severity.WARNING, "GEN-12", "helm/site/templates/mine.yaml"),
            tuple(Severity.WARNING, "GEN-12", "helm/site/crds/mine.yaml"),
            tuple(Severity.WARNING, "GEN-12", "helm/site/charts/other"));
  }

  @Test
  void whatHelmOnlyCarriesIsANote() throws IOException {
    put("helm/site/todo.txt");

    assertThat(OutputFolder.at(root).foreignFiles())
        .extracting(Finding::severity, each -> each.place().toString())
        .containsExactly(tuple(Severity.NOTE, "helm/site/todo.txt"));
  }

  @Test
  void whatHelmDoesNotReadIsNotReported() throws IOException {
    put("mine.txt");
    put("docs/mine.md");
    put("helm/mine.txt");
    put("helm/site/.DS_Store");
    put("helm/site/templates/.swp/a.yaml");
    put("helm/site/ci/mine-values.yaml");
    put("helm/site/templates/a.yaml.orig");
    Files.writeString(root.resolve("helm/site/.helmignore"), "*.orig\n");

    assertThat(OutputFolder.at(root).foreignFiles()).isEmpty();
  }

  @Test
  void aFileThatKeepsHelmFromReadingTheChartIsReported() throws IOException {
    Files.createSymbolicLink(root.resolve("helm/site/link"), root.resolve("docs"));

    assertThat(OutputFolder.at(root).foreignFiles())
        .extracting(Finding::severity, each -> each.place().toString(), Finding::what)
        .containsExactly(
            tuple(Severity.WARNING, "helm/site/", "'link' is a link that leads out of the chart"));
  }

  @Test
  void nothingIsReportedWhereNothingWasGenerated(@TempDir Path other) {
    assertThat(OutputFolder.at(other).foreignFiles()).isEmpty();
  }

  private void put(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine\n");
  }
}
