package dev.chartwright.companion.leader;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The log of a run: what its leaders print, and between that the companion's own lines, which begin
 * with the time and {@code companion:}. Its file is bounded: where it is full, it becomes {@code
 * log.old} in the place of the one before. Several threads may write.
 */
public final class RunLog implements AutoCloseable {
  /** The largest size of the file in bytes. */
  public static final long LARGEST = 8L << 20;

  private static final int LONGEST_LINE = 16 << 10;

  private final Path file;
  private final long largest;
  private final Clock clock;
  private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
  private OutputStream out;
  private long size;

  public RunLog(Path file, Clock clock) throws IOException {
    this(file, LARGEST, clock);
  }

  RunLog(Path file, long largest, Clock clock) throws IOException {
    this.file = file;
    this.largest = largest;
    this.clock = clock;
    this.size = Files.exists(file) ? Files.size(file) : 0;
    this.out = open();
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Adds a line of the companion. */
  public void say(String line) {
    String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    write((time + " companion: " + line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The most telling cause of a failure that the leader printed since the last call. */
  public synchronized Optional<Cause> takeCause() {
    Optional<Cause> first = causes.stream().findFirst();
    causes.clear();
    return first;
  }

  /** Copies what a process prints, until it ends. A full disk does not stop the process. */
  void copy(InputStream in) {
    byte[] line = new byte[LONGEST_LINE];
    int length = 0;
    try (in) {
      byte[] block = new byte[LONGEST_LINE];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        for (int i = 0; i < read; i++) {
          line[length++] = block[i];
          if (block[i] == '\n' || length == LONGEST_LINE) {
            line(line, length);
            length = 0;
          }
        }
      }
    } catch (IOException e) {
      // The process is gone.
    }
    line(line, length);
  }

  private void line(byte[] bytes, int length) {
    if (length > 0) {
      byte[] line = java.util.Arrays.copyOf(bytes, length);
      note(new String(line, StandardCharsets.UTF_8));
      write(line);
    }
  }

  private synchronized void note(String line) {
    for (Cause cause : Cause.values()) {
      if (cause.isIn(line)) {
        causes.add(cause);
      }
    }
  }

  private synchronized void write(byte[] line) {
    try {
      if (size + line.length > largest) {
        out.close();
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".old"),
            StandardCopyOption.REPLACE_EXISTING);
        out = open();
        size = 0;
      }
      out.write(line);
      size += line.length;
    } catch (IOException e) {
      // The disk is full: the check of the next proof says so.
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
