package dev.chartwright.generator.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFingerprintTest {
  private static final FileTree TREE = FileTree.empty().with("a.txt", "a\n").with("b/c.txt", "c\n");

  @TempDir private Path root;

  @Test
  void isTheSameForTheSameOutput(@TempDir Path other) {
    OutputFolder.at(root).write(TREE);
    OutputFolder.at(other).write(TREE);

    assertThat(OutputFolder.at(root).fingerprint())
        .isPresent()
        .isEqualTo(OutputFolder.at(other).fingerprint());
  }

  @Test
  void isAnotherForAnotherOutput() {
    OutputFolder.at(root).write(TREE);
    var first = OutputFolder.at(root).fingerprint();
    OutputFolder.at(root).write(TREE.with("d.txt", "d\n"));

    assertThat(OutputFolder.at(root).fingerprint()).isPresent().isNotEqualTo(first);
  }

  @Test
  void isAbsentWhereTheOutputIsNotWhole() throws IOException {
    assertThat(OutputFolder.at(root).fingerprint()).isEmpty();

    OutputFolder.at(root).write(TREE);
    Files.writeString(root.resolve("a.txt"), "edited\n");
    assertThat(OutputFolder.at(root).fingerprint()).isEmpty();

    Files.delete(root.resolve("a.txt"));
    assertThat(OutputFolder.at(root).fingerprint()).isEmpty();

    Files.writeString(root.resolve(".chartwright"), "damaged\n");
    assertThat(OutputFolder.at(root).fingerprint()).isEmpty();
  }

  @Test
  void doesNotCareForTheUsersOwnFiles() throws IOException {
    OutputFolder.at(root).write(TREE);
    var before = OutputFolder.at(root).fingerprint();
    Files.writeString(root.resolve("mine.txt"), "mine\n");

    assertThat(OutputFolder.at(root).fingerprint()).isEqualTo(before);
  }
}
