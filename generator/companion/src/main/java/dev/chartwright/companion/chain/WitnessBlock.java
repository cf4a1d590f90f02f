package dev.chartwright.companion.chain;

import java.util.List;
import java.util.Optional;

/**
 * What a witness file says of one block.
 *
 * @param hash the block's own hash
 * @param parent the hash of the block before it
 * @param checkpoint the block that the chain of proofs begins after
 * @param hashBefore what {@code checkpoint_consolidated_hash} is if the checkpoint is the block
 *     before this one; empty before v0.7
 * @param start where the element begins in the file, in bytes from 0
 * @param end the position behind the element
 * @param checkpointPlaces where the values of the checkpoint stand in the file
 */
public record WitnessBlock(
    long number,
    Hash hash,
    Hash parent,
    Checkpoint checkpoint,
    Optional<String> hashBefore,
    long start,
    long end,
    CheckpointPlaces checkpointPlaces) {
  /**
   * Where the values of a checkpoint stand in a file.
   *
   * @param root the state root
   * @param hash {@code checkpoint_consolidated_hash}; empty before v0.7
   */
  public record CheckpointPlaces(Place root, Optional<Place> hash) {
    /** What makes another checkpoint of it. */
    List<Replacement> replacements(Checkpoint checkpoint) {
      Replacement first = new Replacement(root, "\"" + checkpoint.root() + "\"");
      return hash.isEmpty() || checkpoint.hash().isEmpty()
          ? List.of(first)
          : List.of(first, new Replacement(hash.get(), "[" + checkpoint.hash().get() + "]"));
    }
  }

  /**
   * A value in a file.
   *
   * @param start where it begins, in bytes from 0
   * @param end the position behind it
   */
  public record Place(long start, long end) {}

  /** A value in a file, and what stands there instead. */
  record Replacement(Place place, String text) {}

  public Dialect dialect() {
    return checkpoint.hash().isPresent() ? Dialect.V0_7 : Dialect.V0_6;
  }

  /** The same block in a chain that begins elsewhere. */
  public WitnessBlock with(Checkpoint other) {
    return new WitnessBlock(number, hash, parent, other, hashBefore, start, end, checkpointPlaces);
  }
}
