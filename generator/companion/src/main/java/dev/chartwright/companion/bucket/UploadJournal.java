package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.bucket.Upload.Kind;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.run.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The journal of uploads: a file with one line of JSON for each event, durable before the companion
 * goes on. Threads may share it, and other processes may add to the file. A line that is lost or
 * cut off does no harm: the bucket is asked again.
 */
public final class UploadJournal {
  /** What identifies an upload. */
  private record Key(long number, String hash) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Long.compare(number, other.number);
      return order == 0 ? hash.compareTo(other.hash) : order;
    }
  }

  private final Path file;
  private final TreeMap<Key, Upload> last = new TreeMap<>();
  private long read; // bytes of whole lines

  /** The journal in a file, which need not exist. */
  public UploadJournal(Path file) {
    this.file = file;
  }

  /** Whether the bucket has the proof of a block, or may have it. */
  public boolean mayHave(long number, Hash hash) throws IOException {
    return of(number, hash)
        .filter(upload -> upload.kind() == Kind.UPLOADED || upload.kind() == Kind.SENDING)
        .isPresent();
  }

  /** What happened last to the proof of a block; empty if nothing did. */
  public synchronized Optional<Upload> of(long number, Hash hash) throws IOException {
    refresh();
    return Optional.ofNullable(last.get(new Key(number, hash.hex())));
  }

  /** What happened last to each proof, by number. */
  public synchronized List<Upload> all() throws IOException {
    refresh();
    return List.copyOf(last.values());
  }

  /** Whether the bucket has exactly this proof of a block. */
  public boolean has(long number, byte[] proof) throws IOException {
    return has(number, Checksum.md5(proof));
  }

  synchronized boolean has(long number, String md5) throws IOException {
    refresh();
    return last.subMap(new Key(number, ""), new Key(number + 1, "")).values().stream()
        .anyMatch(upload -> upload.kind() == Kind.UPLOADED && upload.md5().equals(md5));
  }

  /** Adds what happened. */
  public synchronized void add(Upload upload) throws IOException {
    refresh();
    // A line that a crash cut must not swallow the next one.
    boolean cut = Files.exists(file) && Files.size(file) > read;
    Durable.append(file, (cut ? "\n" : "") + upload);
    refresh();
  }

  /** Reads what was added since the last time, up to the last whole line. */
  private void refresh() throws IOException {
    long size = Files.exists(file) ? Files.size(file) : 0;
    if (size < read) {
      read = 0; // somebody has replaced it
      last.clear();
    }
    if (size == read) {
      return;
    }
    byte[] more;
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = Channels.newInputStream(channel.position(read))) {
      more = in.readAllBytes();
    }
    int end = more.length;
    while (end > 0 && more[end - 1] != '\n') {
      end--;
    }
    new String(more, 0, end, UTF_8)
        .lines()
        .forEach(
            line ->
                Upload.parse(line)
                    .ifPresent(
                        upload -> last.put(new Key(upload.number(), upload.hash().hex()), upload)));
    read += end;
  }
}
