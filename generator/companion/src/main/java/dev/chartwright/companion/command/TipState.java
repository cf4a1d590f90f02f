package dev.chartwright.companion.command;

import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.RpcException;
import dev.chartwright.companion.tip.Batch;
import dev.chartwright.companion.tip.ChainJournal;
import dev.chartwright.companion.tip.FollowSettings;
import dev.chartwright.companion.tip.Nodes;
import dev.chartwright.companion.tip.TipException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;

/** Prints where the companion is on the chain that it follows. */
final class TipState {
  private static final int STOPPED = 1;

  private TipState() {}

  /** Returns 0, or 1 if a person has to decide how to go on. */
  static int print(Settings settings, PrintStream out) throws IOException, TipException {
    Optional<FollowSettings> follow = settings.follow();
    if (follow.isEmpty()) {
      out.println("no chain is followed");
      return 0;
    }
    Optional<ChainJournal> read =
        ChainJournal.read(ChainJournal.file(settings.data()), follow.get().chainId());
    String head = read.map(journal -> journal.window().tip() + " in the journal").orElse("unknown");
    try {
      head = Long.toString(Nodes.of(follow.get(), new Metrics()).head());
    } catch (RpcException e) {
      out.println("node:    " + e.getMessage());
    }
    out.println("chain:   " + follow.get().chainId());
    out.println("head:    " + head);
    if (read.isEmpty()) {
      out.println("nothing is known of the chain yet");
      return 0;
    }
    ChainJournal journal = read.get();
    out.println("final:   " + journal.finalBlock());
    out.println("next:    " + journal.next());
    out.println("proven:  " + journal.proven().map(Object::toString).orElse("none"));
    out.println("lag:     " + journal.lag(follow.get()) + " blocks");
    for (Batch batch : journal.batches()) {
      if (batch.stage() != Batch.Stage.DONE) {
        out.printf(
            "%-9s%d to %d%n",
            batch.stage().label() + ":", batch.first().number(), batch.last().number());
      }
    }
    journal.stopped().ifPresent(reason -> out.println("stopped: " + reason.label()));
    return journal.stopped().isPresent() ? STOPPED : 0;
  }
}
