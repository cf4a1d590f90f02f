package dev.chartwright.generator.dependency;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A chart repository and an OCI registry on the loopback interface, both with the same charts: at
 * {@code /charts} and in the namespace {@code team}.
 *
 * <p>Helm first speaks TLS to a registry, and falls back to plain HTTP when it is answered in plain
 * HTTP. The server of the JDK says nothing to TLS, so a door in front of it does.
 */
final class LoopbackRegistry implements AutoCloseable {
  private static final int TLS_HANDSHAKE = 22;
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final HttpServer server;
  private final ServerSocket door;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SortedMap<String, byte[]> archives = new TreeMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private LoopbackRegistry() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.createContext("/", this::answer);
    server.start();
    door = new ServerSocket(0, 50, loopback);
    threads.execute(this::open);
  }

  static LoopbackRegistry start() throws IOException {
    return new LoopbackRegistry();
  }

  /** Adds a chart. */
  LoopbackRegistry with(String name, String version, byte[] archive) {
    archives.put(name + "-" + version, archive);
    return this;
  }

  String repository() {
    return "http://127.0.0.1:" + door.getLocalPort() + "/charts";
  }

  String registry() {
    return "oci://127.0.0.1:" + door.getLocalPort() + "/team";
  }

  /** The paths that were asked for so far. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void open() {
    while (!door.isClosed()) {
      try {
        Socket caller = door.accept();
        threads.execute(() -> serve(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      InputStream in = caller.getInputStream();
      int first = in.read();
      if (first == TLS_HANDSHAKE) {
        caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
        return;
      }
      if (first < 0) {
        return;
      }
      try (Socket inside = new Socket(server.getAddress().getAddress(), port())) {
        inside.getOutputStream().write(first);
        threads.execute(() -> copy(in, inside));
        inside.getInputStream().transferTo(caller.getOutputStream());
      }
    } catch (IOException gone) {
      // Either side may hang up.
    }
  }

  private int port() {
    return server.getAddress().getPort();
  }

  private static void copy(InputStream in, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException gone) {
      // The other direction sees it too.
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    try (exchange) {
      byte[] content = content(path);
      if (content == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      boolean isManifest = path.contains("/manifests/");
      exchange
          .getResponseHeaders()
          .set("Content-Type", isManifest ? MANIFEST : "application/octet-stream");
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content));
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
        exchange.sendResponseHeaders(200, -1);
      } else {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
      }
    }
  }

  private byte[] content(String path) {
    if (path.equals("/charts/index.yaml")) {
      return index().getBytes(UTF_8);
    }
    if (path.startsWith("/charts/")) {
      return archives.get(path.substring("/charts/".length()).replace(".tgz", ""));
    }
    String[] steps = path.split("/");
    if (path.endsWith("/tags/list")) {
      String name = steps[3];
      String tags =
          versions(name).keySet().stream()
              .map(each -> "\"" + each + "\"")
              .collect(Collectors.joining(","));
      return ("{\"name\":\"team/" + name + "\",\"tags\":[" + tags + "]}").getBytes(UTF_8);
    }
    if (path.contains("/manifests/")) {
      String reference = steps[5];
      return versions(steps[3]).entrySet().stream()
          .map(each -> Map.entry(each.getKey(), manifest(steps[3], each.getKey())))
          .filter(
              each -> each.getKey().equals(reference) || digest(each.getValue()).equals(reference))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }
    if (path.contains("/blobs/")) {
      return versions(steps[3]).entrySet().stream()
          .flatMap(
              each -> List.of(each.getValue(), configuration(steps[3], each.getKey())).stream())
          .filter(each -> digest(each).equals(steps[5]))
          .findFirst()
          .orElse(null);
    }
    return path.equals("/v2/") ? "{}".getBytes(UTF_8) : null;
  }

  private SortedMap<String, byte[]> versions(String name) {
    SortedMap<String, byte[]> versions = new TreeMap<>();
    archives.forEach(
        (key, content) -> {
          if (key.startsWith(name + "-")) {
            versions.put(key.substring(name.length() + 1), content);
          }
        });
    return versions;
  }

  private String index() {
    Map<String, StringBuilder> entries = new TreeMap<>();
    archives.forEach(
        (key, content) -> {
          int dash = key.lastIndexOf('-');
          String name = key.substring(0, dash);
          entries
              .computeIfAbsent(name, none -> new StringBuilder("  " + name + ":\n"))
              .append("    - apiVersion: v2\n      name: " + name)
              .append("\n      version: " + key.substring(dash + 1))
              .append("\n      digest: " + digest(content).substring("sha256:".length()))
              .append("\n      urls: [" + key + ".tgz]\n");
        });
    return "apiVersion: v1\nentries:\n" + String.join("", entries.values());
  }

  private static byte[] configuration(String name, String version) {
    return ("{\"name\":\"" + name + "\",\"version\":\"" + version + "\",\"apiVersion\":\"v2\"}")
        .getBytes(UTF_8);
  }

  private byte[] manifest(String name, String version) {
    byte[] archive = archives.get(name + "-" + version);
    byte[] configuration = configuration(name, version);
    return ("{\"schemaVersion\":2,\"mediaType\":\""
            + MANIFEST
            + "\",\"config\":{\"mediaType\":\"application/vnd.cncf.helm.config.v1+json\","
            + described(configuration)
            + "},\"layers\":[{\"mediaType\":"
            + "\"application/vnd.cncf.helm.chart.content.v1.tar+gzip\","
            + described(archive)
            + "}]}")
        .getBytes(UTF_8);
  }

  private static String described(byte[] content) {
    return "\"digest\":\"" + digest(content) + "\",\"size\":" + content.length;
  }

  private static String digest(byte[] content) {
    try {
      return "sha256:"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
