package dev.chartwright.companion.tip;

import java.util.Locale;

/** Why the companion does not follow any more until a person has decided. */
public enum StopReason {
  /** A reorg undid a block whose proof was uploaded. */
  REORG_BELOW_UPLOADED,
  /** A reorg goes back further than the journal. */
  NO_ANCESTOR;

  /** Its name in files and figures, such as {@code no-ancestor}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
