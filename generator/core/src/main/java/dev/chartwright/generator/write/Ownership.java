package dev.chartwright.generator.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.file.Digest;
import dev.chartwright.generator.file.FileTree;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The files that the last run generated into a folder, each with the digest that it had then. Kept
 * beside them in the file {@value #FILE}, in the format of {@code sha256sum}. Immutable.
 */
record Ownership(SortedMap<String, Digest> digests) {
  static final String FILE = ".chartwright";

  private static final String HEADER =
      "# Files that Chartwright generated and owns, by SHA-256. Commit this list; do not edit it.";

  Ownership {
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  static Ownership none() {
    return new Ownership(new TreeMap<>());
  }

  static Ownership of(FileTree tree) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    tree.files().forEach((path, content) -> digests.put(path, Digest.of(content)));
    return new Ownership(digests);
  }

  /** Those of the files that have such a path. */
  Ownership within(Predicate<String> paths) {
    SortedMap<String, Digest> some = new TreeMap<>(digests);
    some.keySet().removeIf(paths.negate());
    return new Ownership(some);
  }

  /** These files and those. */
  Ownership and(Ownership others) {
    SortedMap<String, Digest> both = new TreeMap<>(digests);
    both.putAll(others.digests);
    return new Ownership(both);
  }

  /** Reads the list; an unreadable line is an {@link IllegalArgumentException} that quotes it. */
  static Ownership parse(String text) {
    SortedMap<String, Digest> digests = new TreeMap<>();
    text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(
            line -> {
              String[] words = line.split("  ", 2);
              if (words.length != 2) {
                throw new IllegalArgumentException("not a digest and a path: '" + line + "'");
              }
              digests.put(requireInside(words[1]), new Digest(words[0]));
            });
    return new Ownership(digests);
  }

  /** A path from a file that anybody may have edited must not lead out of the folder. */
  static String requireInside(String path) {
    String inside = FileTree.empty().with(path, "").files().firstKey();
    Path unused = Path.of(inside); // Fails on what this system cannot have.
    return inside;
  }

  boolean includes(String path) {
    return digests.containsKey(path);
  }

  /**
   * Whether a file still has the content that was generated. Line ends that version control turned
   * into CRLF are not an edit.
   */
  boolean recognises(String path, byte[] content) {
    Digest generated = digests.get(path);
    return Digest.of(content).equals(generated)
        || Digest.of(withoutCarriageReturns(content)).equals(generated);
  }

  private static byte[] withoutCarriageReturns(byte[] content) {
    byte[] kept = new byte[content.length];
    int length = 0;
    for (int i = 0; i < content.length; i++) {
      boolean lineEnd = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
      if (!lineEnd) {
        kept[length++] = content[i];
      }
    }
    return Arrays.copyOf(kept, length);
  }

  byte[] toBytes() {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    digests.forEach((path, digest) -> text.append(digest).append("  ").append(path).append('\n'));
    return text.toString().getBytes(UTF_8);
  }
}
