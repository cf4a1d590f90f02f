package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chartwright.generator.file.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of HTTP on the loopback interface that keeps what it was asked. Threads may share it.
 */
public abstract class LoopbackServer implements AutoCloseable {
  public static final Credentials BOB = Credentials.password("bob", "s3cret:ü");

  /** An answer instead of the usual one. */
  interface Trouble {
    /** Whether it has answered. */
    boolean answer(HttpExchange exchange) throws IOException;
  }

  /** What the server wants to know before it answers. */
  public enum Login {
    NONE,
    BASIC,
    TOKEN
  }

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private volatile Trouble trouble = exchange -> false;
  private volatile Login login = Login.NONE;

  LoopbackServer() {
    this(plain());
  }

  LoopbackServer(HttpServer server) {
    this.server = server;
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Answers a request that is allowed. */
  abstract void answer(HttpExchange exchange, String method, String path, byte[] body)
      throws IOException;

  public final String host() {
    return "localhost:" + server.getAddress().getPort();
  }

  public final void asksFor(Login what) {
    login = what;
  }

  final void fails(Trouble how) {
    trouble = how;
  }

  /** Method and path with query, in order, since the last call. */
  public final List<String> requests() {
    synchronized (requests) {
      List<String> seen = List.copyOf(requests);
      requests.clear();
      return seen;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        serve(exchange);
      } catch (AssertionError broken) {
        reply(exchange, 400, "text/plain", "protocol: " + broken.getMessage());
      }
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    requests.add(exchange.getRequestMethod() + " " + path);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (trouble.answer(exchange)) {
      return;
    }
    if (path.startsWith("/token")) {
      token(exchange, path, body);
    } else if (isAllowed(exchange)) {
      answer(exchange, exchange.getRequestMethod(), path, body);
    } else {
      exchange.getResponseHeaders().set("WWW-Authenticate", challenge());
      reply(exchange, 401, "application/json", "{\"errors\":[{\"message\":\"log in, please\"}]}");
    }
  }

  private String challenge() {
    return login == Login.BASIC
        ? "Basic realm=\"test\""
        : "Bearer realm=\"http://"
            + host()
            + "/token\",service=\"s 1\",scope=\"repository:x:pull\"";
  }

  private boolean isAllowed(HttpExchange exchange) {
    Optional<String> header = authorization(exchange);
    return switch (login) {
      case NONE -> header.isEmpty();
      case BASIC -> header.filter(BOB.basic()::equals).isPresent();
      case TOKEN -> header.filter("Bearer t0ken"::equals).isPresent();
    };
  }

  static Optional<String> authorization(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void token(HttpExchange exchange, String path, byte[] body) throws IOException {
    String form = new String(body, UTF_8);
    boolean isPassword = authorization(exchange).filter(BOB.basic()::equals).isPresent();
    boolean isIdentity = form.contains("grant_type=refresh_token") && form.contains("=id-t0ken");
    if (!isPassword && !isIdentity) {
      reply(exchange, 401, "application/json", "{\"details\":\"wrong password\"}");
      return;
    }
    require((path + "&" + form).contains("service=s+1"), "the service is asked for");
    require(
        (path + "&" + form).contains("scope=repository%3Acharts%2Fsite%3Apull%2Cpush"),
        "the right to push is asked for");
    reply(
        exchange,
        200,
        "application/json",
        isIdentity ? "{\"access_token\":\"t0ken\"}" : "{\"token\":\"t0ken\"}");
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  static void reply(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    reply(exchange, status, type, text.getBytes(UTF_8));
  }

  static void reply(HttpExchange exchange, int status, String type, byte[] content)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean hasBody = content.length > 0 && !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, hasBody ? content.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(content);
    }
  }

  /** What is kept, by its digests. */
  static List<String> digests(Map<String, byte[]> kept) {
    return kept.values().stream().map(each -> Digest.of(each).prefixed()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
