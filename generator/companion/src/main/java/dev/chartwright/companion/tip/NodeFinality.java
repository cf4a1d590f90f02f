package dev.chartwright.companion.tip;

import dev.chartwright.companion.bucket.Finality;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;

/** Asks a node afresh whether a block is final. */
public record NodeFinality(Headers headers, FinalBlocks rule) implements Finality {
  @Override
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
