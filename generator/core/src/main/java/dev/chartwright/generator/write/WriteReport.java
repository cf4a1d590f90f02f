package dev.chartwright.generator.write;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a write did. Paths are relative to the folder and sorted; the list of owned files is not
 * among them. Immutable.
 *
 * @param written files that were created or replaced
 * @param removed files that an earlier run had generated and that are generated no longer
 * @param unchanged files that had the right content already and were not touched
 */
public record WriteReport(List<String> written, List<String> removed, List<String> unchanged) {
  public WriteReport {
    written = List.copyOf(written);
    removed = List.copyOf(removed);
    unchanged = List.copyOf(unchanged);
  }

  /** Whether every generated file had been there already. */
  public boolean isUnchanged() {
    return written.isEmpty() && removed.isEmpty();
  }

  /** One line for a person, such as {@code Wrote 3 files, removed 1, 27 unchanged}. */
  public String summary() {
    if (isUnchanged()) {
      return "Nothing to write: "
          + files(unchanged.size())
          + (unchanged.size() == 1 ? " is up to date" : " are up to date");
    }
    String removal =
        written.isEmpty() ? "removed " + files(removed.size()) : "removed " + removed.size();
    String sentence =
        Stream.of(
                written.isEmpty() ? "" : "wrote " + files(written.size()),
                removed.isEmpty() ? "" : removal,
                unchanged.isEmpty() ? "" : unchanged.size() + " unchanged")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "));
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }

  static String files(int count) {
    return count == 1 ? "1 file" : count + " files";
  }

  @Override
  public String toString() {
    return summary();
  }
}
