package dev.chartwright.companion.tip;

import java.util.List;

/** Why the companion cannot follow the chain. Each sentence says it to the user. */
public final class TipException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> sentences;

  TipException(List<String> sentences) {
    super(String.join(" ", sentences));
    this.sentences = List.copyOf(sentences);
  }

  TipException(String sentence) {
    this(List.of(sentence));
  }

  public List<String> sentences() {
    return sentences;
  }
}
