package dev.chartwright.companion.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A chain and its nodes on the loopback: they answer JSON-RPC as nodes do, and with every fault
 * that nodes have. {@code POST /} is a node; {@code GET /witness/FIRST/LAST/CHECKPOINT} is what the
 * prover's tool would make of it. Threads may share it.
 */
public final class ChainSimulator implements AutoCloseable {
  /** A block; {@code salt} tells apart those with one number and one parent. */
  public record Block(long number, Hash hash, Hash parent, long salt) {
    static Block of(long number, Hash parent, long salt) {
      return new Block(number, digest(number + " " + parent + " " + salt), parent, salt);
    }

    Hash root() {
      return digest("root " + hash);
    }
  }

  /** What a node does with a request, if not what it should. */
  public enum Fault {
    TOO_MANY,
    UNAVAILABLE,
    SLOW,
    CUT,
    WRONG_ID,
    NO_JSON,
    EMPTY_ARRAY,
    NULL,
    NO_METHOD,
    UNKNOWN_TAG,
    LONG,
    STUCK_FORK,
    BEHIND
  }

  private static final int ANCESTORS = 256;

  static {
    // Otherwise each answer waits 40 ms for the acknowledgement of its headers.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final List<Block> chain = new ArrayList<>();
  private final Map<Hash, Block> known = new ConcurrentHashMap<>();
  private final Random random;
  private long salts;
  private long finalBlock;

  /** The chance of each fault in a request. */
  public final Map<Fault, Double> chances = new ConcurrentHashMap<>();

  /** How long a slow answer takes. */
  public volatile long slowMillis = 1_300;

  public volatile long chainId = 7;

  /** Whether old hashes are forgotten with a reorg. */
  public volatile boolean forgets;

  /** How many blocks the finalized one is behind the newest; negative while it stands. */
  public volatile long finality = 64;

  /** How many blocks a node is behind. */
  public volatile long behind;

  /** The chance that a witness is of another block than it should be. */
  public volatile double foreignWitnesses;

  public final AtomicLong requests = new AtomicLong();
  public final AtomicLong faults = new AtomicLong();
  public final AtomicLong witnesses = new AtomicLong();

  /** A chain with a number of blocks behind its first one. */
  public ChainSimulator(long seed, long blocks) throws IOException {
    random = new Random(seed);
    Block genesis = Block.of(0, new Hash("0".repeat(64)), 0);
    chain.add(genesis);
    known.put(genesis.hash(), genesis);
    grow(blocks);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.createContext("/witness/", this::witness);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-key";
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Adds blocks. */
  public synchronized void grow(long blocks) {
    for (long i = 0; i < blocks; i++) {
      Block tip = chain.get(chain.size() - 1);
      add(Block.of(tip.number() + 1, tip.hash(), salts));
    }
    if (finality >= 0) {
      finalBlock = Math.max(finalBlock, chain.size() - 1 - finality);
    }
  }

  private void add(Block block) {
    chain.add(block);
    known.put(block.hash(), block);
  }

  /** Replaces the newest blocks by as many others, and adds blocks. */
  public synchronized void reorg(int depth, long more) {
    salts++;
    for (int i = 0; i < depth; i++) {
      Block gone = chain.remove(chain.size() - 1);
      if (forgets) {
        known.remove(gone.hash());
      }
    }
    grow(depth + more);
  }

  /** Takes the newest blocks away, as a node does that is restored from an older state. */
  public synchronized void shrink(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.remove(chain.size() - 1);
    }
  }

  public synchronized long tip() {
    return chain.size() - 1L;
  }

  public synchronized long finalBlock() {
    return finalBlock;
  }

  public synchronized Block at(long number) {
    return chain.get((int) number);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.incrementAndGet();
    Optional<Fault> fault = fault();
    fault.ifPresent(it -> faults.incrementAndGet());
    JsonValue call = JsonReader.parse(body);
    long id = call.number("id").orElse(0);
    String answer = "{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + result(call, fault) + "}";
    int status = 200;
    switch (fault.orElse(Fault.BEHIND)) {
      case TOO_MANY -> {
        status = 429;
        exchange.getResponseHeaders().set("Retry-After", "0");
      }
      case UNAVAILABLE -> status = 503;
      case SLOW -> sleep();
      case WRONG_ID -> answer = answer.replace("\"id\":" + id, "\"id\":" + (id + 1));
      case NO_JSON -> answer = "<html>Bad gateway</html>";
      case LONG -> answer = answer + " ".repeat(5 << 20);
      default -> {}
    }
    send(exchange, status, answer, fault.filter(Fault.CUT::equals).isPresent());
  }

