package dev.chartwright.companion.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.RpcException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * A node of the chain, asked by JSON-RPC. Its address often contains a key, so only its host and
 * port are ever printed. Used by one thread.
 */
public final class Node implements Headers {
  /** How long a connection, or an answer as a whole, may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int LONGEST_ANSWER = 4 << 20; // bytes; a header has about 2,000
  private static final int LONGEST_REASON = 200;
  private static final int METHOD_UNKNOWN = -32_601;
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,15}"); // fits 63 bits
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  /** After so long, the JDK uses no connection again. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** Ends answers that come too slowly. */
  private static final Timer DEADLINES = new Timer("rpc-deadlines", true);

  private final URI address;
  private final OptionalLong chainId;
  private final Duration patience;
  private final Metrics metrics;
  private long requests;
  private boolean isOfTheChain;
  private long answered; // when it did so last, by System.nanoTime()

  /**
   * The node there.
   *
   * @param address an address with http or https
   * @param chainId the chain that it has to be of; empty if any will do
   * @throws IllegalArgumentException if the address is none
   */
  public Node(String address, OptionalLong chainId, Duration patience, Metrics metrics) {
    URI uri = null;
    try {
      uri = URI.create(address.strip());
    } catch (IllegalArgumentException e) {
      // Without its text, which may contain a key.
    }
    if (uri == null || uri.getHost() == null || !("" + uri.getScheme()).matches("https?")) {
      throw new IllegalArgumentException(
          "The address of the node is not one such as https://node.example.com.");
    }
    this.address = uri;
    this.chainId = chainId;
    this.patience = patience;
    this.metrics = metrics;
  }

  @Override
  public Header newest(String tag) throws RpcException {
    return header("eth_getBlockByNumber", '"' + tag + '"', "the block " + tag);
  }

  @Override
  public Header at(long number) throws RpcException {
    Header header = header("eth_getBlockByNumber", "\"0x%x\"".formatted(number), "block " + number);
    if (header.number() != number) {
      throw new RpcException(
          Kind.JSON, this + " gives block " + header.number() + " for block " + number);
    }
    return header;
  }

  @Override
  public Header of(Hash hash) throws RpcException {
    Header header = header("eth_getBlockByHash", "\"" + hash + '"', "the block " + hash);
    if (!header.hash().equals(hash)) {
      throw new RpcException(
          Kind.JSON, this + " gives block " + header.hash() + " for block " + hash);
    }
    return header;
  }

  /** The number of its chain. */
  public long chainId() throws RpcException {
    JsonValue result = result(ask("eth_chainId", "[]"), "its chain");
    return number(Optional.of(result))
        .orElseThrow(() -> new RpcException(Kind.JSON, this + " gives no number of its chain"));
  }

  /**
   * Whether the node has a method. The call has parameters that cost it nothing.
   *
   * @param params an array of JSON
   */
  public boolean has(String method, String params) throws RpcException {
    try {
      call(method, params);
      return true;
    } catch (RpcException e) {
      if (e.kind() == Kind.METHOD) {
        return false;
      } else if (e.kind() == Kind.ERROR) {
        return true; // it knows the method, and refuses the parameters
      }
      throw e;
    }
  }

  private Header header(String method, String param, String what) throws RpcException {
    JsonValue block = result(call(method, "[" + param + ",false]"), what);
    OptionalLong number = number(block.at("number"));
    Optional<Hash> hash = hash(block, "hash");
    Optional<Hash> parent = hash(block, "parentHash");
    Optional<Hash> root = hash(block, "stateRoot");
    if (number.isEmpty() || hash.isEmpty() || parent.isEmpty() || root.isEmpty()) {
      throw new RpcException(
          Kind.JSON, this + " gives " + what + " without number, hash, parentHash or stateRoot");
    }
    return new Header(number.getAsLong(), hash.get(), parent.get(), root.get());
  }

  private static Optional<Hash> hash(JsonValue block, String name) {
    return block.text(name).flatMap(Hash::of);
  }

