package dev.chartwright.companion.rpc;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.StateRoots;
import dev.chartwright.companion.metrics.Metrics;
import java.time.Duration;
import java.util.OptionalLong;

/** The state roots that a node of the chain tells. */
public final class RpcNode implements StateRoots {
  private final Node node;

  /**
   * The node there.
   *
   * @param address an address with http or https
   * @throws IllegalArgumentException if it is none
   */
  public RpcNode(String address) {
    this(address, Node.PATIENCE);
  }

  RpcNode(String address, Duration patience) {
    node = new Node(Node.Role.RUNS, address, OptionalLong.empty(), patience, new Metrics());
  }

  @Override
  public Answer after(long block, Hash hash) {
    Header header;
    try {
      header = node.at(block);
    } catch (RpcException e) {
      return new Answer.Unknown(e.getMessage());
    }
    return header.hash().equals(hash)
        ? new Answer.Known(header.stateRoot())
        : new Answer.Unknown(
            node + " has another block " + block + " than the witness: " + header.hash());
  }
}
