package dev.chartwright.chart.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** The depth of trees, conditions and expressions that Helm and readers can follow. */
public final class NestingLimit {
  private static final int DEEPEST = 100;

  private NestingLimit() {}

  /** The condition, or an invalid one in place of one that is nested too deep. */
  static Condition limited(Condition condition) {
    Objects.requireNonNull(condition, "condition");
    if (!exceeds(condition, DEEPEST)) {
      return condition;
    }
    return new Condition.Truth(
        InvalidExpressions.depth(
            "a condition has more than " + DEEPEST + " levels, with " + innermost(condition),
            Kind.BOOLEAN,
            leaves(visitor -> visitor.visit(condition))));
  }

  /** As {@link #limited(Condition)}. */
  static Expr limited(Expr expr) {
    Objects.requireNonNull(expr, "expr");
    if (!exceeds(expr, DEEPEST)) {
      return expr;
    }
    return InvalidExpressions.depth(
        "an expression has more than " + DEEPEST + " levels, with " + innermost(expr),
        expr.kind(),
        leaves(visitor -> visitor.visit(expr)));
  }

  /**
   * The tree, or an invalid one in place of one that is nested too deep.
   *
   * @param place what the tree is for
   */
  public static Node limited(Node tree, String place) {
    Objects.requireNonNull(tree, place);
    return exceeds(tree, Trees.DEEPEST)
        ? new Node.Insert(
            InvalidExpressions.depth(
                place + ": a tree has more than " + Trees.DEEPEST + " levels",
                Kind.STRING,
                List.of()))
        : tree;
  }

  /** What something is made of in the end. */
  private static List<Expr> leaves(Consumer<TreeVisitor> visit) {
    Set<Expr> found = new LinkedHashSet<>();
    visit.accept(
        new TreeVisitor() {
          @Override
          protected void expression(Expr expr) {
            if (!(expr instanceof Expr.Call
                || expr instanceof Expr.Ternary
                || expr instanceof Expr.Literal)) {
              found.add(expr);
            }
          }
        });
    return List.copyOf(found);
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
    if (condition instanceof Condition.Truth truth) {
      return exceeds(truth.expr(), levels);
    }
    if (condition instanceof Condition.Comparison comparison) {
      return exceeds(comparison.left(), levels) || exceeds(comparison.right(), levels);
    }
    List<Condition> parts =
        condition instanceof Condition.All all
            ? all.conditions()
            : condition instanceof Condition.Any any ? any.conditions() : List.of();
    return !parts.isEmpty()
        && (levels == 0 || parts.stream().anyMatch(part -> exceeds(part, levels - 1)));
  }

  private static boolean exceeds(Expr expr, int levels) {
    if (expr instanceof Expr.Ternary choice) {
      return levels == 0
          || exceeds(choice.condition(), levels - 1)
          || exceeds(choice.then(), levels - 1)
          || exceeds(choice.otherwise(), levels - 1);
    }
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
    if (expr instanceof Expr.Ternary choice) {
      return innermost(choice.then());
    }
    return expr instanceof Expr.Call call
        ? innermost(call.arguments().get(call.arguments().size() - 1))
        : expr;
  }
}
