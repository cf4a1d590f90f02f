package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.metrics.MetricsEndpoint;
import dev.chartwright.generator.monitoring.Dashboard;
import dev.chartwright.prover.Monitoring;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard, and a real Prometheus that scrapes a real companion and a real RabbitMQ. */
class DashboardTest {
  private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern METRIC = Pattern.compile("chartwright_[a-z_]+");
  private static final String FLEET = "r-zero-prover";
  private static final int COLUMNS = 24;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void everyQueryAsksForMetricsOfTheCompanionOrTheBroker() throws IOException {
    Set<String> known = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      known.add(metric.toString());
    }
    List<String> queries = queries();
    assertThat(queries).hasSizeGreaterThan(25);
    for (String query : queries) {
      assertThat(METRIC.matcher(query).results().map(match -> match.group()))
          .as(query)
          .allMatch(known::contains);
      assertThat(query).containsPattern("(chartwright|rabbitmq)_").contains("fleet=\"$fleet\"");
    }
  }

  @Test
  void panelsDoNotOverlapAndHaveTheirSource() throws IOException {
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : dashboard().get("panels")) {
      JsonNode place = panel.get("gridPos");
      for (int x = 0; x < place.get("w").intValue(); x++) {
        for (int y = 0; y < place.get("h").intValue(); y++) {
          int column = place.get("x").intValue() + x;
          assertThat(column).isLessThan(COLUMNS);
          assertThat(taken.add(List.of(column, place.get("y").intValue() + y)))
              .as(panel.get("title").textValue())
              .isTrue();
        }
      }
      assertThat(panel.at("/datasource/uid").textValue()).isEqualTo("${datasource}");
    }
    assertThat(dashboard().get("schemaVersion").intValue()).isEqualTo(39);
  }

  @Test
  @Tag("thorough")
  void prometheusAnswersEveryQueryAndEvaluatesEveryAlert() throws Exception {
    assumeTrue(
        Files.isExecutable(PROMETHEUS),
        "Prometheus is not installed: the queries of the dashboard are not tried");
    try (RabbitBroker broker = RabbitBroker.start(folder.resolve("broker"));
        MetricsEndpoint follower =
            new MetricsEndpoint(InetAddress.getLoopbackAddress(), 0, chain()::text)) {
      int companion = companion(broker);
      int prometheus = prometheus(broker.metricsPort(), companion, follower.port());
      String url = "http://127.0.0.1:" + prometheus + "/api/v1/";
      await(() -> up(url) == 3);
      for (String query : queries()) {
        String asked = query.replace("$fleet", FLEET);
        await(() -> !ask(url + "query?query=" + encoded(asked)).at("/data/result").isEmpty());
      }
      await(
          () -> {
            List<String> health = ask(url + "rules").findValuesAsText("health");
            assertThat(health).doesNotContain("err");
            return health.size() == 16 && health.stream().allMatch("ok"::equals);
          });
      // Neither is an alert about a fleet that rests: only its bucket was made to refuse.
      assertThat(ask(url + "alerts").findValuesAsText("alertname"))
          .isSubsetOf("ChartwrightUploadRefused", "ChartwrightFollowStopped");
    }
  }

  /** What a follower and its bucket tell: this test has no chain. */
  private static Metrics chain() {
    Metrics metrics = new Metrics();
    metrics.set(Metric.HEAD_BLOCK, 100);
    metrics.set(Metric.FINAL_BLOCK, 90);
    metrics.set(Metric.PROVEN_BLOCK, 80);
    metrics.set(Metric.LAG_BLOCKS, 10);
    metrics.set(Metric.LAG_SECONDS, 120);
    metrics.set(Metric.FINALITY_AGE_SECONDS, 60);
    metrics.set(Metric.RPC_UP, 1, "follow.rpc");
    metrics.set(Metric.UPLOAD_REFUSED, 1);
    metrics.set(Metric.FOLLOW_STOPPED, 1, "no-ancestor");
    metrics.count(Metric.REORGS_TOTAL, "2");
    metrics.count(Metric.RPC_ERRORS_TOTAL, "timeout");
    metrics.count(Metric.UPLOADS_TOTAL, "created");
    return metrics;
  }

  private int companion(RabbitBroker broker) throws Exception {
    int port = RabbitBroker.freePort();
    Path classes =
        Path.of(Metric.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path home = Files.createDirectories(folder.resolve("data"));
    start(
        Map.ofEntries(
            Map.entry("HOME", home.toString()),
            Map.entry("SCRIPTS", home.toString()),
            Map.entry("PROVER_RELEASE", "0.7"),
            Map.entry("CIRCUITS_DIGEST", "one"),
            Map.entry("CIRCUITS_MARKER", home.resolve("complete").toString()),
            Map.entry("TASK_QUEUES", "task-ipc-routing-key"),
            Map.entry("ABORT_QUEUE", "command-ipc-routing-key"),
            Map.entry("FENCE", "chartwright-fence-r"),
            Map.entry("AMQP_HOST", "127.0.0.1"),
            Map.entry("MANAGEMENT_PORT", Integer.toString(broker.managementPort())),
            Map.entry("RABBITMQ_USERNAME", RabbitBroker.USER),
            Map.entry("RABBITMQ_PASSWORD", RabbitBroker.PASSWORD),
            Map.entry("RUNS_ON_FAILURE", "continue"),
            Map.entry("METRICS_PORT", Integer.toString(port))),
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xmx64m",
        "-cp",
        classes.toString(),
        "dev.chartwright.companion.command.Main",
        "serve");
    return port;
  }

  private int prometheus(int... targets) throws Exception {
    int port = RabbitBroker.freePort();
    StringBuilder scrapes = new StringBuilder();
    for (int target : targets) {
      scrapes.append(
          """
            - job_name: 'job-%d'
              static_configs: [{targets: ['127.0.0.1:%d']}]
              metric_relabel_configs: [{target_label: fleet, replacement: %s}]
          """
              .formatted(target, target, FLEET));
    }
    ProverFleet fleet =
        ProverFleet.named("zero-prover").monitoring(Monitoring.prometheusOperator()).build();
    Object groups =
        InstalledFleet.of(fleet).at("PrometheusRule/r-zero-prover-alerts", "spec/groups");
    Files.writeString(
        folder.resolve("rules.json"), JSON.writeValueAsString(Map.of("groups", groups)));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.json]
        scrape_configs:
        """
            + scrapes);
    start(
        Map.of(),
        PROMETHEUS.toString(),
        "--config.file=prometheus.yml",
        "--storage.tsdb.path=tsdb",
        "--web.listen-address=127.0.0.1:" + port);
    return port;
  }

  private void start(Map<String, String> environment, String... command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("process-" + processes.size() + ".log").toFile());
    builder.environment().putAll(environment);
    processes.add(builder.start());
  }

  private static long up(String url) throws Exception {
    return Stream.of(ask(url + "query?query=up").at("/data/result"))
        .flatMap(result -> result.findValues("value").stream())
        .filter(value -> value.get(1).textValue().equals("1"))
        .count();
  }

  private static JsonNode ask(String url) throws Exception {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build(),
                  HttpResponse.BodyHandlers.ofString());
      JsonNode json = JSON.readTree(answer.body());
      assertThat(json.path("status").textValue()).as(url + answer.body()).isEqualTo("success");
      return json;
    } catch (IOException e) {
      return JSON.createObjectNode(); // it has not started yet
    }
  }

  /** A condition that asks a program. */
  private interface Asked {
    boolean holds() throws Exception;
  }

  private void await(Asked condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(logs()).isLessThan(end);
      Thread.sleep(300);
    }
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < processes.size(); i++) {
      all.append(Files.readString(folder.resolve("process-" + i + ".log")));
    }
    return all.toString();
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, UTF_8);
  }

  private static List<String> queries() throws IOException {
    return dashboard().findValuesAsText("expr");
  }

  private static JsonNode dashboard() throws IOException {
    return JSON.readTree(Dashboard.json());
  }
}
