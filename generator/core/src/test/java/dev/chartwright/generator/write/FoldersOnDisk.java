package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What lies in a folder, in a form that tests can compare and print. */
final class FoldersOnDisk {
  private FoldersOnDisk() {}

  /** Every file by path with its text, and every empty folder with a slash behind its path. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    if (!Files.exists(folder)) {
      return contents;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        String name = folder.relativize(path).toString();
        if (Files.isRegularFile(path)) {
          contents.put(name, Files.readString(path));
        } else if (isEmptyFolder(path) && !path.equals(folder)) {
          contents.put(name + "/", "");
        }
      }
    }
    return contents;
  }

  /** The folder that holds a tree and the list of its files, and nothing else. */
  static Map<String, String> holding(FileTree tree) {
    Map<String, String> contents = new TreeMap<>();
    tree.files().forEach((path, content) -> contents.put(path, new String(content, UTF_8)));
    if (!contents.isEmpty()) {
      contents.put(Ownership.FILE, new String(Ownership.of(tree).toBytes(), UTF_8));
    }
    return contents;
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.findAny().isEmpty();
    }
  }
}
