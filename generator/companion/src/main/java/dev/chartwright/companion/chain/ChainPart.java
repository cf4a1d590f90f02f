package dev.chartwright.companion.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of a witness that are still to be proven, at their place in a chain.
 *
 * @param blocks at least one, with the checkpoint of their chain
 * @param fetchedWith the checkpoint that the witness was fetched with
 */
public record ChainPart(List<WitnessBlock> blocks, Checkpoint fetchedWith) {
  public ChainPart {
    blocks = List.copyOf(blocks);
  }

  /**
   * The blocks from a number on, which the witness has.
   *
   * @param previous the proof of the block before, if the chain does not begin with the witness
   * @throws ChainException if these blocks have to begin a new chain, and it is not known with
   *     which state
   */
  public static ChainPart of(WitnessFile witness, long from, Optional<Predecessor> previous)
      throws ChainException {
    List<WitnessBlock> rest = witness.from(from).orElseThrow().blocks();
    Checkpoint fetchedWith = rest.get(0).checkpoint();
    Checkpoint checkpoint =
        previous.isPresent() ? previous.get().checkpointOf(rest.get(0)) : fetchedWith;
    return new ChainPart(rest.stream().map(block -> block.with(checkpoint)).toList(), fetchedWith);
  }

  /** The checkpoint of the chain. */
  public Checkpoint checkpoint() {
    return blocks.get(0).checkpoint();
  }

  /** Whether this is all of a witness, as it was fetched. */
  public boolean isWhole(WitnessFile witness) {
    return blocks.equals(witness.blocks());
  }

  /** Writes a witness with these blocks only. */
  public void write(WitnessFile witness, OutputStream out) throws IOException {
    witness.from(blocks.get(0).number()).orElseThrow().write(checkpoint(), out);
  }

  /**
   * What is known of the proof of one of the blocks.
   *
   * @param run the run that proves it
   * @param circuits the digest of the circuits
   */
  public ProofFacts facts(WitnessBlock block, String run, String circuits) {
    return new ProofFacts(
        block.number(),
        run,
        circuits,
        checkpoint(),
        checkpoint().equals(fetchedWith) ? Optional.empty() : Optional.of(fetchedWith),
        Optional.of(block.hash()));
  }
}
