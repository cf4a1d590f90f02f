package dev.chartwright.chart;

import dev.chartwright.chart.tree.Condition;
import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;

/**
 * A paragraph of {@code NOTES.txt}; its text may hold tokens.
 *
 * @param when it is shown only then
 * @param declaredAt the line of Java that declared it
 */
public record Note(Condition when, String text, Optional<SourceLine> declaredAt) {
  public Note {
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  public Note(Condition when, String text) {
    this(when, text, SourceLine.ofCaller());
  }
}
