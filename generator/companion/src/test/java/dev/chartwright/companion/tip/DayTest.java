package dev.chartwright.companion.tip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.rpc.ChainSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of a chain, in which nodes fail, the chain is reorganised, and the companion is killed.
 * {@code -Dday.blocks=7200 -Dday.reorgs=200 -Dday.kills=100} tries a whole one.
 */
@Tag("thorough")
@Timeout(1_800)
class DayTest {
  private static final long BLOCKS = Long.getLong("day.blocks", 100);
  private static final int REORGS = Integer.getInteger("day.reorgs", 5);
  private static final int KILLS = Integer.getInteger("day.kills", 2);
  private static final int BLOCK_MILLIS = Integer.getInteger("day.block.millis", 15);
  private static final int CONFIRMATIONS = 12;
  private static final int DEEPEST = 64;
  private static final long BEGIN = 100;

  @TempDir Path folder;

  @Test
  void everyBlockIsProvenOnceAsOneChain() throws Exception {
    try (Day day =
        day(Map.of("FOLLOW_SELECT", "every", "FOLLOW_BATCH", "4", "FOLLOW_FROM", "40"))) {
      day.environment.putAll(confirmations());
      pass("every", day);
      long end = day.chain.finalBlock();
      long last = day.proven().keySet().stream().max(Long::compare).orElseThrow();
      assertThat(last).as("the last run waits until it is full").isBetween(end - 3, end);
      List<Long> all = LongStream.rangeClosed(40, last).boxed().toList();
      assertThat(day.proven().keySet()).containsExactlyElementsOf(all);
    }
  }

  @Test
  void theNewestFinalBlockIsProven() throws Exception {
    try (Day day = day(Map.of("FOLLOW_SELECT", "newest"))) {
      pass("newest", day);
      assertThat(day.proven()).containsKey(day.chain.finalBlock());
    }
  }

  @Test
  void everyHundredthBlockIsProven() throws Exception {
    try (Day day = day(Map.of("FOLLOW_SELECT", "stride", "FOLLOW_STRIDE", "100"))) {
      day.environment.put("FOLLOW_FROM", "1");
      day.environment.putAll(confirmations());
      pass("stride(100)", day);
      List<Long> all =
          LongStream.rangeClosed(1, day.chain.finalBlock() / 100)
              .map(n -> 100 * n)
              .boxed()
              .toList();
      assertThat(day.proven().keySet()).containsExactlyElementsOf(all);
    }
  }

  private static Map<String, String> confirmations() {
    return Map.of("FOLLOW_FINALITY", "confirmations", "FOLLOW_CONFIRMATIONS", CONFIRMATIONS + "");
  }

  private Day day(Map<String, String> variables) throws Exception {
    ChainSimulator chain = new ChainSimulator(variables.hashCode(), BEGIN);
    chain.badDay();
    Day day = new Day(folder, chain, BLOCK_MILLIS);
    day.environment.putAll(variables);
    return day;
  }

  @Test
  @Timeout(180)
  void aReorgDeeperThanTheConfirmationsStopsAllWithNothingAfter() throws Exception {
    try (Day day = day(Map.of("FOLLOW_SELECT", "every"))) {
      day.environment.putAll(confirmations());
      day.environment.put("DAY_UPLOADS", "yes");
      day.environment.put("FOLLOW_FROM", "60");
      day.chain.chances.clear();
      day.chain.foreignWitnesses = 0;
      day.keepRunning();
      for (int i = 0; i < 40; i++) {
        day.chain.grow(1);
        Thread.sleep(BLOCK_MILLIS);
      }
      while (!day.proven().containsKey(day.chain.tip() - CONFIRMATIONS)) {
        Thread.sleep(BLOCK_MILLIS);
      }
      day.chain.reorg(2 * CONFIRMATIONS, 3);
      while (day.journal().stopped().isEmpty()) {
        Thread.sleep(BLOCK_MILLIS);
      }
      Map<Long, Hash> stopped = day.proven();
      for (int i = 0; i < 40; i++) {
        day.chain.grow(1);
        Thread.sleep(BLOCK_MILLIS);
        if (i % 10 == 5) {
          day.kill();
        }
        day.keepRunning();
      }
      // What the prover had begun may end; none of it can be uploaded, because it is not final.
      assertThat(day.proven()).containsAllEntriesOf(stopped).hasSizeLessThan(stopped.size() + 4);
      assertThat(day.names("orphaned")).isEmpty();
      assertThat(day.journal().stopped()).contains(StopReason.REORG_BELOW_UPLOADED);
    }
  }

