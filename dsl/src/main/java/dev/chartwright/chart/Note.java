package dev.chartwright.chart;

import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A paragraph of {@code NOTES.txt}: a text, which may hold tokens, or a line for each of several
 * items. Immutable.
 *
 * @param when it is shown only then
 * @param body a text, or a list with a loop that gives lines
 * @param declaredAt the line of Java that declared it
 */
public record Note(Condition when, Node body, Optional<SourceLine> declaredAt) {
  public Note {
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  public Note(Condition when, String text) {
    this(
        when,
        new Node.Scalar(Objects.requireNonNull(text, "the text of a note is null")),
        SourceLine.ofCaller());
  }

  /** A paragraph of text. */
  public static Note of(String text) {
    return new Note(Condition.always(), text);
  }

  /** A line for each item of a list; nothing for an empty one. */
  public static Note each(Expression list, Function<LoopItem, String> line) {
    return lines(Templating.items().addEach(list, item -> line.apply(item)));
  }

  /** A line for each entry of a map, in the order of their keys; nothing for an empty one. */
  public static Note each(Expression map, BiFunction<Expr, LoopItem, String> line) {
    return lines(Templating.items().addEach(map, (key, item) -> line.apply(key, item)));
  }

  private static Note lines(Templating.Items lines) {
    return new Note(Condition.always(), lines.node(), SourceLine.ofCaller());
  }

  /** The same under a further condition. */
  public Note onlyWhen(Condition further) {
    return new Note(when.and(further), body, declaredAt);
  }
}
