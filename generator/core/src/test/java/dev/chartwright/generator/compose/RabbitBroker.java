package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real RabbitMQ with its management API, on ports of its own, in a folder of its own. It ends
 * with the test.
 */
final class RabbitBroker implements AutoCloseable {
  static final String USER = "prover";
  static final String PASSWORD = "not-a-Secret.1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SERVER = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
  private static final Path NAMES = Path.of("/usr/bin/epmd");
  private static final Duration LONGEST_START = Duration.ofSeconds(90);

  private final Path folder;
  private final int amqp = freePort();
  private final int management = freePort();
  private final int metrics = freePort();
  private HttpClient client = HttpClient.newHttpClient();
  private final List<Process> processes = new ArrayList<>(); // epmd, then the server
  private Map<String, String> environment;

  private RabbitBroker(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Starts a broker, or skips the test where RabbitMQ is not installed. */
  static RabbitBroker start(Path folder) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(SERVER) && Files.isExecutable(NAMES),
        "RabbitMQ is not installed: the scripts are not tried with a real broker");
    RabbitBroker broker = new RabbitBroker(folder);
    try {
      broker.start();
      return broker;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      broker.close();
      throw e;
    }
  }

  int amqpPort() {
    return amqp;
  }

  int managementPort() {
    return management;
  }

  /** Where its plugin rabbitmq_prometheus answers, as in the broker of a fleet. */
  int metricsPort() {
    return metrics;
  }

  /** Restarts in order, on the same ports. What is not durable is lost. */
  void restart() throws IOException, InterruptedException {
    Process server = processes.remove(1);
    server.destroy();
    if (!server.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("RabbitMQ does not stop");
    }
    client = HttpClient.newHttpClient(); // without the connections to the broker before
    startServer();
  }

  /** What the broker counted of a queue a moment ago; 0 if there is no such queue. */
  int figure(String queue, String name) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        ask(HttpRequest.newBuilder(uri("/api/queues/%2F/" + queue)).GET());
    return JSON.readTree(answer.body()).path(name).asInt();
  }

  /**
   * Publishes a message.
   *
   * @throws IOException if no queue gets it
   */
  void publish(String exchange, byte[] message) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        ask(
            HttpRequest.newBuilder(uri("/api/exchanges/%2F/" + exchange + "/publish"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        """
                        {"properties":{},"routing_key":"","payload":"%s","payload_encoding":"base64"}"""
                            .formatted(Base64.getEncoder().encodeToString(message)))));
    if (!JSON.readTree(answer.body()).path("routed").asBoolean()) {
      throw new IOException(exchange + " gives the message to no queue: " + answer.body());
    }
  }

  /** Sets a global parameter to a text. */
  void set(String parameter, String text) throws IOException, InterruptedException {
    int code =
        send(
            HttpRequest.newBuilder(uri("/api/global-parameters/" + parameter))
                .PUT(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"" + parameter + "\",\"value\":\"" + text + "\"}")));
    if (code / 100 != 2) {
      throw new IOException("the broker answered " + code);
    }
  }

  private void start() throws IOException, InterruptedException {
    String names = Integer.toString(freePort());
    Files.writeString(
        folder.resolve("rabbitmq.conf"),
        """
        listeners.tcp.default = 127.0.0.1:%d
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        prometheus.tcp.ip = 127.0.0.1
        prometheus.tcp.port = %d
        default_user = %s
        default_pass = %s
        collect_statistics_interval = 500
        """
            .formatted(amqp, management, metrics, USER, PASSWORD));
    Files.writeString(
        folder.resolve("enabled_plugins"), "[rabbitmq_management,rabbitmq_prometheus].\n");
    environment =
        Map.ofEntries(
            Map.entry("HOME", folder.toString()),
            Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
            Map.entry("ERL_EPMD_PORT", names),
            Map.entry("RABBITMQ_NODENAME", "test-" + amqp + "@localhost"),
            Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
            Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder + "/enabled_plugins"),
            Map.entry("RABBITMQ_MNESIA_BASE", folder + "/mnesia"),
            Map.entry("RABBITMQ_LOG_BASE", folder + "/log"),
            Map.entry("RABBITMQ_DIST_PORT", Integer.toString(freePort())),
            Map.entry(
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                "-kernel inet_dist_use_interface {127,0,0,1}"));
    launch("epmd", NAMES);
    startServer();
  }

  private void startServer() throws IOException, InterruptedException {
    launch("server", SERVER);
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!answers()) {
      if (System.nanoTime() > end || !processes.get(1).isAlive()) {
        throw new IOException(
            "RabbitMQ does not answer: " + Files.readString(folder.resolve("server.log"), UTF_8));
      }
      Thread.sleep(200);
    }
  }

  private void launch(String name, Path program) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(program.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    builder.environment().putAll(environment);
    processes.add(builder.start());
  }

  private boolean answers() throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(uri("/api/overview")).GET()) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return ask(request).statusCode();
  }

  private HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    String login = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    return client.send(
        request
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/json")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + management + path);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Ends its processes, the last one first. */
  @Override
  public void close() {
    for (int index = processes.size() - 1; index >= 0; index--) {
      Process process = processes.get(index);
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
