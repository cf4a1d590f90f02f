package dev.chartwright.companion.tip;

import java.io.IOException;

/** What was uploaded, and cannot be taken back. */
public interface Uploaded {
  /** Nothing is uploaded. */
  Uploaded NOTHING = block -> false;

  /** Whether the proof of a block was uploaded, or may have been. */
  boolean has(BlockId block) throws IOException;

  /** Whether that is so for one of some blocks. */
  default boolean hasAny(Iterable<BlockId> blocks) throws IOException {
    for (BlockId block : blocks) {
      if (has(block)) {
        return true;
      }
    }
    return false;
  }
}
