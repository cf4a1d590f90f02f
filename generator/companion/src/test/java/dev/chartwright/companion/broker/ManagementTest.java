package dev.chartwright.companion.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Connection;
import dev.chartwright.companion.broker.BrokerException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("thorough")
class ManagementTest extends BrokerTest {
  @Test
  void aQueueThatIsNotThereIsEmpty() throws Exception {
    assertThat(management.queue("nobody")).isEmpty();
  }

  @Test
  void aQueueIsDeclaredOnceAndKeepsItsMessages() throws Exception {
    assertThat(management.declare(TASKS)).isTrue();
    publish("task");

    assertThat(management.declare(TASKS)).isFalse();
    assertThat(ready(TASKS)).isEqualTo(1);
  }

  @Test
  void figuresCountWhatWaitsWhatIsTakenAndWhatCameBack() throws Exception {
    management.declare(TASKS);
    publish("one");
    publish("two");
    publish("three");
    try (Connection dies = broker.connections(virtualHost).newConnection()) {
      dies.createChannel().basicGet(TASKS, false);
    }
    decoy(virtualHost, "other");
    Connection takes = broker.connections(virtualHost).newConnection();
    takes.createChannel().basicGet(TASKS, false);

    await(15, () -> management.queue(TASKS).orElseThrow().equals(new QueueFigures(2, 1, 0, 1)));
    assertThat(management.queue(TASKS).orElseThrow().outstanding()).isEqualTo(3);
    takes.abort();
  }

  @Test
  void aQueueWithOtherSettingsIsNamed() throws Exception {
    channel().queueDeclare(TASKS, true, false, false, Map.of());

    assertRefused(
        Kind.OTHER_QUEUE,
        "the queue " + TASKS + " is there with other settings than the prover's",
        () -> management.declare(TASKS));
  }

  @Test
  void aQueueIsDeletedWithItsMessagesOnlyIfNobodyListens() throws Exception {
    Connection listener = decoy(virtualHost, "listened");
    assertThat(management.deleteIfUnused("listened")).isFalse();
    assertThat(consumers("listened")).isEqualTo(1);

    listener.abort(1000);

    await(5, () -> management.deleteIfUnused("listened"));
    assertThat(management.queue("listened")).isEmpty();
    assertThat(management.deleteIfUnused("listened")).isTrue();
  }

  @Test
  void consumersAreNamedAndTheirConnectionsClosed() throws Exception {
    Connection listener = decoy(virtualHost, "listened");
    decoy(virtualHost, "other");
    await(15, () -> named(List.of("listened")).size() == 1);
    QueueConsumer found = named(List.of("listened")).get(0);
    assertThat(found.host()).isEqualTo("127.0.0.1");

    management.closeConnection(found.connection(), "the run is over");
    management.closeConnection(found.connection(), "the run is over");

    await(5, () -> !listener.isOpen());
    assertThat(listener.getCloseReason()).hasMessageContaining("the run is over");
    await(15, () -> management.consumers(List.of("listened")).isEmpty());
    await(15, () -> named(List.of("other")).size() == 1);
  }

  private List<QueueConsumer> named(List<String> queues) throws BrokerException {
    return management.consumers(queues).stream().filter(c -> !c.connection().isEmpty()).toList();
  }

  @Test
  void aGlobalParameterIsSetReadAndDeleted() throws Exception {
    String name = "a parameter/of " + virtualHost;
    assertThat(management.globalParameter(name)).isEmpty();

    management.putGlobalParameter(name, "\"quoted\" ü");
    assertThat(management.globalParameter(name)).contains("\"quoted\" ü");

    management.deleteGlobalParameter(name);
    management.deleteGlobalParameter(name);
    assertThat(management.globalParameter(name)).isEmpty();
  }

  @Test
  void theUptimeGrows() throws Exception {
    await(15, () -> management.nodes().uptime().isPresent());
    Duration before = management.nodes().uptime().orElseThrow();

    await(15, () -> management.nodes().uptime().orElseThrow().compareTo(before) > 0);
  }

