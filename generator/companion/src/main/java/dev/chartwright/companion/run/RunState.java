package dev.chartwright.companion.run;

import java.util.Locale;

/** The state of a run: the folder that the run lies in. */
public enum RunState {
  INBOX,
  RUNNING,
  DONE,
  FAILED;

  /** The name of the folder, such as {@code inbox}. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True if the companion does no more for the run. */
  public boolean isOver() {
    return this == DONE || this == FAILED;
  }
}
