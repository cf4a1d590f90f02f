package dev.chartwright.companion.command;

import dev.chartwright.companion.run.Retention;
import dev.chartwright.companion.tip.Batch;
import dev.chartwright.companion.tip.ChainJournal;
import dev.chartwright.companion.tip.TipException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The proofs that a followed chain continues. They need not be the newest ones: after {@code
 * follow.from} was set back, proofs of higher blocks lie beside them.
 */
record NextProofs(Path file, long chainId) implements Retention.Continued {
  @Override
  public Set<Long> blocks() throws IOException {
    Optional<ChainJournal> journal;
    try {
      journal = ChainJournal.read(file, chainId);
    } catch (TipException e) {
      throw new IOException(e.getMessage(), e); // nothing is deleted while this is unknown
    }
    return journal.map(NextProofs::blocks).orElse(Set.of());
  }

  private static Set<Long> blocks(ChainJournal journal) {
    Set<Long> blocks = new HashSet<>();
    for (Batch batch : journal.batches()) {
      if (batch.isOpen() && batch.isContinuing()) {
        blocks.add(batch.parent().number()); // its witness is fetched before it is a run
      }
    }
    if (journal.next() - 1 > journal.checkpoint()) {
      blocks.add(journal.next() - 1);
    }
    return blocks;
  }
}
