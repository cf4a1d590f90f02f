package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.ProverRelease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The line that worker-run prints for each task, with programs that stand in for the worker. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(120)
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class TaskUseTest {
  private static final String PREFIX = "task-use ";

  /** To be busy for some seconds, and to say that a segment of a block is proven. */
  private static final String WORKER =
      """
      exec 3<>/dev/tcp/127.0.0.1/${AMQP_PORT}
      echo connected
      busy() { local end=$((SECONDS + $1)); while ((SECONDS < end)); do :; done; }
      proven() { echo "INFO segment proof (0xab) took $1 id=\\"b$2 - 0 (0)\\""; }
      """;

  @TempDir private Path root;
  private ScriptPod pod;
  private ServerSocket broker;

  @BeforeEach
  void aPod() throws IOException {
    pod = new ScriptPod(root);
    pod.install(ProverRelease.V0_7);
    broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    pod.environment().put("AMQP_PORT", Integer.toString(broker.getLocalPort()));
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    pod.close();
    broker.close();
  }

  @Test
  void eachTaskHasALineWithItsTimeItsCpuTimeAndItsMemory() throws Exception {
    Instant begin = Instant.now().minusSeconds(2);
    List<JsonNode> lines =
        uses("sleep 3; busy 5; proven 5.02s 34; sleep 6; busy 4; sleep 7; echo over");

    assertThat(lines).hasSize(2);
    JsonNode segment = lines.get(0);
    assertThat(segment.path("task").asText()).isEqualTo("segment");
    assertThat(segment.path("block").asInt()).isEqualTo(34);
    assertThat(segment.path("seconds").asInt()).isBetween(4, 8);
    assertThat(segment.path("cpuSeconds").asInt()).isBetween(2, 6);
    assertThat(segment.path("memoryMiB").asInt()).isBetween(1, 100);
    assertThat(Instant.parse(segment.path("begin").asText())).isAfter(begin);
    assertThat(Instant.parse(segment.path("end").asText())).isBefore(Instant.now());
    JsonNode other = lines.get(1);
    assertThat(other.has("task")).isFalse();
    assertThat(other.has("block")).isFalse();
    assertThat(other.path("seconds").asInt()).isBetween(3, 7);
    assertThat(other.path("cpuSeconds").asInt()).isBetween(1, 5);
  }

  @Test
  void workWithoutALogLineBeforeAProofIsATaskOfItsOwn() throws Exception {
    List<JsonNode> lines = uses("busy 7; busy 5; proven 5.0s 7; busy 5; proven 5.1s 8; sleep 1");

    assertThat(lines).extracting(line -> line.path("block").asInt()).containsExactly(0, 7, 8);
    assertThat(lines.get(0).path("seconds").asInt()).isBetween(5, 9);
    assertThat(lines.get(1).path("seconds").asInt()).isBetween(4, 7);
    assertThat(lines.get(0).path("end")).isEqualTo(lines.get(1).path("begin"));
    assertThat(lines.get(0).path("cpuSeconds").asInt()).isPositive();
    assertThat(lines.get(1).path("cpuSeconds").asInt()).isPositive();
  }

  @Test
  void aWorkerThatIsKilledDuringItsTaskLeavesALineThatSaysSo() throws Exception {
    List<JsonNode> lines = uses("busy 5; kill -9 $$");

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).path("cut").asBoolean()).isTrue();
    assertThat(lines.get(0).path("cpuSeconds").asInt()).isPositive();
  }

  @Test
  void loadingCircuitsIsNoTask() throws Exception {
    pod.program("worker", "end=$((SECONDS + 4)); while ((SECONDS < end)); do :; done");

    assertThat(uses(pod.start("worker-run"))).isEmpty();
  }

  private List<JsonNode> uses(String body) throws Exception {
    pod.program("worker", WORKER + body);
    return uses(pod.start("worker-run"));
  }

  private static List<JsonNode> uses(Running worker) throws Exception {
    worker.end();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(worker.log(), UTF_8)) {
      if (line.startsWith(PREFIX)) {
        System.out.println(line);
        lines.add(new ObjectMapper().readTree(line.substring(PREFIX.length())));
      }
    }
    return lines;
  }
}
