package dev.chartwright.companion.bucket;

import dev.chartwright.companion.chain.Hash;

/** Says whether a block can no longer be replaced by another one. */
public interface Finality {
  /** What is known of a block. */
  enum Answer {
    /** It is on the chain, and stays there. */
    FINAL,
    /** It is too new. */
    NOT_YET,
    /** Another block with its number is final. */
    OTHER,
    /** The node gives no answer. */
    UNKNOWN
  }

  /** What is known now of the block with a number and a hash. */
  Answer of(long number, Hash hash);
}
