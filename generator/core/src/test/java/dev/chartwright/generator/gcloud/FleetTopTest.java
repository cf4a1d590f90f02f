package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.compose.FleetChart;
import dev.chartwright.generator.gcloud.ScriptRun.Result;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code fleet.sh top} with a kubectl that carries out commands in a folder. If the environment
 * variable {@code BASH_3_2} names a bash 3.2, the script runs with it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the pods have the tools of Linux")
@Timeout(300)
@Tag("thorough")
class FleetTopTest {
  private static final String RUN = "000007-b34-35";

  private static final String COMPANION =
      """
      #!/bin/bash
      [[ "$1" != runs ]] || echo "000007-b34-35        ${STATE:-done}  2 of 2 proven, attempts: 2"
      """;

  @TempDir private Path root;
  private final List<Process> started = new ArrayList<>();
  private Path pod;
  private ScriptRun fleet;

  @BeforeEach
  void aFleet() throws IOException {
    pod = root.resolve("pod");
    Files.createDirectories(pod.resolve("data/runs/done").resolve(RUN));
    Files.createDirectories(pod.resolve("scripts"));
    program("companion", COMPANION);
    fleet = new ScriptRun(root.resolve("laptop"), ZeroProver.fleet()).set("POD", pod.toString());
    try (InputStream kubectl = FleetTopTest.class.getResourceAsStream("jumpbox-kubectl.sh")) {
      fleet.answer("kubectl", new String(kubectl.readAllBytes(), UTF_8));
    }
    String old = System.getenv("BASH_3_2");
    if (old != null) {
      fleet.shell(Path.of(old));
    }
  }

  @AfterEach
  void nothingIsLeftBehind() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(pod.resolve("scripts").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void journal(String... events) throws IOException {
    Files.writeString(
        pod.resolve("data/runs/done").resolve(RUN).resolve("attempts"),
        String.join("\n", events) + "\n");
  }

  private static String event(String kind, String at, String more) {
    return "{\"event\":\"%s\",\"at\":\"%s\",\"attempt\":1%s}".formatted(kind, at, more);
  }

  private static String use(String worker, String more, String end, int seconds, int cpu, int mib) {
    return "[pod/%s/worker] task-use {%s\"begin\":\"2026-11-30T09:00:00Z\",\"end\":\"%s\",\"seconds\":%d,\"cpuSeconds\":%d,\"memoryMiB\":%d,\"containerPeakMiB\":9999}\n"
        .formatted(worker, more, end, seconds, cpu, mib);
  }

  private void logs() throws IOException {
    String segment = "\"task\":\"segment\",\"block\":%d,";
    Files.writeString(
        pod.resolve("log"),
        "[pod/w-1/worker] INFO a line of the worker about task-use {\n"
            + use("w-1", segment.formatted(33), "2026-11-30T09:59:59Z", 50, 70, 1)
            + use("w-1", segment.formatted(34), "2026-11-30T10:00:40Z", 38, 900, 2_400)
            + use("w-2", segment.formatted(34), "2026-11-30T10:00:50Z", 40, 800, 6_600)
            + use("w-2", "", "2026-11-30T10:01:10Z", 10, 100, 700)
            + use("w-1", segment.formatted(35), "2026-11-30T10:03:00Z", 20, 200, 2_000)
            + use("w-1", "\"cut\":true,", "2026-11-30T10:03:30Z", 12, 100, 1_000)
            + use("w-1", segment.formatted(36), "2026-11-30T11:00:00Z", 50, 70, 1));
  }

  @Test
  void theUseOfARunIsSummedByBlockFromWhatItsTasksSayInItsTime() throws Exception {
    journal(
        event("started", "2026-11-30T10:00:00.123456Z", ",\"block\":34"),
        event("published", "2026-11-30T10:01:30.5Z", ",\"block\":34"),
        event("failed", "2026-11-30T10:02:00Z", ",\"text\":\"a task was lost\""),
        event("started", "2026-11-30T10:02:30Z", ",\"block\":35"),
        event("published", "2026-11-30T10:04:00Z", ",\"block\":35"));
    logs();

    Result result = fleet.run("fleet.sh", "top", "7");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.output().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "WORK TASKS SECONDS CPU-SECONDS CORES MAX-MIB",
            "segments of block 34 2 78 1700 21.8 6600",
            "other tasks 1 10 100 10.0 700",
            "segments of block 35 1 20 200 10.0 2000",
            "cut short 1 12 100 8.3 1000",
            "all 5 120 2100 17.5 6600");
    assertThat(result.calls().get(result.calls().size() - 1))
        .contains("logs", "--since-time=2026-11-30T10:00:00Z", "--prefix", "--tail=-1");
  }

