package dev.chartwright.generator.gcloud;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A command of a script. Immutable.
 *
 * @param words the program and its arguments
 */
record Command(List<Word> words) {
  /** The longest line, but for a longer word and for what stands before the command. */
  private static final int LINE = 88;

  Command {
    words = List.copyOf(words);
  }

  static Command of(String... words) {
    return new Command(Stream.of(words).map(Word::of).toList());
  }

  /** A command of gcloud with its positional arguments, in the project, which asks nothing. */
  static Command gcloud(String... words) {
    return of("gcloud").and(words).inProject();
  }

  /** A command of kubectl, for the cluster of this fleet whichever one is current. */
  static Command kubectl(String... words) {
    return of("kubectl").and(Word.of("--context=").and(Setting.CONTEXT)).and(words);
  }

  /** A command of helm, for the cluster of this fleet whichever one is current. */
  static Command helm(String... words) {
    return of("helm").and(words).and(Word.of("--kube-context=").and(Setting.CONTEXT));
  }

  /** The flags that every command of gcloud has. */
  Command inProject() {
    return and(Word.of("--project=").and(Setting.PROJECT)).and("--quiet");
  }

  Command and(String... more) {
    return and(Stream.of(more).map(Word::of).toList());
  }

  Command and(Word word) {
    return and(List.of(word));
  }

  Command and(Collection<Word> more) {
    List<Word> all = new ArrayList<>(words);
    all.addAll(more);
    return new Command(all);
  }

  /** More words, if the condition holds. */
  Command andIf(boolean condition, String... more) {
    return condition ? and(more) : this;
  }

  /** For the templates: the lines of the command, each a list of words. */
  List<List<List<Map<String, String>>>> model() {
    ShellQuoting quoting = new ShellQuoting();
    List<List<List<Map<String, String>>>> lines = new ArrayList<>();
    List<List<Map<String, String>>> line = new ArrayList<>();
    int width = 0;
    boolean afterFlag = false;
    for (Word word : words) {
      int more = word.width(quoting) + 1;
      if (!line.isEmpty() && width + more > LINE && (!afterFlag || word.isFlag())) {
        lines.add(line);
        line = new ArrayList<>();
        width = 0;
      }
      line.add(word.model());
      width += more;
      afterFlag = word.takesNext();
    }
    lines.add(line);
    return lines;
  }
}
