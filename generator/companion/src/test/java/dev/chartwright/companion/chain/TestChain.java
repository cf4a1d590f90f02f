package dev.chartwright.companion.chain;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.json.JsonValue.Array;
import dev.chartwright.companion.json.JsonValue.Fields;
import dev.chartwright.companion.json.JsonValue.Numeral;
import dev.chartwright.companion.json.JsonValue.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Blocks of a witness, with the structure that the prover's tool gives them, as a value that each
 * test changes as it needs. Also what a proof of one of them looks like.
 *
 * @param blocks the elements of the file
 */
public record TestChain(List<JsonValue> blocks) {
  static final String NUMBER = "other_data.b_data.b_meta.block_number";
  static final String HASH = "other_data.b_data.b_hashes.cur_hash";
  static final String ANCESTORS = "other_data.b_data.b_hashes.prev_hashes";
  static final String ROOT = "other_data.checkpoint_state_trie_root";
  static final String CONSOLIDATED = "other_data.checkpoint_consolidated_hash";

  private static final String FOLDER = "CHARTWRIGHT_WITNESSES";
  private static final int ANCESTOR_COUNT = 256;

  /** Blocks of a chain whose checkpoint is the block before the first. */
  public static TestChain of(long first, long last) {
    return of(first, last, first - 1);
  }

  public static TestChain of(long first, long last, long checkpoint) {
    return new TestChain(
        LongStream.rangeClosed(first, last)
            .<JsonValue>mapToObj(number -> block(number, checkpoint))
            .toList());
  }

  /**
   * A real file, which is not part of the sources. Without it, the test is skipped.
   *
   * <p>Witnesses are in the folder {@code artifacts} of zk_evm; those that end with {@code _v06}
   * are of its tag v0.6.0. Proofs of v0.6 are in the folder {@code witnesses} of
   * zk-evm-prover-infra.
   */
  static Path real(String name) {
    Path file = Path.of(System.getenv().getOrDefault(FOLDER, ""), name);
    assumeTrue(Files.exists(file), FOLDER + " does not name a folder with " + name);
    return file;
  }

  static TestChain read(Path path) throws IOException {
    return new TestChain(((Array) JsonReader.parse(Files.readString(path))).items());
  }

  /** The hash of a block of every built chain. */
  public static Hash hash(long number) {
    return new Hash(number < 0 ? "0".repeat(64) : "%064x".formatted(0xb10c0000L + number));
  }

  /** The state root after a block. */
  public static Hash root(long number) {
    return new Hash("%064x".formatted(0x57a7e0000L + number));
  }

  private static JsonValue block(long number, long checkpoint) {
    Fields trace =
        new Fields()
            .with(
                "trie_pre_images",
                new Fields().with("combined", new Fields().with("compact", "0x0103")))
            .with("txn_info", new Array(List.of()));
    Fields meta =
        new Fields()
            .with("block_beneficiary", "0x8943545177806ed17b9f23f0a21ee5948ecaa776")
            .with("block_number", "0x%x".formatted(number))
            .with("block_gas_used", "0x0");
    Fields hashes =
        new Fields()
            .with("prev_hashes", texts(ancestors(number)))
            .with("cur_hash", hash(number).toString());
    Fields data =
        new Fields()
            .with("b_meta", meta)
            .with("b_hashes", hashes)
            .with("withdrawals", new Array(List.of()));
    return new Fields()
        .with("block_trace", trace)
        .with(
            "other_data",
            new Fields()
                .with("b_data", data)
                .with("checkpoint_state_trie_root", root(checkpoint).toString())
                .with("checkpoint_consolidated_hash", consolidated(checkpoint)));
  }

  /** The 256 hashes before a block, the oldest first. */
  static List<Hash> ancestors(long number) {
    return LongStream.range(number - ANCESTOR_COUNT, number).mapToObj(TestChain::hash).toList();
  }

