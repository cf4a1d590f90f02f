package dev.chartwright.companion.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch of witnesses is proven whatever happens to companion, broker and workers meanwhile.
 * {@code -Dnight.witnesses=20 -Dnight.kills=200} tries as much as a night has.
 */
@Tag("thorough")
@Timeout(3_600)
class NightTest {
  private static final int WITNESSES = Integer.getInteger("night.witnesses", 4);
  private static final int KILLS = Integer.getInteger("night.kills", 6);
  private static final int BLOCKS = 2 * WITNESSES;

  @TempDir Path folder;

  /** Something that goes wrong. */
  private interface Fault {
    void happen(Night night, Random random) throws Exception;
  }

  @Test
  void nothingGoesWrong() throws Exception {
    try (Night night = new Night(folder)) {
      sleepThrough(night, "nothing", 0, (n, random) -> {});
      assertThat(night.attempts()).isEqualTo(WITNESSES);
    }
  }

  @Test
  void theCompanionIsKilled() throws Exception {
    try (Night night = new Night(folder)) {
      night.faults.taskMillis = 150; // so that the batch is not over early
      sleepThrough(
          night,
          "companion killed",
          KILLS,
          (n, random) -> {
            Thread.sleep(random.nextInt(1_000));
            n.kill();
          });
    }
  }

  @Test
  void theCompanionIsToldToEnd() throws Exception {
    try (Night night = new Night(folder)) {
      night.faults.taskMillis = 150; // so that the batch is not over early
      sleepThrough(
          night,
          "companion told to end",
          KILLS,
          (n, random) -> {
            Thread.sleep(random.nextInt(1_000));
            n.terminate();
          });
    }
  }

  @Test
  void aTaskIsLostWithAReleaseThatWritesAllProofsAtTheEnd() throws Exception {
    try (Night night = new Night(folder)) {
      night.release("0.6");
      sleepThrough(night, "v0.6, task lost", 1, (n, random) -> n.faults.lose.set(true));
    }
  }

  @Test
  void theBrokerRestarts() throws Exception {
    try (Night night = new Night(folder)) {
      sleepThrough(
          night,
          "broker restarted",
          1,
          (n, random) -> {
            n.broker.stop();
            n.broker.start();
            n.workers.forEach(NightWorker::restart);
          });
    }
  }

  @Test
  void theConnectionOfTheLeaderIsCut() throws Exception {
    try (Night night = new Night(folder)) {
      sleepThrough(
          night,
          "connection cut",
          1,
          (n, random) -> {
            n.faults.taskMillis = 3_000; // the broker tells of a connection after 5 s
            while (n.broker.cutConnections("leader") == 0 && !n.isOver()) {
              Thread.sleep(10);
            }
            n.faults.taskMillis = 40;
          });
      assertThat(night.attempts()).isGreaterThan(WITNESSES);
    }
  }

  @Test
  void aTaskFailsAndPoisonsAWorker() throws Exception {
    try (Night night = new Night(folder)) {
      sleepThrough(night, "worker poisoned", 2, (n, random) -> n.faults.fail.set(true));
    }
  }

  @Test
  void aTaskIsLost() throws Exception {
    try (Night night = new Night(folder)) {
      sleepThrough(night, "task lost", 2, (n, random) -> n.faults.lose.set(true));
    }
  }

  @Test
  void aWorkerDiesWithItsTask() throws Exception {
    try (Night night = new Night(folder)) {
      sleepThrough(night, "worker died", 2, (n, random) -> n.faults.die.set(true));
    }
  }

  private void sleepThrough(Night night, String name, int times, Fault fault) throws Exception {
    Random random = new Random(times);
    Instant start = Instant.now();
    night.batch(WITNESSES);
    int happened = 0;
    while (!night.isOver()) {
      night.keepRunning();
      // Spread over the batch, so that each fault meets work.
      if (happened < times && night.published() >= (happened + 1) * BLOCKS / (times + 2)) {
        fault.happen(night, random);
        happened++;
      }
      Thread.sleep(20);
    }
    System.out.printf(
        "%-24s %3d times: %d of %d blocks proven, %d attempts, %d s%n",
        name,
        happened,
        night.published(),
        BLOCKS,
        night.attempts(),
        Duration.between(start, Instant.now()).toSeconds());
    for (Run run : night.queue.in(RunState.FAILED)) {
      System.out.println(run.id() + ": " + run.outcome().orElse(""));
    }
    assertThat(night.queue.in(RunState.DONE)).hasSize(WITNESSES);
    assertThat(night.published()).isEqualTo(BLOCKS);
    assertThat(night.publications().values()).allMatch(count -> count == 1);
    assertThat(happened).as("the batch is over early").isGreaterThanOrEqualTo(times / 2);
    try (Stream<Path> files = Files.list(night.proofs.folder())) {
      assertThat(files.filter(file -> file.toString().endsWith(".zkproof"))).hasSize(BLOCKS);
    }
  }
}
