package dev.chartwright.generator.upgrade;

import java.util.Locale;

/** How much a chart has changed, in the words of semantic versioning; later ones weigh more. */
public enum Verdict {
  /** The same files, but for the number of the version. */
  NONE,
  /** Other files or another output, and nothing that a user has to know of. */
  PATCH,
  /** Something new, or another default; what worked before goes on working. */
  MINOR,
  /** A user has to act: values are refused or ignored, or the cluster cannot follow. */
  MAJOR;

  /** The heavier one of two. */
  public Verdict and(Verdict other) {
    return compareTo(other) < 0 ? other : this;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
