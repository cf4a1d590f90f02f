package dev.chartwright.generator.upgrade;

import java.util.Locale;

/** What a change means for somebody who upgrades. */
public enum Impact {
  /** Something else, and nothing to know of. */
  FIX(Verdict.PATCH),
  /** Something new, or another default; what worked before goes on working. */
  FEATURE(Verdict.MINOR),
  /** A user has to act: values are refused or ignored, or the cluster cannot follow. */
  BREAKING(Verdict.MAJOR);

  private final Verdict verdict;

  Impact(Verdict verdict) {
    this.verdict = verdict;
  }

  /** The least change of the version that announces it. */
  public Verdict verdict() {
    return verdict;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
