package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.Node;
import dev.chartwright.companion.run.Room;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.tip.Batch.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;

/** Makes the run of chosen blocks: fetches their witness, and puts it into the queue. */
record Preparation(
    JournalFile journal,
    RunQueue queue,
    Witnesses witnesses,
    Retry retry,
    Metrics metrics,
    Clock clock,
    Report report) {
  private static final long WITNESS_ROOM = 64L << 20; // bytes of a block, with its proof

  /** Takes the witness that has come. Returns whether none is being fetched now. */
  boolean take() throws IOException {
    if (witnesses.batch().isEmpty()) {
      return true;
    }
    Optional<Witnesses.Result> result = witnesses.poll(clock.instant());
    if (result.isPresent()) {
      take(result.get());
    }
    return result.isPresent();
  }

  private void take(Witnesses.Result result) throws IOException {
    boolean isFetched = result instanceof Witnesses.Result.Fetched;
    metrics.set(Metric.RPC_UP, isFetched ? 1 : 0, Node.Role.TRACES.label());
    if (result instanceof Witnesses.Result.Failed failed) {
      retry.failed(Optional.empty());
      metrics.count(Metric.RPC_ERRORS_TOTAL, "witness");
      report.once("witness", "a witness could not be fetched, and is tried again: " + failed.why());
      return;
    }
    retry.succeeded();
    WitnessFile witness = ((Witnesses.Result.Fetched) result).witness();
    for (Batch batch : journal.get().in(Stage.CHOSEN)) {
      if (batch.last().equals(new BlockId(witness.last().number(), witness.last().hash()))) {
        add(batch, witness);
      }
    }
    Files.delete(witness.path());
  }

  private void add(Batch batch, WitnessFile witness) throws IOException {
    RunRequest request =
        RunRequest.of(
            witness,
            batch.isContinuing() ? RunRequest.Previous.CONTINUE : RunRequest.Previous.NONE);
    queue.add(request, witness.path(), Optional.empty(), Optional.empty());
    journal.save(journal.get().moved(batch, Stage.QUEUED));
  }

  /** Begins to fetch a witness, if one is wanted and the volume has room. */
  void fetch() throws IOException {
    for (Batch batch : journal.get().in(Stage.CHOSEN)) {
      if (batch.run(queue).isPresent()) {
        journal.save(journal.get().moved(batch, Stage.QUEUED)); // an earlier process added it
        continue;
      }
      Optional<String> lacking = lacking(batch);
      if (lacking.isPresent()) {
        retry.failed(Optional.empty());
        report.once("room", lacking.get());
      } else {
        witnesses.start(batch, clock.instant());
      }
      return;
    }
  }

  private Optional<String> lacking(Batch batch) throws IOException {
    return Room.lacking(
        queue.root(),
        queue.minFree() == 0
            ? "the next witness needs"
            : "the next witness needs, with runs.minFree,",
        queue.minFree() + WITNESS_ROOM * batch.blocks().size());
  }
}
