package dev.chartwright.companion.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.ConnectionFactory;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real RabbitMQ with its management plugin, for all tests of one run. It listens on free ports of
 * 127.0.0.1, keeps everything below {@code target}, and ends with the tests.
 */
public final class RabbitBroker {
  static final String USER = "guest";
  static final String PASSWORD = "guest";

  private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
  private static final AtomicInteger HOSTS = new AtomicInteger();
  private static RabbitBroker shared;

  public final int amqpPort = freePort();
  public final int managementPort = freePort();
  private final int distributionPort = freePort();
  private final int epmdPort = freePort();
  private final Path home;
  private HttpClient client = newClient();
  private final List<Process> processes = Collections.synchronizedList(new ArrayList<>());

  private RabbitBroker(Path home) {
    this.home = home;
  }

  /** The broker; the test is skipped where RabbitMQ is not installed. */
  public static synchronized RabbitBroker running() throws Exception {
    assumeTrue(Files.isExecutable(SERVER), "RabbitMQ is not installed: there is no " + SERVER);
    if (shared == null) {
      Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
      RabbitBroker broker = new RabbitBroker(Files.createTempDirectory(target, "rabbitmq"));
      Runtime.getRuntime().addShutdownHook(new Thread(broker::kill));
      broker.prepare();
      broker.start();
      shared = broker;
    }
    return shared;
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private void prepare() throws IOException {
    Files.writeString(
        home.resolve("rabbitmq.conf"),
        """
        listeners.tcp.default = 127.0.0.1:%d
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        disk_free_limit.absolute = 10MB
        """
            .formatted(amqpPort, managementPort));
    Files.writeString(home.resolve("enabled_plugins"), "[rabbitmq_management].");
    process("epmd");
  }

  public void start() throws Exception {
    client = newClient(); // without the connections to the broker before
    process(SERVER.toString());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!answers()) {
      assertThat(System.nanoTime()).as("RabbitMQ starts; see " + home).isLessThan(end);
      Thread.sleep(100);
    }
  }

  /** Stops the broker in order. */
  public void stop() throws Exception {
    Process server = processes.remove(processes.size() - 1);
    server.destroy();
    if (!server.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("RabbitMQ does not stop; see " + home);
    }
  }

  /** Kills the broker, as a node that is lost does. */
  void crash() throws Exception {
    Process server = processes.remove(processes.size() - 1);
    kill(server);
    server.waitFor();
  }

  private void kill() {
    processes.forEach(RabbitBroker::kill);
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void process(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .putAll(
            Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(epmdPort)),
                Map.entry("RABBITMQ_NODENAME", "chartwright@localhost"),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry(
                    "RABBITMQ_ENABLED_PLUGINS_FILE", home.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", home.toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distributionPort)),
                Map.entry(
                    "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                    "+S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}")));
    Path log = home.resolve(Path.of(command).getFileName() + ".log");
    processes.add(
        builder
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  private boolean answers() throws InterruptedException {
    try {
      return send("GET", "overview", "").statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** A new virtual host, which the user may use. */
  String virtualHost() throws Exception {
    String name = "fleet/" + HOSTS.incrementAndGet();
    put("vhosts/" + encoded(name), "{}");
    put(
        "permissions/" + encoded(name) + "/" + USER,
        "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
    return name;
  }

  public BrokerAccess access(String virtualHost) {
    return new BrokerAccess("127.0.0.1", managementPort, USER, PASSWORD, virtualHost);
  }

  public ConnectionFactory connections(String virtualHost) {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setHost("127.0.0.1");
    factory.setPort(amqpPort);
    factory.setVirtualHost(virtualHost);
    factory.setAutomaticRecoveryEnabled(false);
    return factory;
  }

  void put(String path, String json) throws InterruptedException {
    assertThat(send("PUT", path, json).statusCode()).as(path).isBetween(200, 299);
  }

  String get(String path) throws InterruptedException {
    return send("GET", path, "").body();
  }

  /** Closes the connections of a client; returns how many it knew of. */
  public int cutConnections(String client) throws Exception {
    int cut = 0;
    for (JsonValue connection : JsonReader.parse(get("connections")).items()) {
      String name = connection.text("name").orElse("");
      if (connection.text("user_provided_name").orElse("").equals(client)) {
        cut += send("DELETE", "connections/" + encoded(name), "").statusCode() == 204 ? 1 : 0;
      }
    }
    return cut;
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws InterruptedException {
    String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/api/" + path))
              .header("Authorization", "Basic " + login)
              .timeout(Duration.ofSeconds(10))
              .method(
                  method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String encoded(String segment) {
    return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
