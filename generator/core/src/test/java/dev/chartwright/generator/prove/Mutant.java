package dev.chartwright.generator.prove;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Finding;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A defect put into a generated chart on purpose, and the problem that has to tell of it.
 *
 * @param name the defect in words
 * @param chart the chart, by its folder
 * @param edits the changes of its files
 * @param rule the rule of the problem
 * @param path the problem's path, where {@code *} stands for any text; what follows in parentheses,
 *     the case, does not count
 */
public record Mutant(String name, String chart, List<Edit> edits, String rule, String path) {
  public Mutant {
    edits = List.copyOf(edits);
  }

  /**
   * A change of a file.
   *
   * @param from the text that is replaced wherever it occurs in the file; empty to append to the
   *     file, which need not exist
   * @param to the text in its place
   */
  record Edit(String file, String from, String to) {
    private FileTree applyTo(FileTree files) {
      String text = from.isEmpty() && !files.contains(file) ? "" : files.text(file);
      if (!text.contains(from)) {
        throw new IllegalArgumentException(file + " has no\n" + from);
      }
      String changed = from.isEmpty() ? text + to : text.replace(from, to);
      return files.only(path -> !path.equals(file)).with(file, changed);
    }
  }

  /** The chart with the defect. */
  public FileTree applyTo(FileTree files) {
    FileTree mutated = files;
    for (Edit edit : edits) {
      mutated = edit.applyTo(mutated);
    }
    return mutated;
  }

  /** Whether a problem tells of this defect, at its place. */
  public boolean isToldBy(Finding problem) {
    String exact = Pattern.quote(path).replace("*", "\\E.*\\Q");
    return Pattern.matches(Pattern.quote(rule).replace("*", "\\E.*\\Q"), problem.rule().id())
        && Pattern.matches(exact + "( \\(.*\\))?", problem.place().toString());
  }

  @Override
  public String toString() {
    return chart + ": " + name;
  }
}
