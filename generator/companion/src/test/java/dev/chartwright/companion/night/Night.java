package dev.chartwright.companion.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.ConnectionFactory;
import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.broker.Management;
import dev.chartwright.companion.broker.RabbitBroker;
import dev.chartwright.companion.chain.TestChain;
import dev.chartwright.companion.run.Journal;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunQueue;
import dev.chartwright.companion.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A fleet in one night: a real broker, workers that obey the fence, and the companion as a process
 * of its own, which is started again whenever it ends, as a pod is.
 */
final class Night implements AutoCloseable {
  static final String TASKS = "task-ipc-routing-key";
  static final String ABORT = "command-ipc-routing-key";
  static final String FENCE = "chartwright-fence-night";

  final NightWorker.Faults faults = new NightWorker.Faults();
  final RabbitBroker broker;
  final RunQueue queue;
  final ProofStore proofs;
  final List<NightWorker> workers = new ArrayList<>();

  private final Path home;
  private final Path pids;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Long, FileTime> seen = new HashMap<>();
  private Process companion;

  Night(Path folder) throws Exception {
    this(folder, Files.createDirectories(folder.resolve("data")));
  }

  /** A night whose volume is a folder. */
  Night(Path folder, Path volume) throws Exception {
    broker = RabbitBroker.running();
    home = volume;
    pids = Files.createDirectories(folder.resolve("pids"));
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    script(
        scripts.resolve("leader-run"),
        "exec %s -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\""
            .formatted(java, System.getProperty("java.class.path"), StandInLeader.class.getName()));
    script(scripts.resolve("verify"), "tail -c 1 \"$1\" | grep -q ']' && echo verified \"$1\"");
    queue = new RunQueue(home.resolve("runs"), Clock.systemUTC());
    proofs = new ProofStore(home.resolve("proofs"));
    environment.putAll(
        Map.ofEntries(
            Map.entry("HOME", home.toString()),
            Map.entry("LEADER_PIDS", pids.toString()),
            Map.entry("SCRIPTS", scripts.toString()),
            Map.entry("PROVER_RELEASE", "0.7"),
            Map.entry("AMQP_HOST", "127.0.0.1"),
            Map.entry("MANAGEMENT_PORT", broker.managementPort + ""),
            Map.entry("RABBITMQ_USERNAME", "guest"),
            Map.entry("RABBITMQ_PASSWORD", "guest"),
            Map.entry("PALADIN_AMQP_URI", "amqp://guest:guest@127.0.0.1:" + broker.amqpPort),
            Map.entry("CIRCUITS_DIGEST", "one"),
            Map.entry("TASK_QUEUES", TASKS),
            Map.entry("ABORT_QUEUE", ABORT),
            Map.entry("FENCE", FENCE),
            Map.entry("RUNS_ON_FAILURE", "continue"),
            Map.entry("RUNS_TICK_MILLIS", "100"),
            Map.entry("RUNS_IDLE_SECONDS", "6"),
            Map.entry("RUNS_SILENCE_SECONDS", "10"),
            Map.entry("RUNS_REDELIVERIES", "10")));
    ConnectionFactory factory = broker.connections("/");
    for (int i = 0; i < 4; i++) {
      workers.add(
          new NightWorker(
              factory, new Management(broker.access("/")), FENCE, TASKS, ABORT, faults));
    }
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/bash\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Witnesses of two blocks each, and the command that puts them into the queue. */
  void batch(int witnesses) throws Exception {
    Path folder = Files.createDirectories(home.resolve("witnesses"));
    for (int i = 0; i < witnesses; i++) {
      TestChain chain = TestChain.of(2 * i + 1, 2 * i + 2, 0);
      (isOld() ? chain.old() : chain).write(folder.resolve("w" + i + ".json"));
    }
    assertThat(command("batch", folder.toString()).waitFor()).isZero();
  }

  private boolean isOld() {
    return environment.get("PROVER_RELEASE").equals("0.6");
  }

  Process command(String... args) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.chartwright.companion.command.Main"));
    line.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Path log = home.resolve("companion.log");
    return builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  /** Starts the companion if it does not run. */
  void keepRunning() throws IOException {
    if (companion == null || !companion.isAlive()) {
      endLeaders();
      companion = command("serve");
    }
  }

  /** Ends the pod: with the companion, the kernel ends all that it started. */
  void kill() throws InterruptedException, IOException {
    companion.destroyForcibly().waitFor();
    endLeaders();
  }

  /** Makes the verifier slow. */
  void verifySlowly() throws IOException {
    script(Path.of(environment.get("SCRIPTS"), "verify"), "sleep 2; echo verified \"$1\"");
  }

  /** Another release of the prover. */
  void release(String number) {
    environment.put("PROVER_RELEASE", number);
  }

  /** What an upgrade of the chart with other ranges or another image changes. */
  void circuits(String digest) {
    environment.put("CIRCUITS_DIGEST", digest);
  }

  /** What later upgrades are told of the run. */
  Optional<String> announced() throws BrokerException {
    return new Management(broker.access("/")).globalParameter(FENCE + "-run");
  }

  /** Asks the pod to end, as a drained node does. */
  void terminate() throws InterruptedException {
    companion.destroy();
    if (!companion.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the companion does not end");
    }
  }

  private void endLeaders() throws IOException {
    try (Stream<Path> files = Files.list(pids)) {
      for (Path file : files.toList()) {
        ProcessHandle.of(Long.parseLong(file.getFileName().toString()))
            .filter(handle -> handle.info().commandLine().orElse("").contains("StandInLeader"))
            .ifPresent(ProcessHandle::destroyForcibly);
        Files.delete(file);
      }
    }
  }

  int published() throws IOException {
    int count = 0;
    for (long block = 1; proofs.has(block); block++) {
      FileTime time = Files.getLastModifiedTime(proofs.proof(block));
      assertThat(seen.computeIfAbsent(block, b -> time)).as("block " + block).isEqualTo(time);
      count++;
    }
    return count;
  }

  boolean isOver() throws IOException {
    return queue.in(RunState.INBOX).isEmpty() && queue.in(RunState.RUNNING).isEmpty();
  }

  /** Starts the companion whenever it has ended, until no run is left. */
  void runUntilOver() throws IOException, InterruptedException {
    while (!isOver()) {
      keepRunning();
      Thread.sleep(100);
    }
  }

  /** The attempts of all runs. */
  int attempts() throws IOException {
    int attempts = 0;
    for (Run run : queue.all()) {
      attempts += run.journal().attempts().number();
    }
    return attempts;
  }

  /** How often each block was published. */
  Map<Long, Integer> publications() throws IOException {
    Map<Long, Integer> counts = new HashMap<>();
    for (Run run : queue.all()) {
      run.journal().events().stream()
          .filter(event -> event.kind() == Journal.Kind.PUBLISHED)
          .forEach(event -> counts.merge(event.block(), 1, Integer::sum));
    }
    return counts;
  }

  @Override
  public void close() throws Exception {
    if (companion != null) {
      kill();
    }
    for (NightWorker worker : workers) {
      worker.close();
    }
  }
}