  private void pass(String name, Day day) throws Exception {
    Random random = new Random(7);
    ChainSimulator chain = day.chain;
    Set<BlockId> known = new HashSet<>();
    Map<Integer, Integer> depths = new HashMap<>();
    Instant start = Instant.now();
    int reorgs = 0;
    for (long block = 0; block < BLOCKS; block++) {
      day.keepRunning();
      if (reorgs < (block + 1) * REORGS / BLOCKS) {
        int most = random.nextInt(4) == 0 ? DEEPEST : 3;
        int depth = reorgs == REORGS - 1 ? DEEPEST : 1 + random.nextInt(most);
        depths.merge(depth, 1, Integer::sum);
        chain.reorg(depth, 1);
        for (long number = chain.tip() - depth; number <= chain.tip(); number++) {
          known.add(new BlockId(number, chain.at(number).hash()));
        }
        reorgs++;
      } else {
        chain.grow(1);
        known.add(new BlockId(chain.tip(), chain.at(chain.tip()).hash()));
      }
      chain.behind = random.nextInt(50) == 0 ? 9 : random.nextInt(5) == 0 ? 0 : chain.behind;
      chain.forgets = random.nextInt(3) == 0;
      Thread.sleep(BLOCK_MILLIS);
      // As in a day of 24 hours, the companion is at the tip most of the time.
      for (int i = 0; i < 100 && !day.isNear(); i++) {
        day.keepRunning();
        Thread.sleep(BLOCK_MILLIS);
      }
      if (day.kills < (block + 1) * KILLS / BLOCKS) {
        Thread.sleep(random.nextInt(10 * BLOCK_MILLIS));
        day.kill();
      }
    }
    chain.behind = 0;
    chain.chances.clear();
    chain.foreignWitnesses = 0;
    if (day.environment.containsKey("FOLLOW_CONFIRMATIONS")) {
      chain.finality = CONFIRMATIONS;
      chain.grow(0);
    }
    Instant end = Instant.now();
    Map<Long, Hash> before = Map.of();
    for (int quiet = 0; quiet < 8 && Duration.between(end, Instant.now()).toSeconds() < 240; ) {
      day.keepRunning();
      Thread.sleep(250);
      Map<Long, Hash> now = day.proven();
      quiet =
          now.equals(before) && day.journal().finalBlock() == chain.finalBlock() ? quiet + 1 : 0;
      before = now;
    }
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    day.kill();
    long[] figures = day.figures();
    System.out.printf(
        "%-12s %d blocks, %d reorgs to depth %d, %d kills, %d faults of nodes: %d proven, %d proofs orphaned,"
            + " %d s, CPU of the companion %d s, %.1f requests a block, heap at most %d MiB%n",
        name,
        BLOCKS,
        reorgs,
        depths.keySet().stream().max(Integer::compare).orElse(0),
        day.kills,
        chain.faults.get(),
        day.proven().size(),
        Files.readAllLines(day.log()).stream().filter(it -> it.endsWith(" is orphaned")).count(),
        seconds,
        day.cpu.toSeconds(),
        (double) figures[0] / BLOCKS,
        figures[1]);
    for (Map.Entry<Long, Hash> proof : day.proven().entrySet()) {
      assertThat(proof.getValue())
          .as("block " + proof.getKey())
          .isEqualTo(chain.at(proof.getKey()).hash());
    }
    for (long number = 0; number <= BEGIN; number++) {
      known.add(new BlockId(number, chain.at(number).hash()));
    }
    for (BlockId block : day.used()) {
      if (block.number() > BEGIN) {
        assertThat(known).contains(block);
      }
    }
    assertThat(day.names("proofs")).noneMatch(it -> it.matches("b\\d+\\.0.*"));
    assertThat(day.names("runs/failed")).isEmpty();
    assertThat(day.names("runs/running")).isEmpty();
    assertThat(Files.readString(day.log()))
        .doesNotContain("Exception")
        .doesNotContain("secret-key");
  }
}
