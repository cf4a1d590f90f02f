package dev.chartwright.generator.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.LongFunction;

/**
 * A chain that stands still.
 *
 * @param head the newest block
 * @param last the newest final block
 * @param hashes the hash of each block
 */
record StillChain(long id, long head, long last, LongFunction<String> hashes)
    implements LoopbackCloud.Chain {
  @Override
  public String result(String method, JsonNode params) {
    return switch (method) {
      case "eth_chainId" -> "\"0x%x\"".formatted(id);
      case "eth_getBlockByNumber" -> block(params.get(0).asText());
      case "eth_getBlockByHash" -> byHash(params.get(0).asText());
      default -> "null";
    };
  }

  private String block(String which) {
    return switch (which) {
      case "latest" -> header(head);
      case "finalized", "safe" -> header(last);
      default -> {
        long number = Long.parseLong(which.substring(2), 16);
        yield number > head ? "null" : header(number);
      }
    };
  }

  private String byHash(String hash) {
    for (long number = 0; number <= head; number++) {
      if (hashes.apply(number).equals(hash)) {
        return header(number);
      }
    }
    return "null";
  }

  private String header(long number) {
    return """
        {"number":"0x%x","hash":"%s","parentHash":"%s","stateRoot":"%s"}"""
        .formatted(number, hashes.apply(number), hashes.apply(number - 1), hashes.apply(number));
  }
}
