package dev.chartwright.companion.broker;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stands in for a pod with a worker of the prover, and what its pod script does: it polls the
 * fence, kills its worker while the fence is closed, and starts another afterwards. A worker that
 * has ended is started again, as the kubelet does. A worker has one connection, one channel and two
 * consumers with a prefetch of 1. One that has received an abort message throws its next task away
 * and ends.
 */
final class Paladin implements AutoCloseable {
  private static final Map<String, Object> ARGUMENTS = Map.of("x-expires", 1_800_000);

  /** What a worker does with a task. */
  enum Mode {
    WORKS,
    DIES,
    HANGS,
    NACKS,
    /** The first worker has received an abort message of an earlier run; later ones work. */
    POISONED
  }

  /** What a pod does about the fence. */
  enum Pod {
    POLLS,
    /** It never looks at the fence. */
    DEAF,
    /** It never looks at the fence, and starts a worker whenever it has none. */
    STUBBORN
  }

  /** What all workers of a fleet did with their tasks. */
  static final class Results {
    final Queue<String> done = new ConcurrentLinkedQueue<>();
    final Queue<String> thrownAway = new ConcurrentLinkedQueue<>();
    final Queue<String> taken = new ConcurrentLinkedQueue<>();
  }

  private final RabbitBroker broker;
  private final String virtualHost;
  private final TaskQueues queues;
  private final String fence;
  private final Duration poll;
  private final Mode mode;
  private final Pod pod;
  private final Results results;
  private final Thread thread = new Thread(this::run, "paladin");
  private volatile boolean stopped;
  private volatile Worker worker;
  private volatile boolean poisoned;

  Paladin(
      RabbitBroker broker,
      String virtualHost,
      TaskQueues queues,
      String fence,
      Duration poll,
      Mode mode,
      Pod pod,
      Results results) {
    this.broker = broker;
    this.virtualHost = virtualHost;
    this.queues = queues;
    this.fence = fence;
    this.poll = poll;
    this.mode = mode;
    this.pod = pod;
    this.results = results;
    poisoned = mode == Mode.POISONED;
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether the worker that runs now has received an abort message. */
  boolean isPoisoned() {
    Worker now = worker;
    return now != null && now.poisoned;
  }

  boolean listens() {
    Worker now = worker;
    return now != null && now.listens;
  }

  private void run() {
    Random random = new Random();
    boolean closed = false;
    long next = 0;
    try {
      while (!stopped) {
        if (pod == Pod.POLLS && System.nanoTime() >= next) {
          closed = isFenceClosed(closed);
          next = System.nanoTime() + (long) (poll.toNanos() * (0.9 + 0.2 * random.nextDouble()));
        }
        Worker now = worker;
        if (closed && now != null) {
          now.kill();
          worker = null;
        } else if (!closed && (now == null || now.hasEnded())) {
          start();
        }
        Thread.sleep(Math.min(100, poll.toMillis() / 4 + 1));
      }
    } catch (InterruptedException e) {
      // The test is over.
    } finally {
      if (worker != null) {
        worker.kill();
      }
    }
  }

  private void start() throws InterruptedException {
    try {
      worker = new Worker(poisoned);
      poisoned = false;
    } catch (IOException | TimeoutException | RuntimeException e) {
      worker = null; // The broker is away. The next look tries again.
    }
  }

  private boolean isFenceClosed(boolean before) throws InterruptedException {
    try {
      String answer = broker.get("global-parameters/" + RabbitBroker.encoded(fence));
      // A broker that starts says that the parameter is not there.
      return answer.contains("\"value\":") ? answer.contains("\"value\":\"closed") : before;
    } catch (UncheckedIOException e) {
      return before;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(20));
  }

  private final class Worker {
    private final Channel channel;
    private final Connection connection;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Socket socket;
    private volatile boolean poisoned;
    private volatile boolean listens;

    Worker(boolean poisoned) throws IOException, TimeoutException {
      this.poisoned = poisoned;
      ConnectionFactory factory = broker.connections(virtualHost);
      factory.setSocketConfigurator(made -> socket = made);
      connection = factory.newConnection();
      try {
        channel = connection.createChannel();
        String tasks = queues.tasks().get(0);
        channel.queueDeclare(tasks, false, false, false, ARGUMENTS);
        channel.exchangeDeclare(
            queues.abort(), BuiltinExchangeType.FANOUT, false, false, ARGUMENTS);
        channel.queueDeclare(queues.abort(), false, false, false, ARGUMENTS);
        channel.queueBind(queues.abort(), queues.abort(), "");
        channel.basicQos(1);
        channel.basicConsume(queues.abort(), consumer(this::abort));
        channel.basicConsume(tasks, consumer(this::task));
        listens = true;
      } catch (IOException | RuntimeException e) {
        kill();
        throw e;
      }
    }

    private DefaultConsumer consumer(Delivery delivery) {
      return new DefaultConsumer(channel) {
        @Override
        public void handleDelivery(
            String tag, Envelope envelope, BasicProperties properties, byte[] body)
            throws IOException {
          delivery.take(envelope.getDeliveryTag(), new String(body, StandardCharsets.UTF_8));
        }
      };
    }

    private void abort(long tag, String body) throws IOException {
      channel.basicAck(tag, false);
      poisoned = true;
    }

    private void task(long tag, String task) throws IOException {
      results.taken.add(task);
      if (poisoned || mode == Mode.NACKS) {
        results.thrownAway.add(task);
        channel.basicNack(tag, false, false);
        if (poisoned) {
          end();
        }
      } else if (mode == Mode.DIES) {
        kill();
      } else if (mode != Mode.HANGS) {
        results.done.add(task);
        channel.basicAck(tag, false);
      }
    }

    /** The program ends by itself. */
    private void end() {
      connection.abort(1000);
      ended.countDown();
    }

    /** The kernel closes what the program had open. */
    void kill() {
      listens = false;
      try {
        if (socket != null) {
          socket.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ended.countDown();
    }

    boolean hasEnded() {
      // One that has only lost its connection lives on, and never connects again.
      boolean lost = !connection.isOpen();
      return ended.getCount() == 0 || (pod == Pod.STUBBORN && lost);
    }
  }

  private interface Delivery {
    void take(long tag, String body) throws IOException;
  }
}
