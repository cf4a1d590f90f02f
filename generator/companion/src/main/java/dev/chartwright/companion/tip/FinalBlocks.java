package dev.chartwright.companion.tip;

import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;

/** Which blocks count as final. */
public sealed interface FinalBlocks {
  /**
   * Those up to the one that the node gives a tag.
   *
   * @param tag {@code finalized} or {@code safe}
   */
  record Tagged(String tag) implements FinalBlocks {}

  /** Those with a number of blocks behind them. */
  record Confirmed(long blocks) implements FinalBlocks {}

  /** The newest final block. */
  default Header newest(Headers headers) throws RpcException {
    return this instanceof Tagged tagged
        ? headers.newest(tagged.tag())
        : headers.at(Math.max(0, headers.newest("latest").number() - ((Confirmed) this).blocks()));
  }
}
