package dev.chartwright.generator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class of an author that adds to JKube's description. */
class RefiningProjectTest {
  private static final Spelling WORDS = new PlainSpelling();

  @TempDir private Path project;

  @Test
  void aProjectThatIsNotCompiledIsRefused() throws IOException {
    Path sources = Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(sources.resolve("Shop.java"), "");
    ProjectRequest request = request(List.of(sources));

    assertThatThrownBy(() -> RefiningProject.open(request, WORDS))
        .isInstanceOf(RequestException.class)
        .hasMessage(
            "Shop.java is not compiled: the chart would lack what a class that implements"
                + " JkubeSource adds. Run compile");
  }

  @Test
  void aProjectWithoutSourceFilesAddsNothing() {
    try (RefiningProject refining =
        RefiningProject.open(request(List.of(project.resolve("src/main/java"))), WORDS)) {
      assertThat(refining.source()).isNotNull();
    }
  }

  private ProjectRequest request(List<Path> sources) {
    Path classes = project.resolve("target/classes");
    return ProjectRequest.of(List.of(classes)).in(classes, sources);
  }
}
