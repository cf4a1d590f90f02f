package dev.chartwright.generator.upgrade;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Values that the previous chart takes and the new one turns down. Immutable.
 *
 * @param caseName of the case, such as {@code replicas=0}
 * @param settings what a user has set, by the path of the value
 * @param path of the value that is turned down; empty when the chart does not tell
 * @param message why, in the words of Helm or of the chart
 */
public record RejectedAfter(
    String caseName, Map<String, Object> settings, String path, String message) {
  public RejectedAfter {
    Objects.requireNonNull(caseName, "caseName");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }
}
