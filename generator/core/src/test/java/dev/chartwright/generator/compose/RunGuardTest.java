package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.prover.ProverRelease;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The Job before an upgrade, with a stand-in for the broker. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the script needs what the pods have")
class RunGuardTest {
  @TempDir private Path root;
  private ScriptPod pod;
  private HttpServer broker;
  private int status = 200;
  private String answer = "";
  private String asked = "";

  @BeforeEach
  void aHook() throws IOException {
    broker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broker.createContext(
        "/",
        exchange -> {
          asked = exchange.getRequestURI().toString();
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    broker.start();
    pod = new ScriptPod(root);
    pod.install(ProverRelease.V0_7);
    pod.environment().put("AMQP_HOST", "127.0.0.1");
    pod.environment().put("MANAGEMENT_PORT", broker.getAddress().getPort() + "");
    pod.environment().put("RABBITMQ_USERNAME", "default_user_x");
    pod.environment().put("RABBITMQ_PASSWORD", "pass");
    pod.environment().put("FENCE", "chartwright-fence-my-fleet");
    pod.environment().put("CIRCUITS_DIGEST", "1a2b3c4d");
  }

  @AfterEach
  void nothingIsLeftBehind() {
    pod.close();
    broker.stop(0);
  }

  @Test
  void aRunWithTheSameCircuitsIsNotDisturbed() throws Exception {
    answer = parameter("000012-b3-6 1a2b3c4d");

    assertThat(guard())
        .isEqualTo(
            new Result(0, "run 000012-b3-6 is in progress, and its circuits stay the same\n"));
    assertThat(asked).isEqualTo("/api/global-parameters/chartwright-fence-my-fleet-run");
  }

  @Test
  void aRunThatWouldLoseItsCircuitsRefusesTheUpgrade() throws Exception {
    answer = parameter("000012-b3-6 99887766");

    assertThat(guard())
        .isEqualTo(
            new Result(
                1,
                "REFUSED: run 000012-b3-6 is in progress with the circuits 99887766, which would"
                    + " become 1a2b3c4d: its blocks in progress would be lost, and the rest would"
                    + " be a new chain. Wait until it is over (`runs` in the jumpbox), end it"
                    + " (`stop 000012-b3-6`), or allow it: runs.force=true for an upgrade,"
                    + " --no-hooks for a rollback\n"));
  }

  @Test
  void withoutARunTheUpgradeGoesOn() throws Exception {
    status = 404;
    answer = "{\"error\":\"Object Not Found\"}";

    assertThat(guard()).isEqualTo(new Result(0, "no run is in progress\n"));
  }

  @Test
  void withoutAnAnswerTheUpgradeGoesOnAndSaysSo() throws Exception {
    status = 401;
    assertThat(guard())
        .isEqualTo(
            new Result(
                0,
                "the broker does not tell whether a run is in progress, so nothing is blocked:"
                    + " HTTP/1.1 401 Unauthorized\n"));

    broker.stop(0);
    Result without = guard();
    assertThat(without.code()).isZero();
    assertThat(without.output())
        .contains("so nothing is blocked: no answer\n")
        .doesNotContain("descriptor");

    pod.environment().remove("RABBITMQ_PASSWORD");
    assertThat(guard().code()).isZero();
  }

  @Test
  void aParameterThatNamesNoCircuitsTellsNothing() throws Exception {
    answer = parameter("");
    assertThat(guard().output()).endsWith("so nothing is blocked: HTTP/1.1 200 OK\n");
    answer = parameter("closed");
    assertThat(guard().code()).isZero();
  }

  private static String parameter(String value) {
    return "{\"name\":\"chartwright-fence-my-fleet-run\",\"value\":\"" + value + "\"}";
  }

  private Result guard() throws Exception {
    return pod.start(List.of("bash", "-c", Script.RUN_GUARD.text())).end();
  }
}
