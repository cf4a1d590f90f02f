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

  /** What to tell the user. */
  String sentence() {
    return switch (this) {
      case REORG_BELOW_UPLOADED ->
          "STOPPED: a reorg undoes blocks whose proofs were uploaded. Nothing was changed. Compare the uploaded proofs with the chain, and set follow.from to the block to begin with.";
      case NO_ANCESTOR ->
          "STOPPED: the chain no longer has the newest block that was proven, and the journal does not reach back to where it differs. Nothing was changed. Compare the proofs with the chain, and set follow.from to the block to begin with.";
    };
  }
}
