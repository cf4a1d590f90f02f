package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.Bucket;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.Follow;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import dev.chartwright.prover.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pods of a rendered chart on this machine prove blocks 3 to 6 of a development chain with the
 * real programs of the prover. CHARTWRIGHT_PROVER names the folder of {@code leader}, {@code
 * worker}, {@code verifier} and perhaps {@code rpc}; CHARTWRIGHT_WITNESSES the one of {@code
 * witness_b3_b6.json}.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(7_200)
@Tag("thorough")
class RealProverTest {
  private static final String WITNESSES = "CHARTWRIGHT_WITNESSES";
  private static final String PROVER = "CHARTWRIGHT_PROVER";

  /** For one step: the slowest is a block on two cores, whose attempt fails once. */
  private static final Duration PATIENCE = Duration.ofMinutes(40);

  /** The tables of these blocks. The recommended ranges would take several times the memory. */
  private static final Circuits CIRCUITS =
      Circuits.recommended()
          .testConfig()
          .range(CircuitTable.ARITHMETIC, 16, 18)
          .range(CircuitTable.BYTE_PACKING, 8, 15)
          .range(CircuitTable.CPU, 10, 20)
          .range(CircuitTable.KECCAK, 4, 13)
          .range(CircuitTable.KECCAK_SPONGE, 8, 9)
          .range(CircuitTable.LOGIC, 4, 14)
          .range(CircuitTable.MEMORY, 17, 22)
          .range(CircuitTable.MEMORY_BEFORE, 16, 18)
          .range(CircuitTable.MEMORY_AFTER, 7, 8)
          .build();

  /** More than all faults cause, even where workers start before the broker does. */
  private static final int MOST_STARTS = 30;

  private static final String TASKS = ProverRelease.V0_7.taskQueue(Routing.SHARED);
  private static final String TAKEN = "messages_unacknowledged";
  private static final Pattern FAILED =
      Pattern.compile("chartwright_attempts_total\\{result=\"failed\"} (\\d+)");

  @TempDir private Path root;
  private final Path programs = Path.of(System.getenv().getOrDefault(PROVER, ""));
  private final Path witness =
      Path.of(System.getenv().getOrDefault(WITNESSES, ""), "witness_b3_b6.json");
  private LoopbackCloud cloud;
  private FleetPods pods;
  private final List<Worker> workers = new ArrayList<>();
  private Running service;

  @BeforeEach
  void proverAndWitnessesAreOnThisMachine() {
    assumeThat(programs.resolve("leader"))
        .as(PROVER + " names the folder of leader, worker and verifier")
        .exists();
    assumeThat(witness).as(WITNESSES + " names the folder of this file").exists();
  }

  @AfterEach
  void nothingIsLeftBehind() {
    if (pods != null) {
      pods.close();
    }
    if (cloud != null) {
      cloud.close();
    }
  }

  @Test
  void blocks3To6AreProven() throws Exception {
    pods =
        new FleetPods(
            root,
            ProverFleet.named("zero-prover").release(ProverRelease.V0_7).circuits(CIRCUITS).build(),
            Map.of());
    ScriptPod jumpbox = pods.jumpbox();
    real(jumpbox);
    workers(1);
    service = FleetPods.serve(jumpbox);

    Running prove = jumpbox.start("prove", witness.toString());
    await("the blocks are proven", () -> !prove.process().isAlive());
    assertThat(prove.end().code()).as(prove.end().output()).isZero();

    Path last = jumpbox.home().resolve("proofs/b6.zkproof");
    assertThat(jumpbox.run("verify", last.toString()).code()).isZero();
    everythingEndsInOrder();
  }

