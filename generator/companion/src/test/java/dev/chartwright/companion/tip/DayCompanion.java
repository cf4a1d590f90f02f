package dev.chartwright.companion.tip;

import dev.chartwright.companion.chain.Checkpoint;
import dev.chartwright.companion.chain.ProofFacts;
import dev.chartwright.companion.chain.WitnessBlock;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Retention;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The companion of a day: the real follower, and beside it a prover that needs no time. With {@code
 * DAY_UPLOADS}, each proof counts as uploaded when it is published.
 */
public final class DayCompanion {
  private DayCompanion() {}

  /** The variables are those of the chart. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(System.getenv("HOME"));
    RunQueue queue = new RunQueue(home.resolve("runs"), Clock.systemUTC());
    ProofStore proofs = new ProofStore(Files.createDirectories(home.resolve("proofs")));
    queue.clear();
    Metrics metrics = new Metrics();
    boolean uploads = System.getenv().containsKey("DAY_UPLOADS");
    Follower follower =
        new Follower(
            FollowSettings.of(System.getenv()),
            home,
            queue,
            proofs,
            block -> uploads && proofs.has(block.number(), block.hash()),
            metrics,
            Clock.systemUTC(),
            "rpc",
            System.out::println);
    Retention retention =
        new Retention(
            home,
            queue,
            proofs,
            Duration.ofSeconds(20),
            (block, proof) -> false,
            () -> Set.of(),
            Clock.systemUTC());
    Instant next = Instant.now();
    Thread prover = new Thread(() -> prove(home, queue, proofs), "prover");
    prover.setDaemon(true);
    prover.start();
    while (true) {
      follower.round();
      if (Instant.now().isAfter(next)) {
        retention.apply();
        next = next.plusSeconds(1);
      }
      Files.writeString(
          home.resolve("figures-" + ProcessHandle.current().pid()),
          (long) metrics.value(Metric.RPC_REQUESTS_TOTAL)
              + " "
              + ((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20));
      Files.writeString(
          home.resolve("lag"),
          (long) metrics.value(Metric.LAG_BLOCKS) + " " + (long) metrics.value(Metric.HEAD_BLOCK));
      Thread.sleep(follower.pause().toMillis());
    }
  }

  private static void prove(Path home, RunQueue queue, ProofStore proofs) {
    while (true) {
      try {
        Optional<Run> run = queue.take(request -> request.isReady(proofs));
        if (run.isEmpty()) {
          Thread.sleep(2);
        } else {
          prove(home, queue, proofs, run.get());
        }
      } catch (Exception e) {
        e.printStackTrace(System.out);
        Runtime.getRuntime().halt(70);
      }
    }
  }

  private static void prove(Path home, RunQueue queue, ProofStore proofs, Run run)
      throws Exception {
    WitnessFile witness = WitnessFile.read(run.witness());
    for (WitnessBlock block : witness.blocks()) {
      if (run.stop().isPresent()) {
        queue.finish(run, RunState.FAILED, "Orphaned.", Stop.ORPHANED.exitCode());
        return;
      }
      Thread.sleep(Integer.parseInt(System.getenv().getOrDefault("DAY_PROOF_MILLIS", "0")));
      if (proofs.has(block.number(), block.hash())) {
        continue;
      }
      if (proofs.has(block.number())) {
        throw new IllegalStateException("a proof of another block " + block.number());
      }
      Files.writeString(
          home.resolve("used"),
          block.number() + " " + block.hash() + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      Path made = Files.writeString(home.resolve("made"), "a proof of " + block.hash());
      ProofFacts facts =
          new ProofFacts(
              block.number(),
              run.id(),
              "one",
              new Checkpoint(block.checkpoint().root(), Optional.empty()),
              Optional.empty(),
              Optional.of(block.hash()));
      proofs.publish(made, block.number(), run.id(), facts.toString());
      Files.delete(made);
    }
    queue.finish(run, RunState.DONE, "Proven.", 0);
  }
}
