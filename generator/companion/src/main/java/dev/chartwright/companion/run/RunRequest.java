package dev.chartwright.companion.run;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.chain.WitnessFile;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run shall prove.
 *
 * @param first its first block
 * @param last its last block
 * @param previous which proof its first block continues
 * @param source the name of the file that the user gave
 * @param parent the hash of the block before the first one
 * @param hash the hash of the last block, which stands for all of them. Runs of earlier releases
 *     name no hashes
 */
public record RunRequest(
    long first,
    long last,
    Previous previous,
    String source,
    Optional<Hash> parent,
    Optional<Hash> hash) {
  /** Which proof the first block continues. */
  public enum Previous {
    /** None: the state before the first block is the checkpoint of the witness. */
    NONE,
    /** The published proof of the block before, when the run begins. */
    CONTINUE,
    /** The one in the folder of the run. */
    FILE
  }

  /** The blocks of a witness that was checked. */
  public static RunRequest of(WitnessFile witness, Previous previous) {
    return new RunRequest(
        witness.first().number(),
        witness.last().number(),
        previous,
        witness.path().getFileName().toString(),
        Optional.of(witness.first().parent()),
        Optional.of(witness.last().hash()));
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IOException if the text is something else
   */
  public static RunRequest parse(String text) throws IOException {
    JsonValue json = JsonReader.parse(text);
    try {
      return new RunRequest(
          json.number("first").orElseThrow(),
          json.number("last").orElseThrow(),
          Previous.valueOf(json.text("previous").orElseThrow().toUpperCase(Locale.ROOT)),
          json.text("source").orElseThrow(),
          json.text("parent").flatMap(Hash::of),
          json.text("hash").flatMap(Hash::of));
    } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new IOException("no request of a run: " + text, e);
    }
  }

  /**
   * Whether it can be fulfilled now: the proof that it continues is there, or one of its own.
   *
   * @param proofs the published proofs
   */
  public boolean isReady(ProofStore proofs) {
    return previous != Previous.CONTINUE
        || parent.map(before -> proofs.has(first - 1, before)).orElse(proofs.has(first - 1))
        || proofs.has(first);
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    JsonValue.Fields fields =
        new JsonValue.Fields()
            .with("first", first)
            .with("last", last)
            .with("previous", previous.name().toLowerCase(Locale.ROOT))
            .with("source", source);
    fields = parent.isPresent() ? fields.with("parent", parent.get().toString()) : fields;
    return (hash.isPresent() ? fields.with("hash", hash.get().toString()) : fields).toString();
  }
}