  static JsonValue consolidated(long checkpoint) {
    List<JsonValue> numbers = new ArrayList<>();
    for (String digits : ConsolidatedHash.of(ancestors(checkpoint + 1)).split(",")) {
      numbers.add(new Numeral(digits));
    }
    return new Array(numbers);
  }

  private static JsonValue texts(List<Hash> hashes) {
    return new Array(hashes.stream().map(hash -> (JsonValue) new Text(hash.toString())).toList());
  }

  /** The blocks in the form of v0.6. */
  public TestChain old() {
    return new TestChain(
        IntStream.range(0, blocks.size())
            .mapToObj(i -> without(i, CONSOLIDATED).blocks.get(i))
            .toList());
  }

  TestChain slice(int from, int to) {
    return new TestChain(blocks.subList(from, to));
  }

  TestChain leaveOut(int index) {
    List<JsonValue> rest = new ArrayList<>(blocks);
    rest.remove(index);
    return new TestChain(rest);
  }

  TestChain with(int index, String place, String text) {
    return with(index, place, new Text(text));
  }

  TestChain with(int index, String place, JsonValue value) {
    return changed(index, block -> put(block, List.of(place.split("\\.")), Optional.of(value)));
  }

  TestChain without(int index, String place) {
    return changed(index, block -> put(block, List.of(place.split("\\.")), Optional.empty()));
  }

  TestChain withParent(int index, Hash parent) {
    List<JsonValue> hashes = new ArrayList<>(((Array) at(index, ANCESTORS)).items());
    hashes.set(ANCESTOR_COUNT - 1, new Text(parent.toString()));
    return with(index, ANCESTORS, new Array(hashes));
  }

  JsonValue at(int index, String place) {
    return blocks.get(index).at(place.split("\\.")).orElseThrow();
  }

  Hash hashAt(int index, String place) {
    return Hash.of(((Text) at(index, place)).text()).orElseThrow();
  }

  private TestChain changed(int index, UnaryOperator<JsonValue> change) {
    List<JsonValue> all = new ArrayList<>(blocks);
    all.set(index, change.apply(all.get(index)));
    return new TestChain(all);
  }

  private static JsonValue put(JsonValue object, List<String> place, Optional<JsonValue> value) {
    Map<String, JsonValue> fields = new LinkedHashMap<>(((Fields) object).fields());
    String name = place.get(0);
    if (place.size() > 1) {
      fields.put(name, put(fields.get(name), place.subList(1, place.size()), value));
    } else {
      value.ifPresentOrElse(v -> fields.put(name, v), () -> fields.remove(name));
    }
    return new Fields(fields);
  }

  String json() {
    return new Array(blocks).toString();
  }

  public Path write(Path file) {
    return write(file, json());
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A proof of a block in the form of v0.7, as an array of one. */
  public static String proof(long number, Hash hash, Hash checkpoint) {
    return "[" + proof(number, hash, checkpoint, 2439) + "]";
  }

  static String proof(long number, Hash hash, Hash checkpoint, int publicInputs) {
    long[] inputs = new long[publicInputs];
    System.arraycopy(checkpoint.limbs(), 0, inputs, 0, 8);
    System.arraycopy(root(number).limbs(), 0, inputs, 24, 8);
    inputs[54] = number;
    System.arraycopy(hash.limbs(), 0, inputs, 2193, 8);
    System.arraycopy(checkpoint.limbs(), 0, inputs, 2201, 8);
    return proof(number, inputs);
  }

  static String proof(long height, long[] inputs) {
    Fields intern =
        new Fields()
            .with("proof", new Fields().with("wires_cap", new Array(List.of())))
            .with(
                "public_inputs",
                new Array(
                    LongStream.of(inputs)
                        .mapToObj(n -> (JsonValue) new Numeral(Long.toString(n)))
                        .toList()));
    return new Fields().with("b_height", height).with("intern", intern).toString();
  }
}
