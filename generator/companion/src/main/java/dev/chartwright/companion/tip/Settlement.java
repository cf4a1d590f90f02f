package dev.chartwright.companion.tip;

import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Notes what became of chosen blocks, and moves away what a reorg has orphaned. */
record Settlement(
    FollowSettings settings,
    JournalFile journal,
    RunQueue queue,
    ProofStore proofs,
    Orphans orphans,
    Witnesses witnesses,
    Report report) {
  /** Moves what is orphaned away, the newest first, so that nothing that continues it begins. */
  void bury() throws IOException {
    List<Batch> all = journal.get().in(Stage.ORPHANED);
    for (int i = all.size() - 1; i >= 0; i--) {
      Batch batch = all.get(i);
      if (witnesses.batch().filter(it -> it.last().equals(batch.last())).isPresent()) {
        witnesses.cancel();
      }
      if (orphans.buryRun(batch)) {
        buryProofs(batch);
      }
    }
  }

  private void buryProofs(Batch batch) throws IOException {
    long next = journal.get().next();
    boolean isWhole = true; // up to here, the chain still has the blocks, and their proofs
    for (BlockId block : batch.blocks()) {
      isWhole =
          isWhole
              && journal.get().window().has(block.number(), block.hash())
              && proofs.has(block.number(), block.hash());
      if (isWhole) {
        journal.save(journal.get().withProven(Optional.of(block)));
      } else {
        next = Math.min(next, block.number());
        if (orphans.buryProof(block)) {
          report.say("the proof of " + block + " is orphaned");
        }
      }
    }
    journal.save(journal.get().without(batch).withNext(next));
  }

  /** Notes which runs are over. */
  void settle() throws IOException {
    for (Batch batch : journal.get().in(Stage.QUEUED)) {
      Optional<Run> run = batch.run(queue);
      boolean isProven =
          run.map(it -> it.state().isOver()).orElse(true)
              && batch.blocks().stream().allMatch(it -> proofs.has(it.number(), it.hash()));
      if (isProven) {
        journal.save(journal.get().moved(batch, Stage.DONE).withProven(Optional.of(batch.last())));
      } else if (run.isEmpty()) {
        journal.save(journal.get().moved(batch, Stage.CHOSEN)); // somebody has removed it
      } else if (run.get().state() == RunState.INBOX) {
        strand(batch, run.get());
      } else if (run.get().state() == RunState.FAILED) {
        failed(batch, run.get().id());
      }
    }
  }

  private void failed(Batch batch, String id) throws IOException {
    boolean isLeft = !settings.selection().isChain() || journal.get().isSuperseded(settings);
    report.once(
        "failed " + id,
        "run "
            + id
            + " failed, and the next blocks "
            + (isLeft ? "do without it" : "wait for it: `retry` tries it again"));
    if (isLeft) {
      journal.save(journal.get().moved(batch, Stage.FAILED));
    }
  }

  /** Ends a run that waits for a proof which nothing makes, if the chain shall begin elsewhere. */
  private void strand(Batch batch, Run run) throws IOException {
    try {
      if (journal.get().isSuperseded(settings)
          && journal.get().open().get(0).equals(batch)
          && !run.request().isReady(proofs)) {
        queue.finish(
            run,
            RunState.FAILED,
            "Not proven: the chain of proofs begins again with block %d."
                .formatted(settings.from().getAsLong()),
            Stop.PERSON.exitCode());
        journal.save(journal.get().moved(batch, Stage.FAILED));
      }
    } catch (NoSuchFileException e) {
      // Somebody has moved it meanwhile.
    }
  }
}
