package dev.chartwright.companion.leader;

import java.util.Locale;

/** Why an attempt has failed, for a program. */
public sealed interface Reason permits Cause, Loss {
  /** The name of the constant. */
  String name();

  /** The label of metrics, such as {@code task_lost}. */
  default String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
