package dev.chartwright.companion.command;

import java.util.List;

/** A command that changes nothing. Each sentence says why to the user. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> sentences;

  Refusal(String sentence) {
    this(List.of(sentence));
  }

  Refusal(List<String> sentences) {
    super(String.join(" ", sentences));
    this.sentences = List.copyOf(sentences);
  }

  List<String> sentences() {
    return sentences;
  }
}