  private static OptionalLong number(Optional<JsonValue> value) {
    return value
        .flatMap(JsonValue::text)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text.substring(2), 16)))
        .orElse(OptionalLong.empty());
  }

  private JsonValue result(JsonValue answer, String what) throws RpcException {
    JsonValue result = answer.at("result").orElse(new JsonValue.Null());
    boolean empty =
        result instanceof JsonValue.Null
            || (result instanceof JsonValue.Array && result.items().isEmpty());
    if (empty) {
      throw new RpcException(Kind.EMPTY, this + " does not know " + what);
    }
    return result;
  }

  /** Asks, after it is known that the node is of the chain. */
  private JsonValue call(String method, String params) throws RpcException {
    isOfTheChain &= System.nanoTime() - answered < IDLE.toNanos();
    if (chainId.isPresent() && !isOfTheChain) {
      long other = chainId();
      if (other != chainId.getAsLong()) {
        metrics.count(Metric.RPC_ERRORS_TOTAL, Kind.CHAIN.label());
        metrics.set(Metric.RPC_UP, 0);
        throw new RpcException(
            Kind.CHAIN,
            "%s is of the chain %d and not of %d".formatted(this, other, chainId.getAsLong()));
      }
      isOfTheChain = true;
    }
    return ask(method, params);
  }

  private JsonValue ask(String method, String params) throws RpcException {
    metrics.count(Metric.RPC_REQUESTS_TOTAL);
    try {
      JsonValue answer = answer(method, params);
      metrics.set(Metric.RPC_UP, 1);
      answered = System.nanoTime();
      return answer;
    } catch (RpcException e) {
      metrics.count(Metric.RPC_ERRORS_TOTAL, e.kind().label());
      boolean isAnswer = e.kind() == Kind.METHOD || e.kind() == Kind.ERROR;
      metrics.set(Metric.RPC_UP, isAnswer ? 1 : 0);
      isOfTheChain &= isAnswer; // the next connection may lead elsewhere
      throw e;
    }
  }

  private JsonValue answer(String method, String params) throws RpcException {
    long id = ++requests;
    String text =
        post(
            "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                .formatted(id, method, params));
    JsonValue answer;
    try {
      answer = JsonReader.parse(text);
    } catch (JsonException e) {
      throw new RpcException(Kind.JSON, this + " answers with something that is not JSON");
    }
    if (answer.at("error").filter(error -> !(error instanceof JsonValue.Null)).isPresent()) {
      throw new RpcException(
          answer.number("error", "code").orElse(0) == METHOD_UNKNOWN ? Kind.METHOD : Kind.ERROR,
          this
              + " refuses "
              + method
              + answer.text("error", "message").map(why -> ": " + shown(why)).orElse(""));
    }
    if (!(answer instanceof JsonValue.Fields)) {
      throw new RpcException(Kind.JSON, this + " answers " + method + " with no object");
    }
    if (answer.number("id").orElse(-1) != id) {
      throw new RpcException(Kind.ID, this + " answers " + method + " with another id");
    }
    return answer;
  }

  /** What the node says, which may repeat its address or be long. */
  private String shown(String why) {
    String text = why.replaceAll("\\s+", " ").strip();
    for (String part :
        new String[] {address.getRawPath(), address.getRawQuery(), address.getRawUserInfo()}) {
      text = part == null || part.length() < 2 ? text : text.replace(part, "...");
    }
    return text.substring(0, Math.min(LONGEST_REASON, text.length()));
  }

  private String post(String call) throws RpcException {
    AtomicBoolean isLate = new AtomicBoolean();
    TimerTask deadline = null;
    try {
      HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
      deadline = deadline(request, isLate);
      DEADLINES.schedule(deadline, patience.toMillis());
      request.setConnectTimeout((int) patience.toMillis());
      request.setReadTimeout((int) patience.toMillis());
      request.setInstanceFollowRedirects(false);
      request.setRequestProperty("Content-Type", "application/json");
      request.setDoOutput(true);
      try (OutputStream out = request.getOutputStream()) {
        out.write(call.getBytes(UTF_8));
      }
      int status = request.getResponseCode();
      // Before the body is read, which has a limit of its own: to close a connection waits for the
      // thread that reads its body, and meanwhile no other deadline would be kept.
      deadline.cancel();
      if (status != HttpURLConnection.HTTP_OK) {
        Optional<Duration> retryAfter = retryAfter(request);
        request.disconnect();
        throw new RpcException(Kind.STATUS, this + " answers with status " + status, retryAfter);
      }
      return body(request);
    } catch (SocketTimeoutException e) {
      throw late();
    } catch (ConnectException | UnknownHostException e) {
      throw isLate.get() ? late() : new RpcException(Kind.CONNECT, this + " cannot be reached");
    } catch (IOException e) {
      throw isLate.get() ? late() : new RpcException(Kind.CUT, this + " breaks its answer off");
    } finally {
      if (deadline != null) {
        deadline.cancel();
      }
    }
  }

  private static TimerTask deadline(HttpURLConnection request, AtomicBoolean isLate) {
    return new TimerTask() {
      @Override
      public void run() {
        isLate.set(true);
        request.disconnect();
      }
    };
  }

  private RpcException late() {
    return new RpcException(
        Kind.TIMEOUT, this + " does not answer within " + patience.toMillis() + " ms");
  }

  private String body(HttpURLConnection request) throws IOException, RpcException {
    long end = System.nanoTime() + patience.toNanos();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 13];
    try (InputStream in = request.getInputStream()) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        body.write(block, 0, read);
        if (body.size() > LONGEST_ANSWER) {
          request.disconnect();
          throw new RpcException(
              Kind.CUT, this + " answers with more than " + LONGEST_ANSWER + " bytes");
        }
        if (System.nanoTime() > end) {
          request.disconnect();
          throw late();
        }
      }
    }
    if (body.size() < request.getContentLengthLong()) {
      throw new IOException("the end is missing"); // the JDK does not notice it
    }
    return body.toString(UTF_8);
  }

  private static Optional<Duration> retryAfter(HttpURLConnection request) {
    return Optional.ofNullable(request.getHeaderField("Retry-After"))
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  /** The node with its host and port. */
  @Override
  public String toString() {
    int port = address.getPort();
    return "the node " + address.getHost() + (port < 0 ? "" : ":" + port);
  }
}
