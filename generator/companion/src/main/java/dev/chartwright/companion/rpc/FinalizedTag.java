package dev.chartwright.companion.rpc;

import dev.chartwright.companion.bucket.Finality;
import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finality as a node of the chain tells it by the tag {@code finalized}. A node of another chain
 * gives no answer.
 *
 * @param chain the id of the chain
 */
public record FinalizedTag(RpcNode node, long chain) implements Finality {
  @Override
  public Answer of(long number, Hash hash) {
    try {
      OptionalLong id = quantity(node.call("eth_chainId", "").text("result"));
      if (id.isEmpty() || id.getAsLong() != chain) {
        return Answer.UNKNOWN;
      }
      OptionalLong newest = quantity(header("\"finalized\"").text("result", "number"));
      if (newest.isEmpty()) {
        return Answer.UNKNOWN;
      }
      if (newest.getAsLong() < number) {
        return Answer.NOT_YET;
      }
      Optional<Hash> known =
          header("\"0x%x\"".formatted(number)).text("result", "hash").flatMap(Hash::of);
      return known
          .map(other -> other.equals(hash) ? Answer.FINAL : Answer.OTHER)
          .orElse(Answer.UNKNOWN);
    } catch (IOException e) {
      return Answer.UNKNOWN;
    }
  }

  private JsonValue header(String block) throws IOException {
    return node.call("eth_getBlockByNumber", block + ",false");
  }

  private static OptionalLong quantity(Optional<String> text) {
    return text.filter(digits -> digits.matches("0x[0-9a-fA-F]{1,15}"))
        .map(digits -> OptionalLong.of(Long.parseLong(digits.substring(2), 16)))
        .orElse(OptionalLong.empty());
  }
}
