package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.ProverRelease;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The fence of the workers in a real RabbitMQ. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(240)
@Tag("thorough")
class FenceInRabbitTest {
  private static final String FENCE = "chartwright-fence-my-fleet";

  @TempDir private Path root;
  private ScriptPod pod;
  private RabbitBroker broker;

  @BeforeEach
  void aBrokerAndAWorkersPod() throws Exception {
    broker = RabbitBroker.start(root.resolve("broker"));
    pod = new ScriptPod(root);
    pod.install(ProverRelease.V0_7);
    pod.environment().put("AMQP_PORT", Integer.toString(broker.amqpPort()));
    pod.environment().put("MANAGEMENT_PORT", Integer.toString(broker.managementPort()));
    pod.environment().put("RABBITMQ_USERNAME", RabbitBroker.USER);
    pod.environment().put("RABBITMQ_PASSWORD", RabbitBroker.PASSWORD);
    pod.environment().put("FENCE", FENCE);
    pod.environment().put("LOADING_SECONDS", "3600");
    pod.program(
        "worker",
        """
        exec 3<>"/dev/tcp/127.0.0.1/${AMQP_PORT}"
        printf 'AMQP\\0\\0\\11\\1' >&3
        echo connected
        while :; do sleep 0.1; done
        """);
  }

  @AfterEach
  void nothingIsLeftBehind() {
    if (pod != null) {
      pod.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void theGuardOfAnUpgradeReadsWhichRunGoesOn() throws Exception {
    pod.environment().put("AMQP_HOST", "127.0.0.1");
    pod.environment().put("CIRCUITS_DIGEST", "1a2b3c4d");
    List<String> guard = List.of("bash", "-c", Script.RUN_GUARD.text());
    assertThat(pod.start(guard).end()).isEqualTo(new Result(0, "no run is in progress\n"));

    broker.set(FENCE + "-run", "000012-b3-6 1a2b3c4d");
    assertThat(pod.start(guard).end().code()).isZero();

    pod.environment().put("CIRCUITS_DIGEST", "5e6f7a8b");
    Result refused = pod.start(guard).end();
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).startsWith("REFUSED: run 000012-b3-6 is in progress");
  }

  @Test
  void aWorkerGoesWhenTheFenceClosesAndComesWhenItOpens() throws Exception {
    assertThat(pod.run("worker-fence").code()).as("there is no such parameter").isEqualTo(1);
    Running worker = pod.start("worker-run");
    worker.waitFor("connected");

    broker.set(FENCE, "closed by 5f2c: reset after a failed run");
    worker.waitFor("the fence is closed: stopping the worker\n");
    assertThat(pod.run("worker-fence")).isEqualTo(new Result(0, "closed\n"));
    assertThat(pod.run("worker-alive").code()).isZero();

    Files.writeString(worker.log(), "");
    broker.set(FENCE, "open");
    worker.waitFor("connected");
    assertThat(pod.run("worker-fence")).isEqualTo(new Result(0, "open\n"));

    worker.terminate();
    assertThat(worker.end().code()).isZero();
  }

  @Test
  void aWrongPasswordIsNoAnswer() throws Exception {
    pod.environment().put("RABBITMQ_PASSWORD", "another");

    assertThat(pod.run("worker-fence"))
        .isEqualTo(
            new Result(
                1,
                "the broker does not tell whether the fence is closed: HTTP/1.1 401"
                    + " Unauthorized\n"));
  }
}
