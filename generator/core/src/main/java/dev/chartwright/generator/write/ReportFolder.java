package dev.chartwright.generator.write;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A folder for what a run has to say, such as {@code target/chartwright}. Files are replaced, each
 * in one step, so that a reader sees the old one or the new one and never half of it; nothing else
 * in the folder is touched, and no list is kept. For output that belongs to the user there is
 * {@link OutputFolder}.
 */
public final class ReportFolder {
  private static final String UNFINISHED = ".unfinished";

  private ReportFolder() {}

  /**
   * Writes files into a folder, which need not exist.
   *
   * @throws OutputException if one cannot be written; the others may have been replaced then
   */
  public static void write(Path path, FileTree files) {
    write(path, files, Steps.PLAIN);
  }

  /**
   * Deletes a folder of an earlier run, if there is one.
   *
   * @param name its path below the folder of the report
   * @throws OutputException if it cannot be deleted
   */
  public static void remove(Path path, String name) {
    Folder folder = new Folder(path.toAbsolutePath().normalize(), Steps.PLAIN);
    try {
      folder.child(name).deleteAll();
    } catch (IOException | UncheckedIOException failure) {
      Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
      throw new OutputException(
          folder.root(),
          Unwritable.problem(
              folder.root(), cause, 0, "the report is not complete, although the proof is"),
          failure);
    }
  }

  static void write(Path path, FileTree files, Steps steps) {
    Folder folder = new Folder(path.toAbsolutePath().normalize(), steps);
    Folder unfinished = folder.child(UNFINISHED + "-" + ProcessHandle.current().pid());
    long bytes = files.files().values().stream().mapToLong(content -> content.length).sum();
    try {
      folder.create();
      for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
        unfinished.write(file.getKey(), file.getValue());
      }
      for (String file : files.paths()) {
        unfinished.move(file, folder);
      }
      unfinished.deleteAll();
    } catch (IOException | UncheckedIOException failure) {
      try {
        unfinished.deleteAll();
      } catch (IOException second) {
        failure.addSuppressed(second);
      }
      Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
      throw new OutputException(
          folder.root(),
          Unwritable.problem(
              folder.root(), cause, bytes, "the report is not complete, although the proof is"),
          failure);
    }
  }
}
