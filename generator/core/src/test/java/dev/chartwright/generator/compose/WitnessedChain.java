package dev.chartwright.generator.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The chain of a witness file, whose blocks are all final. It answers what the prover's {@code rpc}
 * asks a node of the type jerigon, so that the same witness can be made of it again.
 *
 * @param elements the elements of the file by the numbers of their blocks, which are consecutive
 */
record WitnessedChain(TreeMap<Long, JsonNode> elements) implements LoopbackCloud.Chain {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ANCESTORS = 256;
  private static final String NO_HASH = "0x" + "0".repeat(64);

  /** The fields of a header, and what they are called in a witness. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "miner", "block_beneficiary",
          "timestamp", "block_timestamp",
          "difficulty", "block_difficulty",
          "mixHash", "block_random",
          "gasLimit", "block_gaslimit",
          "gasUsed", "block_gas_used",
          "baseFeePerGas", "block_base_fee",
          "blobGasUsed", "block_blob_gas_used",
          "excessBlobGas", "block_excess_blob_gas",
          "parentBeaconBlockRoot", "parent_beacon_block_root");

  /** Reads a witness file of v0.7 whose blocks have no withdrawals and no logs. */
  static WitnessedChain read(Path witness) throws IOException {
    TreeMap<Long, JsonNode> elements = new TreeMap<>();
    for (JsonNode element : JSON.readTree(witness.toFile())) {
      elements.put(quantity(element.at("/other_data/b_data/b_meta/block_number")), element);
    }
    return new WitnessedChain(elements);
  }

  long id() {
    return quantity(data(first()).at("/b_meta/block_chain_id"));
  }

  long first() {
    return elements.firstKey();
  }

  long last() {
    return elements.lastKey();
  }

  /** The hash of a block that the file knows; zeros for all others. */
  String hash(long number) {
    long before = first() - number;
    return number > last() || before > ANCESTORS
        ? NO_HASH
        : before <= 0
            ? data(number).at("/b_hashes/cur_hash").asText()
            : data(first()).at("/b_hashes/prev_hashes/" + (ANCESTORS - before)).asText();
  }

  @Override
  public String result(String method, JsonNode params) {
    JsonNode result =
        switch (method) {
          case "eth_chainId" -> data(first()).at("/b_meta/block_chain_id");
          case "eth_getBlockByNumber" -> header(number(params.get(0)));
          case "eth_getBlockByHash" -> header(numberOf(params.get(0).asText()));
          case "eth_getWitness" ->
              element(number(params.get(0))).at("/block_trace/trie_pre_images/combined/compact");
          case "debug_traceBlockByNumber" -> traces(number(params.get(0)));
          case "eth_call" -> hashesBefore(number(params.get(1)));
          default -> MissingNode.getInstance();
        };
    return result.isMissingNode() ? "null" : result.toString();
  }

  /** Only {@code rpc} needs all the fields, and of the checkpoint only the state root. */
  private JsonNode header(long number) {
    if (number < 0 || number > last()) {
      return MissingNode.getInstance();
    }
    JsonNode meta = data(Math.max(number, first())).at("/b_meta");
    ObjectNode header = JSON.createObjectNode();
    FIELDS.forEach((field, name) -> header.set(field, meta.get(name)));
    // A witness tells no other state root than that of its checkpoint, and nobody asks for one.
    return header
        .put("number", "0x%x".formatted(number))
        .put("hash", hash(number))
        .put("parentHash", hash(number - 1))
        .put("stateRoot", element(first()).at("/other_data/checkpoint_state_trie_root").asText())
        .put("sha3Uncles", NO_HASH)
        .put("transactionsRoot", NO_HASH)
        .put("receiptsRoot", NO_HASH)
        .put("logsBloom", "0x" + "0".repeat(512))
        .put("extraData", "0x")
        .<ObjectNode>set("transactions", JSON.createArrayNode())
        .set("withdrawals", JSON.createArrayNode());
  }

  private JsonNode traces(long number) {
    ArrayNode traces = JSON.createArrayNode();
    for (JsonNode transaction : element(number).at("/block_trace/txn_info")) {
      traces.addObject().put("txHash", NO_HASH).set("result", transaction);
    }
    return traces;
  }

  /**
   * What the contract returns by which {@code rpc} reads the hashes of 256 blocks in one call: that
   * of the block itself, which no block knows, and then those before it, the newest first.
   */
  private JsonNode hashesBefore(long number) {
    StringBuilder hashes = new StringBuilder(NO_HASH);
    for (long before = number - 1; before >= number - ANCESTORS; before--) {
      hashes.append(hash(before).substring(2));
    }
    return TextNode.valueOf(hashes.toString());
  }

  private long numberOf(String hash) {
    long number = last();
    while (number >= 0 && !hash(number).equals(hash)) {
      number--;
    }
    return number;
  }

  private JsonNode element(long number) {
    return elements.getOrDefault(number, MissingNode.getInstance());
  }

  private JsonNode data(long number) {
    return element(number).at("/other_data/b_data");
  }

  /** The number of a block, which may be a tag: all blocks are final. */
  private long number(JsonNode block) {
    return block.asText().startsWith("0x") ? quantity(block) : last();
  }

  private static long quantity(JsonNode hex) {
    return Long.parseLong(hex.asText().substring(2), 16);
  }
}
