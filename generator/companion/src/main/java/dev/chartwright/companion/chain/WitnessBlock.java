package dev.chartwright.companion.chain;

import java.util.Optional;

/**
 * What a witness file says of one block.
 *
 * @param hash the block's own hash
 * @param parent the hash of the block before it
 * @param checkpoint the state root of the block that the chain of proofs begins after
 * @param checkpointHash the numbers of {@code checkpoint_consolidated_hash}, with commas between
 *     them; empty before v0.7
 * @param start where the element begins in the file, in bytes from 0
 * @param end the position behind the element
 */
public record WitnessBlock(
    long number,
    Hash hash,
    Hash parent,
    Hash checkpoint,
    Optional<String> checkpointHash,
    long start,
    long end) {
  public Dialect dialect() {
    return checkpointHash.isPresent() ? Dialect.V0_7 : Dialect.V0_6;
  }

  String checkpointText() {
    return checkpoint + checkpointHash.map(hash -> " [" + hash + "]").orElse("");
  }
}
