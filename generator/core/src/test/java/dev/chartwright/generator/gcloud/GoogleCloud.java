package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The part of Google Cloud that a fleet takes, on the loopback interface: it remembers what it was
 * told, writes down what it was asked, and fails when it should. Threads may share it.
 */
final class GoogleCloud implements AutoCloseable {
  static final String PROJECT = "fleet-project";
  static final String PROJECT_NUMBER = "123456789012";

  /** How long gcloud waits for an answer; five minutes outside of tests. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Request> requests = new ArrayList<>();
  private final SortedMap<String, ObjectNode> resources = new TreeMap<>();
  private final Set<String> enabledApis = new TreeSet<>();
  private final Set<String> missingPermissions = new TreeSet<>();
  private final List<Fault> faults = new ArrayList<>();
  private final ComputeApi compute = new ComputeApi(this);
  private final ContainerApi container = new ContainerApi(this);
  private final List<Api> apis;
  private int operations;

  private GoogleCloud() {
    apis = List.of(compute, container, new ProjectApis(this));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** A project without anything but its network {@code default}, in which no service is enabled. */
  static GoogleCloud start() {
    GoogleCloud cloud = new GoogleCloud();
    cloud.reset();
    return cloud;
  }

  /** Back to what it was at the start. */
  synchronized void reset() {
    requests.clear();
    resources.clear();
    enabledApis.clear();
    missingPermissions.clear();
    faults.clear();
    apis.forEach(Api::seed);
  }

  ComputeApi compute() {
    return compute;
  }

  ContainerApi container() {
    return container;
  }

  /** The settings that lead gcloud here and nowhere else. */
  Map<String, String> environment() {
    String root = root();
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("CLOUDSDK_CORE_PROJECT", PROJECT);
    environment.put("CLOUDSDK_CORE_HTTP_TIMEOUT", Long.toString(PATIENCE.toSeconds()));
    environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_COMPUTE", root + "compute/v1/");
    for (String api :
        List.of("CONTAINER", "SERVICEUSAGE", "IAM", "CLOUDRESOURCEMANAGER", "FILE", "STORAGE")) {
      environment.put("CLOUDSDK_API_ENDPOINT_OVERRIDES_" + api, root);
    }
    return environment;
  }

  /** Where it listens, with a slash at the end. */
  String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** All requests since the start, or since they were forgotten. */
  synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Those that meant to change something. */
  List<Request> changes() {
    return requests().stream().filter(Request::changes).toList();
  }

  synchronized void forgetRequests() {
    requests.clear();
  }

  /** From now on, until it is lifted. */
  synchronized void fail(Fault fault) {
    faults.add(fault);
  }

  synchronized void liftFaults() {
    faults.clear();
  }

  /** What there is, by its path, such as {@code projects/p/global/networks/n}. */
  synchronized SortedMap<String, ObjectNode> resources() {
    return new TreeMap<>(resources);
  }

  /** The names of what somebody made: all but the network {@code default} and the tables. */
  synchronized List<String> created() {
    return resources.entrySet().stream()
        .filter(resource -> !resource.getValue().has("seed"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Everything as it is now, to be restored. */
  synchronized Runnable remember() {
    SortedMap<String, ObjectNode> resourcesThen = new TreeMap<>();
    resources.forEach((path, resource) -> resourcesThen.put(path, resource.deepCopy()));
    Set<String> enabledThen = enabledApis();
    return () -> restore(resourcesThen, enabledThen);
  }

  private synchronized void restore(SortedMap<String, ObjectNode> then, Set<String> enabledThen) {
    resources.clear();
    then.forEach((path, resource) -> resources.put(path, resource.deepCopy()));
    enabledApis.clear();
    enabledApis.addAll(enabledThen);
  }

  synchronized void put(String path, ObjectNode resource) {
    resources.put(path, resource);
  }

  synchronized void remove(String path) {
    resources.remove(path);
  }

  synchronized ObjectNode find(String path) {
    return resources.get(path);
  }

  /** The resources directly below a path. */
  synchronized Collection<ObjectNode> below(String path) {
    List<ObjectNode> found = new ArrayList<>();
    resources
        .tailMap(path + "/")
        .forEach(
            (key, resource) -> {
              if (key.startsWith(path + "/") && key.indexOf('/', path.length() + 1) < 0) {
                found.add(resource);
              }
            });
    return found;
  }

  synchronized Set<String> enabledApis() {
    return new TreeSet<>(enabledApis);
  }

  synchronized void enable(Collection<String> names) {
    enabledApis.addAll(names);
  }

  synchronized void disable(String name) {
    enabledApis.remove(name);
  }

  /** Takes permissions from the caller, who has all at the start. */
  synchronized void deny(String... permissions) {
    missingPermissions.addAll(List.of(permissions));
  }

  synchronized boolean allows(String permission) {
    return !missingPermissions.contains(permission);
  }

  /** Refuses, as every service does that nobody enabled. */
  void requireEnabled(String api) {
    if (!enabledApis().contains(api)) {
      throw new Answer.Refusal(
          403,
          api
              + " has not been used in project "
              + PROJECT_NUMBER
              + " before or it is disabled. Enable it, then retry.");
    }
  }

  synchronized String nextOperation() {
    operations++;
    return "operation-" + operations;
  }

  /** True if the operation that this request starts is to fail. */
  synchronized boolean operationFails(Request request) {
    return faults.stream()
        .anyMatch(fault -> fault.kind() == Fault.Kind.FAILED_OPERATION && fault.hits(request));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestURI().getQuery() == null ? "" : exchange.getRequestURI().getQuery(),
            sent.length == 0 ? MissingNode.getInstance() : JSON.readTree(sent));
    Fault fault = record(request);
    if (fault == null) {
      send(exchange, answer(request));
    } else if (fault.kind() == Fault.Kind.TIMEOUT) {
      answer(request);
      stall();
      exchange.close();
    } else {
      send(exchange, Answer.error(fault.kind().status(), "this fault is on purpose"));
    }
  }

  /** Longer than a client of {@link #environment()} waits. */
  private static void stall() {
    try {
      Thread.sleep(PATIENCE.plusSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Fault record(Request request) {
    requests.add(request);
    return faults.stream()
        .filter(fault -> fault.kind() != Fault.Kind.FAILED_OPERATION && fault.hits(request))
        .findFirst()
        .orElse(null);
  }

  private synchronized Answer answer(Request request) {
    try {
      for (Api api : apis) {
        Answer answer = api.answer(request);
        if (answer != null) {
          return answer;
        }
      }
      return Answer.error(404, "nobody here knows " + request);
    } catch (Answer.Refusal refusal) {
      return refusal.answer();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = JSON.writeValueAsString(answer.body()).getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A text, as JSON. */
  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** One of the services. */
  interface Api {
    /** Puts there what every project has. */
    void seed();

    /** Nothing if the request is for another service. */
    Answer answer(Request request);
  }
}
