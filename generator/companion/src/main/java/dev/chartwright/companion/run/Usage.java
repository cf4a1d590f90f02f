package dev.chartwright.companion.run;

import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.util.Locale;

/**
 * What workers cost.
 *
 * @param workerSeconds the time that workers listened to the task queues, summed over workers
 * @param dollars that time at the price of a worker
 */
public record Usage(double workerSeconds, double dollars) {
  public static final Usage NONE = new Usage(0, 0);

  private static final String SECONDS = "workerSeconds";
  private static final String DOLLARS = "dollars";
  private static final double SECONDS_PER_HOUR = 3_600;

  public Usage plus(Usage other) {
    return new Usage(workerSeconds + other.workerSeconds, dollars + other.dollars);
  }

  public Usage minus(Usage other) {
    return new Usage(workerSeconds - other.workerSeconds, dollars - other.dollars);
  }

  /** One phrase for the user, with what it leaves out. */
  public String phrase() {
    String hours =
        String.format(Locale.ROOT, "%.2f worker-hours", workerSeconds / SECONDS_PER_HOUR);
    return workerSeconds > 0 && dollars == 0
        ? hours + ", whose price is not known: set runs.workerHourDollars"
        : String.format(
            Locale.ROOT,
            "%s, $%.2f, without nodes that start or are idle, broker and jumpbox",
            hours,
            dollars);
  }

  /** As JSON. */
  public JsonValue.Fields json() {
    return new JsonValue.Fields()
        .with(SECONDS, new JsonValue.Numeral(String.format(Locale.ROOT, "%.1f", workerSeconds)))
        .with(DOLLARS, new JsonValue.Numeral(String.format(Locale.ROOT, "%.4f", dollars)));
  }

  /** A line of JSON. */
  @Override
  public String toString() {
    return json().toString();
  }

  /** Reads {@link #toString()}; a text that is none counts as nothing. */
  static Usage parse(String text) {
    try {
      JsonValue json = JsonReader.parse(text);
      return new Usage(number(json, SECONDS), number(json, DOLLARS));
    } catch (JsonException | NumberFormatException e) {
      return NONE;
    }
  }

  private static double number(JsonValue json, String field) {
    return json.at(field).map(value -> Double.parseDouble(value.toString())).orElse(0.0);
  }
}
