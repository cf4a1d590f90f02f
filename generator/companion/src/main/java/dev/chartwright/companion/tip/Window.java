package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of the chain that the companion remembers: blocks one after the other, each the parent
 * of the next. Immutable.
 *
 * @param hashes the hashes of the blocks from {@code first} on; none before the first look
 */
public record Window(long first, List<Hash> hashes) {
  /** The window before the first look at the chain. */
  public static final Window EMPTY = new Window(0, List.of());

  public Window {
    hashes = List.copyOf(hashes);
  }

  /** A window with one block. */
  public static Window at(Header block) {
    return new Window(block.number(), List.of(block.hash()));
  }

  public boolean isEmpty() {
    return hashes.isEmpty();
  }

  /** The number of its newest block. */
  public long tip() {
    return first + hashes.size() - 1;
  }

  /** The hash of a block; empty if the number is outside. */
  public Optional<Hash> at(long number) {
    return number < first || number > tip()
        ? Optional.empty()
        : Optional.of(hashes.get((int) (number - first)));
  }

  /** Whether it has this block. */
  public boolean has(long number, Hash hash) {
    return at(number).filter(hash::equals).isPresent();
  }

  /** Whether a block is the next one. */
  public boolean precedes(Header block) {
    return block.number() == tip() + 1 && has(tip(), block.parent());
  }

  /**
   * This window up to an ancestor, and behind it other blocks.
   *
   * @throws IllegalArgumentException if the blocks do not follow each other
   */
  public Window with(long ancestor, List<Header> blocks) {
    List<Hash> all = new ArrayList<>(hashes.subList(0, (int) (ancestor - first + 1)));
    for (Header block : blocks) {
      if (block.number() != first + all.size() || !block.parent().equals(all.get(all.size() - 1))) {
        throw new IllegalArgumentException("block " + block.number() + " does not follow");
      }
      all.add(block.hash());
    }
    return new Window(first, all);
  }

  /** This window without the blocks before a number. Its newest block stays. */
  public Window from(long number) {
    int dropped = (int) Math.max(0, Math.min(number, tip()) - first);
    return new Window(first + dropped, hashes.subList(dropped, hashes.size()));
  }
}
