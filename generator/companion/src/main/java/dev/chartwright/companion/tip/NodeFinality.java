package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;

/** Asks a node afresh whether a block is final. */
public record NodeFinality(Headers headers, FinalBlocks rule) {
  /** What the node says of a block. */
  public enum Answer {
    /** It is final, and has this hash. */
    FINAL,
    /** It is not final yet. */
    NOT_YET,
    /** Another block with this number is final. */
    OTHER,
    /** The node does not tell. */
    UNKNOWN
  }

  /** Whether this block is final now. */
  public Answer of(long number, Hash hash) {
    try {
      if (rule.newest(headers).number() < number) {
        return Answer.NOT_YET;
      }
      return headers.at(number).hash().equals(hash) ? Answer.FINAL : Answer.OTHER;
    } catch (RpcException e) {
      return Answer.UNKNOWN;
    }
  }
}
