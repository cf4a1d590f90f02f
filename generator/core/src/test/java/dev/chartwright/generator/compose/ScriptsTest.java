package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.ProverRelease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the pods in a real shell, with programs that stand in for the prover's. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(120)
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class ScriptsTest {
  private static final String WITNESS = witness("\"0x4\"");
  private static final String PROOF = "[{\"b_height\":4,\"intern\":{\"a\":[{}]}}]";
  private static final String SUCCESS = "INFO verifier: All proofs verified successfully!";

  @TempDir private Path root;
  private ScriptPod pod;
  private Path scripts;
  private Path home;
  private Map<String, String> environment;

  @BeforeEach
  void aPod() throws IOException {
    pod = new ScriptPod(root);
    scripts = pod.scripts();
    home = pod.home();
    environment = pod.environment();
    release(ProverRelease.V0_7);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    pod.close();
  }

  // worker-run

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void aWorkerGetsItsArgumentsAndGivesItsExitCodeAndItsWholeLog(int code) throws Exception {
    program("worker", "printf '<%s>\\n' \"$@\"; printf 'a\\\\b  c\\nno line end'; exit " + code);

    Result result = run("worker-run", "--load-strategy=on-demand", "a b");

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.output())
        .isEqualTo("<--load-strategy=on-demand>\n<a b>\na\\b  c\nno line end\n");
  }

  @Test
  void anIdleWorkerIsStoppedWithinSeconds() throws Exception {
    try (Broker broker = new Broker()) {
      connectedWorker(broker, "exec sleep 300");
      Running worker = start("worker-run");
      worker.waitFor("connected");

      long begin = System.nanoTime();
      worker.terminate();
      Result result = worker.end();

      assertThat(result.code()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
      assertThat(result.output()).contains("draining").endsWith("drained: stopping the worker\n");
    }
  }

  @Test
  void aBusyWorkerFinishesItsTaskEvenWhenItIsToldTwiceToStop() throws Exception {
    try (Broker broker = new Broker()) {
      connectedWorker(
          broker,
          """
          (while :; do :; done) & busy=$!
          trap 'kill ${busy}' EXIT
          end=$((SECONDS + 14))
          while ((SECONDS < end)); do :; done
          echo 'INFO segment proof (0xab) took 38.67s id="b5 - 0 (0)"'
          sleep 1; echo 'handed in'
          while :; do :; done
          """);
      Running worker = start("worker-run");
      worker.waitFor("connected");

      worker.terminate();
      Thread.sleep(500);
      worker.terminate();
      Result result = worker.end();

      assertThat(result.code()).isZero();
      assertThat(result.output())
          .containsSubsequence(
              "draining", "took 38.67s", "handed in", "drained: stopping the worker");
    }
  }

  @Test
  void aWorkerThatLoadsItsCircuitsHoldsNoTaskAndIsStoppedAtOnce() throws Exception {
    program("worker", "echo loading; while :; do :; done");
    Running worker = start("worker-run");
    worker.waitFor("loading");

    long begin = System.nanoTime();
    worker.terminate();

    assertThat(worker.end().code()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aWorkerWhoseBrokerIsGoneIsStoppedAtOnceBecauseNobodyTakesItsProof() throws Exception {
    Broker broker = new Broker();
    try (broker) {
      connectedWorker(broker, "while :; do :; done");
      Running worker = start("worker-run");
      worker.waitFor("connected");
      worker.terminate();
      worker.waitFor("draining");

      broker.close();
      long begin = System.nanoTime();

      assertThat(worker.end().code()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void aSignalIsNeverLostWheneverItComes() throws Exception {
    program("worker", "exec sleep 300");
    Random moments = new Random(7);
    for (int round = 0; round < 10; round++) {
      List<Running> workers = new ArrayList<>();
      for (int each = 0; each < 8; each++) {
        environment.put("TMPDIR", Files.createTempDirectory(root, "tmp").toString());
        Running worker = start("worker-run");
        Thread.sleep(0, moments.nextInt(1_000_000));
        Thread.sleep(moments.nextInt(30));
        worker.terminate();
        workers.add(worker);
      }
      for (Running worker : workers) {
        assertThat(worker.process().waitFor(20, TimeUnit.SECONDS))
            .as("it ends: " + Files.readString(worker.log()))
            .isTrue();
      }
    }
  }

  @Test
  void aWorkerThatFailsWhileItIsDrainedIsNotCalledDrainedWell() throws Exception {
    try (Broker broker = new Broker()) {
      connectedWorker(broker, "end=$((SECONDS + 3)); while ((SECONDS < end)); do :; done; exit 1");
      Running worker = start("worker-run");
      worker.waitFor("connected");

      worker.terminate();

      assertThat(worker.end().code()).isEqualTo(1);
    }
  }

  // worker-connected, worker-alive, broker-reachable, leader-ready

  @Test
  void aWorkerIsConnectedOnlyWhileAConnectionToThePortIsOpen() throws Exception {
    try (Broker broker = new Broker()) {
      assertThat(run("worker-connected")).isEqualTo(new Result(1, "no connection to the broker\n"));
      try (Socket client = broker.accept()) {
        assertThat(client.isConnected()).isTrue();
        assertThat(run("worker-connected")).isEqualTo(new Result(0, ""));
      }
    }
  }

  @Test
  void onlyAWorkerWithoutConnectionToABrokerThatAnswersIsDead() throws Exception {
    Broker broker = new Broker();
    try (broker) {
      assertThat(run("worker-alive").code()).isEqualTo(1);
      try (Socket client = broker.accept()) {
        assertThat(client.isConnected()).isTrue();
        assertThat(run("worker-alive").code()).isZero();
      }
    }
    assertThat(run("worker-alive").code()).as("while the broker is away").isZero();
  }

  @Test
  void aWorkerThatHoldsATaskWhichItCannotDecodeIsDeadUntilItIsStartedAgain() throws Exception {
    try (Broker broker = new Broker();
        Socket client = broker.accept()) {
      assertThat(client.isConnected()).isTrue();
      program("worker", "echo 'ERROR paladin::queue::amqp: Error deserializing message, error: x'");
      run("worker-run");
      assertThat(run("worker-alive"))
          .isEqualTo(new Result(1, "the worker holds a task that it cannot decode\n"));

      program("worker", "echo 'INFO all is well'");
      run("worker-run");
      assertThat(run("worker-alive").code()).isZero();
    }
  }

  @Test
  void aBrokerThatIsLateIsWaitedForButNotForEver() throws Exception {
    Result never = run("broker-wait", "0");
    assertThat(never.code()).isEqualTo(1);
    assertThat(never.output()).isEqualTo("the broker does not answer: 127.0.0.1:1\n");

    int port;
    try (Broker broker = new Broker()) {
      assertThat(broker.isOpen()).isTrue();
      port = Integer.parseInt(environment.get("AMQP_PORT"));
    }
    Running waiting = start("broker-wait", "30");
    waiting.waitFor("does not answer");
    try (ServerSocket late = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
      assertThat(late.isBound()).isTrue();
      assertThat(waiting.end().code()).isZero();
    }
  }

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws Exception {
    assertThat(run("broker-reachable"))
        .isEqualTo(new Result(1, "the broker does not answer: 127.0.0.1:1\n"));
    try (Broker broker = new Broker()) {
      assertThat(broker.isOpen()).isTrue();
      assertThat(run("broker-reachable")).isEqualTo(new Result(0, ""));
    }
  }

  @Test
  void theJumpboxIsReadyWhenItCanWriteProofsAndReachTheBroker() throws Exception {
    assertThat(run("leader-ready").output()).contains("the broker does not answer");
    try (Broker broker = new Broker()) {
      assertThat(broker.isOpen()).isTrue();
      assertThat(run("leader-ready")).isEqualTo(new Result(0, ""));
      Files.delete(home.resolve("proofs"));
      assertThat(run("leader-ready"))
          .isEqualTo(new Result(1, "cannot write into " + home + "/proofs\n"));
    }
  }

  @Test
  void theJumpboxMakesItsFoldersAndStopsAtOnce() throws Exception {
    Files.delete(home.resolve("proofs"));
    Path circuits = root.resolve("circuits/v0.6-0a1b2c3d");
    Running leader = start("leader-wait", home + "/proofs", circuits.toString());
    leader.waitFor("ready: " + home + "/proofs " + circuits + "\n");

    leader.terminate();

    assertThat(leader.end().code()).isZero();
    assertThat(home.resolve("proofs")).isDirectory();
    assertThat(circuits).isDirectory();
  }

  // circuits-make

  @Test
  void circuitsAreMadeOnceAndMarkedWhenTheyAreComplete() throws Exception {
    Path circuits = circuits();
    program("worker", MAKES_CIRCUITS + " echo 'Error: connecting to AMQP host' >&2; exit 1");

    Result first = run("circuits-make", "--persistence=disk");
    Result second = run("circuits-make", "--persistence=disk");

    assertThat(first.code()).isZero();
    assertThat(first.output())
        .startsWith("making with --amqp-uri=amqp://127.0.0.1:1 --persistence=disk\n")
        .endsWith("the circuits were built: " + circuits + "/.complete\n");
    assertThat(second).isEqualTo(new Result(0, "the circuits exist: " + circuits + "/.complete\n"));
    try (var files = Files.list(circuits)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              ".complete",
              "prover_state_base_a2a2b710_d",
              "prover_state_monolithic_a2a2b710_d",
              "prover_state_a2a2b710_k_14",
              "verifier_state_a2a2b710_d");
    }
  }

  @Test
  void circuitsOfARunThatWasCutShortAreMadeAnew() throws Exception {
    Path circuits = circuits();
    program(
        "worker",
        "mkdir -p ${ZK_EVM_CACHE_DIR}; echo b >${ZK_EVM_CACHE_DIR}/prover_state_base_a2a2b710_d;"
            + " echo writing; exec sleep 300");
    Running killed = start("circuits-make");
    killed.waitFor("writing");
    killed.terminate();
    assertThat(killed.end().code()).isEqualTo(143);

    program("worker", MAKES_CIRCUITS + " echo 'Error: connecting to AMQP host'; exit 1");
    Result next = run("circuits-make");

    assertThat(next.output()).contains("making with");
    assertThat(next.code()).isZero();
    assertThat(circuits.resolve("prover_state_base_a2a2b710_d")).hasContent("base\n");
  }

  @Test
  void circuitsThatAWorkerMayNeedAreNeverMissingWhileOthersAreMade() throws Exception {
    Path circuits = circuits();
    program("worker", MAKES_CIRCUITS + " echo 'Error: connecting to AMQP host'; exit 1");
    run("circuits-make");
    Files.delete(circuits.resolve("prover_state_a2a2b710_k_14"));

    program(
        "worker",
        "ls ${CIRCUITS_DIRECTORY};"
            + MAKES_CIRCUITS
            + " echo 'Error: connecting to AMQP host'; exit 1");

    assertThat(run("circuits-make").output())
        .contains("prover_state_base_a2a2b710_d\n", "verifier_state_a2a2b710_d\n");
    assertThat(circuits.resolve("prover_state_a2a2b710_k_14")).hasContent("table\n");
  }

  @Test
  void circuitsAreMadeAgainWhenAFileWasRemovedOrCut() throws Exception {
    Path circuits = circuits();
    program("worker", MAKES_CIRCUITS + " echo 'Error: connecting to AMQP host'; exit 1");
    run("circuits-make");

    Files.delete(circuits.resolve("prover_state_a2a2b710_k_14"));
    assertThat(run("circuits-make").output()).contains("making with");
    Files.writeString(circuits.resolve("verifier_state_a2a2b710_d"), "cut");
    assertThat(run("circuits-make").output()).contains("making with");
    Files.writeString(circuits.resolve("prover_state_a2a2b710_k_15"), "of other ranges");
    assertThat(run("circuits-make").output()).startsWith("the circuits exist");
  }

  @Test
  void theCircuitsOfEarlyReleasesLieAFolderDeeper() throws Exception {
    Path circuits = circuits();
    environment.put("CARGO_WORKSPACE_DIR", environment.remove("ZK_EVM_CACHE_DIR"));
    program(
        "worker",
        "mkdir ${CARGO_WORKSPACE_DIR}/circuits; cd ${CARGO_WORKSPACE_DIR}/circuits;"
            + " echo b >prover_state_base_NA_d; echo v >verifier_state_NA_d;"
            + " echo 'Error: connecting to AMQP host'; exit 1");

    assertThat(run("circuits-make").code()).isZero();
    assertThat(circuits.resolve(".complete"))
        .hasContent("circuits/prover_state_base_NA_d 2\ncircuits/verifier_state_NA_d 2\n");
    assertThat(circuits.resolve("circuits/verifier_state_NA_d")).hasContent("v\n");
  }

  @Test
  void circuitsThatCouldNotBeMadeAreNotMarked() throws Exception {
    Path circuits = circuits();
    program("worker", MAKES_CIRCUITS + " echo 'Error: No space left on device'; exit 1");
    Result full = run("circuits-make");
    assertThat(full.code()).isEqualTo(1);
    assertThat(full.output()).endsWith("the circuits could not be built\n");

    program(
        "worker",
        MAKES_CIRCUITS + " rm verifier_state_*; echo 'Error: connecting to AMQP host'; exit 1");
    Result incomplete = run("circuits-make");
    assertThat(incomplete.code()).isEqualTo(1);
    assertThat(incomplete.output()).endsWith("the circuits are not complete: " + circuits + "\n");

    assertThat(circuits.resolve(".complete")).doesNotExist();
  }

  @Test
  void ofTwoPodsOneMakesTheCircuitsAndTheOtherWaits() throws Exception {
    Path circuits = circuits();
    program(
        "worker",
        "echo x >>"
            + root
            + "/makers; sleep 2;"
            + MAKES_CIRCUITS
            + " echo 'Error: connecting to AMQP host'; exit 1");

    Running one = start("circuits-make");
    Running other = start("circuits-make");

    assertThat(List.of(one.end().code(), other.end().code())).containsOnly(0);
    assertThat(root.resolve("makers")).hasContent("x\n");
    assertThat(one.end().output() + other.end().output())
        .contains("another pod is building the circuits: waiting for it\n")
        .contains("the circuits exist: " + circuits);
  }

  @Test
  void makingCircuitsStopsAtOnceWhenThePodShallGo() throws Exception {
    Path circuits = circuits();
    program("worker", "echo making; exec sleep 300");
    Running maker = start("circuits-make");
    maker.waitFor("making");

    long begin = System.nanoTime();
    maker.terminate();

    assertThat(maker.end().code()).isEqualTo(143);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    assertThat(circuits.resolve(".complete")).doesNotExist();
  }

  @Test
  void ofTenPodsThatStartAtOnceOneMakesTheCircuits() throws Exception {
    hurry();
    Path circuits = circuits();
    program("worker", MAKER + " sleep 2;" + MAKES_CIRCUITS + CONNECTS);
    List<Running> pods = new ArrayList<>();
    for (int pod = 0; pod < 10; pod++) {
      pods.add(start("circuits-make"));
    }

    for (Running pod : pods) {
      assertThat(pod.end().code()).as(pod.end().output()).isZero();
    }
    assertThat(root.resolve("makers")).hasContent("x\n");
    assertThat(circuits.resolve(".complete")).isNotEmptyFile();
    assertThat(turns(circuits)).isEmpty();
  }

  @Test
  void ofTenPodsThatWaitForOneWhoseNodeIsLostOneMakesTheCircuits() throws Exception {
    hurry();
    Path circuits = circuits();
    program("worker", MAKER + " echo making; exec sleep 300");
    Running lost = start("circuits-make");
    lost.waitFor("making");
    program("worker", MAKER + " sleep 1;" + MAKES_CIRCUITS + CONNECTS);
    List<Running> pods = new ArrayList<>();
    for (int pod = 0; pod < 10; pod++) {
      pods.add(start("circuits-make"));
    }
    for (Running pod : pods) {
      pod.waitFor("another pod is building the circuits: waiting for it\n");
    }
    Thread.sleep(5_000);
    assertThat(root.resolve("makers")).as("while the node is there").hasContent("x\n");

    lost.kill();

    for (Running pod : pods) {
      assertThat(pod.end().code()).as(pod.end().output()).isZero();
    }
    assertThat(root.resolve("makers")).hasContent("x\nx\n");
    assertThat(circuits.resolve("verifier_state_a2a2b710_d")).hasContent("verifier\n");
    assertThat(turns(circuits)).isEmpty();
  }

  @Test
  void aPodThatWasFrozenAndLostItsTurnStopsItsWorkerAndTouchesNothing() throws Exception {
    hurry();
    Path circuits = circuits();
    program("worker", "echo $$ >" + root + "/frozen; echo making; exec sleep 300");
    Running frozen = start("circuits-make");
    frozen.waitFor("making");
    ProcessHandle worker =
        ProcessHandle.of(Long.parseLong(Files.readString(root.resolve("frozen")).strip()))
            .orElseThrow();
    frozen.signal("STOP");
    environment.put("TMPDIR", Files.createDirectory(root.resolve("tmp of another")).toString());
    program("worker", MAKES_CIRCUITS + CONNECTS);
    assertThat(run("circuits-make").output()).endsWith("built: " + circuits + "/.complete\n");

    frozen.signal("CONT");

    assertThat(frozen.end().code()).isEqualTo(1);
    assertThat(frozen.end().output()).endsWith("another pod has taken over\n");
    worker.onExit().get(5, TimeUnit.SECONDS);
    assertThat(run("circuits-make").output()).startsWith("the circuits exist");
    assertThat(turns(circuits)).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldAndNotWaitedFor() throws Exception {
    circuits();
    environment.put("CIRCUITS_DIRECTORY", "/proc/self");

    Result result = run("circuits-make");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).contains("cannot create directory");
  }

  // prove

  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void onlyAFileWithBlocksIsProven(ProverRelease release) throws Exception {
    release(release);
    program("leader", "echo 'a leader ran'");
    Path empty = Files.writeString(root.resolve("empty.json"), "");
    Path none = Files.writeString(root.resolve("none.json"), "[]");
    Path witness = Files.writeString(root.resolve("b4.json"), WITNESS);

    assertThat(run("prove").code()).isEqualTo(2);
    assertThat(run("prove", "a", "b", "c").output()).startsWith("usage: prove ");
    assertThat(run("prove", "missing.json"))
        .isEqualTo(new Result(2, "the file does not exist or is empty: missing.json\n"));
    assertThat(run("prove", empty.toString()).code()).isEqualTo(2);
    assertThat(run("prove", none.toString()))
        .isEqualTo(new Result(2, "the witness contains no blocks: " + none + "\n"));
    assertThat(run("prove", witness.toString(), "missing.zkproof").code()).isEqualTo(2);
  }

  @Test
  void theLeaderGetsItsOptionsBeforeTheSubcommandAndTheWitnessAsInput() throws Exception {
    environment.put("LEADER_OPTIONS", "--load-strategy=on-demand --worker-run-mode=affinity");
    program("leader", "printf '<%s>' \"$@\"; cat; pwd");
    Files.writeString(home.resolve("b4.json"), WITNESS);
    Files.writeString(home.resolve("b3.zkproof"), PROOF.replace("4", "3"));

    assertThat(run("prove", "b4.json", "b3.zkproof"))
        .isEqualTo(
            new Result(
                0,
                "<--load-strategy=on-demand><--worker-run-mode=affinity><stdio><--previous-proof=b3.zkproof>"
                    + WITNESS
                    + home
                    + "\n"));
  }

  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void theExitCodeOfTheLeaderIsKeptAndTheNextStepTold(ProverRelease release) throws Exception {
    release(release);
    program("leader", "echo '2024 INFO prover: Proving block 4'; exit 101");
    Files.writeString(home.resolve("b4.json"), WITNESS);

    Result result = run("prove", "b4.json");

    assertThat(result.code()).isEqualTo(101);
    assertThat(result.output())
        .startsWith("2024 INFO prover: Proving block 4\n")
        .endsWith(
            "the run ended with 101: before the next run, scale the workers to 0, purge the"
                + " queue, and scale up again\n");
  }

  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void aLeaderThatIsRefusedBeforeItsFirstTaskLeavesNothingToCleanUp(ProverRelease release)
      throws Exception {
    release(release);
    program("leader", "echo 'Error: connecting to AMQP host' >&2; exit 1");
    Files.writeString(home.resolve("b4.json"), WITNESS);

    Result result = run("prove", "b4.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .endsWith("the run ended with 1 before the first task: the next run can start at once\n");
    assertThat(Path.of(environment.get("TMPDIR"))).isDirectoryNotContaining("glob:**tmp.*");
  }

  @Test
  void aWitnessIsProvenOnlyIfItIsWholeAndItsBlocksFollowEachOther() throws Exception {
    program("leader", "echo 'a leader ran'");

    assertThat(prove(witness("\"0x9\"", "\"0xa\"", "\"0xB\""))).isEqualTo("a leader ran\n");
    assertThat(prove(witness("9", "10"))).isEqualTo("a leader ran\n");
    assertThat(prove(witness("\"0x9\"").replace("[", "[\n  ").replace(":", ": ") + "\n\n"))
        .isEqualTo("a leader ran\n");
    assertThat(prove(witness("\"0x9\"", "\"0xb\"")))
        .isEqualTo("the blocks are not consecutive: found 11, expected 10\n");
    assertThat(prove(witness("\"0x9\"", "\"0x8\"")))
        .isEqualTo("the blocks are not consecutive: found 8, expected 10\n");
    String one = witness("\"0x9\"");
    assertThat(prove(one.substring(1, one.length() - 1)))
        .startsWith("the witness is not an array of blocks, or is truncated: ");
    assertThat(prove(one.substring(0, one.length() - 1)))
        .startsWith("the witness is not an array of blocks, or is truncated: ");
    assertThat(prove("[{\"block_trace\":{},\"other_data\":{}}]"))
        .startsWith("the witness does not give a number for each of its 1 blocks: ");
  }

  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void aWitnessMustGoOnWhereThePreviousProofEnds(ProverRelease release) throws Exception {
    release(release);
    program("leader", "echo 'a leader ran'; printf '[{\"b_height\":6,\"intern\":{\"a\":[{}]}}]'");
    Files.writeString(
        home.resolve("previous.zkproof"),
        "[{\"b_height\":4,\"intern\":{}},{\"b_height\": 5,\"intern\":{}}]");

    assertThat(prove(witness("\"0x6\"", "\"0x7\""), "previous.zkproof"))
        .startsWith("a leader ran\n");
    assertThat(prove(witness("\"0x5\"", "\"0x6\""), "previous.zkproof"))
        .isEqualTo("the witness starts with block 5, but the previous proof ends with block 5\n");
    Files.writeString(home.resolve("previous.zkproof"), "[]");
    assertThat(prove(witness("\"0x6\""), "previous.zkproof"))
        .isEqualTo("the file contains no proof: previous.zkproof\n");
  }

  @Test
  void aWitnessOfMainnetIsLookedThroughInAMoment() throws Exception {
    program("leader", "echo 'a leader ran'");
    String trace = "{\"storage\":\"0x" + "5b8e".repeat(2_200_000) + "\"}";
    Files.writeString(
        home.resolve("large.json"),
        witness("\"0x135e6b2\"", "\"0x135e6b3\"").replace("{\"trie\":{}}", trace));

    long begin = System.nanoTime();
    assertThat(run("prove", "large.json").output()).isEqualTo("a leader ran\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void nothingIsProvenBeforeTheCircuitsAreThere() throws Exception {
    program("leader", "echo 'a leader ran'");
    Path marker = root.resolve("marker");
    environment.put("CIRCUITS_MARKER", marker.toString());
    Files.writeString(home.resolve("b4.json"), WITNESS);

    assertThat(run("prove", "b4.json"))
        .isEqualTo(
            new Result(
                1, "the circuits do not exist yet: the first worker builds them when it starts\n"));
    Files.writeString(marker, "prover_state_base_a2a2b710_d 2\n");
    assertThat(run("prove", "b4.json").code()).isZero();
  }

  @ParameterizedTest
  @EnumSource(ProverRelease.class)
  void oneLeaderRunsAtATime(ProverRelease release) throws Exception {
    release(release);
    program("leader", "echo proving; exec sleep 300");
    Files.writeString(home.resolve("b4.json"), WITNESS);
    Running first = start("prove", "b4.json");
    first.waitFor("proving");

    assertThat(run("prove", "b4.json"))
        .isEqualTo(
            new Result(
                1, "another run is active: two runs would mix their tasks, and both would fail\n"));

    List<ProcessHandle> leader = first.process().descendants().toList();
    first.process().destroyForcibly();
    first.end();
    assertThat(run("prove", "b4.json").code()).as("while its leader goes on").isEqualTo(1);
    leader.forEach(ProcessHandle::destroyForcibly);
    program("leader", "echo 'a leader ran'");
    for (int attempt = 0; attempt < 100 && leader.stream().anyMatch(ProcessHandle::isAlive); ) {
      Thread.sleep(50);
      attempt++;
    }
    assertThat(run("prove", "b4.json").output()).contains("a leader ran\n");
  }

  @Test
  void earlyReleasesPrintTheProofsAndTakeTheLastOneAlone() throws Exception {
    release(ProverRelease.V0_6);
    environment.put("LEADER_OPTIONS", "--runtime=amqp --serializer=cbor");
    program(
        "leader",
        """
        printf '<%s>' "$@" >"${HOME}/arguments"
        cp "${4#--previous-proof=}" "${HOME}/previous"
        cat >/dev/null
        echo 'INFO leader: All proofs have been generated successfully.'
        printf '[{"b_height":5,"intern":{"a":[{}]}}]ERROR lapin::io_loop: error doing IO'
        """);
    Files.writeString(home.resolve("b5.json"), witness("\"0x5\""));
    Files.writeString(
        home.resolve("b4.zkproof"),
        "[{\"b_height\":3,\"intern\":{\"a\":[{}]}},{\"b_height\":4,\"intern\":{\"a\":[{}]}}]");

    Result result = run("prove", "b5.json", "b4.zkproof");

    assertThat(result.code()).isZero();
    assertThat(result.output()).endsWith("\nproof: " + home + "/proofs/b5.zkproof\n");
    assertThat(home.resolve("proofs/b5.zkproof"))
        .hasContent("[{\"b_height\":5,\"intern\":{\"a\":[{}]}}]\n");
    assertThat(home.resolve("previous")).hasContent("{\"b_height\":4,\"intern\":{\"a\":[{}]}}\n");
    assertThat(home.resolve("arguments"))
        .hasContent(
            "<--runtime=amqp><--serializer=cbor><stdio><--previous-proof="
                + environment.get("TMPDIR")
                + "/previous.json>");
  }

  @Test
  void aRunOfAnEarlyReleaseWithoutAProofIsAFailure() throws Exception {
    release(ProverRelease.V0_6);
    program(
        "leader",
        "echo 'INFO leader: All proof witnesses have been generated successfully.'; printf '[]'");
    Files.writeString(home.resolve("b5.json"), WITNESS);

    Result result = run("prove", "b5.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .contains("the leader printed no proof: see " + home + "/proofs/b5.log\n");
    assertThat(home.resolve("proofs/b5.zkproof")).doesNotExist();
  }

  // verify

  @Test
  void aProofIsVerifiedOnlyByTheLineThatSaysSo() throws Exception {
    environment.put("VERIFIER_OPTIONS", "--persistence=disk --use-test-config");
    environment.put("RUST_LOG", "error");
    Path proof = Files.writeString(home.resolve("b4.zkproof"), PROOF);

    program(
        "verifier", "printf '<%s>' \"$@\"; [[ ${RUST_LOG} != info ]] || echo ' " + SUCCESS + "'");
    assertThat(run("verify", "b4.zkproof"))
        .isEqualTo(
            new Result(
                0,
                "<--persistence=disk><--use-test-config><--file-path=b4.zkproof> "
                    + SUCCESS
                    + "\nverified: b4.zkproof, block 4\n"));

    program("verifier", "echo 'INFO Proof verification failed with error: Condition failed'");
    Result refused = run("verify", proof.toString());
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).endsWith("NOT VERIFIED: " + proof + "\n");

    program("verifier", "echo '" + SUCCESS + "'; exit 3");
    assertThat(run("verify", proof.toString()).code()).isEqualTo(3);
  }

  @Test
  void aFileWithoutAProofIsNotVerified() throws Exception {
    program("verifier", "echo '" + SUCCESS + "'");
    Files.writeString(home.resolve("none.zkproof"), "[]");
    Files.writeString(
        home.resolve("two.zkproof"),
        "[{\"b_height\": 4, \"intern\": {}}, {\"b_height\": 5, \"intern\": {}}]");

    assertThat(run("verify", "none.zkproof"))
        .isEqualTo(new Result(1, "the file contains no proof: none.zkproof\n"));
    assertThat(run("verify", "missing.zkproof"))
        .isEqualTo(new Result(2, "the file does not exist: missing.zkproof\n"));
    assertThat(run("verify").code()).isEqualTo(2);
    assertThat(run("verify", "two.zkproof").output())
        .endsWith("verified: two.zkproof, block 4 5\n");
  }

  @Test
  void nothingIsVerifiedBeforeTheCircuitsAreThere() throws Exception {
    Path marker = root.resolve("marker");
    environment.put("CIRCUITS_MARKER", marker.toString());
    program("verifier", "echo '" + SUCCESS + "'");
    Files.writeString(home.resolve("b4.zkproof"), PROOF);

    assertThat(run("verify", "b4.zkproof"))
        .isEqualTo(
            new Result(1, "the circuits do not exist yet: a worker builds them when it starts\n"));
    Files.writeString(marker, "prover_state_base_a2a2b710_d 2\n");
    assertThat(run("verify", "b4.zkproof").code()).isZero();
  }

  @Test
  void ofTwoProofsThatAreVerifiedAtOnceEachIsJudgedByItsOwn() throws Exception {
    program(
        "verifier",
        """
        if [[ $* == *good* ]]; then sleep 1; echo 'INFO verifier: All proofs verified successfully!'; exit; fi
        echo 'INFO Proof verification failed with error: Condition failed'
        sleep 2
        """);
    Files.writeString(home.resolve("good.zkproof"), PROOF);
    Files.writeString(home.resolve("bad.zkproof"), PROOF);

    Running bad = start("verify", "bad.zkproof");
    bad.waitFor("Condition failed");
    Running good = start("verify", "good.zkproof");

    assertThat(bad.end().code()).isEqualTo(1);
    assertThat(good.end().code()).isZero();
    assertThat(Path.of(environment.get("TMPDIR"))).isEmptyDirectory();
  }

  // all of them

  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeThat(ScriptPod.isInstalled("shellcheck")).as("shellcheck is on this machine").isTrue();
    release(ProverRelease.V0_6);
    Files.move(scripts.resolve("leader-run"), scripts.resolve("leader-run-before-0.7"));
    release(ProverRelease.V0_7);
    List<String> command = new ArrayList<>(List.of("shellcheck", "-o", "all", "-S", "style"));
    try (var files = Files.list(scripts)) {
      files.map(Path::toString).sorted().forEach(command::add);
    }

    assertThat(run(command)).isEqualTo(new Result(0, ""));
  }

  private static final String MAKER = "echo x >>${MAKERS};";
  private static final String CONNECTS = " echo 'Error: connecting to AMQP host'; exit 1";
  private static final String MAKES_CIRCUITS =
      """
      echo "making with $*"
      mkdir -p "${ZK_EVM_CACHE_DIR}"
      cd "${ZK_EVM_CACHE_DIR}"
      echo base >prover_state_base_a2a2b710_d
      echo all >prover_state_monolithic_a2a2b710_d
      echo table >prover_state_a2a2b710_k_14
      echo verifier >verifier_state_a2a2b710_d
      """;

  /** A witness file with blocks of these numbers, which are written as they are. */
  private static String witness(String... numbers) {
    return Stream.of(numbers)
        .map(
            number ->
                "{\"block_trace\":{\"trie\":{}},\"other_data\":{\"b_data\":{\"b_meta\":{\"block_number\":"
                    + number
                    + ",\"block_gas_used\":\"0x0\"}}}}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** What is said when a witness is proven. */
  private String prove(String witness, String... previous) throws Exception {
    Files.writeString(home.resolve("witness.json"), witness);
    List<String> command =
        new ArrayList<>(List.of(scripts.resolve("prove").toString(), "witness.json"));
    command.addAll(List.of(previous));
    return run(command).output();
  }

  /** Lets circuits-make look every second, and take a turn over after three. */
  private void hurry() throws IOException {
    Path script = scripts.resolve("circuits-make");
    String text = Files.readString(script);
    String hurried =
        text.replace("LOOK_SECONDS=5 ", "LOOK_SECONDS=1 ")
            .replace("LOST_SECONDS=60", "LOST_SECONDS=3");
    assertThat(hurried).hasSize(text.length() - 1);
    Files.writeString(script, hurried);
  }

  private static List<Path> turns(Path circuits) throws IOException {
    try (Stream<Path> files = Files.list(circuits)) {
      return files
          .filter(
              file ->
                  file.getFileName().toString().startsWith(".turn")
                      || file.getFileName().toString().startsWith("making"))
          .toList();
    }
  }

  private Path circuits() {
    Path circuits = root.resolve("circuits/v0.7-0a1b2c3d_circuit_cache");
    environment.put("ZK_EVM_CACHE_DIR", circuits.toString());
    environment.put("CIRCUITS_DIRECTORY", circuits.toString());
    environment.put("CIRCUITS_MARKER", circuits + "/.complete");
    environment.put("MAKERS", root + "/makers");
    return circuits;
  }

  private void release(ProverRelease release) throws IOException {
    pod.install(release);
  }

  private void program(String name, String body) throws IOException {
    pod.program(name, body);
  }

  /** A worker that connects to a broker first. */
  private void connectedWorker(Broker broker, String body) throws IOException {
    assertThat(broker.isOpen()).isTrue();
    program("worker", "exec 3<>/dev/tcp/127.0.0.1/${AMQP_PORT}; echo connected\n" + body);
  }

  private Result run(String script, String... arguments) throws Exception {
    return pod.run(script, arguments);
  }

  private Running start(String script, String... arguments) throws IOException {
    return pod.start(script, arguments);
  }

  private Result run(List<String> command) throws Exception {
    return pod.start(command).end();
  }

  /** Something that listens where the scripts look for the broker. */
  private final class Broker implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    Broker() throws IOException {
      environment.put("AMQP_PORT", Integer.toString(socket.getLocalPort()));
    }

    boolean isOpen() {
      return !socket.isClosed();
    }

    Socket accept() throws IOException {
      return new Socket(socket.getInetAddress(), socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
