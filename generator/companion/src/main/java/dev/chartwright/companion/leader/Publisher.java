package dev.chartwright.companion.leader;

import dev.chartwright.companion.chain.ChainException;
import dev.chartwright.companion.chain.ChainPart;
import dev.chartwright.companion.chain.ChainReport;
import dev.chartwright.companion.chain.Dialect;
import dev.chartwright.companion.chain.ProofFile;
import dev.chartwright.companion.chain.WitnessBlock;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Phase;
import dev.chartwright.companion.run.Durable;
import dev.chartwright.companion.run.Journal;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.Usage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies the proofs of one attempt, and puts them into the folder of proofs.
 *
 * @param usage what the run has cost until now
 * @param output the folder that the leader writes into
 * @param part the blocks of the attempt
 */
record Publisher(
    ProverSettings settings,
    Observed observed,
    ProofStore proofs,
    Run run,
    RunLog log,
    Clock clock,
    Supplier<Usage> usage,
    Path output,
    int attempt,
    ChainPart part) {
  private static final Duration LONGEST_VERIFICATION = Duration.ofMinutes(10);

  /** Publishes the proofs that are whole. Returns what is wrong with one of them. */
  Optional<Fault> publish() throws IOException, InterruptedException {
    for (WitnessBlock block : part.blocks()) {
      Path file = file(block.number());
      if (proofs.has(block.number(), block.hash()) || !Files.exists(file)) {
        continue;
      }
      ProofFile proof;
      try {
        proof = ProofFile.read(file);
      } catch (ChainException e) {
        continue; // the leader is still writing it
      }
      ChainReport report = proof.against(block);
      report.warnings().forEach(log::say);
      if (!report.problems().isEmpty()) {
        return Fault.of(Loss.WRONG_PROOF, String.join(" ", report.problems()));
      }
      if (!isVerified(file)) {
        return Optional.of(
            new Fault(
                Loss.INVALID_PROOF, "the proof of block " + block.number() + " does not verify"));
      }
      String facts =
          part.facts(block, run.id(), settings.circuits())
              .json()
              .with("image", settings.image())
              .with("seconds", seconds())
              .with("runCost", usage.get().json())
              .toString();
      Path place = proofs.publish(file, block.number(), run.id(), facts);
      Journal.Kind published = Journal.Kind.PUBLISHED;
      run.journal().add(new Journal.Event(published, clock.instant(), attempt, block.number(), ""));
      observed.metrics().count(Metric.BLOCKS_PROVEN_TOTAL);
      log.say("block " + block.number() + " is proven and verified: " + place);
    }
    return Optional.empty();
  }

  /** The same when the leader has ended. */
  Optional<Fault> publishLast() throws IOException, InterruptedException {
    if (settings.release() == Dialect.V0_6) {
      split();
    }
    return publish();
  }

  /** The time since the attempt began, or since its proof before this one. */
  private long seconds() throws IOException {
    Instant now = clock.instant();
    return run.journal().events().stream()
        .filter(event -> event.attempt() == attempt)
        .reduce((first, second) -> second)
        .map(event -> Duration.between(event.at(), now).toSeconds())
        .orElse(0L);
  }

  private Path file(long block) {
    return output.resolve("b" + block + ".zkproof");
  }

  /** Before v0.7, all proofs of an attempt are in one file, named after the witness. */
  private void split() throws IOException {
    Path all = output.resolve("witness.zkproof");
    if (!Files.exists(all)) {
      return;
    }
    try {
      ProofFile file = ProofFile.read(all);
      for (ProofFile.BlockProof proof : file.proofs()) {
        // A file that is published is the same one under two names: it must not be written again.
        if (!proofs.has(proof.height())) {
          Path made = output.resolve("b" + proof.height() + ".part");
          try (OutputStream out = Files.newOutputStream(made)) {
            file.write(proof, out);
          }
          Durable.move(made, file(proof.height()));
        }
      }
    } catch (ChainException e) {
      log.say(e.getMessage());
    }
  }

  private boolean isVerified(Path proof) throws IOException, InterruptedException {
    List<String> command = List.of(settings.verify() + "", proof + "");
    Phase before = observed.phases().enter(Phase.VERIFYING);
    try (LeaderProcess verifier =
        LeaderProcess.start(command, run.folder(), Map.of(), Path.of("/dev/null"), log)) {
      return verifier.await(LONGEST_VERIFICATION) && verifier.exitCode().orElseThrow() == 0;
    } finally {
      observed.phases().enter(before);
    }
  }
}