  @Test
  void blocks3To6AreFollowedWhileWorkersAndBrokerFail() throws Exception {
    WitnessedChain chain = WitnessedChain.read(witness);
    ProverFleet declared =
        ProverFleet.named("zero-prover")
            .release(ProverRelease.V0_7)
            .circuits(CIRCUITS)
            .follow(
                Follow.chain(chain.id())
                    .rpc(new SecretReference("node", "url"))
                    .type(Follow.NodeType.JERIGON)
                    .select(Follow.every())
                    .from(chain.first())
                    .until(chain.last()))
            .publish(Bucket.gcs("proofs"))
            .monitoring(Monitoring.prometheusOperator())
            .build();
    cloud = new LoopbackCloud(chain);
    pods = new FleetPods(root, declared, Map.of("FOLLOW_RPC_URL", cloud.address() + "/rpc"));
    ScriptPod jumpbox = pods.jumpbox();
    real(jumpbox);
    if (!Files.exists(programs.resolve("rpc"))) {
      standIn(jumpbox, chain);
    }
    URI metrics = FleetPods.metrics(jumpbox);
    jumpbox
        .environment()
        .putAll(
            Map.of(
                "FOLLOW_BLOCK_MILLIS", "1000",
                "RUNS_TICK_MILLIS", "500",
                "RUNS_IDLE_SECONDS", "20",
                "PUBLISH_ENDPOINT", cloud.address(),
                "GCE_METADATA_HOST", cloud.host(),
                "UPLOAD_TICK_MILLIS", "500"));
    Path proofs = jumpbox.home().resolve("proofs");
    workers(2);
    service = FleetPods.serve(jumpbox);

    // With SIGKILL, as a container ends whose memory does not suffice: its task goes to the other.
    await("both workers prove block 3", () -> pods.broker().figure(TASKS, TAKEN) == 2);
    workers.get(0).running.kill();
    await("block 3 is proven", () -> Files.exists(proofs.resolve("b3.zkproof")));
    assertThat(failed(metrics)).isZero();

    // A worker that has received an abort throws its next task away, and the leader would wait
    // for that task forever.
    pods.broker().publish(ProverRelease.V0_7.abortQueue(), abort());
    await("an attempt fails, because a task is lost", () -> failed(metrics) > 0);
    assertThat(FleetPods.read(metrics))
        .contains("chartwright_failures_total{reason=\"task_lost\"} 1\n");
    await("block 4 is proven", () -> Files.exists(proofs.resolve("b4.zkproof")));

    Path attempt = jumpbox.home().resolve("runs/running/000003-b5-5/attempt-1");
    await(
        "block 5 is being proven",
        () -> isOlderThanFigures(attempt) && pods.broker().figure(TASKS, TAKEN) > 0);
    pods.broker().restart();
    // An idle worker lives on without a connection, and the kubelet restarts it. Its probe is not
    // tried here, because it sees the connections of all pods of this machine.
    for (Worker worker : workers) {
      worker.running.kill();
    }
    await("an attempt fails, because the broker restarted", () -> failed(metrics) > 1);

    await("block 6 is uploaded", () -> cloud.objects().containsKey(object(chain, 6) + ".json"));
    assertThat(cloud.objects())
        .containsOnlyKeys(
            LongStream.rangeClosed(chain.first(), chain.last())
                .mapToObj(number -> object(chain, number))
                .flatMap(name -> Stream.of(name + ".zkproof", name + ".json"))
                .toArray(String[]::new));
    for (long number = chain.first(); number <= chain.last(); number++) {
      assertThat(jumpbox.run("verify", proofs.resolve("b" + number + ".zkproof") + "").code())
          .isZero();
    }
    assertThat(jumpbox.run("tip").output())
        .contains("chain:   " + chain.id(), "proven:  block 6 " + chain.hash(6));
    assertThat(jumpbox.run("runs").output())
        .contains("000001-b3-3", "000002-b4-4", "000003-b5-5", "000004-b6-6")
        .doesNotContain("failed");
    assertThat(FleetPods.read(metrics))
        .contains("chartwright_blocks_proven_total 4\n", "chartwright_blocks_uploaded_total 4\n");
    everythingEndsInOrder();
  }

  /** Whether what the broker counts no longer is of what was before a file. */
  private static boolean isOlderThanFigures(Path file) throws IOException {
    return Files.exists(file)
        && Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minusSeconds(3));
  }

  /** The real programs come first. */
  private void real(ScriptPod pod) {
    pod.environment().merge("PATH", programs + ":", (path, first) -> first + path);
  }

  /** Makes the circuits, and starts workers. Returns when all listen for tasks. */
  private void workers(int count) throws Exception {
    ScriptPod circuits = pods.circuits();
    real(circuits);
    Running made = pods.makeCircuits(circuits);
    await("the circuits are made", () -> !made.process().isAlive());
    assertThat(made.end().code()).as(made.end().output()).isZero();
    for (int i = 1; i <= count; i++) {
      ScriptPod pod = pods.worker("worker-" + i);
      real(pod);
      workers.add(new Worker(pod));
    }
    await("the workers listen", () -> pods.broker().figure(TASKS, "consumers") == count);
  }

  /** The container of a worker. As the kubelet does, it is started again whenever it has ended. */
  private final class Worker {
    private final ScriptPod pod;
    private Running running;
    private int starts = 1;

    Worker(ScriptPod pod) throws IOException {
      this.pod = pod;
      running = pods.work(pod);
    }

    void keepRunning() throws IOException {
      if (!running.process().isAlive()) {
        String log = Files.readString(running.log());
        assertThat(++starts).as("starts of " + running.log() + ": " + log).isLessThan(MOST_STARTS);
        running = pods.work(pod);
      }
    }
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(String what, Condition condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.holds()) {
      for (Worker worker : workers) {
        worker.keepRunning();
      }
      String log = service == null ? "" : Files.readString(service.log());
      assertThat(service == null || service.process().isAlive()).as(what + ": " + log).isTrue();
      assertThat(Instant.now()).as(what + ": " + log).isBefore(end);
      Thread.sleep(200);
    }
  }

  private void everythingEndsInOrder() throws Exception {
    service.terminate();
    assertThat(service.end().code()).isZero();
    for (Worker worker : workers) {
      worker.keepRunning();
      worker.running.terminate();
      assertThat(worker.running.end().code()).isZero();
    }
  }

  /** A program that prints the element of the witness file, as {@code rpc} would make it. */
  private void standIn(ScriptPod jumpbox, WitnessedChain chain) throws IOException {
    for (Map.Entry<Long, JsonNode> element : chain.elements().entrySet()) {
      Files.writeString(root.resolve("w" + element.getKey()), "[" + element.getValue() + "]");
    }
    jumpbox.program("rpc", "[[ $1 == fetch && $2 == -s ]] && cat %s/w\"$3\"".formatted(root));
  }

  /** {@code CommandIpc::Abort} to all, in the form postcard: variant, length and text. */
  private static byte[] abort() {
    String all = "abort-all-key";
    return ("\0" + (char) all.length() + all).getBytes(US_ASCII);
  }

  private static int failed(URI metrics) throws IOException {
    return FAILED
        .matcher(FleetPods.read(metrics))
        .results()
        .mapToInt(match -> Integer.parseInt(match.group(1)))
        .sum();
  }

  private static String object(WitnessedChain chain, long number) {
    return chain.id() + "/" + number + "-" + chain.hash(number);
  }
}
