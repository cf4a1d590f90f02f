package dev.chartwright.companion.rpc;

import dev.chartwright.companion.chain.Hash;

/** Tells the headers of a chain. Each answer may differ from the one before. */
public interface Headers {
  /**
   * The block with a tag.
   *
   * @param tag {@code latest}, {@code safe} or {@code finalized}
   */
  Header newest(String tag) throws RpcException;

  /** The block with a number, in the chain that the node follows at this moment. */
  Header at(long number) throws RpcException;

  /** The block with a hash, whether or not the node still follows it. */
  Header of(Hash hash) throws RpcException;

  /** Whether an answer that contradicts an earlier one counts at once. */
  default boolean isConfirmed() {
    return false;
  }
}
