package dev.chartwright.generator.prove;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.Problem;
import java.util.regex.Pattern;

/**
 * A defect put into a generated chart on purpose, and the problem that has to tell of it.
 *
 * @param name the defect in words
 * @param chart the chart, by its folder
 * @param file the file of the chart that is changed
 * @param from the text that is replaced wherever it occurs in the file; empty to append to the
 *     file, which need not exist
 * @param to the text in its place
 * @param rule the rule of the problem
 * @param path the problem's path, where {@code *} stands for any text; what follows in parentheses,
 *     the case, does not count
 */
record Mutant(
    String name, String chart, String file, String from, String to, String rule, String path) {

  /** The chart with the defect. */
  FileTree applyTo(FileTree files) {
    String text = from.isEmpty() && !files.contains(file) ? "" : files.text(file);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(chart + "/" + file + " has no\n" + from);
    }
    String changed = from.isEmpty() ? text + to : text.replace(from, to);
    FileTree.Builder mutated = FileTree.builder().add(file, changed);
    files
        .files()
        .forEach(
            (path, content) -> {
              if (!path.equals(file)) {
                mutated.add(path, content);
              }
            });
    return mutated.build();
  }

  /** Whether a problem tells of this defect, at its place. */
  boolean isToldBy(Problem problem) {
    String exact = Pattern.quote(path).replace("*", "\\E.*\\Q");
    return Pattern.matches(Pattern.quote(rule).replace("*", "\\E.*\\Q"), problem.rule())
        && Pattern.matches(exact + "( \\(.*\\))?", problem.path());
  }

  @Override
  public String toString() {
    return chart + ": " + name;
  }
}
