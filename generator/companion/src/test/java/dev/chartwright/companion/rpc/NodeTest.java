package dev.chartwright.companion.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.companion.http.Backoff;
import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.rpc.ChainSimulator.Fault;
import dev.chartwright.companion.rpc.RpcException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTest {
  private final Metrics metrics = new Metrics();
  private ChainSimulator chain;

  @BeforeEach
  void aChain() throws IOException {
    chain = new ChainSimulator(1, 100);
    chain.slowMillis = 5_000;
  }

  @AfterEach
  void end() {
    chain.close();
  }

  @Test
  void tellsHeadersByTagNumberAndHash() throws Exception {
    Node node = node(7);

    assertThat(node.newest("latest").number()).isEqualTo(100);
    assertThat(node.newest("finalized").number()).isEqualTo(36);
    Header header = node.at(50);
    assertThat(header.hash()).isEqualTo(chain.at(50).hash());
    assertThat(header.parent()).isEqualTo(chain.at(49).hash());
    assertThat(node.of(header.hash())).isEqualTo(header);
    assertThat(node.has("debug_traceTransaction", "[]")).isTrue();
    assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isEqualTo(1);
  }

  @Test
  void theChainIsComparedOnceAConnection() throws Exception {
    Node node = node(7);
    node.at(1);
    node.at(2);
    assertThat(chain.requests).as("one of them asks for the chain").hasValue(3);

    chain.chances.put(Fault.UNAVAILABLE, 1.0);
    assertThat(kind(node)).isEqualTo(Kind.STATUS);
    chain.chances.clear();
    chain.chainId = 8;
    assertThat(kind(node)).as("another node behind the same address").isEqualTo(Kind.CHAIN);
    assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isZero();
    chain.chainId = 7;
    assertThat(node.at(3).number()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "TOO_MANY, STATUS",
    "UNAVAILABLE, STATUS",
    "SLOW, TIMEOUT",
    "CUT, CUT",
    "LONG, CUT",
    "WRONG_ID, ID",
    "NO_JSON, JSON",
    "NULL, EMPTY",
    "EMPTY_ARRAY, EMPTY"
  })
  void eachFaultIsOfItsKind(Fault fault, Kind kind) throws Exception {
    Node node = node(7);
    node.at(1);
    chain.chances.put(fault, 1.0);

    RpcException failure = failure(node);
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure).hasMessageContaining("127.0.0.1:" + chain.port());
    assertThat(failure.getMessage()).doesNotContain("secret-key");
    boolean isAnswer = kind == Kind.EMPTY; // of JSON-RPC
    assertThat(metrics.value(Metric.RPC_ERRORS_TOTAL, kind.label())).isEqualTo(isAnswer ? 0 : 1);
    assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isEqualTo(isAnswer ? 1 : 0);

    chain.chances.clear();
    assertThat(node.at(2).number()).isEqualTo(2);
  }

  @Test
  void aNodeThatAsksForPatienceIsHeard() {
    chain.chances.put(Fault.TOO_MANY, 1.0);

    assertThat(failure(node(7)).retryAfter()).contains(Duration.ZERO);
  }

  @Test
  void aTagThatIsUnknownIsNoFaultOfTheConnection() throws Exception {
    Node node = node(7);
    node.at(1);
    chain.chances.put(Fault.UNKNOWN_TAG, 1.0);

    RpcException failure = catchThrowableOfType(RpcException.class, () -> node.newest("finalized"));
    assertThat(failure.kind()).isEqualTo(Kind.ERROR);
    assertThat(metrics.value(Metric.RPC_UP, "follow.rpc")).isEqualTo(1);
  }

  @Test
  void aNodeWithoutAMethodSaysSo() throws Exception {
    Node node = node(7);
    node.at(1);
    chain.chances.put(Fault.NO_METHOD, 1.0);

    assertThat(node.has("eth_getWitness", "[]")).isFalse();
  }

  @Test
  void aBlockThatIsNotYetThereIsNoFault() {
    assertThat(catchThrowableOfType(RpcException.class, () -> node(7).at(101)).kind())
        .isEqualTo(Kind.EMPTY);
  }

  @Test
  void nobodyThereIsToldWithoutTheKey() throws Exception {
    Node node = node(7);
    chain.close();

    RpcException failure = failure(node);
    assertThat(failure.kind()).isEqualTo(Kind.CONNECT);
    assertThat(failure).hasMessage("the node 127.0.0.1:" + chain.port() + " cannot be reached");
  }

  @Test
  void anAnswerThatDripsIsNotWaitedForLong() throws Exception {
    for (String part : new String[] {"HTTP/1.1 200 OK\r\nX: ", "HTTP/1.1 200 OK\r\n\r\n "}) {
      try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        Thread drip = new Thread(() -> drip(server, part));
        drip.setDaemon(true);
        drip.start();
        Node node =
            new Node(
                Node.Role.BLOCKS,
                "http://127.0.0.1:" + server.getLocalPort(),
                OptionalLong.empty(),
                Duration.ofMillis(500),
                metrics);
        Instant start = Instant.now();

        assertThat(failure(node).kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(4));
      }
    }
  }

  private static void drip(ServerSocket server, String begin) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(begin.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      while (true) {
        out.write(' ');
        out.flush();
        Thread.sleep(20);
      }
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    }
  }

  @Test
  void aBodyThatStandsDelaysNoOtherDeadline() throws Exception {
    Duration patience = Duration.ofSeconds(1);
    try (ServerSocket standing = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        ServerSocket dripping = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread stand = new Thread(() -> stand(standing, 900));
      Thread drip = new Thread(() -> drip(dripping, "HTTP/1.1 200 OK\r\nX: "));
      Thread other =
          new Thread(
              () ->
                  failure(
                      new Node(
                          Node.Role.BLOCKS,
                          address(standing),
                          OptionalLong.empty(),
                          patience,
                          metrics)));
      for (Thread thread : new Thread[] {stand, drip, other}) {
        thread.setDaemon(true);
        thread.start();
      }
      Thread.sleep(50);
      Instant start = Instant.now();

      failure(
          new Node(Node.Role.BLOCKS, address(dripping), OptionalLong.empty(), patience, metrics));
      assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(1_600));
      other.join();
    }
  }

  private static String address(ServerSocket server) {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Begins a body after a while, and goes on no more. */
  private static void stand(ServerSocket server, int millis) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      Thread.sleep(millis);
      out.write(
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      out.flush();
      Thread.sleep(10_000);
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    }
  }

  @Test
  void aNodeThatRepeatsItsAddressDoesNotTellIt() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuse(server));
      thread.setDaemon(true);
      thread.start();

      RpcException failure =
          failure(
              new Node(
                  Node.Role.BLOCKS,
                  address(server) + "/secret-key",
                  OptionalLong.empty(),
                  Duration.ofSeconds(2),
                  metrics));
      assertThat(failure.getMessage())
          .endsWith(": no account ..." + " x".repeat(93))
          .doesNotContain("secret-key");
    }
  }

  private static void refuse(ServerSocket server) {
    String body =
        "{\"id\":1,\"error\":{\"code\":-32000,\"message\":\"no\\naccount /secret-key%s\"}}"
            .formatted(" x".repeat(9_000));
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      socket.getInputStream().read();
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      out.flush();
      Thread.sleep(5_000);
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    }
  }

  @Test
  @Tag("thorough")
  void theChainIsComparedAgainAfterAPause() throws Exception {
    Node node = node(7);
    node.at(1);
    chain.chainId = 8;
    Thread.sleep(5_200);

    assertThat(kind(node)).isEqualTo(Kind.CHAIN);
  }

  @Test
  void twoNodesTellWhatBothKnow() throws Exception {
    try (ChainSimulator other = new ChainSimulator(1, 90)) {
      TwoNodes both =
          new TwoNodes(
              node(7),
              new Node(
                  Node.Role.BLOCKS,
                  other.address(),
                  OptionalLong.of(7),
                  Duration.ofSeconds(2),
                  metrics));
      assertThat(both.newest("latest").number()).isEqualTo(90);

      other.reorg(3, 20);
      RpcException failure = catchThrowableOfType(RpcException.class, () -> both.newest("latest"));
      assertThat(failure.kind()).isEqualTo(Kind.DISAGREE);
      assertThat(both.at(87).hash()).isEqualTo(chain.at(87).hash());
    }
  }

  @Test
  void theWaitGrowsToACeilingAndObeysTheNode() {
    Backoff backoff = new Backoff(Duration.ofSeconds(12), Duration.ofMinutes(5));
    Random random = new Random(1);
    for (int failures = 1; failures < 100; failures++) {
      long most = failures < 6 ? 12_000L << (failures - 1) : 300_000;
      assertThat(backoff.after(failures, Optional.empty(), random).toMillis())
          .isBetween(Math.min(most, 300_000) / 2, Math.min(most, 300_000));
    }
    assertThat(backoff.after(1, Optional.of(Duration.ofSeconds(90)), random))
        .isEqualTo(Duration.ofSeconds(90));
    assertThat(backoff.after(1, Optional.of(Duration.ofDays(9)), random))
        .isEqualTo(Duration.ofMinutes(5));
  }

  private Node node(long chainId) {
    return new Node(
        Node.Role.BLOCKS,
        chain.address(),
        OptionalLong.of(chainId),
        Duration.ofSeconds(2),
        metrics);
  }

  private static Kind kind(Node node) {
    return failure(node).kind();
  }

  private static RpcException failure(Node node) {
    return catchThrowableOfType(RpcException.class, () -> node.at(20));
  }
}
