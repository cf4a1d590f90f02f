package dev.chartwright.chart;

import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;

/**
 * The schema of a custom kind that somebody else installs. Immutable.
 *
 * @param type API version and kind, such as {@code example.com/v1/Widget}
 * @param text the CustomResourceDefinition of the kind, or an OpenAPI v3 schema, in YAML or JSON
 * @param declaredAt the line of Java that declared it
 */
public record KindSchema(String type, String text, Optional<SourceLine> declaredAt) {
  public KindSchema {
    Objects.requireNonNull(type, "the type of a schema is null");
    Objects.requireNonNull(text, "the schema of " + type + " is null");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }
}
