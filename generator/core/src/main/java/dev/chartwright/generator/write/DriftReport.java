package dev.chartwright.generator.write;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a folder differs from the files that would be generated. Immutable.
 *
 * @param differences one a file, sorted by path
 * @param upToDate how many files are as they would be generated
 * @param interrupted whether an earlier write was killed here, or one is at work right now
 */
public record DriftReport(List<Difference> differences, int upToDate, boolean interrupted) {
  public DriftReport {
    differences = List.copyOf(differences);
  }

  /** In which way a file differs. */
  public enum Kind {
    /** It would be generated and is not there. */
    MISSING,
    /** It is there with other content. */
    CHANGED,
    /** It was generated once, would not be any longer, and is still there. */
    STALE
  }

  /**
   * One file that differs.
   *
   * @param path relative to the folder
   * @param kind in which way
   * @param diff what a write would change, as a unified diff that ends in a line break; one
   *     sentence for a binary file
   */
  public record Difference(String path, Kind kind, String diff) {}

  static DriftReport of(Folder folder, Ownership owned, FileTree target) throws IOException {
    List<Difference> differences = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : target.files().entrySet()) {
      Optional<byte[]> present = folder.read(file.getKey());
      if (present.isEmpty() || !Arrays.equals(present.get(), file.getValue())) {
        differences.add(difference(file.getKey(), present, Optional.of(file.getValue())));
      }
    }
    for (String path : owned.digests().keySet()) {
      if (!target.contains(path) && folder.isFile(path)) {
        differences.add(difference(path, folder.read(path), Optional.empty()));
      }
    }
    boolean onlyTheList = differences.stream().allMatch(d -> d.path().equals(Ownership.FILE));
    if (!onlyTheList) {
      differences.removeIf(difference -> difference.path().equals(Ownership.FILE));
    }
    differences.sort((a, b) -> a.path().compareTo(b.path()));
    long wrong =
        differences.stream()
            .filter(d -> d.kind() != Kind.STALE && !d.path().equals(Ownership.FILE))
            .count();
    int generated = target.files().size() - (target.contains(Ownership.FILE) ? 1 : 0);
    return new DriftReport(differences, generated - (int) wrong, new Transaction(folder).isOpen());
  }

  private static Difference difference(
      String path, Optional<byte[]> present, Optional<byte[]> wanted) {
    Kind kind = present.isEmpty() ? Kind.MISSING : wanted.isEmpty() ? Kind.STALE : Kind.CHANGED;
    return new Difference(path, kind, UnifiedDiff.between(path, present, wanted));
  }

  /** Whether a write would change nothing. */
  public boolean isClean() {
    return differences.isEmpty() && !interrupted;
  }

  /** One line for a person, such as {@code 2 files differ: 1 changed, 1 stale; 29 up to date}. */
  public String summary() {
    if (isClean()) {
      return "No difference: "
          + WriteReport.files(upToDate)
          + (upToDate == 1 ? " is up to date" : " are up to date");
    }
    if (differences.isEmpty()) {
      return "An earlier write was interrupted; the next one clears up";
    }
    String kinds =
        Stream.of(Kind.values())
            .filter(kind -> count(kind) > 0)
            .map(kind -> count(kind) + " " + kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return WriteReport.files(differences.size())
        + (differences.size() == 1 ? " differs: " : " differ: ")
        + kinds
        + "; "
        + upToDate
        + " up to date"
        + (interrupted ? "; an earlier write was interrupted" : "");
  }

  private long count(Kind kind) {
    return differences.stream().filter(difference -> difference.kind() == kind).count();
  }

  /** The summary, then the diff of every file: a patch that does what a write would do. */
  @Override
  public String toString() {
    return differences.stream()
        .map(Difference::diff)
        .collect(Collectors.joining("", summary() + "\n", ""));
  }
}
