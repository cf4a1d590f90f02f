package dev.chartwright.chart;

import java.util.List;

/** How deep conditions and expressions go: no deeper than Helm and a reader follow. */
final class Levels {
  private static final int DEEPEST = 100;

  private Levels() {}

  /**
   * Accepts what may become a part of something.
   *
   * @throws IllegalArgumentException when that would be too deep
   */
  static void require(Condition condition) {
    if (exceeds(condition, DEEPEST)) {
      throw new IllegalArgumentException(
          "a condition has more than " + DEEPEST + " levels, with " + innermost(condition));
    }
  }

  /** As {@link #require(Condition)}. */
  static void require(Expr expr) {
    if (exceeds(expr, DEEPEST)) {
      throw new IllegalArgumentException(
          "an expression has more than " + DEEPEST + " levels, with " + innermost(expr));
    }
  }

  /**
   * As {@link #require(Condition)}.
   *
   * @param place what the tree is for
   */
  static void require(Node tree, String place) {
    if (exceeds(tree, Trees.DEEPEST)) {
      throw new IllegalArgumentException(
          place + ": a tree has more than " + Trees.DEEPEST + " levels");
    }
  }

  private static boolean exceeds(Node node, int levels) {
    List<Node> parts;
    if (node instanceof Node.Mapping mapping) {
      parts = mapping.entries().stream().map(Node.Entry::value).toList();
    } else if (node instanceof Node.Sequence sequence) {
      parts = sequence.items().stream().map(Node.Item::value).toList();
    } else if (node instanceof Node.Choice choice) {
      parts = List.of(choice.then(), choice.otherwise());
    } else {
      parts = node instanceof Node.Each each ? List.of(each.body()) : List.of();
    }
    return !parts.isEmpty()
        && (levels == 0 || parts.stream().anyMatch(part -> exceeds(part, levels - 1)));
  }

  private static boolean exceeds(Condition condition, int levels) {
    if (condition instanceof Condition.Not not) {
      return levels == 0 || exceeds(not.condition(), levels - 1);
    }
    List<Condition> parts =
        condition instanceof Condition.All all
            ? all.conditions()
            : condition instanceof Condition.Any any ? any.conditions() : List.of();
    return !parts.isEmpty()
        && (levels == 0 || parts.stream().anyMatch(part -> exceeds(part, levels - 1)));
  }

  private static boolean exceeds(Expr expr, int levels) {
    return expr instanceof Expr.Call call
        && (levels == 0
            || call.arguments().stream().anyMatch(argument -> exceeds(argument, levels - 1)));
  }

  private static Object innermost(Condition condition) {
    if (condition instanceof Condition.Not not) {
      return innermost(not.condition());
    }
    if (condition instanceof Condition.All all && !all.conditions().isEmpty()) {
      return innermost(all.conditions().get(0));
    }
    return condition instanceof Condition.Any any ? innermost(any.conditions().get(0)) : condition;
  }

  private static Expr innermost(Expr expr) {
    return expr instanceof Expr.Call call
        ? innermost(call.arguments().get(call.arguments().size() - 1))
        : expr;
  }
}
