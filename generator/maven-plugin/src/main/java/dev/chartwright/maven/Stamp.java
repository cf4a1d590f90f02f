package dev.chartwright.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Remembers in the build folder what came out of something, for as long as what went in stays the
 * same.
 *
 * @param file where
 * @param input the fingerprint of what went in
 */
record Stamp(Path file, String input) {

  /** The lines that were written for the same input. */
  Optional<List<String>> read() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    return !lines.isEmpty() && lines.get(0).equals(input)
        ? Optional.of(lines.subList(1, lines.size()))
        : Optional.empty();
  }

  void write(String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, input + "\n" + String.join("\n", lines) + "\n");
  }
}
