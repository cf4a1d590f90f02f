package dev.chartwright.companion.chain;

import dev.chartwright.companion.chain.WitnessBlock.CheckpointPlaces;
import dev.chartwright.companion.chain.WitnessBlock.Place;
import dev.chartwright.companion.chain.WitnessBlock.Replacement;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonReader.Token;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A witness file: a JSON array of blocks.
 *
 * @param blocks at least one, in the order of the file
 */
public record WitnessFile(Path path, List<WitnessBlock> blocks) {
  public WitnessFile {
    blocks = List.copyOf(blocks);
  }

  /**
   * Reads a file of any size. Only {@code other_data} of one block is in memory at a time.
   *
   * @throws ChainException if the file is not there, not whole, or a block lacks what is needed to
   *     check it
   */
  public static WitnessFile read(Path path) throws ChainException {
    Elements elements = new Elements(path);
    return FileReading.read(path, elements::place, elements::read);
  }

  public WitnessBlock first() {
    return blocks.get(0);
  }

  public WitnessBlock last() {
    return blocks.get(blocks.size() - 1);
  }

  /** Whether the checkpoint is known to be the block before the first one, which is the default. */
  public boolean isFetchedWithDefault() {
    return first().hashBefore().isPresent()
        && first().hashBefore().equals(first().checkpoint().hash());
  }

  /** This file without the blocks before a number; empty if it has no such block. */
  public Optional<WitnessFile> from(long number) {
    List<WitnessBlock> rest = blocks.stream().dropWhile(block -> block.number() != number).toList();
    return rest.isEmpty() ? Optional.empty() : Optional.of(new WitnessFile(path, rest));
  }

  /**
   * Writes the blocks as an array, byte for byte as they are in the file but for the checkpoint.
   *
   * @throws ChainException if the file is no longer what it was
   * @throws IOException if the stream does not take them
   */
  public void write(Checkpoint checkpoint, OutputStream out) throws IOException {
    List<Replacement> replacements =
        blocks.stream()
            .filter(block -> !block.checkpoint().equals(checkpoint))
            .flatMap(block -> block.checkpointPlaces().replacements(checkpoint).stream())
            .sorted(Comparator.comparingLong(replacement -> replacement.place().start()))
            .toList();
    FileReading.writeArray(path, first().start(), last().end(), replacements, out);
  }

  /** What was read so far. */
  private static final class Elements {
    private static final int MOST_PROBLEMS = 20;
    private static final int ANCESTORS = 256;
    private static final Pattern NUMBER = Pattern.compile("0x([0-9a-fA-F]{1,15})"); // fits 63 bits
    private static final Pattern HASH_NUMBERS = Pattern.compile("[0-9]+(,[0-9]+){3}");

    private final Path path;
    private final List<WitnessBlock> blocks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int count;
    private boolean hasTrace;
    private JsonValue data;
    private JsonValue root;
    private JsonValue consolidated;
    private Place rootPlace;
    private Place consolidatedPlace;

    Elements(Path path) {
      this.path = path;
    }

    String place() {
      return count == 0 ? "" : " in element " + count;
    }

    WitnessFile read(JsonReader reader) throws IOException {
      if (reader.token() != Token.ARRAY) {
        throw new ChainException(path + " is not an array of blocks.");
      }
      FileReading.items(reader, () -> element(reader));
      if (count == 0) {
        throw new ChainException(
            path + " contains no block: the leader would wait forever for their proofs.");
      }
      if (!problems.isEmpty()) {
        throw new ChainException(problems);
      }
      return new WitnessFile(path, blocks);
    }

    private void element(JsonReader reader) throws IOException {
      count++;
      hasTrace = false;
      data = new JsonValue.Null();
      root = data;
      consolidated = data;
      consolidatedPlace = null;
      long start = reader.start();
      FileReading.fields(
          reader,
          Map.of(
              "block_trace", () -> trace(reader),
              "other_data", () -> FileReading.fields(reader, otherData(reader))));

      Optional<Long> number =
          data.text("b_meta", "block_number")
              .map(NUMBER::matcher)
              .filter(Matcher::matches)
              .map(hex -> Long.parseLong(hex.group(1), 16));
      Optional<Hash> hash = data.text("b_hashes", "cur_hash").flatMap(Hash::of);
      List<Hash> ancestors =
          data.at("b_hashes", "prev_hashes").orElse(new JsonValue.Null()).items().stream()
              .flatMap(item -> item.text().flatMap(Hash::of).stream())
              .toList();
      Optional<Hash> checkpoint = root.text().flatMap(Hash::of);
      Optional<String> checkpointHash =
          Optional.ofNullable(consolidatedPlace)
              .map(
                  place ->
                      consolidated.items().stream()
                          .map(JsonValue::toString)
                          .collect(Collectors.joining(",")));

      Map<String, Boolean> valid = new LinkedHashMap<>();
      valid.put("block_trace", hasTrace);
      valid.put("block_number", number.isPresent());
      valid.put("cur_hash", hash.isPresent());
      valid.put("prev_hashes", ancestors.size() == ANCESTORS);
      valid.put("checkpoint_state_trie_root", checkpoint.isPresent());
      valid.put(
          "checkpoint_consolidated_hash",
          checkpointHash.map(text -> HASH_NUMBERS.matcher(text).matches()).orElse(true));
      valid.values().removeIf(present -> present);
      if (!valid.isEmpty()) {
        if (problems.size() < MOST_PROBLEMS) {
          String block = number.map(n -> " (block " + n + ")").orElse("");
          problems.add(
              "Element %d%s of %s has no valid %s."
                  .formatted(count, block, path, String.join(", ", valid.keySet())));
        }
        return;
      }
      blocks.add(
          new WitnessBlock(
              number.get(),
              hash.get(),
              ancestors.get(ANCESTORS - 1),
              new Checkpoint(checkpoint.get(), checkpointHash),
              checkpointHash.map(given -> ConsolidatedHash.of(ancestors)),
              start,
              reader.offset(),
              new CheckpointPlaces(rootPlace, Optional.ofNullable(consolidatedPlace))));
    }

    private Map<String, FileReading.Step> otherData(JsonReader reader) {
      return Map.of(
          "b_data",
          () -> data = reader.value(),
          "checkpoint_state_trie_root",
          () -> {
            long start = reader.start();
            root = reader.value();
            rootPlace = new Place(start, reader.offset());
          },
          "checkpoint_consolidated_hash",
          () -> {
            long start = reader.start();
            consolidated = reader.value();
            consolidatedPlace = new Place(start, reader.offset());
          });
    }

    private void trace(JsonReader reader) throws IOException {
      hasTrace = reader.token() == Token.OBJECT;
      reader.skip();
    }
  }
}
