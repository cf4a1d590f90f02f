package dev.chartwright.companion.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.chartwright.companion.broker.RabbitBroker;
import dev.chartwright.companion.leader.FleetBroker;
import dev.chartwright.companion.leader.FleetFigures;
import dev.chartwright.companion.leader.Observed;
import dev.chartwright.companion.leader.Prover;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.metrics.Phases;
import dev.chartwright.companion.monitor.Collector;
import dev.chartwright.companion.run.Pause;
import dev.chartwright.companion.run.ProofStore;
import dev.chartwright.companion.run.RunQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics against a real RabbitMQ. */
@Tag("thorough")
class CollectorTest {
  private static final String TASKS = "collector-tasks";
  private static final Duration NOW = Duration.ZERO;

  @TempDir Path data;
  private final Metrics metrics = new Metrics();

  @Test
  void theMetricsSayWhatIsInTheBrokerAndOnTheVolume() throws Exception {
    RabbitBroker broker = RabbitBroker.running();
    Prover prover = prover(broker.managementPort, 3_600);
    Collector collector = new Collector(prover, NOW);
    prover.queue().pause(Pause.RESUME, "a test");
    prover.broker().management().declare(TASKS);

    try (Connection connection = broker.connections("/").newConnection()) {
      Channel worker = connection.createChannel();
      worker.basicQos(1);
      worker.basicConsume(TASKS, (tag, delivery) -> {}, tag -> {});
      worker.basicPublish("", TASKS, null, new byte[10]);
      worker.basicPublish("", TASKS, null, new byte[10]);
      await(
          collector,
          () -> value(Metric.CONSUMERS, TASKS) == 1 && value(Metric.TASKS_OUTSTANDING, TASKS) == 2);
      Thread.sleep(1_000);
      collector.collect();
      double seconds = value(Metric.WORKER_SECONDS_TOTAL);
      assertThat(seconds).isBetween(0.9, 30.0);
      assertThat(value(Metric.COST_DOLLARS_TOTAL)).isCloseTo(seconds, within(1e-6));
      assertThat(value(Metric.REDELIVERIES_TOTAL)).isZero();
    }

    try (Connection connection = broker.connections("/").newConnection()) {
      connection.createChannel().basicConsume(TASKS, (tag, delivery) -> {}, tag -> {});
      await(collector, () -> value(Metric.REDELIVERIES_TOTAL) >= 1);
    }
    assertThat(value(Metric.BROKER_UP)).isEqualTo(1);
    assertThat(value(Metric.BROKER_ALARM)).isZero();
    assertThat(value(Metric.FENCE_CLOSED)).isZero();
    assertThat(value(Metric.PAUSED, "resume")).isEqualTo(1);
    assertThat(value(Metric.RUNS, "inbox")).isZero();
    assertThat(value(Metric.CIRCUITS_COMPLETE)).isZero();
    assertThat(value(Metric.DISK_FREE_BYTES))
        .isPositive()
        .isLessThan(value(Metric.DISK_SIZE_BYTES));
    prover.broker().fence().close("a test");
    Files.writeString(data.resolve("circuits"), "");
    collector.collect();
    assertThat(value(Metric.FENCE_CLOSED)).isEqualTo(1);
    assertThat(value(Metric.CIRCUITS_COMPLETE)).isEqualTo(1);
  }

  @Test
  void aBrokerThatIsAwayIsToldAndHidesNothingElse() throws Exception {
    Prover prover = prover(1, 1);
    new Collector(prover, NOW).collect();
    assertThat(metrics.text())
        .contains("chartwright_broker_up 0\n")
        .contains("chartwright_runs{state=\"failed\"} 0\n")
        .contains("chartwright_disk_free_bytes ")
        .contains("chartwright_failures_total{reason=\"task_lost\"} 0\n")
        .contains("chartwright_failures_total{reason=\"disk_full\"} 0\n")
        .doesNotContain("chartwright_fence_closed ", "chartwright_consumers");
  }

  private Prover prover(int managementPort, double workerHourDollars) throws Exception {
    Settings settings =
        new Settings(
            Map.ofEntries(
                Map.entry("HOME", data.toString()),
                Map.entry("SCRIPTS", data.toString()),
                Map.entry("PROVER_RELEASE", "0.7"),
                Map.entry("CIRCUITS_DIGEST", "one"),
                Map.entry("CIRCUITS_MARKER", data.resolve("circuits").toString()),
                Map.entry("TASK_QUEUES", TASKS),
                Map.entry("ABORT_QUEUE", "collector-abort"),
                Map.entry("FENCE", "collector-fence"),
                Map.entry("AMQP_HOST", "127.0.0.1"),
                Map.entry("MANAGEMENT_PORT", Integer.toString(managementPort)),
                Map.entry("RABBITMQ_USERNAME", "guest"),
                Map.entry("RABBITMQ_PASSWORD", "guest")));
    FleetBroker fleet = settings.broker();
    return new Prover(
        settings.prover(),
        fleet,
        new RunQueue(settings.runs(), Clock.systemUTC()),
        new ProofStore(settings.proofs()),
        new Observed(
            metrics, new Phases(metrics), new FleetFigures(fleet, metrics, workerHourDollars)),
        Clock.systemUTC());
  }

  private double value(Metric metric, String... labels) {
    return metrics.value(metric, labels);
  }

  private static void await(Collector collector, java.util.function.BooleanSupplier done)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    do {
      collector.collect();
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(100);
    } while (!done.getAsBoolean());
  }
}
