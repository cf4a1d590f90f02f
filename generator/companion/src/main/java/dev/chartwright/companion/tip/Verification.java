package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.Header;
import dev.chartwright.companion.rpc.Headers;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares what was made of a chain with the chain, block by block, where the journal's window no
 * longer tells it.
 *
 * @param isChain whether each proof continues the one before
 */
record Verification(Headers headers, ProofStore proofs, boolean isChain) {
  /**
   * The journal where what was chosen of blocks that the node does not follow is orphaned.
   *
   * @param uploaded the blocks that must not be orphaned
   * @return stopped if that cannot be
   */
  ChainJournal of(ChainJournal old, Uploaded uploaded) throws IOException, RpcException {
    ChainJournal result = batches(old, uploaded);
    result = result.stopped().isPresent() ? result : earlier(result, uploaded);
    result = result.stopped().isPresent() ? result : newest(result);
    // What stopped is the journal as it was: nothing is changed before a person has decided.
    return result.stopped().isPresent() ? old.withStopped(result.stopped()) : result;
  }

  private ChainJournal batches(ChainJournal old, Uploaded uploaded)
      throws IOException, RpcException {
    ChainJournal result = old;
    List<Batch> newestFirst = new ArrayList<>(old.batches());
    newestFirst.sort(Comparator.comparing((Batch batch) -> batch.last().number()).reversed());
    for (Batch batch : newestFirst) {
      if (batch.stage() == Stage.ORPHANED) {
        continue;
      } else if (isOfChain(batch.last())) {
        break; // those before it are its ancestors
      } else if (uploaded.hasAny(batch.blocks())) {
        return result.withStopped(Optional.of(StopReason.REORG_BELOW_UPLOADED));
      }
      result = result.moved(batch, Stage.ORPHANED);
      result = result.withNext(Math.min(result.next(), batch.first().number()));
    }
    return result;
  }

  /** Looks at what was proven before the batches that the journal still has. */
  private ChainJournal earlier(ChainJournal old, Uploaded uploaded)
      throws IOException, RpcException {
    ChainJournal result = old;
    for (long number = result.next() - 1;
        isChain && number > result.checkpoint() && proofs.has(number);
        number--) {
      Header block = headers.at(number);
      Optional<Hash> made = proofs.hash(number).filter(hash -> !hash.equals(block.hash()));
      if (made.isEmpty()) {
        break;
      }
      BlockId orphan = new BlockId(number, made.get());
      if (uploaded.has(orphan)) {
        return result.withStopped(Optional.of(StopReason.REORG_BELOW_UPLOADED));
      }
      List<Batch> all = new ArrayList<>(result.batches());
      all.add(
          0,
          new Batch(
              new BlockId(number - 1, block.parent()),
              List.of(orphan),
              result.checkpoint(),
              Stage.ORPHANED));
      result = result.withBatches(all).withNext(number);
    }
    return result;
  }

  private ChainJournal newest(ChainJournal old) throws RpcException {
    if (old.proven().isEmpty() || isOfChain(old.proven().get())) {
      return old;
    }
    BlockId proven = old.proven().get();
    boolean isOrphaned =
        old.in(Stage.ORPHANED).stream().anyMatch(batch -> batch.blocks().contains(proven));
    return isOrphaned || old.window().isEmpty()
        ? old.withProven(Optional.empty())
        : old.withStopped(Optional.of(StopReason.NO_ANCESTOR));
  }

  private boolean isOfChain(BlockId block) throws RpcException {
    return headers.at(block.number()).hash().equals(block.hash());
  }
}
