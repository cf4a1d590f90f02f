package dev.chartwright.generator.diagram;

import java.util.List;
import java.util.Objects;

/**
 * A relation of two elements. Immutable.
 *
 * @param kind what the relation is
 * @param from the id of the element that acts
 * @param to the id of the other
 * @param lines what is written on it; may be empty
 */
public record Arrow(Kind kind, String from, String to, List<String> lines) {
  public Arrow {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    lines = List.copyOf(lines);
  }

  /** What a relation is. */
  public enum Kind {
    CONNECTS("connects to this port"),
    SCALES("scales"),
    MOUNTS("mounts"),
    FALLS_BACK("falls back to");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** The words for it in a picture. */
    public String label() {
      return label;
    }
  }
}
