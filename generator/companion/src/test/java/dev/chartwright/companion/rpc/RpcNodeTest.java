package dev.chartwright.companion.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.StateRoots.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcNodeTest {
  private static final Hash HASH = new Hash("ab".repeat(32));
  private static final Hash ROOT = new Hash("cd".repeat(32));

  private HttpServer server;
  private int status = 200;
  private String answer = "";
  private String asked = "";

  @BeforeEach
  void aNode() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  @Test
  void tellsTheStateRootAfterABlock() {
    answer = header(HASH);

    assertThat(after(33)).isEqualTo(new Answer.Known(ROOT));
    assertThat(asked)
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x21\",false]}");
  }

  @Test
  void aNodeOfAnotherChainIsNotBelieved() {
    answer = header(ROOT);

    assertThat(after(33))
        .isEqualTo(
            new Answer.Unknown(
                "the node " + name() + " has another block 33 than the witness: " + ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          200 | {"id":1,"result":null}                       | does not know block 33
          200 | {"id":1,"result":[]}                         | does not know block 33
          200 | {"error":{"code":-32000,"message":"pruned"}} | refuses eth_getBlockByNumber: pruned
          200 | []                                           | answers eth_getBlockByNumber with no object
          200 | {"id":7,"result":null}                       | answers eth_getBlockByNumber with another id
          200 | <html>                                       | answers with something that is not JSON
          429 | {}                                           | answers with status 429
          301 | {}                                           | answers with status 301
          """)
  void anAnswerThatTellsNothingIsNamed(int code, String body, String why) {
    status = code;
    answer = body;

    assertThat(after(33)).isEqualTo(new Answer.Unknown("the node " + name() + " " + why));
  }

  @Test
  void theAddressWithItsKeyIsNeverPrinted() {
    int port = server.getAddress().getPort();
    server.stop(0);

    assertThat(new RpcNode("http://127.0.0.1:" + port + "/secret-key").after(1, HASH).toString())
        .contains("the node 127.0.0.1:" + port + " cannot be reached")
        .doesNotContain("secret-key");
  }

  @Test
  void aNodeThatIsSilentIsNotWaitedForLong() {
    answer = header(HASH);
    server.removeContext("/");
    server.createContext("/", exchange -> {});

    assertThat(new RpcNode(address(), Duration.ofMillis(200)).after(1, HASH).toString())
        .contains("the node " + name() + " does not answer within 200 ms");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "node.example.com", "ftp://node/key", "http://a b/key", "http:///key"})
  void whatIsNoAddressIsRefused(String address) {
    assertThatThrownBy(() -> new RpcNode(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The address of the node is not one such as https://node.example.com.");
  }

  private Answer after(long block) {
    return new RpcNode(address()).after(block, HASH);
  }

  private String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/secret-key";
  }

  private static String header(Hash hash) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"number\":\"0x21\",\"parentHash\":\""
        + ROOT
        + "\",\"hash\":\""
        + hash
        + "\",\"stateRoot\":\""
        + ROOT
        + "\"}}";
  }
}
