package dev.chartwright.companion.tip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.chain.Checkpoint;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.ProofFacts;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.ChainSimulator;
import dev.chartwright.companion.rpc.ChainSimulator.Fault;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunRequest;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A follower beside a chain, round by round; its clock moves by a block time with each of them. */
class FollowerTest {
  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>();
  private final Metrics metrics = new Metrics();
  private final List<String> out = new ArrayList<>();
  private final Time time = new Time();
  private final Set<BlockId> uploaded = new HashSet<>();

  /** Processes of other tests. */
  private final Set<ProcessHandle> others =
      ProcessHandle.current().children().collect(Collectors.toSet());

  private ChainSimulator chain;
  private Path home;
  private RunQueue queue;
  private ProofStore proofs;
  private Follower follower;

  /** A clock that a test moves. */
  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-30T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void aChain() throws Exception {
    chain = new ChainSimulator(1, 100);
    home = Files.createDirectories(folder.resolve("data"));
    queue = new RunQueue(home.resolve("runs"), time);
    proofs = new ProofStore(Files.createDirectories(home.resolve("proofs")));
    variables.putAll(
        Map.of(
            "FOLLOW_CHAIN_ID", "7",
            "FOLLOW_RPC_URL", chain.address(),
            "FOLLOW_FINALITY", "confirmations",
            "FOLLOW_CONFIRMATIONS", "10"));
  }

  @AfterEach
  void end() {
    follower.close();
    chain.close();
  }

  @Test
  void everyContinuesOneChainWithOneCheckpoint() throws Exception {
    variables.put("FOLLOW_BATCH", "2");
    begin();
    chain.grow(5);
    rounds(3);

    assertThat(requests())
        .containsExactly(
            request(90, 91, RunRequest.Previous.NONE),
            request(92, 93, RunRequest.Previous.CONTINUE),
            request(94, 95, RunRequest.Previous.CONTINUE));
    assertThat(journal().batches()).extracting(Batch::checkpoint).containsOnly(89L);
    assertThat(journal().finalBlock()).isEqualTo(95);

    prove(2);
    chain.grow(5);
    rounds(3);
    assertThat(journal().proven()).contains(id(93));
    assertThat(queue.in(RunState.INBOX)).as("bounded ahead").hasSize(3);
    assertThat(metrics.value(Metric.PROVEN_BLOCK)).isEqualTo(93);
    assertThat(metrics.value(Metric.FINAL_BLOCK)).isEqualTo(100);
    assertThat(metrics.value(Metric.HEAD_BLOCK)).isEqualTo(110);
    assertThat(metrics.value(Metric.LAG_BLOCKS)).isEqualTo(7);
    assertThat(metrics.value(Metric.LAG_SECONDS)).isEqualTo(84);
  }

  @Test
  void singleBlocksBeginAtTheBlockBefore() throws Exception {
    variables.putAll(Map.of("FOLLOW_SELECT", "stride", "FOLLOW_STRIDE", "5"));
    begin();
    chain.grow(5);
    rounds(3);

    assertThat(requests())
        .containsExactly(
            request(90, 90, RunRequest.Previous.NONE), request(95, 95, RunRequest.Previous.NONE));
    assertThat(journal().batches()).extracting(Batch::checkpoint).containsExactly(89L, 94L);
  }

  @Test
  void aReorgIsBelievedAfterThreeAnswersABlockTimeApart() throws Exception {
    begin();
    chain.reorg(3, 1);
    rounds(2);
    assertThat(journal().window().has(100, chain.at(100).hash())).isFalse();
    rounds(1);

    assertThat(journal().window().has(100, chain.at(100).hash())).isTrue();
    assertThat(metrics.value(Metric.REORGS_TOTAL, "3-7")).isEqualTo(1);
    assertThat(home.resolve("orphaned")).as("what is final is not touched").doesNotExist();
  }

  @Test
  void aReorgThatTheFinalizedTagShowsIsBelievedAtOnce() throws Exception {
    variables.put("FOLLOW_FINALITY", "finalized");
    variables.remove("FOLLOW_CONFIRMATIONS");
    begin();
    chain.reorg(30, 1);
    chain.finality = 5;
    chain.grow(0);
    rounds(1);

    assertThat(journal().window().has(90, chain.at(90).hash())).isTrue();
    assertThat(metrics.value(Metric.REORGS_TOTAL, "8-31")).isEqualTo(1);
  }

