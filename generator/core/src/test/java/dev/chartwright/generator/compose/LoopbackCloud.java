package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node of a chain, a metadata server, and a bucket, all without faults. */
final class LoopbackCloud implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BUCKET = "/storage/v1/b/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Chain chain;
  private final Map<String, String> objects = new ConcurrentHashMap<>();

  /** What the node tells of its chain. */
  interface Chain {
    /** The result of a call, as JSON; {@code null} for what it does not know. */
    String result(String method, JsonNode params);
  }

  LoopbackCloud(Chain chain) throws IOException {
    this.chain = chain;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange));
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String address() {
    return "http://" + host();
  }

  /** The objects of the bucket, by name, with their MD5. */
  Map<String, String> objects() {
    return new TreeMap<>(objects);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (path.equals("/rpc")) {
      send(exchange, 200, rpc(JSON.readTree(body)));
    } else if (path.startsWith("/computeMetadata/")) {
      send(exchange, 200, "{\"access_token\":\"t\",\"expires_in\":3600}");
    } else if (path.endsWith("/testPermissions")) {
      send(exchange, 200, "{\"permissions\":[\"storage.objects.create\",\"storage.objects.get\"]}");
    } else if (path.startsWith("/upload/")) {
      String text = new String(body, UTF_8);
      JsonNode metadata = JSON.readTree(text.substring(text.indexOf('{'), text.indexOf('}') + 1));
      String md5 = metadata.get("md5Hash").asText();
      boolean isNew = objects.putIfAbsent(metadata.get("name").asText(), md5) == null;
      send(exchange, isNew ? 200 : 412, "{\"md5Hash\":\"" + md5 + "\"}");
    } else if (path.startsWith(BUCKET)) {
      String raw = exchange.getRequestURI().getRawPath();
      String md5 = objects.get(URLDecoder.decode(raw.substring(raw.indexOf("/o/") + 3), UTF_8));
      send(exchange, md5 == null ? 404 : 200, "{\"md5Hash\":\"" + md5 + "\"}");
    } else {
      send(exchange, 404, "{}");
    }
  }

  private String rpc(JsonNode call) {
    String result = chain.result(call.get("method").asText(), call.path("params"));
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(call.get("id"), result);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
