package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.TestChain;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.json.JsonValue.Fields;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A bucket, its metadata server, and a node of the chain, on the loopback interface, with the
 * faults that each of them can have.
 */
public final class BucketServer implements AutoCloseable {
  /** What goes wrong with the next request that sends an object. */
  public enum Fault {
    /** The service is not available. */
    UNAVAILABLE,
    TOO_MANY,
    /** The connection is lost before the object is stored. */
    LOST_BEFORE,
    /** The object is stored, and the connection is lost before the answer. */
    LOST_AFTER,
    /** The object is stored, and half an answer comes. */
    CUT_AFTER,
    /** The token is not accepted any more. */
    EXPIRED,
    /** The object is stored, and the answer comes too late. */
    SLOW_AFTER,
    /** The answer comes a byte at a time, without an end. */
    DRIPPING,
    /** The content does not have its checksum. */
    DAMAGED
  }

  private static final String UPLOAD = "/upload/storage/v1/b/proofs/o";
  private static final String OBJECTS = "/storage/v1/b/proofs/o/";
  private static final String PERMISSIONS = "/storage/v1/b/proofs/iam/testPermissions";

  final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
  final Map<String, AtomicInteger> creations = new ConcurrentHashMap<>();
  final Map<Fault, AtomicInteger> faults = new ConcurrentHashMap<>();
  final AtomicInteger overwritten = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger tokens = new AtomicInteger();
  final Queue<Fault> next = new ConcurrentLinkedQueue<>();
  volatile Supplier<Optional<Fault>> chance = Optional::empty;
  volatile List<String> permissions = List.of("storage.objects.create", "storage.objects.get");
  volatile boolean refusesToOverwrite;
  volatile int metadataStatus = 200;
  volatile long slowMillis = 2_500;
  volatile long finalBlock = Long.MAX_VALUE >> 8;
  volatile LongFunction<Hash> chain = TestChain::hash;
  volatile long chainId = 7;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public BucketServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its host and port. */
  public String host() {
    return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  public String endpoint() {
    return "http://" + host();
  }

  /** The address of the node. */
  public String node() {
    return endpoint() + "/rpc";
  }

  /** The objects that were created more than once. */
  long doubled() {
    return creations.values().stream().filter(count -> count.get() > 1).count();
  }

  String object(String name) {
    return new String(objects.get(name), UTF_8);
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getRawPath();
    try {
      if (path.equals("/rpc")) {
        send(exchange, 200, rpc(JsonReader.parse(new String(body, UTF_8))).toString());
      } else if (path.startsWith("/computeMetadata/")) {
        boolean asked = "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
        int status = asked ? metadataStatus : 403;
        String token = "t" + (status == 200 ? tokens.incrementAndGet() : 0);
        send(exchange, status, "{\"access_token\":\"" + token + "\",\"expires_in\":3599}");
      } else if (!("Bearer t" + tokens).equals(authorization(exchange))) {
        send(exchange, 401, "{}");
      } else if (path.equals(PERMISSIONS)) {
        send(
            exchange,
            200,
            new Fields()
                .with(
                    "permissions",
                    new JsonValue.Array(
                        permissions.stream().map(p -> (JsonValue) new JsonValue.Text(p)).toList()))
                .toString());
      } else if (path.startsWith(OBJECTS)) {
        metadata(exchange, URLDecoder.decode(path.substring(OBJECTS.length()), UTF_8));
      } else if (path.equals(UPLOAD)) {
        requests.incrementAndGet();
        upload(exchange, body);
      } else {
        send(exchange, 404, error("The specified bucket does not exist."));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static String authorization(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization");
  }

  private void metadata(HttpExchange exchange, String object) throws IOException {
    byte[] content = objects.get(object);
    if (content == null) {
      send(exchange, 404, error("No such object"));
    } else {
      send(exchange, 200, resource(object, content));
    }
  }

  private void upload(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
    Optional<Fault> fault = Optional.ofNullable(next.poll()).or(chance);
    fault.ifPresent(f -> faults.computeIfAbsent(f, key -> new AtomicInteger()).incrementAndGet());
    if (!permissions.contains("storage.objects.create")) {
      send(exchange, 403, error("lacks storage.objects.create"));
      return;
    }
    if (fault.isEmpty()) {
      send(exchange, stored(exchange, body));
      return;
    }
    switch (fault.get()) {
      case UNAVAILABLE -> send(exchange, 503, error("Backend error"));
      case TOO_MANY -> send(exchange, 429, error("rate limit"));
      case EXPIRED -> {
        tokens.incrementAndGet();
        send(exchange, 401, "{}");
      }
      case DAMAGED -> send(exchange, 400, error("MD5 does not match"));
      case LOST_BEFORE -> {}
      case DRIPPING -> drip(exchange);
      case LOST_AFTER -> stored(exchange, body);
      case SLOW_AFTER -> {
        Answer answer = stored(exchange, body);
        Thread.sleep(slowMillis);
        send(exchange, answer);
      }
      case CUT_AFTER -> {
        byte[] text = stored(exchange, body).text().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text, 0, text.length / 2);
      }
    }
  }

  private record Answer(int status, String text) {}

  private Answer stored(HttpExchange exchange, byte[] body) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String boundary = "--" + type.substring(type.indexOf("boundary=") + 9);
    String[] parts = new String(body, ISO_8859_1).split(boundary, -1);
    JsonValue metadata = JsonReader.parse(content(parts[1]));
    byte[] content = content(parts[2]).getBytes(ISO_8859_1);
    String name = metadata.text("name").orElseThrow();
    if (!Checksum.md5(content).equals(metadata.text("md5Hash").orElseThrow())) {
      return new Answer(400, error("MD5 does not match"));
    }
    boolean onlyNew = exchange.getRequestURI().getQuery().contains("ifGenerationMatch=0");
    synchronized (objects) {
      if (objects.containsKey(name) && onlyNew) {
        return refusesToOverwrite
            ? new Answer(403, error("lacks storage.objects.delete"))
            : new Answer(412, error("At least one of the pre-conditions did not hold."));
      }
      if (objects.put(name, content) != null) {
        overwritten.incrementAndGet();
      }
      creations.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
    }
    return new Answer(200, resource(name, content));
  }

  private static String content(String part) {
    String content = part.substring(part.indexOf("\r\n\r\n") + 4);
    return content.substring(0, content.length() - 2);
  }

  private static String resource(String name, byte[] content) {
    return new Fields()
        .with("kind", "storage#object")
        .with("name", name)
        .with("generation", "1")
        .with("md5Hash", Checksum.md5(content))
        .toString();
  }

  private static String error(String message) {
    return new Fields().with("error", new Fields().with("message", message)).toString();
  }

  private void drip(HttpExchange exchange) throws IOException, InterruptedException {
    exchange.sendResponseHeaders(200, 100_000);
    for (int i = 0; i < 100_000; i++) {
      exchange.getResponseBody().write(' ');
      exchange.getResponseBody().flush();
      Thread.sleep(50);
    }
  }

  private JsonValue rpc(JsonValue call) {
    Fields answer = new Fields().with("jsonrpc", "2.0").with("id", call.number("id").orElseThrow());
    if (call.text("method").orElse("").equals("eth_chainId")) {
      return answer.with("result", "0x%x".formatted(chainId));
    }
    String block =
        ((JsonValue.Text) ((JsonValue.Array) call.at("params").get()).items().get(0)).text();
    long number = block.equals("finalized") ? finalBlock : Long.parseLong(block.substring(2), 16);
    return answer.with(
        "result",
        new Fields()
            .with("number", "0x%x".formatted(number))
            .with("hash", chain.apply(number).toString())
            .with("parentHash", chain.apply(number - 1).toString())
            .with("stateRoot", chain.apply(number).toString()));
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    send(exchange, answer.status(), answer.text());
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
