package dev.chartwright.generator.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a second writer out of a folder, in this process or another. The operating system ends the
 * lock with the process, so that a killed one locks nobody out.
 */
final class FolderLock implements AutoCloseable {
  static final String FILE = ".chartwright.lock";

  /**
   * The operating system knows processes only, and drops a lock as soon as any channel of the
   * process to that file is closed: threads must be kept apart before they open it.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Whether a run has the lock, or was killed while it had it. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  /** The lock; empty if another run has it. */
  static Optional<FolderLock> tryAcquire(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(FILE);
    if (!HELD_HERE.add(file)) {
      return Optional.empty();
    }
    Optional<FolderLock> lock = Optional.empty();
    try {
      lock = lock(file);
    } finally {
      if (lock.isEmpty()) {
        HELD_HERE.remove(file);
      }
    }
    return lock;
  }

  private static Optional<FolderLock> lock(Path file) throws IOException {
    while (true) {
      FileChannel channel = null;
      boolean kept = false;
      try {
        createIfAbsent(file);
        Object identity = identity(file);
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
          return Optional.empty();
        }
        // The previous holder may have deleted the file between our opening and locking it.
        kept = Objects.equals(identity, identity(file));
        if (kept) {
          return Optional.of(new FolderLock(file, channel));
        }
      } catch (NoSuchFileException deletedByPreviousHolder) {
        kept = false;
      } finally {
        if (channel != null && !kept) {
          channel.close();
        }
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  private static void createIfAbsent(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException leftOrHeld) {
      return;
    }
  }

  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Deletes the file while it is still locked, because afterwards it could belong to another run.
   */
  @Override
  public void close() {
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException left) {
      // A file that remains does not block other runs: the lock ends with the channel or the
      // process.
      return;
    } finally {
      HELD_HERE.remove(file);
    }
  }
}
