package dev.chartwright.generator.gotemplate;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.ValuePath;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which branches of a chart's templates were entered. Threads may share it. */
public final class BranchUse {
  private final TemplateBranches branches;
  private final Set<Integer> entered = ConcurrentHashMap.newKeySet();

  private BranchUse(TemplateBranches branches) {
    this.branches = branches;
  }

  /** Nothing is entered yet. */
  public static BranchUse of(FileTree chart) {
    return new BranchUse(TemplateBranches.of(chart));
  }

  /**
   * The files of the chart, or some of them, with templates that say which branches they enter.
   * Those that were entered before need not say so again.
   */
  public FileTree marked(FileTree files) {
    return branches.marked(files, Set.copyOf(entered));
  }

  /** Notes what was entered, as the numbers of a text or of a message. */
  public void enter(Set<Integer> numbers) {
    entered.addAll(numbers);
  }

  /** The numbers of the branches that a rendered text or a message of marked templates names. */
  public static Set<Integer> numbers(String text) {
    return BranchMarks.numbers(text);
  }

  /** What templates without marks would render to. */
  public static String plain(String text) {
    return BranchMarks.plain(text);
  }

  /**
   * The message that templates without marks would fail with; empty if it is not known.
   *
   * @param text the message of marked templates
   */
  public static String message(String text) {
    return BranchMarks.message(text);
  }

  /** Branches that were not entered although what is around them was, in the order of the files. */
  public List<TemplateBranch> unreached() {
    return branches.unreached(entered);
  }

  /**
   * What decides about a branch.
   *
   * @param file the template that it is in
   * @param values as that template reads them
   */
  public record Decision(String file, List<ValuePath> values) {
    public Decision {
      values = List.copyOf(values);
    }
  }

  /** For each branch that was not entered the values that decide about it. */
  public List<Decision> deciding() {
    return branches.deciding(entered);
  }

  /** Branches of which nobody knows whether they were entered. */
  public List<TemplateBranch> unwatched() {
    return branches.unwatched();
  }
}