  @Test
  void withoutARunTheUseIsSummedByWorkerAndNeedsNoJumpbox() throws Exception {
    logs();

    Result result = fleet.set("PODS", "").run("fleet.sh", "top");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.output().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "WORKER TASKS SECONDS CPU-SECONDS CORES MAX-MIB",
            "w-1 5 170 1340 7.9 2400",
            "w-2 2 50 900 18.0 6600",
            "all 7 220 2240 10.2 6600");
  }

  @Test
  void whatIsNotThereIsOneSentence() throws Exception {
    journal("");
    assertThat(fleet.run("fleet.sh", "top", "7").errors())
        .isEqualTo("fleet.sh: the run 000007-b34-35 has not begun\n");
    Files.writeString(pod.resolve("log"), "nothing of a task\n");
    assertThat(fleet.run("fleet.sh", "top").errors())
        .isEqualTo("fleet.sh: no worker that is there now has finished a task in that time\n");
    assertThat(fleet.set("WORKERS", "").run("fleet.sh", "top", "--atop").errors())
        .isEqualTo("fleet.sh: no worker is running: a recording goes with its pod\n");
    assertThat(fleet.set("WORKERS", "w-1").run("fleet.sh", "top", "--atop").errors())
        .contains(
            "w-1: no recording: Error: container atop is not valid",
            "fleet.sh: no worker is recorded: set workers.GROUP.atop.enabled\n");
  }

  /**
   * A pod whose containers share their processes: the recorder of the chart, and its worker-run
   * with a program that stands in for the worker and proves two blocks.
   */
  @Test
  void theTopConsumersOfEachProofComeFromARecordingOfTheRealAtop() throws Exception {
    assumeThat(Path.of("/usr/bin/atop")).as("atop is installed").exists();
    assumeThat(unshared("true").waitFor()).as("this machine has namespaces").isZero();
    scriptsOfTheChart();
    Path recording = Files.createDirectories(pod.resolve("atop/w-1"));
    Path programs = Files.createDirectories(root.resolve("programs"));
    Path worker =
        Files.writeString(
            programs.resolve("worker"),
            """
            #!/bin/bash
            exec 3<>/dev/tcp/127.0.0.1/${AMQP_PORT}
            busy() { local end=$((SECONDS + $1)); while ((SECONDS < end)); do :; done; }
            for block in 34 35; do
              printf "prover-of-${block}" >/proc/$$/comm
              busy 7
              echo "INFO segment proof (0xab) took 6.9s id=\\"b${block} - 0 (0)\\""
              sleep 2
              date -u +%FT%TZ >"${TIMES}/${block}"
            done
            exec sleep 60
            """);
    Files.setPosixFilePermissions(worker, PosixFilePermissions.fromString("rwxr-xr-x"));
    String begin;
    int code;
    try (ServerSocket broker = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Process shared =
          unshared(
              """
              export PATH='%1$s':${PATH} AMQP_HOST=127.0.0.1 AMQP_PORT=%2$d TIMES='%1$s' TMPDIR='%1$s'
              ATOP_SECONDS=1 ATOP_MIB=8 '%3$s/atop-record' '%4$s' &
              recorder=$!
              sleep 3
              '%3$s/worker-run' >'%1$s/log' 2>&1 &
              worker=$!
              until [[ -e '%1$s/35' ]]; do sleep 0.2; done
              sleep 2
              kill -TERM "${worker}"
              wait "${worker}" || exit
              kill -TERM "${recorder}"
              wait "${recorder}"
              """
                  .formatted(programs, broker.getLocalPort(), pod.resolve("scripts"), recording));
      begin = now();
      code = shared.waitFor();
    }
    assertThat(code).as("the worker is drained, and the recorder ends").isZero();
    String first = Files.readString(programs.resolve("34")).strip();
    String second = Files.readString(programs.resolve("35")).strip();
    journal(
        event("started", begin, ",\"block\":34"),
        event("published", first, ",\"block\":34"),
        event("published", second, ",\"block\":35"));
    StringBuilder log = new StringBuilder();
    for (String line : Files.readAllLines(programs.resolve("log"))) {
      log.append("[pod/w-1/worker] ").append(line).append('\n');
    }
    Files.writeString(pod.resolve("log"), log);

    Result use = fleet.run("fleet.sh", "top", "7");
    Result result = fleet.set("WORKERS", "w-1 w-2").run("fleet.sh", "top", "7", "--atop");

    System.out.println(use.output() + "\n" + result.output());
    assertThat(use.output())
        .containsPattern("segments of block 34 +1 ")
        .containsPattern("segments of block 35 +1 ")
        .containsPattern("all +2 ");
    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.errors()).startsWith("w-2: no recording: ").hasLineCount(1);
    String[] proofs = result.output().split("\n\n");
    assertThat(proofs).hasSize(2);
    assertThat(proofs[0]).startsWith("proof-of-block-34, " + begin + " to " + first + "\n");
    assertThat(proofs[1]).startsWith("proof-of-block-35, " + first + " to " + second + "\n");
    for (int proof = 0; proof < 2; proof++) {
      assertThat(proofs[proof].lines().toList().get(2))
          .matches(" +\\d+\\.\\d +\\d+  prover-of-3" + (4 + proof) + " +w-1");
      assertThat(proofs[proof].lines().count()).isBetween(3L, 7L);
    }
  }

  @Test
  void aRecordingKeepsItsSizeAndEndsAtOnceWhenThePodStops() throws Exception {
    assumeThat(Path.of("/usr/bin/atop")).as("atop is installed").exists();
    scriptsOfTheChart();
    Path recording = Files.createDirectories(pod.resolve("atop/w-1"));
    for (int day = 10; day < 22; day++) {
      Files.writeString(recording.resolve("202611" + day + "T000000Z"), "x".repeat(1 << 20));
    }
    Process recorder =
        start(
            "ATOP_SECONDS=1 ATOP_MIB=8 exec '%s/atop-record' '%s'"
                .formatted(pod.resolve("scripts"), recording));
    Thread.sleep(3_500);

    try (var files = Files.list(recording)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted().toList())
          .hasSize(8)
          .startsWith("20261115T000000Z");
    }
    long before = System.nanoTime();
    recorder.destroy();
    assertThat(recorder.waitFor()).isZero();
    assertThat(System.nanoTime() - before).isLessThan(3_000_000_000L);
    assertThat(recorder.descendants()).isEmpty();
  }

  private void scriptsOfTheChart() throws IOException {
    ProverFleet declared = ZeroProver.fleet();
    String scripts =
        Generator.generate(FleetChart.of(declared))
            .chartFiles()
            .text("templates/scripts/configmap.yaml");
    for (String name : List.of("atop-record", "atop-top", "worker-run", "worker-connected")) {
      String text = scripts.substring(scripts.indexOf("\n  " + name + ": |") + 1);
      StringBuilder script = new StringBuilder();
      for (String line : text.lines().skip(1).toList()) {
        if (!line.isEmpty() && !line.startsWith("    ")) {
          break;
        }
        script.append(line.isEmpty() ? "" : line.substring(4)).append('\n');
      }
      program(name, script.toString());
    }
  }

  private Process start(String command) throws IOException {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("output-" + started.size()).toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Commands that see one another's processes and no others, and of which none is the first. */
  private Process unshared(String commands) throws IOException {
    Path script = Files.writeString(root.resolve("unshared-" + started.size()), commands);
    return start(
        "exec unshare --user --map-root-user --pid --fork --mount-proc bash -c 'bash \"$0\"; exit $?'"
            + " '%s'".formatted(script));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
