package dev.chartwright.generator.write;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Words for what a file system says, as a person needs them. */
final class Unwritable {
  private Unwritable() {}

  static Finding problem(Path folder, Throwable failure, long bytes, String consequence) {
    Path file = file(folder, failure);
    if (isFull(folder, failure, bytes)) {
      return problem(
          folder, "the disk is full", consequence, "free some space there, then run again");
    }
    Path blocking = fileAmong(folder);
    if (blocking != null) {
      return problem(
          folder,
          "'" + blocking + "' is a file, where a folder is needed",
          consequence,
          "move it away, or name another output folder");
    }
    if (failure instanceof AccessDeniedException) {
      return problem(
          file,
          "there is no permission to read or write it",
          consequence,
          "give the user who runs this read and write access, or name another output folder");
    }
    return problem(
        file,
        "it could not be read or written: " + reason(failure),
        consequence,
        "fix this, or name another output folder, then run again");
  }

  private static Finding problem(Path path, String what, String why, String fix) {
    return Finding.error(OutputFolder.UNWRITABLE, Place.ofFile(path.toString()), what)
        .because(why)
        .fixedBy(fix);
  }

  /** The place that the user knows, where the failure is about a file of our own. */
  private static Path file(Path folder, Throwable failure) {
    if (!(failure instanceof FileSystemException named) || named.getFile() == null) {
      return folder;
    }
    Path file = Path.of(named.getFile());
    if (!file.startsWith(folder) || file.equals(folder)) {
      return file;
    }
    Path below = folder.relativize(file);
    if (!PathClashes.OURS.contains(below.getName(0).toString())) {
      return file;
    }
    return below.getNameCount() > 2
        ? folder.resolve(below.subpath(2, below.getNameCount()))
        : folder;
  }

  /** The message alone would not do: it is in the user's language. */
  private static boolean isFull(Path folder, Throwable failure, long bytes) {
    String reason = reason(failure);
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return true;
    }
    boolean isSomethingElse =
        failure instanceof AccessDeniedException || failure instanceof FileAlreadyExistsException;
    try {
      return !isSomethingElse
          && Files.isDirectory(folder)
          && Files.getFileStore(folder).getUsableSpace() < bytes;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static Path fileAmong(Path folder) {
    for (Path path = folder; path != null; path = path.getParent()) {
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    return null;
  }

  private static String reason(Throwable failure) {
    if (failure instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
