package dev.chartwright.companion.tip;

import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What the newest block of a node is to the part of the chain that is known. */
public sealed interface Step {
  /** It is known: nothing is new, or the node lags. */
  record Known() implements Step {}

  /**
   * It follows the known part, perhaps with blocks between.
   *
   * @param blocks the next ones, not more than were asked for; none if the chain changed meanwhile
   */
  record Grown(List<Header> blocks) implements Step {}

  /**
   * The node follows another chain.
   *
   * @param other its block that shows it: not the one that is known by that number, or not its
   *     child
   */
  record Forked(Header other) implements Step {}

  /**
   * Compares the newest block of a node with the known part.
   *
   * @param window at least one block
   * @param most how many blocks are fetched at most
   */
  static Step of(Window window, Header head, Headers headers, int most) throws RpcException {
    long tip = window.tip();
    if (window.has(head.number(), head.hash()) || head.number() < window.first()) {
      return new Known();
    } else if (window.precedes(head)) {
      return new Grown(most > 0 ? List.of(head) : List.of());
    } else if (head.number() <= tip + 1) {
      return new Forked(head);
    }
    List<Header> blocks = new ArrayList<>();
    Window end = window;
    while (blocks.size() < most && end.tip() < head.number()) {
      long next = end.tip() + 1;
      Header block = next == head.number() ? head : headers.at(next);
      if (!end.precedes(block)) {
        // Before the first one, the node follows another chain; later, it has changed meanwhile.
        return blocks.isEmpty() ? new Forked(block) : new Grown(blocks);
      }
      blocks.add(block);
      end = Window.at(block);
    }
    return new Grown(blocks);
  }

  /**
   * The blocks of another chain, back to the first one whose parent is known. Each is fetched by
   * the hash that its child names, so that all are of one chain, whatever the node does meanwhile.
   *
   * @return the oldest first; empty if no ancestor is known
   */
  static Optional<List<Header>> branch(Window window, Header other, Headers headers)
      throws RpcException {
    List<Header> branch = new ArrayList<>();
    Header block = other;
    while (block.number() > window.first()) {
      branch.add(block);
      if (window.has(block.number() - 1, block.parent())) {
        Collections.reverse(branch);
        return Optional.of(branch);
      }
      block = headers.of(block.parent());
    }
    return Optional.empty();
  }
}
