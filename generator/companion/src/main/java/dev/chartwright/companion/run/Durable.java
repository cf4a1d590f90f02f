package dev.chartwright.companion.run;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes of files that are there, whole, after a crash at any moment, or not at all. */
public final class Durable {
  private Durable() {}

  /** Writes a file, or replaces it. */
  public static void write(Path file, String content) throws IOException {
    Path part = part(file);
    try (FileChannel out = FileChannel.open(part, WRITE, CREATE, TRUNCATE_EXISTING)) {
      write(out, content);
    }
    move(part, file);
  }

  /** What a file is called until it is whole. */
  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Adds a line to a file. After a crash, its last line may be cut. */
  public static void append(Path file, String line) throws IOException {
    try (FileChannel out = FileChannel.open(file, APPEND, CREATE)) {
      write(out, line + "\n");
    }
  }

  /** Moves a file or folder within a volume. A file in the new place is replaced. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, ATOMIC_MOVE);
    sync(to.getParent());
    if (!from.getParent().equals(to.getParent())) {
      sync(from.getParent());
    }
  }

  /** Gives a file a second name on the same volume. */
  static void link(Path file, Path name) throws FileAlreadyExistsException, IOException {
    sync(file);
    Files.createLink(name, file);
    sync(name.getParent());
  }

  /** Makes what was written to a file or folder durable. */
  public static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  private static void write(FileChannel out, String content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    out.force(true);
  }
}
