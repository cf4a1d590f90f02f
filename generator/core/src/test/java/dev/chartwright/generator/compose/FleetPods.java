package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pods of a rendered chart on this machine: their commands, arguments and variables, the
 * companion compiled from the ConfigMap, and a real broker. Their folders are below the test's.
 */
final class FleetPods implements AutoCloseable {
  private static final String LEADER = "Deployment/r-zero-prover-leader";
  private static final String WORKER = "Deployment/r-zero-prover-worker";

  private final Path root;
  private final ProverFleet declared;
  private final Map<String, String> secrets;
  private final InstalledFleet fleet;
  private final RabbitBroker broker;
  private final List<ScriptPod> pods = new ArrayList<>();

  /**
   * Starts the broker.
   *
   * @param declared a fleet with the name {@code zero-prover}
   * @param secrets what variables say that come from a Secret of the user
   */
  FleetPods(Path root, ProverFleet declared, Map<String, String> secrets) throws Exception {
    this.root = root;
    this.declared = declared;
    this.secrets = Map.copyOf(secrets);
    fleet = InstalledFleet.of(declared);
    broker = RabbitBroker.start(root.resolve("broker"));
  }

  RabbitBroker broker() {
    return broker;
  }

  /** The leader's pod after its init container. */
  ScriptPod jumpbox() throws Exception {
    ScriptPod pod = pod(LEADER, "leader", "leader");
    Path sources = Files.createDirectories(root.resolve("companion-sources"));
    for (String name : fleet.names()) {
      if (name.startsWith("ConfigMap/r-zero-prover-companion-")) {
        for (Map.Entry<?, ?> source : ((Map<?, ?>) fleet.at(name, "data")).entrySet()) {
          Files.writeString(sources.resolve(source.getKey() + ""), source.getValue() + "");
        }
      }
    }
    Path jdk = Path.of(System.getProperty("java.home"), "bin");
    pod.environment().merge("PATH", ":" + jdk, String::concat);
    Path folder = Files.createDirectories(Path.of(pod.environment().get("COMPANION")));
    Result made = pod.run("companion-make", sources.toString(), folder.toString());
    assertThat(made.code()).as(made.output()).isZero();
    return pod;
  }

  /** Starts the container of the jumpbox, and waits until the companion is told to serve. */
  static Running serve(ScriptPod jumpbox) throws Exception {
    Running service =
        jumpbox.start(
            "leader-wait",
            jumpbox.home().resolve("witnesses") + "",
            jumpbox.home().resolve("proofs") + "");
    service.waitFor("ready: " + jumpbox.home().resolve("runs"));
    return service;
  }

  /** Has the jumpbox tell its metrics on a free port, and returns their address. */
  static URI metrics(ScriptPod jumpbox) throws IOException {
    int port = RabbitBroker.freePort();
    jumpbox.environment().put("METRICS_PORT", port + "");
    return URI.create("http://127.0.0.1:" + port + "/metrics");
  }

  static String read(URI address) throws IOException {
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The pod of a worker, after its init container. */
  ScriptPod worker(String name) throws Exception {
    return pod(WORKER, "worker", name);
  }

  /** Starts the container of a worker. */
  Running work(ScriptPod worker) throws IOException {
    return worker.start("worker-run", arguments("worker"));
  }

  /** The init container of a worker, which makes the circuits of all pods. */
  ScriptPod circuits() throws Exception {
    return pod(WORKER, "circuits", "circuits-make");
  }

  /** Starts that init container. */
  Running makeCircuits(ScriptPod circuits) throws IOException {
    return circuits.start("circuits-make", arguments("circuits"));
  }

  /** Writes what says that the circuits are complete, where nothing is proven. */
  void completeCircuits(ScriptPod jumpbox) throws IOException {
    Path marker = Path.of(jumpbox.environment().getOrDefault("CIRCUITS_MARKER", root + "/none"));
    Files.createDirectories(marker.getParent());
    Files.writeString(marker, "x");
  }

  private String[] arguments(String container) {
    List<?> args = (List<?>) fleet.at(WORKER, InstalledFleet.container(container) + "/args");
    return args.stream().map(Object::toString).toArray(String[]::new);
  }

  private ScriptPod pod(String deployment, String container, String name) throws Exception {
    Path folder = Files.createDirectories(root.resolve(name));
    ScriptPod pod = new ScriptPod(folder);
    pods.add(pod);
    pod.install(declared.release());
    String path = pod.environment().get("PATH");
    pod.environment().putAll(variables(deployment, container, folder, pod.scripts()));
    pod.environment().merge("PATH", path + ":", (own, first) -> first + own);
    return pod;
  }

  private Map<String, String> variables(
      String deployment, String container, Path folder, Path scripts) {
    Map<String, String> all = new LinkedHashMap<>();
    List<?> items = (List<?>) fleet.at(deployment, InstalledFleet.container(container) + "/env");
    for (Object item : items) {
      Map<?, ?> variable = (Map<?, ?>) item;
      String name = variable.get("name") + "";
      Object value = variable.get("value");
      String text =
          switch (name) {
            case "RABBITMQ_USERNAME" -> RabbitBroker.USER;
            case "RABBITMQ_PASSWORD" -> RabbitBroker.PASSWORD;
            case "AMQP_HOST" -> "127.0.0.1";
            case "AMQP_PORT" -> broker.amqpPort() + "";
            case "MANAGEMENT_PORT" -> broker.managementPort() + "";
            default -> value == null ? secrets.getOrDefault(name, "2") : value + "";
          };
      for (Map.Entry<String, String> before : all.entrySet()) {
        text = text.replace("$(" + before.getKey() + ")", before.getValue());
      }
      text = text.replaceAll("@[^@/]+:5672/", "@127.0.0.1:" + broker.amqpPort() + "/");
      for (String mounted : List.of("/data", "/companion", "/circuits")) {
        text =
            text.startsWith(mounted)
                ? moved(mounted, folder) + text.substring(mounted.length())
                : text;
      }
      all.put(name, text.replace("/scripts", scripts.toString()));
    }
    return new TreeMap<>(all);
  }

  /** All pods share the circuits; the other folders are a pod's own. */
  private Path moved(String mounted, Path folder) {
    return mounted.equals("/circuits")
        ? root.resolve("circuits")
        : folder.resolve(mounted.substring(1));
  }

  /** Ends whatever still runs, the broker last. */
  @Override
  public void close() {
    pods.forEach(ScriptPod::close);
    broker.close();
  }
}
