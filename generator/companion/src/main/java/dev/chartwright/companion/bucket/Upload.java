package dev.chartwright.companion.bucket;

import dev.chartwright.companion.chain.Hash;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of the proof of one block.
 *
 * @param object the name of its object
 * @param md5 its checksum in Base64
 */
public record Upload(Kind kind, long number, Hash hash, String object, String md5, Instant at) {
  /** What happened. */
  public enum Kind {
    /** The bucket may have it from now on: an answer can be lost. */
    SENDING,
    /** The bucket has the proof, and what is known of it. */
    UPLOADED,
    /** The bucket has another object with this name. */
    REFUSED,
    /** Somebody asked to try again. */
    RETRIED
  }

  /** The same with something else that happened. */
  public Upload with(Kind kind, Instant at) {
    return new Upload(kind, number, hash, object, md5, at);
  }

  /** Whether another one says the same, at another time perhaps. */
  boolean isLike(Upload other) {
    return with(kind, other.at).equals(other);
  }

  /** One line of JSON. */
  @Override
  public String toString() {
    return new JsonValue.Fields()
        .with("event", kind.name().toLowerCase(Locale.ROOT))
        .with("number", number)
        .with("hash", hash.toString())
        .with("object", object)
        .with("md5", md5)
        .with("at", at.toString())
        .toString();
  }

  static Optional<Upload> parse(String line) {
    try {
      JsonValue json = JsonReader.parse(line);
      return Optional.of(
          new Upload(
              Kind.valueOf(json.text("event").orElseThrow().toUpperCase(Locale.ROOT)),
              json.number("number").orElseThrow(),
              json.text("hash").flatMap(Hash::of).orElseThrow(),
              json.text("object").orElseThrow(),
              json.text("md5").orElseThrow(),
              Instant.parse(json.text("at").orElseThrow())));
    } catch (JsonException | RuntimeException e) {
      return Optional.empty(); // a crash cut the line; the bucket is asked again
    }
  }
}
