package dev.chartwright.companion.chain;

/** Tells the state root after a block, as a node of the chain knows it. */
public interface StateRoots {
  /** Nobody can be asked. */
  StateRoots NONE =
      (block, hash) -> new Answer.Unknown("only a node of the chain knows its state root");

  /**
   * Asks for the state root after a block.
   *
   * @param hash the hash of the block: a node of another chain knows another one
   */
  Answer after(long block, Hash hash);

  /** What was found out. */
  sealed interface Answer {
    /** The state root. */
    record Known(Hash root) implements Answer {}

    /**
     * Nothing.
     *
     * @param why the end of a sentence behind "because"
     */
    record Unknown(String why) implements Answer {}
  }
}
