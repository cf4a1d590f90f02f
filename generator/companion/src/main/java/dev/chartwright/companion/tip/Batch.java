package dev.chartwright.companion.tip;

import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Chosen blocks, which one run proves.
 *
 * @param parent the block before the first one
 * @param blocks at least one, each the parent of the next
 * @param checkpoint the number of the block that their chain of proofs begins after
 * @param stage what became of them
 */
public record Batch(BlockId parent, List<BlockId> blocks, long checkpoint, Stage stage) {
  /** What became of chosen blocks. */
  public enum Stage {
    /** Their witness is to be fetched. */
    CHOSEN,
    /** A run has their witness. */
    QUEUED,
    /** Their proofs are there. */
    DONE,
    /** Their run failed, and the next blocks do not depend on it. */
    FAILED,
    /** The chain has lost at least one of them; the follower moves away what was made of it. */
    ORPHANED;

    /** Its name in files, such as {@code queued}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Batch {
    blocks = List.copyOf(blocks);
    if (blocks.isEmpty() || blocks.get(0).number() != parent.number() + 1) {
      throw new IllegalArgumentException("no blocks behind " + parent);
    }
  }

  public BlockId first() {
    return blocks.get(0);
  }

  public BlockId last() {
    return blocks.get(blocks.size() - 1);
  }

  /** Whether its proofs continue the one of the block before. */
  public boolean isContinuing() {
    return parent.number() > checkpoint;
  }

  /** Whether something is still to be done for it. */
  public boolean isOpen() {
    return stage == Stage.CHOSEN || stage == Stage.QUEUED;
  }

  Batch in(Stage other) {
    return new Batch(parent, blocks, checkpoint, other);
  }

  /** Its run, if the queue has one. */
  Optional<Run> run(RunQueue queue) throws IOException {
    return queue.find(first().number(), last().number(), last().hash());
  }

  /** A name for people, such as {@code b5-8-1f3a9c02}. */
  String name() {
    return "b%d-%d-%s"
        .formatted(first().number(), last().number(), last().hash().hex().substring(0, 8));
  }
}