  @Test
  void aNodeThatGoesBackOrIsStuckOnAForkIsNoReorg() throws Exception {
    begin();
    ChainJournal before = journal();
    chain.shrink(7);
    rounds(4);
    assertThat(journal().window()).isEqualTo(before.window());
    chain.grow(7); // the same blocks again
    chain.chances.put(Fault.STUCK_FORK, 1.0);
    rounds(2);
    chain.chances.clear();
    rounds(1);
    chain.chances.put(Fault.STUCK_FORK, 1.0);
    rounds(2);
    chain.chances.clear();
    rounds(1);

    assertThat(journal().window()).isEqualTo(before.window());
    assertThat(metrics.text()).doesNotContain("chartwright_reorgs_total");
  }

  @Test
  void whatIsOrphanedMovesAwayBeforeItIsReplaced() throws Exception {
    variables.put("FOLLOW_BATCH", "2");
    begin();
    chain.grow(5);
    rounds(3);
    prove(1);
    final Hash gone = chain.at(91).hash();
    Run running = queue.take(request -> true).orElseThrow();
    chain.reorg(15, 6); // block 90 stays
    rounds(5);

    assertThat(running.stop()).contains(Stop.ORPHANED);
    assertThat(requests()).as("nothing is chosen before that run has ended").isEmpty();
    queue.finish(running, RunState.FAILED, "Orphaned.", 131);
    rounds(4);

    assertThat(names("orphaned"))
        .hasSize(5)
        .contains("b91-" + gone + ".zkproof", "b91-" + gone + ".zkproof.json");
    assertThat(names("proofs")).containsExactly("b90.zkproof", "b90.zkproof.json");
    assertThat(requests())
        .containsExactly(
            request(91, 92, RunRequest.Previous.CONTINUE),
            request(93, 94, RunRequest.Previous.CONTINUE),
            request(95, 96, RunRequest.Previous.CONTINUE));
    prove(3);
    rounds(1);
    assertThat(journal().proven()).contains(id(96));
  }

  @Test
  void aReorgBelowAnUploadedBlockStopsAndTouchesNothing() throws Exception {
    begin();
    chain.grow(5);
    rounds(3);
    prove(2);
    rounds(2);
    uploaded.add(id(91));
    final List<String> before = everything();
    chain.reorg(40, 20);
    rounds(8);

    assertThat(everything()).isEqualTo(before);
    assertThat(journal().stopped()).contains(StopReason.REORG_BELOW_UPLOADED);
    assertThat(metrics.value(Metric.FOLLOW_STOPPED, "reorg-below-uploaded")).isEqualTo(1);
    assertThat(out)
        .anyMatch(line -> line.startsWith("STOPPED: a reorg undoes blocks whose proofs were"));

    restart();
    rounds(5);
    assertThat(everything()).as("also after a restart").isEqualTo(before);

    variables.put("FOLLOW_FROM", "92");
    restart();
    rounds(6);
    assertThat(journal().stopped()).isEmpty();
    assertThat(requests().get(0)).isEqualTo(request(92, 92, RunRequest.Previous.NONE));
  }

  @Test
  void anUploadOfABlockThatTheJournalDoesNotHaveIsNoReasonToStop() throws Exception {
    begin();
    chain.grow(5);
    rounds(3);
    prove(2);
    rounds(2);
    uploaded.add(new BlockId(95, id(90).hash()));
    chain.reorg(3, 5);
    rounds(6);

    assertThat(journal().stopped()).isEmpty();
    assertThat(journal().window().tip()).isEqualTo(chain.tip());
  }

  @Test
  void anotherBeginIsANewChainWhenTheRunsBeforeAreOver() throws Exception {
    begin();
    rounds(2);
    variables.put("FOLLOW_FROM", "95");
    restart();
    chain.grow(10);
    rounds(3);
    assertThat(requests()).containsExactly(request(90, 90, RunRequest.Previous.NONE));
    prove(1);
    rounds(3);

    assertThat(requests().get(0)).isEqualTo(request(95, 95, RunRequest.Previous.NONE));
    assertThat(requests().get(1)).isEqualTo(request(96, 96, RunRequest.Previous.CONTINUE));
  }

