package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.ProverRelease;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

/** What workers do while the fence in the broker is closed, with a stand-in for the broker. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(120)
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class WorkerFenceTest {
  private static final String NONE = "404 Not Found\r\n\r\n{\"error\":\"Object Not Found\"}";
  private static final String PASSWORD = "pass-Word.1~";

  @TempDir private Path root;
  private ScriptPod pod;
  private Management management;

  @BeforeEach
  void aWorkersPod() throws IOException {
    pod = new ScriptPod(root);
    pod.install(ProverRelease.V0_7);
    management = new Management();
    pod.environment().put("AMQP_PORT", Integer.toString(management.amqp.getLocalPort()));
    pod.environment().put("MANAGEMENT_PORT", Integer.toString(management.http.getLocalPort()));
    pod.environment().put("RABBITMQ_USERNAME", "default_user_x");
    pod.environment().put("RABBITMQ_PASSWORD", PASSWORD);
    pod.environment().put("FENCE", "chartwright-fence-my-fleet");
    pod.environment().put("LOADING_SECONDS", "3600");
    pod.program(
        "worker",
        "exec 3<>/dev/tcp/127.0.0.1/${AMQP_PORT}; echo connected $$; while :; do sleep 0.1; done");
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    pod.close();
    management.close();
  }

  /** A broker that starts or stops says for a moment that nothing is there. */
  @Test
  void aFenceThatIsNotThereTellsNothing() throws Exception {
    management.answer = NONE;

    assertThat(pod.run("worker-fence").code()).isEqualTo(1);
  }

  @Test
  void theFenceIsClosedOnlyWhenTheBrokerSaysSo() throws Exception {
    management.answer = value("closed by a1b2: reset after a failed run");
    assertThat(pod.run("worker-fence")).isEqualTo(new Result(0, "closed\n"));
    management.answer = value("open");
    assertThat(pod.run("worker-fence")).isEqualTo(new Result(0, "open\n"));

    assertThat(management.requests.get(0))
        .isEqualTo("GET /api/global-parameters/chartwright-fence-my-fleet HTTP/1.1");
    assertThat(management.requests)
        .contains(
            "Authorization: Basic "
                + Base64.getEncoder()
                    .encodeToString(("default_user_x:" + PASSWORD).getBytes(US_ASCII)),
            "Connection: close");
  }

  @Test
  void anAnswerThatSaysNothingOfTheFenceIsNoAnswer() throws Exception {
    for (String answer :
        List.of(
            "401 Unauthorized\r\n\r\n{\"error\":\"not_authorized\"}",
            "500 Internal Server Error\r\n\r\n",
            "200 OK\r\n\r\n")) {
      management.answer = answer;
      Result result = pod.run("worker-fence");
      assertThat(result.code()).as(answer).isEqualTo(1);
      assertThat(result.output())
          .isEqualTo(
              "the broker does not tell whether the fence is closed: HTTP/1.1 "
                  + answer.split("\r", 2)[0]
                  + "\n");
    }
    management.close();
    assertThat(pod.run("worker-fence").code()).isEqualTo(1);
  }

  @Test
  void noProcessShowsThePasswordInItsArguments() throws Exception {
    pod.program("base64", "tr '\\0' ' ' </proc/$$/cmdline >&2; exec /usr/bin/base64 \"$@\"");
    management.answer = "";
    Running question = pod.start("worker-fence");
    question.waitFor("base64 -w 0");
    while (management.requests.isEmpty()) {
      Thread.sleep(20);
    }

    List<String> all = new ArrayList<>(List.of(Files.readString(question.log())));
    for (Process process : List.of(question.process())) {
      all.add(Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")));
      process
          .descendants()
          .forEach(child -> all.add(child.info().commandLine().orElse("it has ended")));
    }
    assertThat(String.join("\n", all))
        .contains("worker-fence")
        .doesNotContain(PASSWORD)
        .doesNotContain(Base64.getEncoder().encodeToString(PASSWORD.getBytes(US_ASCII)));
  }

  @Test
  void aWorkerIsStoppedWhenTheFenceClosesAndStartedWhenItOpens() throws Exception {
    Running worker = pod.start("worker-run");
    worker.waitFor("connected");
    assertThat(pod.run("worker-connected").code()).isZero();

    management.answer = value("closed by a1b2");
    worker.waitFor("the fence is closed: stopping the worker\n");
    awaitNoConnection();

    assertThat(pod.run("worker-started")).as("startup").isEqualTo(new Result(0, ""));
    assertThat(pod.run("worker-alive")).as("liveness").isEqualTo(new Result(0, ""));
    assertThat(pod.run("worker-connected").code()).as("readiness").isEqualTo(1);
    assertThat(worker.process().isAlive()).isTrue();

    management.answer = value("open");
    Files.writeString(worker.log(), "");
    worker.waitFor("connected");
    assertThat(pod.run("worker-connected").code()).isZero();
  }

  @Test
  void aWorkerIsNotStartedWhileTheFenceIsClosedAndAStopEndsTheWaitAtOnce() throws Exception {
    management.answer = value("closed by a1b2");
    Running worker = pod.start("worker-run");
    while (pod.run("worker-started").code() != 0) {
      assertThat(worker.process().isAlive()).isTrue();
    }
    Thread.sleep(2_000);

    long begin = System.nanoTime();
    worker.terminate();

    assertThat(worker.end()).isEqualTo(new Result(0, ""));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void theLastAnswerHoldsWhileTheBrokerIsAway() throws Exception {
    Running open = pod.start("worker-run");
    open.waitFor("connected");
    management.http.close();
    Thread.sleep(8_000);
    assertThat(open.process().isAlive()).isTrue();
    assertThat(Files.readString(open.log())).doesNotContain("the fence is closed");
    open.kill();

    management.close();
    management = new Management();
    pod.environment().put("MANAGEMENT_PORT", Integer.toString(management.http.getLocalPort()));
    management.answer = value("closed by a1b2");
    Running closed = pod.start("worker-run");
    while (pod.run("worker-started").code() != 0) {
      assertThat(closed.process().isAlive()).isTrue();
    }
    management.http.close();
    Thread.sleep(8_000);
    assertThat(Files.readString(closed.log())).doesNotContain("connected");
    assertThat(pod.run("worker-alive").code()).isZero();
  }

  @Test
  void aBrokerThatTakesTheQuestionAndDoesNotAnswerHoldsNothingUp() throws Exception {
    management.answer = "";
    Running worker = pod.start("worker-run");
    worker.waitFor("connected");

    worker.terminate();

    assertThat(worker.end().output()).endsWith("drained: stopping the worker\n");
  }

  @Test
  void aWorkerThatDrainsIsStoppedAtOnceWhenTheFenceCloses() throws Exception {
    pod.program(
        "worker", "exec 3<>/dev/tcp/127.0.0.1/${AMQP_PORT}; echo connected; while :; do :; done");
    Running worker = pod.start("worker-run");
    worker.waitFor("connected");
    worker.terminate();
    worker.waitFor("draining");
    Thread.sleep(3_000);

    long begin = System.nanoTime();
    management.answer = value("closed by a1b2");

    assertThat(worker.end().code()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void aWorkerThatLoadsItsCircuitsAfterTheFenceOpensIsAliveButNotForEver() throws Exception {
    pod.environment().put("LOADING_SECONDS", "12");
    pod.program("worker", "echo loading; exec sleep 300");
    management.answer = value("closed by a1b2");
    Running worker = pod.start("worker-run");
    while (pod.run("worker-started").code() != 0) {
      assertThat(worker.process().isAlive()).isTrue();
    }
    management.answer = value("open");
    worker.waitFor("loading");

    assertThat(pod.run("worker-alive")).isEqualTo(new Result(0, ""));
    assertThat(pod.run("worker-started").code()).isEqualTo(1);
    assertThat(worker.end())
        .isEqualTo(
            new Result(
                1,
                "loading\nthe worker has not connected to the broker within 12 seconds: stopping"
                    + " it\n"));
  }

  @Test
  void aWorkerWithoutAFenceAsksNothing() throws Exception {
    pod.environment().remove("FENCE");
    management.answer = value("closed by a1b2");
    Running worker = pod.start("worker-run");
    worker.waitFor("connected");
    Thread.sleep(7_000);

    assertThat(worker.process().isAlive()).isTrue();
    assertThat(management.requests).isEmpty();
  }

  private void awaitNoConnection() throws Exception {
    while (pod.run("worker-connected").code() == 0) {
      Thread.sleep(50);
    }
  }

  private static String value(String text) {
    return "200 OK\r\ncontent-type: application/json\r\n\r\n"
        + "{\"name\":\"chartwright-fence-my-fleet\",\"value\":\""
        + text
        + "\"}";
  }

  /** Stands in for the broker: a port that workers connect to, and one that answers questions. */
  private static final class Management implements AutoCloseable {
    final ServerSocket amqp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final ServerSocket http = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** What follows the version of HTTP; if empty, there is no answer. */
    volatile String answer = value("open");

    Management() throws IOException {
      Thread server = new Thread(this::serve, "management");
      server.setDaemon(true);
      server.start();
    }

    private void serve() {
      while (!http.isClosed()) {
        try {
          Socket client = http.accept();
          BufferedReader in =
              new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
          for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            requests.add(line);
          }
          if (!answer.isEmpty()) {
            client.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(US_ASCII));
            client.close();
          }
        } catch (IOException e) {
          if (!http.isClosed()) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    @Override
    public void close() throws IOException {
      amqp.close();
      http.close();
    }
  }
}
