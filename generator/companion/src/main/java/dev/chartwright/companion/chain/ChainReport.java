package dev.chartwright.companion.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a run before it begins, in sentences for the user.
 *
 * @param problems why the run would fail
 * @param warnings what is probably wrong
 * @param notes what was not checked
 * @param witnesses the files that could be read, by their first block
 */
public record ChainReport(
    List<String> problems, List<String> warnings, List<String> notes, List<WitnessFile> witnesses) {
  public ChainReport {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    witnesses = List.copyOf(witnesses);
  }

  /** The blocks of the witnesses. */
  public List<WitnessBlock> blocks() {
    return witnesses.stream().flatMap(file -> file.blocks().stream()).toList();
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a library
  static final class Builder {
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    List<WitnessFile> witnesses = List.of();

    void problem(String sentence, Object... values) {
      problems.add(sentence.formatted(values));
    }

    void problems(List<String> sentences) {
      problems.addAll(sentences);
    }

    /** A problem, or only a warning if the places where the two values stand are not sure. */
    void mismatch(boolean sure, String sentence, Object... values) {
      (sure ? problems : warnings).add(sentence.formatted(values));
    }

    void note(String sentence, Object... values) {
      notes.add(sentence.formatted(values));
    }

    ChainReport build() {
      return new ChainReport(problems, warnings, notes, witnesses);
    }
  }
}