  @Test
  void aChainThatBeginsWhereProofsAreBeginsBehindThem() throws Exception {
    begin();
    chain.grow(2);
    rounds(3);
    prove(3);
    rounds(1);
    Files.delete(ChainJournal.file(home));
    variables.put("FOLLOW_FROM", "90");
    restart();
    chain.grow(1);
    rounds(3);

    assertThat(requests()).containsExactly(request(93, 93, RunRequest.Previous.NONE));
  }

  @Test
  void aLagThatIsTooLongBeginsANewChainIfThatIsWanted() throws Exception {
    variables.putAll(Map.of("FOLLOW_MAX_LAG_BLOCKS", "20", "FOLLOW_ON_LAG", "skip"));
    begin();
    rounds(2);
    prove(1);
    chain.grow(50);
    rounds(4);

    assertThat(requests()).containsExactly(request(140, 140, RunRequest.Previous.NONE));
    assertThat(out).contains("more than 20 final blocks wait to be proven");
  }

  @Test
  void finalityThatStandsLeavesTheJournalBounded() throws Exception {
    variables.put("FOLLOW_FINALITY", "finalized");
    variables.remove("FOLLOW_CONFIRMATIONS");
    begin();
    chain.finality = -1;
    chain.grow(3_000);
    rounds(40);

    assertThat(journal().finalBlock()).isEqualTo(36);
    assertThat(journal().window().hashes()).hasSizeLessThan(1_300);
    assertThat(metrics.value(Metric.FINALITY_AGE_SECONDS)).isGreaterThan(400);

    chain.finality = 10;
    chain.grow(1);
    rounds(5);
    assertThat(journal().finalBlock()).isEqualTo(3_091);
  }

  @Test
  void aWitnessOfAnotherBlockIsNotUsed() throws Exception {
    chain.foreignWitnesses = 1;
    begin();
    rounds(5);
    assertThat(queue.all()).isEmpty();
    assertThat(metrics.value(Metric.RPC_ERRORS_TOTAL, "witness")).isPositive();
    assertThat(out)
        .anyMatch(line -> line.contains("it is of other blocks, which end with block 90"));
    chain.foreignWitnesses = 0;
    rounds(40);

    assertThat(requests()).contains(request(90, 90, RunRequest.Previous.NONE));
  }

  @Test
  void anEmptyWitnessIsFetchedAgain() throws Exception {
    begin();
    chain.chances.put(Fault.CUT, 1.0);
    rounds(2);
    chain.chances.clear();
    rounds(40);

    assertThat(requests()).isNotEmpty();
    assertThat(names("tip/fetching")).doesNotContain("b90-90.json");
  }

  @Test
  void theAddressOfTheNodeIsInNoLineAndNoArgument() throws Exception {
    Day.script(
        Files.createDirectories(folder.resolve("tools")).resolve("rpc"),
        "#!/bin/bash\necho \"$@\" >"
            + folder.resolve("arguments")
            + "\necho \"no node at $ZERO_BIN_RPC_URL\" >&2\nexit 3\n");
    begin();
    rounds(3);

    assertThat(folder.resolve("arguments")).hasContent("fetch -s 90 -e 90 -c 89");
    assertThat(out)
        .contains(
            "a witness could not be fetched, and is tried again: rpc ended with exit code 3: no node"
                + " at (node)");
  }

  @Test
  void aSecondNodeHasToAgree() throws Exception {
    try (ChainSimulator other = new ChainSimulator(1, 100)) {
      variables.put("FOLLOW_SECOND_RPC_URL", other.address());
      begin();
      chain.grow(3);
      rounds(2);
      assertThat(journal().window().tip()).as("the slower one").isEqualTo(100);
      chain.reorg(5, 2);
      rounds(5);
      assertThat(journal().window().has(100, chain.at(100).hash())).isFalse();
      assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isEqualTo(1);
      assertThat(metrics.value(Metric.RPC_UP, "follow.secondRpc")).isEqualTo(1);

      other.grow(3); // the same blocks as the first one had
      other.reorg(5, 2);
      rounds(20);
      assertThat(journal().window().has(105, chain.at(105).hash())).isTrue();
    }
  }

