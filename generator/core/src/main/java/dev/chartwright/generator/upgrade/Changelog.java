package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.yaml.YamlPrinter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What is new in a version, in the form of <a
 * href="https://artifacthub.io/docs/topics/annotations/helm/">Artifact Hub's annotation</a> {@code
 * artifacthub.io/changes}. Immutable.
 *
 * @param entries each once, the removed ones first
 */
public record Changelog(List<Entry> entries) {
  public Changelog {
    entries = entries.stream().distinct().sorted((a, b) -> a.kind().compareTo(b.kind())).toList();
  }

  /** The kinds that Artifact Hub knows, in the order in which a reader has to act on them. */
  public enum Kind {
    SECURITY,
    REMOVED,
    DEPRECATED,
    CHANGED,
    ADDED,
    FIXED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One change.
   *
   * @param description a sentence for people, on one line
   */
  public record Entry(Kind kind, String description) {
    public Entry {
      Objects.requireNonNull(kind, "kind");
      if (description.isBlank() || description.contains("\n")) {
        throw new IllegalArgumentException(
            "the description of a change is one line: '" + description + "'");
      }
    }

    private String yaml() {
      return "- kind: "
          + kind
          + "\n  "
          + YamlPrinter.print(Map.of("description", description)).strip()
          + "\n";
    }
  }

  /** The value of the annotation: a list in YAML; empty when there is nothing to tell. */
  public String value() {
    return entries.stream().map(Entry::yaml).collect(Collectors.joining());
  }

  /** The annotation as it stands in {@code Chart.yaml}, ready to paste below its root. */
  public String annotation() {
    return entries.isEmpty()
        ? ""
        : "annotations:\n  artifacthub.io/changes: |\n" + value().indent(4);
  }
}
