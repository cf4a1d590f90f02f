package dev.chartwright.generator.write;

import dev.chartwright.generator.file.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What happens to one file: it is created (nothing before), replaced, or removed (nothing after).
 * Prints as one line of the journal.
 */
record Change(String path, Optional<Digest> before, Optional<Digest> after) {
  private static final String NOTHING = "-";

  boolean creates() {
    return before.isEmpty();
  }

  boolean removes() {
    return after.isEmpty();
  }

  static List<Change> parse(String journal) {
    return journal.lines().map(Change::parseLine).toList();
  }

  private static Change parseLine(String line) {
    String[] words = line.split(" ", 3);
    if (words.length != 3) {
      throw new IllegalArgumentException("not a line of a journal: '" + line + "'");
    }
    return new Change(Ownership.requireInside(words[2]), digest(words[0]), digest(words[1]));
  }

  private static Optional<Digest> digest(String word) {
    return word.equals(NOTHING) ? Optional.empty() : Optional.of(new Digest(word));
  }

  @Override
  public String toString() {
    return text(before) + " " + text(after) + " " + path;
  }

  private static String text(Optional<Digest> digest) {
    return digest.map(Digest::hex).orElse(NOTHING);
  }
}
