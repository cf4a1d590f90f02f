package dev.chartwright.companion.tip;

import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.Node;
import dev.chartwright.companion.rpc.Node.Role;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.rpc.TwoNodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The nodes that tell of a chain. Used by one thread; another one needs its own.
 *
 * @param settings which ones, and which blocks count as final
 * @param first tells the blocks
 * @param second has to agree with the first, if it is declared
 * @param traces has what witnesses are made of; may be the first
 */
public record Nodes(FollowSettings settings, Node first, Optional<Node> second, Node traces) {
  /** A transaction that no chain has, and the options of a trace. */
  private static final String NO_TRANSACTION = "[\"0x" + "0".repeat(64) + "\",{}]";

  /** The declared ones, which are not asked anything yet. */
  public static Nodes of(FollowSettings settings, Metrics metrics) {
    return new Nodes(
        settings,
        node(Role.BLOCKS, settings.rpc(), settings, metrics),
        settings.second().map(address -> node(Role.SECOND, address, settings, metrics)),
        // Its figure is that of the last witness: nobody would correct it before the next one.
        node(Role.TRACES, settings.traces(), settings, new Metrics()));
  }

  private static Node node(Role role, String address, FollowSettings settings, Metrics metrics) {
    return new Node(
        role, address, OptionalLong.of(settings.chainId()), settings.times().patience(), metrics);
  }

  /** What they agree on. */
  Headers headers() {
    return second.<Headers>map(other -> new TwoNodes(first, other)).orElse(first);
  }

  /** The number of the newest block. */
  public long head() throws RpcException {
    return headers().newest("latest").number();
  }

  /** Tells which blocks are final. */
  public NodeFinality finality() {
    return new NodeFinality(headers(), settings.finality());
  }

  /**
   * Asks each of them once whether it can be used. A node that does not answer now may do so later.
   *
   * @param unreachable takes a sentence about one that does not answer
   * @throws TipException if following would be in vain
   */
  void check(Consumer<String> unreachable) throws TipException {
    List<String> problems = new ArrayList<>();
    check(problems, first, unreachable, this::checkFinality);
    second.ifPresent(node -> check(problems, node, unreachable, this::checkFinality));
    check(problems, traces, unreachable, this::checkTraces);
    if (!problems.isEmpty()) {
      throw new TipException(problems);
    }
  }

  /** What a node has to be able to answer. */
  private interface Check {
    /** Returns a sentence if the node cannot be used. */
    Optional<String> of(Node node) throws RpcException;
  }

  private Optional<String> checkFinality(Node node) throws RpcException {
    settings.finality().newest(node);
    return Optional.empty();
  }

  private Optional<String> checkTraces(Node node) throws RpcException {
    String method = settings.type().equals("native") ? "debug_traceTransaction" : "eth_getWitness";
    return node.has(method, NO_TRANSACTION)
        ? Optional.empty()
        : Optional.of(
            "%s has no %s, so no witness can be made of it. Set follow.traces to a node with traces of the type %s."
                .formatted(node, method, settings.type()));
  }

  private static void check(
      List<String> problems, Node node, Consumer<String> unreachable, Check check) {
    try {
      node.newest("latest");
      check.of(node).ifPresent(problems::add);
    } catch (RpcException e) {
      switch (e.kind()) {
        case CHAIN ->
            problems.add(
                "%s: its blocks would be proven instead. Set %s or follow.chainId."
                    .formatted(e.sentence(), node.role().label()));
        case ERROR, METHOD ->
            problems.add(
                "%s: so it is unknown which blocks are final. Set follow.finality to confirmations, or another node."
                    .formatted(e.sentence()));
        default -> unreachable.accept(e.sentence() + "; it is asked again.");
      }
    }
  }
}
