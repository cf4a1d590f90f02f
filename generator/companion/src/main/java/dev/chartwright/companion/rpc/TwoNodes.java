package dev.chartwright.companion.rpc;

import dev.chartwright.companion.chain.Hash;

/**
 * Tells only what two nodes agree on. The chain ends where the slower one is.
 *
 * @param first the node whose tags count
 * @param second the other one
 */
public record TwoNodes(Headers first, Headers second) implements Headers {
  @Override
  public Header newest(String tag) throws RpcException {
    Header one = first.newest(tag);
    Header two = second.newest(tag);
    return one.equals(two) ? one : at(Math.min(one.number(), two.number()));
  }

  @Override
  public Header at(long number) throws RpcException {
    return agreed(first.at(number), second.at(number));
  }

  @Override
  public Header of(Hash hash) throws RpcException {
    return agreed(first.of(hash), second.of(hash));
  }

  @Override
  public boolean isConfirmed() {
    return true;
  }

  private static Header agreed(Header one, Header two) throws RpcException {
    if (!one.equals(two)) {
      throw new RpcException(
          RpcException.Kind.DISAGREE,
          "two nodes differ about block %d: %s and %s"
              .formatted(one.number(), one.hash(), two.hash()));
    }
    return one;
  }
}