  @Test
  void theFigureOfANodeThatDoesNotAnswerNamesIt() throws Exception {
    try (ChainSimulator other = new ChainSimulator(1, 100)) {
      variables.put("FOLLOW_SECOND_RPC_URL", other.address());
      begin();
      rounds(2);
    }
    rounds(20);

    assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isEqualTo(1);
    assertThat(metrics.value(Metric.RPC_UP, "follow.secondRpc")).isZero();
    assertThat(metrics.text()).contains("chartwright_rpc_up{node=\"follow.secondRpc\"} 0\n");
  }

  @Test
  void theFigureOfTheNodeWithTracesIsThatOfTheLastWitness() throws Exception {
    begin();
    rounds(3);
    chain.chances.put(Fault.UNAVAILABLE, 1.0);
    follower.check();
    chain.chances.clear();
    assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isZero();
    assertThat(metrics.value(Metric.RPC_UP, "follow.traces")).isEqualTo(1);

    Day.script(folder.resolve("tools").resolve("rpc"), "#!/bin/bash\nexit 3\n");
    chain.grow(64);
    rounds(20);
    assertThat(metrics.value(Metric.RPC_UP, "follow.traces")).isZero();
  }

  @Test
  void whatCannotBeFollowedIsToldAtTheStart() throws Exception {
    begin();
    chain.chainId = 8;
    assertThatThrownBy(() -> fresh().check())
        .isInstanceOf(TipException.class)
        .hasMessageContaining(
            " is of the chain 8 and not of 7: its blocks would be proven instead.");
    chain.chainId = 7;
    chain.chances.put(Fault.NO_METHOD, 1.0);
    assertThatThrownBy(() -> fresh().check())
        .hasMessageContaining(" has no debug_traceTransaction, so no witness can be made of it.");
    chain.chances.clear();
    chain.chances.put(Fault.UNKNOWN_TAG, 1.0);
    variables.put("FOLLOW_FINALITY", "finalized");
    variables.remove("FOLLOW_CONFIRMATIONS");
    assertThatThrownBy(() -> fresh().check())
        .hasMessageContaining("so it is unknown which blocks are final");
    chain.chances.clear();
    chain.chances.put(Fault.UNAVAILABLE, 1.0);
    fresh().check();
    assertThat(out).anyMatch(line -> line.endsWith("answers with status 503; it is asked again."));
    assertThat(String.join("", out)).doesNotContain("secret-key");
  }

  @Test
  void anotherBlockIsNotFinal() throws Exception {
    begin();
    NodeFinality finality = Nodes.of(FollowSettings.of(variables), metrics).finality();

    assertThat(finality.of(90, chain.at(90).hash())).isEqualTo(NodeFinality.Answer.FINAL);
    assertThat(finality.of(91, chain.at(91).hash())).isEqualTo(NodeFinality.Answer.NOT_YET);
    assertThat(finality.of(90, chain.at(91).hash())).isEqualTo(NodeFinality.Answer.OTHER);
    chain.close();
    assertThat(finality.of(90, chain.at(90).hash())).isEqualTo(NodeFinality.Answer.UNKNOWN);
  }

  @Test
  void theToolLogsNothingIntoTheWitnessAndTriesRequestsAgain() throws Exception {
    Day.script(
        Files.createDirectories(folder.resolve("tools")).resolve("rpc"),
        Day.RPC.replace(
            "exec cat", "echo $RUST_LOG $ZERO_BIN_MAX_RETRIES $ZERO_BIN_BACKOFF >&2; exec cat"));
    begin();
    rounds(1);

    assertThat(home.resolve("tip/fetching/errors")).hasContent("off 5 2000");
  }

  @Test
  void noPartOfTheKeyIsInAReasonThatIsCut() throws Exception {
    Day.script(
        Files.createDirectories(folder.resolve("tools")).resolve("rpc"),
        "#!/bin/bash\nprintf '%s %0390d' \"$ZERO_BIN_RPC_URL\" 0 >&2\nexit 3\n");
    begin();
    rounds(3);

    assertThat(out).anyMatch(line -> line.contains("rpc ended with exit code 3"));
    assertThat(String.join("", out)).doesNotContain("key");
  }

