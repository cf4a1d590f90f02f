package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Circuits;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Routing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * worker} and {@code verifier}; CHARTWRIGHT_WITNESSES the one of {@code
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

  @TempDir private Path root;
  private final Path programs = Path.of(System.getenv().getOrDefault(PROVER, ""));
  private final Path witness =
      Path.of(System.getenv().getOrDefault(WITNESSES, ""), "witness_b3_b6.json");
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
}