  private static void send(HttpExchange exchange, int status, String text, boolean cut) {
    byte[] bytes = text.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes, 0, cut ? bytes.length / 2 : bytes.length);
    } catch (IOException e) {
      // The client has gone, or the answer shall be cut.
    }
  }

  private void sleep() {
    try {
      Thread.sleep(slowMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Fault> fault() {
    double dice = random.nextDouble();
    for (Map.Entry<Fault, Double> chance : chances.entrySet()) {
      dice -= chance.getValue();
      if (dice < 0) {
        return Optional.of(chance.getKey());
      }
    }
    return Optional.empty();
  }

  private synchronized String result(JsonValue call, Optional<Fault> fault) {
    String method = call.text("method").orElse("");
    String param =
        call.at("params").orElseThrow().items().stream()
            .findFirst()
            .flatMap(JsonValue::text)
            .orElse("");
    if (fault.filter(Fault.NULL::equals).isPresent()) {
      return "\"result\":null";
    } else if (fault.filter(Fault.EMPTY_ARRAY::equals).isPresent()) {
      return "\"result\":[]";
    }
    return switch (method) {
      case "eth_chainId" -> "\"result\":\"0x%x\"".formatted(chainId);
      case "debug_traceTransaction", "eth_getWitness" ->
          fault.filter(Fault.NO_METHOD::equals).isPresent()
              ? error(-32601, "the method " + method + " does not exist")
              : error(-32000, "transaction not found");
      case "eth_getBlockByHash" ->
          Hash.of(param).map(known::get).map(ChainSimulator::header).orElse("\"result\":null");
      default -> block(param, fault);
    };
  }

  private String block(String param, Optional<Fault> fault) {
    long lag = behind + (fault.filter(Fault.BEHIND::equals).isPresent() ? 7 : 0);
    long newest = Math.max(0, tip() - lag);
    boolean isTag = param.equals("finalized") || param.equals("safe");
    if (isTag && fault.filter(Fault.UNKNOWN_TAG::equals).isPresent()) {
      return error(-32602, "invalid argument 0: hex string without 0x prefix");
    }
    long number =
        isTag
            ? finalBlock
            : param.equals("latest") ? newest : Long.parseLong(param.substring(2), 16);
    if (number > newest) {
      return "\"result\":null";
    } else if (fault.filter(Fault.STUCK_FORK::equals).isPresent() && number > 9) {
      return header(Block.of(number, digest("stuck"), 0)); // of a fork that nobody follows
    }
    return header(at(number));
  }

  private static String error(int code, String message) {
    return "\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}";
  }

  private static String header(Block block) {
    return "\"result\":{\"number\":\"0x%x\",\"hash\":\"%s\",\"parentHash\":\"%s\",\"stateRoot\":\"%s\"}"
        .formatted(block.number(), block.hash(), block.parent(), block.root());
  }

  private void witness(HttpExchange exchange) throws IOException {
    witnesses.incrementAndGet();
    String[] path = exchange.getRequestURI().getPath().split("/");
    String text;
    synchronized (this) {
      long first = Long.parseLong(path[2]);
      long last = Long.parseLong(path[3]);
      boolean foreign = random.nextDouble() < foreignWitnesses;
      List<String> blocks = new ArrayList<>();
      for (long number = first; number <= last && number <= tip(); number++) {
        Block block = at(number);
        blocks.add(
            witness(
                foreign ? Block.of(number, block.parent(), -1) : block,
                at(Long.parseLong(path[4]))));
      }
      text = blocks.size() < last - first + 1 ? "[]" : "[" + String.join(",", blocks) + "]";
    }
    send(exchange, 200, text, fault().filter(Fault.CUT::equals).isPresent());
  }

  private static String witness(Block block, Block checkpoint) {
    String ancestors = "\"" + block.parent() + "\"";
    return "{\"block_trace\":{},\"other_data\":{\"b_data\":{\"b_meta\":{\"block_number\":\"0x%x\"},\"b_hashes\":{\"prev_hashes\":[%s],\"cur_hash\":\"%s\"}},\"checkpoint_state_trie_root\":\"%s\"}}"
        .formatted(
            block.number(),
            (ancestors + ",").repeat(ANCESTORS - 1) + ancestors,
            block.hash(),
            checkpoint.root());
  }

  private static Hash digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return new Hash(HexFormat.of().formatHex(digest));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The chances of all faults of a bad day. */
  public void badDay() {
    Map<Fault, Double> all = new HashMap<>();
    for (Fault fault : Fault.values()) {
      all.put(fault, 0.004);
    }
    all.put(Fault.SLOW, 0.001);
    all.put(Fault.LONG, 0.0005);
    all.put(Fault.NO_METHOD, 0.0);
    all.put(Fault.UNKNOWN_TAG, 0.001);
    chances.putAll(all);
    foreignWitnesses = 0.02;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