  @Test
  void anotherBeginDoesNotWaitForRunsThatCanNeverBegin() throws Exception {
    variables.put("FOLLOW_FROM", "90");
    begin();
    chain.grow(5);
    rounds(4);
    fail(queue.take(request -> request.isReady(proofs)).orElseThrow());
    rounds(2);
    variables.put("FOLLOW_FROM", "95");
    restart();
    chain.grow(5);
    rounds(4);

    assertThat(requests().get(0)).isEqualTo(request(95, 95, RunRequest.Previous.NONE));
    assertThat(queue.in(RunState.FAILED))
        .extracting(run -> run.outcome().orElse(""))
        .contains("Not proven: the chain of proofs begins again with block 95.");
  }

  @Test
  void twoFailedRunsAreToldOnce() throws Exception {
    variables.put("FOLLOW_FROM", "90");
    begin();
    chain.grow(5);
    rounds(4);
    for (Run run : queue.in(RunState.INBOX)) {
      fail(run);
    }
    rounds(5);

    assertThat(out.stream().filter(line -> line.contains(" failed, and the next blocks ")))
        .hasSize(3);
  }

  @Test
  void theEndIsNoLag() throws Exception {
    variables.putAll(
        Map.of("FOLLOW_UNTIL", "91", "FOLLOW_MAX_LAG_BLOCKS", "20", "FOLLOW_ON_LAG", "skip"));
    begin();
    chain.grow(5);
    rounds(3);
    assertThat(metrics.value(Metric.LAG_BLOCKS)).as("none is proven").isEqualTo(2);
    prove(2);
    chain.grow(100);
    rounds(4);

    assertThat(metrics.value(Metric.LAG_BLOCKS)).isZero();
    assertThat(out).noneMatch(line -> line.contains("left out"));
  }

  @Test
  void onlyBlocksOfTheStrideLag() throws Exception {
    variables.putAll(Map.of("FOLLOW_SELECT", "stride", "FOLLOW_STRIDE", "10"));
    begin();
    rounds(2);
    prove(1); // 90
    chain.grow(9);
    rounds(2);
    assertThat(journal().finalBlock()).isEqualTo(99);
    assertThat(metrics.value(Metric.LAG_BLOCKS)).isZero();
    chain.grow(3);
    rounds(2);

    assertThat(metrics.value(Metric.LAG_BLOCKS)).as("100 to 102").isEqualTo(3);
  }

  @Test
  void withTheNewestBlockTheLagIsCountedFromTheNewestProof() throws Exception {
    variables.put("FOLLOW_SELECT", "newest");
    begin();
    rounds(2);
    chain.grow(7);
    rounds(2);
    prove(1); // 90, which took 7 blocks
    rounds(2);
    assertThat(metrics.value(Metric.LAG_BLOCKS)).isEqualTo(7);
    chain.grow(7);
    rounds(2);

    assertThat(metrics.value(Metric.LAG_BLOCKS)).as("two proofs").isEqualTo(14);
  }

  @Test
  void aNewBeginIsNoLag() throws Exception {
    begin();
    rounds(2);
    prove(1);
    rounds(1);
    variables.put("FOLLOW_FROM", "150");
    restart();
    chain.grow(50);
    rounds(4);

    assertThat(journal().finalBlock()).isEqualTo(140);
    assertThat(metrics.value(Metric.LAG_BLOCKS)).isZero();
  }

  @Test
  void aLongJumpAsksOnlyForTheNewestOfWhatWasProven() throws Exception {
    variables.putAll(Map.of("FOLLOW_AHEAD", "100", "FOLLOW_UNTIL", "150"));
    begin();
    chain.grow(60);
    rounds(70);
    prove(50);
    rounds(1);
    chain.grow(2_000);
    long before = chain.requests.get();
    rounds(1);

    assertThat(out).anyMatch(line -> line.endsWith(": it is far behind"));
    assertThat(chain.requests.get() - before).as("64 headers, and a few").isLessThan(80);
  }

  @Test
  void figuresGoOnWhileARoundFails() throws Exception {
    begin();
    Path journal = ChainJournal.file(home);
    Files.createDirectories(journal.resolveSibling("journal.json.part"));
    chain.grow(1);
    for (int i = 0; i < 3; i++) {
      time.now = time.now.plusSeconds(1_000);
      assertThatThrownBy(() -> follower.round()).isInstanceOf(java.io.IOException.class);
    }

    assertThat(metrics.value(Metric.FINALITY_AGE_SECONDS)).isGreaterThan(2_900);
  }

