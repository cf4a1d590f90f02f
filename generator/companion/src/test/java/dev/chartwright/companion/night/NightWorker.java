package dev.chartwright.companion.night;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import dev.chartwright.companion.broker.BrokerException;
import dev.chartwright.companion.broker.Fence;
import dev.chartwright.companion.broker.Management;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands in for a pod with a worker of v0.7. A failed task poisons some worker, which throws the
 * next task away and ends; a worker that has lost its connection lives on without one until the
 * fence is closed, or until the pod is restarted.
 */
final class NightWorker implements AutoCloseable {
  private static final Map<String, Object> ARGUMENTS = Map.of("x-expires", 1_800_000);
  private static final long POLL_MILLIS = 200;

  /** What happens to the next tasks that workers take. */
  static final class Faults {
    final AtomicBoolean fail = new AtomicBoolean();
    final AtomicBoolean die = new AtomicBoolean();
    final AtomicBoolean lose = new AtomicBoolean();
    volatile String deadly = "";
    volatile long taskMillis = 40;
  }

  private final ConnectionFactory factory;
  private final Fence fence;
  private final String tasks;
  private final String abort;
  private final Faults faults;
  private final Thread thread = new Thread(this::run, "worker");
  private volatile boolean stopped;
  private volatile Worker worker;

  NightWorker(
      ConnectionFactory factory,
      Management management,
      String fence,
      String tasks,
      String abort,
      Faults faults) {
    this.factory = factory.clone();
    this.fence = new Fence(management, fence, "worker");
    this.tasks = tasks;
    this.abort = abort;
    this.faults = faults;
    thread.setDaemon(true);
    thread.start();
  }

  /** The kubelet restarts a worker without a connection. */
  void restart() {
    Worker now = worker;
    if (now != null) {
      now.kill();
    }
  }

  private void run() {
    boolean closed = false;
    try {
      while (!stopped) {
        try {
          closed = fence.state().closed();
        } catch (BrokerException e) {
          // The last answer holds.
        }
        Worker now = worker;
        if (closed && now != null) {
          now.kill();
          worker = null;
        } else if (!closed && (now == null || now.ended)) {
          start();
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      // The night is over.
    } finally {
      restart();
    }
  }

  private void start() {
    try {
      worker = new Worker();
    } catch (IOException | TimeoutException | RuntimeException e) {
      worker = null; // the broker is away
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(10_000);
  }

  private final class Worker {
    private final Connection connection;
    private final Channel channel;
    private volatile Socket socket;
    private volatile boolean poisoned;
    private volatile boolean ended;

    Worker() throws IOException, TimeoutException {
      ConnectionFactory own = factory.clone();
      own.setSocketConfigurator(made -> socket = made);
      connection = own.newConnection("worker");
      channel = connection.createChannel();
      channel.queueDeclare(tasks, false, false, false, ARGUMENTS);
      channel.exchangeDeclare(abort, BuiltinExchangeType.FANOUT, false, false, ARGUMENTS);
      channel.queueDeclare(abort, false, false, false, ARGUMENTS);
      channel.queueBind(abort, abort, "");
      channel.basicQos(1);
      channel.basicConsume(abort, true, (tag, delivery) -> poisoned = true, tag -> {});
      channel.basicConsume(tasks, false, (tag, delivery) -> take(delivery), this::cancelled);
    }

    private void cancelled(String tag) {
      // The queue was deleted: as with the real worker, nothing tells it.
    }

    private void take(Delivery delivery) throws IOException {
      long tag = delivery.getEnvelope().getDeliveryTag();
      String task = new String(delivery.getBody(), StandardCharsets.UTF_8);
      try {
        Thread.sleep(faults.taskMillis);
        if (poisoned) {
          channel.basicNack(tag, false, false);
          connection.abort(500);
          ended = true;
        } else if (faults.die.compareAndSet(true, false) || task.equals(faults.deadly)) {
          kill();
        } else if (faults.lose.compareAndSet(true, false)) {
          channel.basicNack(tag, false, false);
        } else if (faults.fail.compareAndSet(true, false)) {
          channel.basicNack(tag, false, false);
          reply(delivery, "error " + task);
          channel.basicPublish(abort, "", new BasicProperties(), new byte[0]);
        } else {
          channel.basicAck(tag, false);
          reply(delivery, "ok " + task);
        }
      } catch (ShutdownSignalException e) {
        // It has lost its connection, and lives on without one.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void reply(Delivery delivery, String text) throws IOException {
      channel.basicPublish(
          "",
          delivery.getProperties().getReplyTo(),
          new BasicProperties(),
          text.getBytes(StandardCharsets.UTF_8));
    }

    void kill() {
      ended = true;
      try {
        if (socket != null) {
          socket.close();
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
