package dev.chartwright.companion.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.http.HttpCall;
import dev.chartwright.companion.http.HttpException;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.RpcException.Kind;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A node of the chain, asked by JSON-RPC. Its address often contains a key, so only its host and
 * port are ever printed. Used by one thread.
 */
public final class Node implements Headers {
  /** How long a connection, or an answer as a whole, may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What a node is asked for. Metrics name it by this, because its address may hold a key. */
  public enum Role {
    /** The blocks of the chain that is followed. */
    BLOCKS("follow.rpc"),
    /** A second opinion about them. */
    SECOND("follow.secondRpc"),
    /** Their witnesses. */
    TRACES("follow.traces"),
    /** The blocks of runs, where no chain is followed. */
    RUNS("runs.rpc");

    private final String label;

    Role(String label) {
      this.label = label;
    }

    /** The value of the chart that names the node. */
    public String label() {
      return label;
    }
  }

  private static final int LONGEST_ANSWER = 4 << 20; // bytes; a header has about 2,000
  private static final int LONGEST_REASON = 200;
  private static final int METHOD_UNKNOWN = -32_601;
  private static final Pattern NUMBER = Pattern.compile("0x[0-9a-fA-F]{1,15}"); // fits 63 bits
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** After so long, the JDK uses no connection again. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final Role role;
  private final NodeAddress address;
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
  public Node(Role role, String address, OptionalLong chainId, Duration patience, Metrics metrics) {
    this.role = role;
    this.address = NodeAddress.of(address);
    this.chainId = chainId;
    this.patience = patience;
    this.metrics = metrics;
  }

  /** What it is asked for. */
  public Role role() {
    return role;
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
        metrics.set(Metric.RPC_UP, 0, role.label());
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
      metrics.set(Metric.RPC_UP, 1, role.label());
      answered = System.nanoTime();
      return answer;
    } catch (RpcException e) {
      metrics.count(Metric.RPC_ERRORS_TOTAL, e.kind().label());
      boolean isAnswer = e.kind() == Kind.METHOD || e.kind() == Kind.ERROR;
      metrics.set(Metric.RPC_UP, isAnswer ? 1 : 0, role.label());
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
    String text = address.hiddenIn(why.replaceAll("\\s+", " ").strip());
    return text.substring(0, Math.min(LONGEST_REASON, text.length()));
  }

  private String post(String call) throws RpcException {
    HttpCall request = new HttpCall(address.uri(), JSON, true, patience, LONGEST_ANSWER);
    HttpCall.Answer answer;
    try {
      answer = request.post(call.getBytes(UTF_8));
    } catch (HttpException e) {
      if (e.status() != 0 && e.status() != HttpURLConnection.HTTP_OK) {
        throw status(e.status(), Optional.empty());
      }
      throw switch (e.kind()) {
        case CONNECT -> new RpcException(Kind.CONNECT, this + " cannot be reached");
        case LATE ->
            new RpcException(
                Kind.TIMEOUT, this + " does not answer within " + patience.toMillis() + " ms");
        case LONG ->
            new RpcException(
                Kind.CUT, this + " answers with more than " + LONGEST_ANSWER + " bytes");
        case CUT -> new RpcException(Kind.CUT, this + " breaks its answer off");
      };
    }
    if (answer.status() != HttpURLConnection.HTTP_OK) {
      throw status(answer.status(), answer.retryAfter());
    }
    return answer.text();
  }

  private RpcException status(int status, Optional<Duration> retryAfter) {
    return new RpcException(Kind.STATUS, this + " answers with status " + status, retryAfter);
  }

  /** The node with its host and port. */
  @Override
  public String toString() {
    return address.toString();
  }
}
