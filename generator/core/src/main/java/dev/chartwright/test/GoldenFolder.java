package dev.chartwright.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.write.UnifiedDiff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder with the output that is expected. Immutable. */
record GoldenFolder(Path folder) {
  /** The system property that writes the folder. */
  static final String UPDATE = "chartwright.golden.update";

  void compare(FileTree actual) {
    try {
      FileTree expected = read();
      if (Boolean.getBoolean(UPDATE)) {
        write(expected, actual);
        return;
      }
      Set<String> paths = new TreeSet<>(expected.paths());
      paths.addAll(actual.paths());
      StringBuilder differences = new StringBuilder();
      for (String path : paths) {
        Optional<String> before = text(expected, path);
        Optional<String> after = text(actual, path);
        if (!before.equals(after)) {
          differences.append(
              UnifiedDiff.between(
                  path, before.map(GoldenFolder::bytes), after.map(GoldenFolder::bytes)));
        }
      }
      if (differences.length() > 0) {
        throw new AssertionError(
            folder
                + " differs from what is rendered. If the change is wanted, run the test again with -D"
                + UPDATE
                + "=true and read the changes.\n"
                + differences);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(folder + " cannot be compared", failure);
    }
  }

  private void write(FileTree expected, FileTree actual) throws IOException {
    for (String path : actual.paths()) {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual.text(path));
    }
    for (String path : expected.paths()) {
      if (!actual.contains(path)) {
        Files.delete(folder.resolve(path));
      }
    }
  }

  private FileTree read() throws IOException {
    FileTree.Builder files = FileTree.builder();
    if (!Files.isDirectory(folder)) {
      return files.build();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        String path =
            folder.relativize(file).toString().replace(folder.getFileSystem().getSeparator(), "/");
        // Version control may have changed the line ends.
        files.add(path, Files.readString(file).replace("\r\n", "\n"));
      }
    }
    return files.build();
  }

  private static Optional<String> text(FileTree files, String path) {
    return files.contains(path) ? Optional.of(files.text(path)) : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
