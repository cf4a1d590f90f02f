package dev.chartwright.companion.chain;

import java.util.Optional;

/**
 * The block that a chain of proofs begins after.
 *
 * @param root its state root
 * @param hash the numbers of {@code checkpoint_consolidated_hash}, with commas between them; empty
 *     before v0.7
 */
public record Checkpoint(Hash root, Optional<String> hash) {
  @Override
  public String toString() {
    return root + hash.map(numbers -> " [" + numbers + "]").orElse("");
  }
}
