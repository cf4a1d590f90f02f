package dev.chartwright.companion.chain;

import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What is known of a published proof, and does not stand in it.
 *
 * @param run the run that proved it
 * @param circuits the digest of the image and the ranges of the circuits
 * @param checkpoint the checkpoint of its chain
 * @param instead the checkpoint that its witness was fetched with, if it is another
 * @param hash the hash of the block; proofs of earlier releases of the companion lack it
 */
public record ProofFacts(
    long block,
    String run,
    String circuits,
    Checkpoint checkpoint,
    Optional<Checkpoint> instead,
    Optional<Hash> hash) {
  private static final int LONGEST = 1 << 16; // bytes

  /** Reads what {@link #toString()} wrote; empty if the file is not there, or is something else. */
  public static Optional<ProofFacts> read(Path file) throws IOException {
    try {
      if (Files.size(file) > LONGEST) {
        return Optional.empty();
      }
      JsonValue json = JsonReader.parse(Files.readString(file));
      return Optional.of(
          new ProofFacts(
              json.number("block").orElseThrow(),
              json.text("run").orElseThrow(),
              json.text("circuits").orElseThrow(),
              checkpoint(json, "checkpoint").orElseThrow(),
              checkpoint(json, "fetchedWith"),
              json.text("hash").flatMap(Hash::of)));
    } catch (NoSuchFileException
        | CharacterCodingException
        | JsonException
        | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static Optional<Checkpoint> checkpoint(JsonValue json, String name) {
    return json.text(name, "root")
        .flatMap(Hash::of)
        .map(root -> new Checkpoint(root, json.text(name, "hash")));
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    return json().toString();
  }

  /** The same as a value, to which more may be added. */
  public JsonValue.Fields json() {
    JsonValue.Fields fields =
        new JsonValue.Fields()
            .with("block", block)
            .with("run", run)
            .with("circuits", circuits)
            .with("checkpoint", json(checkpoint));
    fields = instead.isPresent() ? fields.with("fetchedWith", json(instead.get())) : fields;
    return hash.isPresent() ? fields.with("hash", hash.get().toString()) : fields;
  }

  private static JsonValue json(Checkpoint checkpoint) {
    JsonValue.Fields root = new JsonValue.Fields().with("root", checkpoint.root() + "");
    return checkpoint.hash().map(hash -> root.with("hash", hash)).orElse(root);
  }
}
