package dev.chartwright.companion.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.chartwright.companion.broker.BrokerException.Kind;
import dev.chartwright.companion.broker.Paladin.Mode;
import dev.chartwright.companion.broker.Paladin.Pod;
import dev.chartwright.companion.broker.Paladin.Results;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A virtual host of its own on a real broker, a leader that publishes, and workers. */
abstract class BrokerTest {
  static final TaskQueues QUEUES =
      new TaskQueues(List.of("task-ipc-routing-key"), "command-ipc-routing-key");
  static final String TASKS = QUEUES.tasks().get(0);
  static final Duration FAST = Duration.ofMillis(100);
  static final ResetTimes FAST_TIMES =
      new ResetTimes(
          Duration.ofMillis(100),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40),
          Duration.ofSeconds(15),
          Duration.ofMillis(50));

  RabbitBroker broker;
  String virtualHost;
  Management management;
  Fence fence;
  final Results results = new Results();
  final List<String> progress = Collections.synchronizedList(new ArrayList<>());
  private Connection leader;
  private Channel channel;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void connect() throws Exception {
    broker = RabbitBroker.running();
    virtualHost = broker.virtualHost();
    management = new Management(broker.access(virtualHost));
    fence = fence("volume-1");
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    if (leader != null) {
      leader.abort(1000);
    }
  }

  Fence fence(String owner) {
    String name = "chartwright-fence-" + virtualHost.replace('/', '-');
    return new Fence(management, name, owner);
  }

  Channel channel() throws Exception {
    if (leader == null || !leader.isOpen()) {
      leader = broker.connections(virtualHost).newConnection();
      channel = leader.createChannel();
      channel.confirmSelect();
    }
    return channel;
  }

  /** A leader publishes a task; the broker has it when this returns. */
  void publish(String task) throws Exception {
    channel().basicPublish("", TASKS, null, task.getBytes(UTF_8));
    channel().waitForConfirmsOrDie(5000);
  }

  /** A worker that has failed publishes an abort message. */
  void abort() throws Exception {
    channel().basicPublish(QUEUES.abort(), "", null, "abort".getBytes(UTF_8));
    channel().waitForConfirmsOrDie(5000);
  }

  /** The ready messages, as the queue itself says at this moment. */
  long ready(String queue) throws Exception {
    try (Connection connection = broker.connections(virtualHost).newConnection()) {
      return connection.createChannel().messageCount(queue);
    }
  }

  long consumers(String queue) throws Exception {
    try (Connection connection = broker.connections(virtualHost).newConnection()) {
      return connection.createChannel().consumerCount(queue);
    }
  }

  /** A client that listens to a queue that is not the fleet's. */
  Connection decoy(String host, String queue) throws Exception {
    Connection connection = broker.connections(host).newConnection();
    open.add(() -> connection.abort(1000));
    Channel decoys = connection.createChannel();
    decoys.queueDeclare(queue, false, false, false, Map.of());
    decoys.basicConsume(queue, false, (tag, delivery) -> {}, tag -> {});
    decoys.basicPublish("", queue, null, "kept".getBytes(UTF_8));
    return connection;
  }

  Paladin worker(Mode mode, Pod pod, Duration poll) {
    Paladin worker =
        new Paladin(broker, virtualHost, QUEUES, fence.name(), poll, mode, pod, results);
    open.add(worker);
    return worker;
  }

  List<Paladin> workers(int number, Mode mode, Duration poll) throws Exception {
    List<Paladin> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      all.add(worker(mode, Pod.POLLS, poll));
    }
    await(60, () -> all.stream().allMatch(Paladin::listens));
    return all;
  }

  Reset reset(ResetTimes times) {
    return new Reset(management, QUEUES, fence, times, progress::add);
  }

  static void await(int seconds, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime())
          .as("the condition holds within " + seconds + " s")
          .isLessThan(end);
      Thread.sleep(20);
    }
  }

  static void assertRefused(Kind kind, String sentence, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n")
        .extracting(e -> ((BrokerException) e).kind())
        .isEqualTo(kind);
  }
}
