package dev.chartwright.companion.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.StateRoots;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A node of the chain. Its address often contains a key, so only its host is ever printed. */
public final class RpcNode implements StateRoots {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_ANSWER = 4 << 20; // bytes; a header has about 2,000

  private final URI address;
  private final int patienceMillis;

  /**
   * The node there.
   *
   * @param address an address with http or https
   * @throws IllegalArgumentException if it is none
   */
  public RpcNode(String address) {
    this(address, PATIENCE);
  }

  RpcNode(String address, Duration patience) {
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
    this.patienceMillis = (int) patience.toMillis();
  }

  @Override
  public Answer after(long block, Hash hash) {
    String node = "the node " + address.getHost();
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_getBlockByNumber\",\"params\":[\"0x%x\",false]}"
            .formatted(block);
    JsonValue answer;
    try {
      answer = JsonReader.parse(post(call));
    } catch (JsonException e) {
      return new Answer.Unknown(node + " answers with something that is not JSON");
    } catch (IOException e) {
      return new Answer.Unknown(node + " does not answer: " + e.getMessage());
    }
    Optional<Hash> known = answer.text("result", "hash").flatMap(Hash::of);
    Optional<Hash> root = answer.text("result", "stateRoot").flatMap(Hash::of);
    if (known.isEmpty() || root.isEmpty()) {
      String reason = answer.text("error", "message").map(text -> ": " + text).orElse("");
      return new Answer.Unknown(node + " does not know block " + block + reason);
    }
    return known.get().equals(hash)
        ? new Answer.Known(root.get())
        : new Answer.Unknown(
            node
                + " has another block "
                + block
                + " than the witness, with the hash "
                + known.get());
  }

  /**
   * The answer to a call, an object with {@code result} or {@code error}.
   *
   * @param params the parameters in JSON, without brackets
   */
  JsonValue call(String method, String params) throws IOException {
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}";
    return JsonReader.parse(post(call.formatted(method, params)));
  }

  private String post(String call) throws IOException {
    HttpURLConnection request = (HttpURLConnection) address.toURL().openConnection();
    request.setConnectTimeout(patienceMillis);
    request.setReadTimeout(patienceMillis);
    request.setInstanceFollowRedirects(false);
    request.setRequestProperty("Content-Type", "application/json");
    request.setDoOutput(true);
    try (OutputStream out = request.getOutputStream()) {
      out.write(call.getBytes(UTF_8));
    }
    int status = request.getResponseCode();
    if (status != 200) {
      throw new IOException("status " + status);
    }
    try (InputStream in = request.getInputStream()) {
      byte[] answer = in.readNBytes(LONGEST_ANSWER + 1);
      if (answer.length > LONGEST_ANSWER) {
        request.disconnect();
        throw new IOException("its answer has more than " + LONGEST_ANSWER + " bytes");
      }
      return new String(answer, UTF_8);
    }
  }
}
