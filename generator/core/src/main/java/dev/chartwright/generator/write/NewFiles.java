package dev.chartwright.generator.write;

import static dev.chartwright.generator.rule.ChartRules.GEN_06;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** Writes files that their reader goes on with, which are never written again. */
public final class NewFiles {
  private NewFiles() {}

  /**
   * Writes all files, or none if one of them is there already.
   *
   * @param folder made if there is none; may hold other files
   * @throws OutputException with every file that is there, or with what the file system says
   */
  public static void write(Path folder, FileTree files) {
    List<Finding> present =
        files.paths().stream()
            .filter(path -> Files.exists(folder.resolve(path), LinkOption.NOFOLLOW_LINKS))
            .map(
                path ->
                    Finding.error(GEN_06, Place.ofFile(path), "the file exists already")
                        .because("a new project would replace it")
                        .fixedBy("name another folder, or move the file away"))
            .toList();
    if (!present.isEmpty()) {
      throw new OutputException(folder, present);
    }
    try {
      for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException failure) {
      long bytes = files.files().values().stream().mapToLong(content -> content.length).sum();
      throw new OutputException(
          folder,
          Unwritable.problem(folder, failure, bytes, "the project is not complete"),
          failure);
    }
  }
}
