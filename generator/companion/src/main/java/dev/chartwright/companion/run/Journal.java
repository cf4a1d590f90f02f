package dev.chartwright.companion.run;

import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The journal of the attempts of a run: one line of JSON for each event, durable before the
 * companion goes on.
 */
public record Journal(Path file) {
  /** What happened. */
  public enum Kind {
    /** An attempt begins, from a block on; written before its leader starts. */
    STARTED,
    /** The proof of a block lies in the folder of proofs. */
    PUBLISHED,
    /** An attempt failed, and why. An attempt without an end was interrupted. */
    FAILED,
    /** Somebody put the failed run into the queue again. */
    RETRIED
  }

  /**
   * An event.
   *
   * @param attempt the number of the attempt, from 1
   * @param block the block from which the attempt begins, or that was published; 0 otherwise
   * @param text why it failed; empty otherwise
   */
  public record Event(Kind kind, Instant at, int attempt, long block, String text) {
    @Override
    public String toString() {
      JsonValue.Fields fields =
          new JsonValue.Fields()
              .with("event", kind.name().toLowerCase(Locale.ROOT))
              .with("at", at.toString())
              .with("attempt", attempt);
      fields = block == 0 ? fields : fields.with("block", block);
      return (text.isEmpty() ? fields : fields.with("text", text)).toString();
    }

    static Optional<Event> parse(String line) {
      try {
        JsonValue json = JsonReader.parse(line);
        return Optional.of(
            new Event(
                Kind.valueOf(json.text("event").orElseThrow().toUpperCase(Locale.ROOT)),
                Instant.parse(json.text("at").orElseThrow()),
                (int) json.number("attempt").orElseThrow(),
                json.number("block").orElse(0),
                json.text("text").orElse("")));
      } catch (JsonException | RuntimeException e) {
        return Optional.empty(); // a crash cut the line
      }
    }
  }

  /** Adds an event. */
  public void add(Event event) throws IOException {
    // A line that a crash cut must not swallow the next one.
    boolean cut = Files.exists(file) && !endsWithLine();
    Durable.append(file, (cut ? "\n" : "") + event);
  }

  private boolean endsWithLine() throws IOException {
    String text = Files.readString(file);
    return text.isEmpty() || text.endsWith("\n");
  }

  /** Its events, the oldest first; none before the first attempt. */
  public List<Event> events() throws IOException {
    List<Event> events = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        Event.parse(line).ifPresent(events::add);
      }
    }
    return events;
  }

  /** What the events say together. */
  public Attempts attempts() throws IOException {
    return Attempts.of(events());
  }
}