  @Test
  void nothingIsFetchedIntoTheRoomThatStaysFree() throws Exception {
    queue = new RunQueue(home.resolve("runs"), time, 1L << 60);
    begin();
    rounds(3);

    assertThat(requests()).isEmpty();
    assertThat(out).anyMatch(line -> line.contains("the next witness needs, with runs.minFree, "));
  }

  @Test
  void nothingIsFetchedAfterAStop() throws Exception {
    variables.put("FOLLOW_AHEAD", "100");
    begin();
    chain.grow(5);
    rounds(3);
    prove(2);
    rounds(2);
    uploaded.add(id(91));
    Day.script(folder.resolve("tools/rpc"), "#!/bin/bash\nexec sleep 60\n");
    chain.grow(1);
    time.now = time.now.plusSeconds(12);
    follower.round();
    assertThat(isFetching()).isTrue();
    chain.reorg(40, 20);
    for (int i = 0; i < 4; i++) {
      time.now = time.now.plusSeconds(12);
      follower.round();
    }
    assertThat(journal().stopped()).isPresent();
    Thread.sleep(200);

    assertThat(isFetching()).isFalse();
  }

  /** Fails a run of the queue. */
  private void fail(Run run) throws Exception {
    queue.finish(run, RunState.FAILED, "Not proven.", 1);
  }

  private void begin() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    if (!Files.exists(tools.resolve("rpc"))) {
      Day.script(tools.resolve("rpc"), Day.RPC);
    }
    follower = fresh();
    rounds(1);
  }

  private void restart() throws Exception {
    follower.close();
    follower = fresh();
  }

  private Follower fresh() throws Exception {
    return new Follower(
        FollowSettings.of(variables),
        home,
        queue,
        proofs,
        uploaded::contains,
        metrics,
        time,
        folder.resolve("tools/rpc").toString(),
        out::add);
  }

  /** Some rounds, each with its witness. */
  private void rounds(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      time.now = time.now.plusSeconds(12);
      for (int quiet = 0; quiet < 3; quiet = isFetching() ? 0 : quiet + 1) {
        follower.round();
        Thread.sleep(2);
      }
    }
  }

  private boolean isFetching() {
    return ProcessHandle.current().children().anyMatch(child -> !others.contains(child));
  }

  /** Proves the next runs. */
  private void prove(int runs) throws Exception {
    for (int i = 0; i < runs; i++) {
      Run run = queue.take(request -> request.isReady(proofs)).orElseThrow();
      RunRequest request = run.request();
      for (long block = request.first(); block <= request.last(); block++) {
        Hash hash = chain.at(block).hash();
        ProofFacts facts =
            new ProofFacts(
                block,
                run.id(),
                "one",
                new Checkpoint(hash, Optional.empty()),
                Optional.empty(),
                Optional.of(hash));
        Path proof = Files.writeString(folder.resolve("made"), "a proof of " + hash);
        proofs.publish(proof, block, run.id(), facts.toString());
        Files.delete(proof);
      }
      queue.finish(run, RunState.DONE, "Proven.", 0);
    }
  }

  private BlockId id(long number) {
    return new BlockId(number, chain.at(number).hash());
  }

  private ChainJournal journal() throws Exception {
    return ChainJournal.read(ChainJournal.file(home), 7).orElseThrow();
  }

  private RunRequest request(long first, long last, RunRequest.Previous previous) {
    Hash hash = chain.at(last).hash();
    return new RunRequest(
        first,
        last,
        previous,
        "b%d-%d-%s.json".formatted(first, last, hash.hex().substring(0, 8)),
        Optional.of(chain.at(first - 1).hash()),
        Optional.of(hash));
  }

  /** The requests that wait. */
  private List<RunRequest> requests() throws Exception {
    List<RunRequest> all = new ArrayList<>();
    for (Run run : queue.in(RunState.INBOX)) {
      all.add(run.request());
    }
    return all;
  }

  private List<String> names(String path) throws Exception {
    try (Stream<Path> files = Files.list(home.resolve(path))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** All files of runs, proofs and orphans. */
  private List<String> everything() throws Exception {
    List<String> all = new ArrayList<>();
    for (String name : List.of("runs", "proofs", "orphaned")) {
      if (Files.exists(home.resolve(name))) {
        try (Stream<Path> files = Files.walk(home.resolve(name))) {
          files.map(Path::toString).sorted().forEach(all::add);
        }
      }
    }
    return all;
  }
}
