package dev.chartwright.companion.chain;

import java.io.IOException;
import java.util.List;

/** A file that cannot be used. Each problem is one sentence for the user, and names the file. */
public final class ChainException extends IOException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ChainException(List<String> problems) {
    super(String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  ChainException(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
