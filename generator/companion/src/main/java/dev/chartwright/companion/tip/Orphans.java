package dev.chartwright.companion.tip;

import dev.chartwright.companion.run.Durable;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Moves what was made of blocks that a reorg has undone out of the way: runs with their witnesses,
 * and proofs. Nothing of it is deleted before its time.
 */
record Orphans(Path folder, RunQueue queue, ProofStore proofs) {
  /**
   * Moves the run of a batch away, or asks it to end first.
   *
   * @return whether there is no such run in the queue any more
   */
  boolean buryRun(Batch batch) throws IOException {
    BlockId last = batch.last();
    Optional<Run> run = batch.run(queue);
    if (run.isEmpty()) {
      return true;
    } else if (run.get().state() == RunState.RUNNING) {
      try {
        if (run.get().stop().isEmpty()) {
          run.get().requestStop(Stop.ORPHANED);
        }
      } catch (NoSuchFileException e) {
        // It has just ended.
      }
      return false;
    }
    return queue.remove(run.get(), place(run.get().id() + "-" + last.hash()));
  }

  /**
   * Moves the proof of a block away.
   *
   * @return false if there is none of this block, or it is not known of which block it is
   */
  boolean buryProof(BlockId block) throws IOException {
    if (!proofs.has(block.number(), block.hash())) {
      return false;
    }
    Path proof = proofs.proof(block.number());
    Path facts = proofs.facts(block.number());
    Path place = place("b" + block.number() + "-" + block.hash() + ".zkproof");
    if (Files.exists(facts)) {
      Path copy = ProofStore.factsOf(place);
      Durable.write(copy, Files.readString(facts));
    }
    Durable.move(proof, place);
    Files.deleteIfExists(facts);
    return true;
  }

  /** A name that is free. */
  private Path place(String name) throws IOException {
    Files.createDirectories(folder);
    Path place = folder.resolve(name);
    for (int i = 2; Files.exists(place); i++) {
      place = folder.resolve(i + "-" + name);
    }
    return place;
  }
}
