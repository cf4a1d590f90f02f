package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;

/** The identity of a block. Its number alone is none: after a reorg another block has it. */
public record BlockId(long number, Hash hash) {
  @Override
  public String toString() {
    return "block " + number + " " + hash;
  }
}
