package dev.chartwright.generator.upgrade;

import dev.chartwright.problem.TriedCase;
import java.util.Objects;

/**
 * Values that the previous chart takes and the new one turns down. Immutable.
 *
 * @param caseName of the case, such as {@code replicas=0}
 * @param valuesYaml a ready values file; empty for the defaults
 * @param path of the value that is turned down; empty when the chart does not tell
 * @param message why, in the words of Helm or of the chart
 */
public record RejectedAfter(String caseName, String valuesYaml, String path, String message) {
  public RejectedAfter {
    Objects.requireNonNull(caseName, "caseName");
    Objects.requireNonNull(valuesYaml, "valuesYaml");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(message, "message");
  }

  /** The case for a place. */
  TriedCase triedCase() {
    return TriedCase.ofSpace(caseName, "", valuesYaml);
  }
}
