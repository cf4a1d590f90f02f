package dev.chartwright.generator.chartfile;

import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.Optional;

/**
 * What a file of a chart holds. Both parts are empty when the chart has no such file; both are
 * given when the file is invalid and Helm reads it nevertheless. Immutable.
 *
 * @param content what Helm reads
 * @param failure why the file is invalid: the line and the reason, in one sentence
 */
public record Parsed<T>(Optional<T> content, Optional<String> failure) {
  /** There is no such file. */
  static <T> Parsed<T> absent() {
    return new Parsed<>(Optional.empty(), Optional.empty());
  }

  /** Whether the file is there, readable or not. */
  public boolean isPresent() {
    return content.isPresent() || failure.isPresent();
  }

  /** Reads YAML; a text without a document has no content. */
  public static Parsed<Object> yaml(String text) {
    try {
      return new Parsed<>(Optional.ofNullable(YamlReader.read(text)), Optional.empty());
    } catch (InvalidYamlException unreadable) {
      return new Parsed<>(Optional.empty(), Optional.of(unreadable.getMessage()));
    }
  }
}