  @Test
  void aBrokerThatIsAwayIsNamed() {
    int port = RabbitBroker.freePort();
    Management away = new Management(new BrokerAccess("127.0.0.1", port, "u", "p", "/"));

    assertRefused(
        Kind.UNREACHABLE,
        "the broker's management API at 127.0.0.1:" + port + " does not answer: Connection refused",
        () -> away.queue(TASKS));
    assertRefused(
        Kind.UNREACHABLE,
        "no.such.host.invalid:15672 does not answer: the host name cannot be resolved",
        () ->
            new Management(new BrokerAccess("no.such.host.invalid", 15672, "u", "p", "/"))
                .declare(TASKS));
    assertRefused(
        Kind.UNREACHABLE,
        "not a valid address",
        () -> new Management(new BrokerAccess("a b", 15672, "u", "p", "/")).nodes());
  }

  @Test
  void aWrongPasswordIsToldApartFromMissingRights() throws Exception {
    String user = "user-" + virtualHost.replace('/', '-');
    broker.put("users/" + user, "{\"password\":\"secret-1\",\"tags\":\"management\"}");
    BrokerAccess known =
        new BrokerAccess("127.0.0.1", broker.managementPort, user, "secret-1", virtualHost);
    BrokerAccess unknown =
        new BrokerAccess("127.0.0.1", broker.managementPort, user, "secret-2", virtualHost);

    assertRefused(
        Kind.NOT_ADMINISTRATOR,
        "the user " + user + " needs the tag administrator",
        () -> new Management(known).globalParameter("fence"));
    assertRefused(
        Kind.NOT_ADMINISTRATOR,
        "all permissions on the virtual host " + virtualHost,
        () -> new Management(known).declare(TASKS));
    assertRefused(
        Kind.LOGIN_REFUSED,
        "refuses the user " + user,
        () -> new Management(unknown).globalParameter("fence"));
    assertThat(known + "" + unknown).doesNotContain("secret");
  }

  @Test
  void aVirtualHostThatIsNotThereIsNamed() {
    Management nowhere = new Management(broker.access("nowhere"));

    assertRefused(
        Kind.UNEXPECTED, "has no virtual host nowhere", () -> nowhere.consumers(List.of(TASKS)));
  }

  @Test
  void anAnswerIsWaitedForOnlySoLong() throws Exception {
    for (String start : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")) {
      try (Answers server = new Answers(start, false)) {
        long before = System.nanoTime();
        assertRefused(
            Kind.UNREACHABLE,
            "does not answer: the answer is too slow",
            () -> server.management().queue(TASKS));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      }
    }
  }

  @Test
  void whatAnswersButIsNoBrokerIsRefused() throws Exception {
    try (Answers server = new Answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html", true)) {
      assertRefused(Kind.UNEXPECTED, "status 200: <html", () -> server.management().queue(TASKS));
    }
    try (Answers server =
        new Answers("HTTP/1.1 302 Go\r\nLocation: /\r\nContent-Length: 0\r\n\r\n", true)) {
      assertRefused(Kind.UNEXPECTED, "status 302", () -> server.management().declare(TASKS));
    }
    try (Answers server = new Answers("HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", true)) {
      assertRefused(Kind.UNREACHABLE, "status 503", () -> server.management().declare(TASKS));
    }
    try (Answers server = new Answers("no http at all\r\n\r\n", true)) {
      assertRefused(Kind.UNREACHABLE, "does not answer", () -> server.management().nodes());
    }
  }

  @Test
  void anEndlessAnswerIsRefused() throws Exception {
    String start = "HTTP/1.1 200 OK\r\n\r\n" + " ".repeat(17 << 20);
    try (Answers server = new Answers(start, false)) {
      Management patient = new Management(server.access(), Duration.ofSeconds(20));
      assertRefused(Kind.UNEXPECTED, "more than 16777216 bytes", () -> patient.queue(TASKS));
    }
  }

  /** Answers each request with the same bytes, and then closes or waits. */
  private static final class Answers implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new ArrayList<>();

    Answers(String answer, boolean close) throws IOException {
      Thread thread =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Socket socket = server.accept();
                    open.add(socket);
                    socket.getInputStream().read(new byte[10_000]);
                    OutputStream out = socket.getOutputStream();
                    out.write(answer.getBytes(UTF_8));
                    out.flush();
                    if (close) {
                      socket.close();
                    }
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    BrokerAccess access() {
      return new BrokerAccess("127.0.0.1", server.getLocalPort(), "u", "p", "/");
    }

    Management management() {
      return new Management(access(), Duration.ofMillis(500));
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
