package dev.chartwright.companion.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chartwright.companion.chain.ProofFacts;
import dev.chartwright.companion.chain.TestChain;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.SmallVolume;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the runs of a night when one of them cannot go on as it began. */
@Tag("thorough")
@Timeout(300)
class NightRunsTest {
  @TempDir Path folder;

  @Test
  void otherCircuitsBeginANewChain() throws Exception {
    try (Night night = new Night(folder)) {
      night.faults.taskMillis = 100;
      night.batch(3);
      night.keepRunning();
      while (night.published() < 3) {
        Thread.sleep(20);
      }
      night.kill();
      assertThat(night.announced().orElseThrow()).isEqualTo("000002-b3-4 one");
      night.circuits("two");
      night.runUntilOver();

      assertThat(night.queue.in(RunState.DONE)).hasSize(3);
      List<ProofFacts> facts = new ArrayList<>();
      for (long block = 1; block <= 6; block++) {
        facts.add(ProofFacts.read(night.proofs.facts(block)).orElseThrow());
      }
      assertThat(facts)
          .extracting(ProofFacts::circuits)
          .containsExactly("one", "one", "one", "two", "two", "two");
      assertThat(facts.subList(3, 6))
          .extracting(it -> it.checkpoint().root(), it -> it.instead().orElseThrow().root())
          .containsOnly(tuple(TestChain.root(3), TestChain.root(0)));
      assertThat(Files.readString(night.proofs.facts(6)))
          .containsPattern("\"runCost\":\\{\"workerSeconds\":[0-9.]+,\"dollars\":[0-9.]+}");
      Thread.sleep(1_000);
      assertThat(night.announced()).isEmpty();
    }
  }

  @Test
  void aTaskThatEndsEveryWorkerEndsTheRunWithOneSentence() throws Exception {
    try (Night night = new Night(folder)) {
      night.faults.deadly = "3:1";
      night.batch(2);
      night.runUntilOver();
      assertThat(night.queue.in(RunState.DONE)).hasSize(1);
      Run failed = night.queue.in(RunState.FAILED).get(0);
      assertThat(failed.outcome().orElseThrow())
          .startsWith("Block 3 is not proven after 3 attempts: ")
          .contains(" tasks went back to the queue");
    }
  }

  @Test
  void aProofThatWasNotYetVerifiedIsNotProvenAgain() throws Exception {
    try (Night night = new Night(folder)) {
      night.verifySlowly();
      night.batch(1);
      night.keepRunning();
      Path last;
      do {
        Thread.sleep(20);
        last = night.queue.all().get(0).attempt(1).resolve("proofs/b2.zkproof");
      } while (!Files.exists(last) || !Files.readString(last).endsWith("]"));
      night.kill();
      assertThat(night.published()).isLessThan(2);
      night.runUntilOver();
      assertThat(night.attempts()).isEqualTo(1);
      assertThat(night.published()).isEqualTo(2);
    }
  }

  @Test
  void theRunsBehindAFailedOneWaitForIt() throws Exception {
    try (Night night = new Night(folder)) {
      night.faults.deadly = "1:1";
      night.batch(2);
      while (night.queue.in(RunState.FAILED).isEmpty()) {
        night.keepRunning();
        Thread.sleep(100);
      }
      Thread.sleep(1_000);
      assertThat(night.queue.in(RunState.INBOX)).hasSize(1);

      night.faults.deadly = "";
      night.queue.retry(night.queue.in(RunState.FAILED).get(0));
      night.runUntilOver();
      assertThat(night.queue.in(RunState.DONE)).hasSize(2);
    }
  }

  @Test
  void aDiskThatFillsUpEndsTheRunWithOneSentence() throws Exception {
    try (SmallVolume volume = SmallVolume.mounted(folder.resolve("volume"), "64m");
        Night night = new Night(folder, volume.folder())) {
      night.batch(4);
      while (night.published() < 2) {
        night.keepRunning();
        Thread.sleep(20);
      }
      final Path filler = volume.fill("filler");
      while (!night.queue.isPaused()) {
        night.keepRunning();
        Thread.sleep(100);
      }
      assertThat(night.queue.in(RunState.FAILED)).hasSize(1);
      String outcome = night.queue.in(RunState.FAILED).get(0).outcome().orElseThrow();
      System.out.println("disk filled: " + outcome);
      assertThat(outcome).contains("volume").contains("delete old runs with their witnesses");
      assertThat(night.queue.pauses()).contains("No run begins until `reset`: " + outcome);

      Files.delete(filler);
      assertThat(night.command("reset").waitFor()).isZero();
      night.queue.retry(night.queue.in(RunState.FAILED).get(0));
      night.runUntilOver();
      assertThat(night.published()).isEqualTo(8);
    }
  }
}
