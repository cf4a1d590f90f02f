package dev.chartwright.companion.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The proof that a chain continues.
 *
 * @param facts what is known beside the proof; empty if nothing is
 * @param otherCircuits whether it was made with other circuits than those of now. No proof can
 *     continue it, so its block is the checkpoint of a new chain
 */
public record Predecessor(Path proof, Optional<ProofFacts> facts, boolean otherCircuits) {
  /** A proof of which nothing is known but its file. */
  public static Predecessor of(Path proof) {
    return new Predecessor(proof, Optional.empty(), false);
  }

  /**
   * A published proof.
   *
   * @param facts the file with what is known of it, which need not be there
   * @param circuits the digest of the circuits of now
   */
  public static Predecessor of(Path proof, Path facts, String circuits) throws IOException {
    Optional<ProofFacts> known = ProofFacts.read(facts);
    return new Predecessor(
        proof, known, known.filter(it -> !it.circuits().equals(circuits)).isPresent());
  }

  /**
   * The checkpoint of the block after it: that of this chain, or of a new one if this chain cannot
   * go on.
   *
   * @param next the block, as its witness was fetched
   * @throws ChainException if the state root after the proven block cannot be read from the proof
   */
  public Checkpoint checkpointOf(WitnessBlock next) throws ChainException {
    if (otherCircuits) {
      return ProofFile.read(proof)
          .last()
          .confirmedValues()
          .map(values -> new Checkpoint(values.rootAfter(), next.hashBefore()))
          .orElseThrow(
              () ->
                  new ChainException(
                      "The circuits have changed since block "
                          + (next.number() - 1)
                          + " was proven, so block "
                          + next.number()
                          + " has to begin a new chain, but "
                          + proof
                          + " does not say for certain which state that begins with."
                          + " Fetch the witness with block "
                          + (next.number() - 1)
                          + " as its checkpoint."));
    }
    return isFetchedBefore(next) ? facts.orElseThrow().checkpoint() : next.checkpoint();
  }

  /** Whether the witness of the block after it was fetched for the chain that this one replaced. */
  boolean isFetchedBefore(WitnessBlock next) {
    return facts.flatMap(ProofFacts::instead).filter(next.checkpoint()::equals).isPresent();
  }
}
