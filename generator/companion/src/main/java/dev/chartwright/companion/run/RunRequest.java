package dev.chartwright.companion.run;

import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.util.Locale;

/**
 * What a run shall prove.
 *
 * @param first its first block
 * @param last its last block
 * @param previous which proof its first block continues
 * @param source the name of the file that the user gave
 */
public record RunRequest(long first, long last, Previous previous, String source) {
  /** Which proof the first block continues. */
  public enum Previous {
    /** None: the state before the first block is the checkpoint of the witness. */
    NONE,
    /** The published proof of the block before, when the run begins. */
    CONTINUE,
    /** The one in the folder of the run. */
    FILE
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
          json.text("source").orElseThrow());
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
    return previous != Previous.CONTINUE || proofs.has(first - 1) || proofs.has(first);
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    return new JsonValue.Fields()
        .with("first", first)
        .with("last", last)
        .with("previous", previous.name().toLowerCase(Locale.ROOT))
        .with("source", source)
        .toString();
  }
}
