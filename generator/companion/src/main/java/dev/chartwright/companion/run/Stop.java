package dev.chartwright.companion.run;

import java.util.Arrays;
import java.util.Locale;

/** Why a run that goes on shall end. */
public enum Stop {
  /** Somebody wants it. */
  PERSON(130, "somebody stopped the run"),
  /** A reorg has undone its blocks. */
  ORPHANED(131, "a reorg has undone the block");

  private final int exitCode;
  private final String clause;

  Stop(int exitCode, String clause) {
    this.exitCode = exitCode;
    this.clause = clause;
  }

  /** What a file says; anything that is not known was written for a person. */
  static Stop of(String text) {
    return Arrays.stream(values())
        .filter(stop -> stop.toString().equals(text.strip()))
        .findFirst()
        .orElse(PERSON);
  }

  /** The exit code of the run. */
  public int exitCode() {
    return exitCode;
  }

  /** A clause for the outcome of the run. */
  public String clause() {
    return clause;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
