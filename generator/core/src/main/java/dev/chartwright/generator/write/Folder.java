package dev.chartwright.generator.write;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.chartwright.generator.file.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder on disk and the few ways in which this package touches it; never through a symbolic
 * link. Every change goes through {@link Steps}.
 */
record Folder(Path root, Steps steps) {

  Folder child(String name) {
    return new Folder(root.resolve(name), steps);
  }

  Path path(String relative) {
    return root.resolve(relative);
  }

  boolean exists() {
    return Files.exists(root, NOFOLLOW_LINKS);
  }

  boolean isFolder() {
    return Files.isDirectory(root, NOFOLLOW_LINKS);
  }

  /** The content of a regular file, or nothing where there is none. */
  Optional<byte[]> read(String relative) throws IOException {
    return isFile(relative) ? Optional.of(Files.readAllBytes(path(relative))) : Optional.empty();
  }

  Optional<Digest> digest(String relative) throws IOException {
    return read(relative).map(Digest::of);
  }

  /** Whether a regular file is there, and no symbolic link leads to it. */
  boolean isFile(String relative) {
    Path file = path(relative);
    return isRealFolder(file.getParent()) && Files.isRegularFile(file, NOFOLLOW_LINKS);
  }

  /** Writes a new file whose content has reached the disk when this returns. */
  void write(String relative, byte[] content) throws IOException {
    Path file = path(relative);
    createFolder(file.getParent());
    steps.take("write " + file, () -> Files.write(file, content));
    if (startsLikeScript(content)) {
      steps.take("make executable " + file, () -> makeExecutable(file));
    }
    force(file);
  }

  /** Copies a file together with its times and permissions. */
  void copy(String relative, Folder destination) throws IOException {
    Path copy = destination.path(relative);
    destination.createFolder(copy.getParent());
    steps.take(
        "copy " + copy, () -> Files.copy(path(relative), copy, StandardCopyOption.COPY_ATTRIBUTES));
    force(copy);
  }

  /** Moves a file in one indivisible step; what was there is replaced. */
  void move(String relative, Folder destination) throws IOException {
    Path target = destination.path(relative);
    destination.createFolder(target.getParent());
    steps.take(
        "move " + target, () -> Files.move(path(relative), target, StandardCopyOption.ATOMIC_MOVE));
  }

  void rename(String from, String to) throws IOException {
    steps.take(
        "move " + path(to), () -> Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE));
  }

  void delete(String relative) throws IOException {
    steps.take("delete " + path(relative), () -> Files.deleteIfExists(path(relative)));
  }

  /** Removes the folders above a path that nothing is left in, up to the root. */
  void prune(String relative) throws IOException {
    for (Path above = path(relative).getParent(); !above.equals(root); above = above.getParent()) {
      if (isRealFolder(above)) {
        if (!isEmpty(above)) {
          return;
        }
        Path empty = above;
        steps.take("delete " + empty, () -> Files.deleteIfExists(empty));
      }
    }
  }

  void create() throws IOException {
    createFolder(root);
  }

  void deleteAll() throws IOException {
    if (!exists()) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        steps.take("delete " + path, () -> Files.deleteIfExists(path));
      }
    }
  }

  private void createFolder(Path folder) throws IOException {
    boolean isBelow = folder.startsWith(root) && !folder.equals(root);
    if (isBelow ? isRealFolder(folder) : Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      createFolder(folder.getParent());
    }
    steps.take("create folder " + folder, () -> Files.createDirectory(folder));
  }

  /** Without this, a power cut could keep the later move of a file and lose its content. */
  private void force(Path file) throws IOException {
    steps.take(
        "force " + file,
        () -> {
          OpenOption mode =
              Files.isWritable(file) ? StandardOpenOption.WRITE : StandardOpenOption.READ;
          try (FileChannel channel = FileChannel.open(file, mode)) {
            channel.force(true);
          }
        });
  }

  /** Whether a folder is there, and no symbolic link on the way from the root to it. */
  private boolean isRealFolder(Path folder) {
    for (Path step = folder; !step.equals(root); step = step.getParent()) {
      if (!Files.isDirectory(step, NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private static boolean startsLikeScript(byte[] content) {
    return content.length > 1 && content[0] == '#' && content[1] == '!';
  }

  /**
   * Makes a script executable for everyone who can read it, if the file system has such
   * permissions.
   */
  private static void makeExecutable(Path file) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, NOFOLLOW_LINKS);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.OWNER_READ)) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    if (permissions.contains(PosixFilePermission.GROUP_READ)) {
      permissions.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    view.setPermissions(permissions);
  }
}
