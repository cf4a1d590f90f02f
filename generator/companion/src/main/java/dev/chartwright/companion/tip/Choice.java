package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Chooses the blocks of the next run among the final ones. */
record Choice(
    FollowSettings settings,
    Headers headers,
    JournalFile journal,
    ProofStore proofs,
    Orphans orphans,
    Uploaded uploaded,
    Report report) {
  /** How many blocks with proofs are passed over at once. */
  private static final int MOST = 64;

  /** Chooses, unless chosen blocks still wait for their witness. */
  void choose() throws IOException, RpcException {
    if (!journal.get().in(Stage.CHOSEN).isEmpty()) {
      return;
    }
    int open = journal.get().open().size();
    if (journal.get().isSuperseded(settings)) {
      if (open > 0) {
        return; // the runs of the chain before end first
      }
      journal.save(journal.get().withChain(settings.from().getAsLong(), settings.from()));
    }
    skip();
    for (int i = 0; i < MOST; i++) {
      Optional<Selection.Range> range =
          settings
              .selection()
              .choose(
                  journal.get().next(),
                  journal.get().finalBlock(),
                  settings.until().orElse(Long.MAX_VALUE),
                  open,
                  settings.ahead());
      if (range.isEmpty()) {
        return;
      }
      Batch batch = batch(range.get());
      if (isProven(batch)) {
        // Proofs that are there: a chain that begins, begins behind them.
        long behind = batch.first().number() + 1;
        journal.save(
            journal
                .get()
                .withChain(behind, journal.get().from())
                .withProven(Optional.of(batch.first())));
      } else {
        if (makeWay(batch)) {
          journal.save(journal.get().chosen(batch));
        }
        return;
      }
    }
  }

  private boolean isProven(Batch batch) {
    BlockId first = batch.first();
    return !batch.isContinuing() && proofs.has(first.number(), first.hash());
  }

  /**
   * Moves proofs of other blocks away, which would refuse the run.
   *
   * @return false if one was uploaded: then the follower has stopped
   */
  private boolean makeWay(Batch batch) throws IOException {
    for (BlockId block : batch.blocks()) {
      Optional<BlockId> other = other(block);
      if (other.isPresent() && uploaded.has(other.get())) {
        journal.stop(StopReason.REORG_BELOW_UPLOADED);
        return false;
      } else if (other.isPresent()) {
        orphans.buryProof(other.get());
      }
    }
    return true;
  }

  /** The block with the same number whose proof is there instead. */
  private Optional<BlockId> other(BlockId block) throws IOException {
    return proofs.has(block.number())
        ? proofs
            .hash(block.number())
            .filter(hash -> !hash.equals(block.hash()))
            .map(hash -> new BlockId(block.number(), hash))
        : Optional.empty();
  }

  private Batch batch(Selection.Range range) throws RpcException {
    Window window = journal.get().window();
    long before = range.first() - 1;
    Optional<Hash> known = window.at(before);
    BlockId parent =
        new BlockId(before, known.isPresent() ? known.get() : headers.at(before).hash());
    BlockId last = parent;
    List<BlockId> blocks = new ArrayList<>();
    for (long number = range.first(); number <= range.last(); number++) {
      Optional<Hash> hash = window.at(number);
      if (hash.isEmpty() || window.at(number - 1).isEmpty()) {
        Header header = headers.at(number);
        if (!header.parent().equals(last.hash())
            || hash.filter(it -> !it.equals(header.hash())).isPresent()) {
          throw RpcException.contradiction(header);
        }
        hash = Optional.of(header.hash());
      }
      last = new BlockId(number, hash.get());
      blocks.add(last);
    }
    long checkpoint = settings.selection().isChain() ? journal.get().checkpoint() : parent.number();
    return new Batch(parent, blocks, checkpoint, Stage.CHOSEN);
  }

  /** Leaves out blocks that cannot be proven in time, if the operator wants that. */
  private void skip() throws IOException {
    long next = journal.get().next();
    long newest = Math.min(journal.get().finalBlock(), settings.until().orElse(Long.MAX_VALUE));
    long waiting = newest - settings.selection().from(next) + 1;
    if (settings.skips() && waiting > settings.maxLag()) {
      report.say(
          "blocks %d to %d are left out, because more than %d wait: a new chain begins with block %d"
              .formatted(next, newest - 1, settings.maxLag(), newest));
      journal.save(journal.get().withChain(newest, journal.get().from()));
    }
  }
}
