package dev.chartwright.chart.tree;

/**
 * Visits everything below a tree, a condition, a text or an expression, in the order in which a
 * template says it, and what contains something before what it contains. Used by one thread.
 */
public abstract class TreeVisitor {
  /** Receives every map, before its entries. */
  protected void mapping(Node.Mapping mapping) {}

  /** Receives every expression, before its arguments. */
  protected abstract void expression(Expr expr);

  /** Visits a tree. */
  public final void visit(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        visit(text);
      }
    } else if (node instanceof Node.Mapping mapping) {
      mapping(mapping);
      for (Node.Entry entry : mapping.entries()) {
        if (!entry.isSplice()) {
          visit(entry.key());
        }
        visit(entry.when());
        visit(entry.value());
      }
    } else if (node instanceof Node.Sequence sequence) {
      for (Node.Item item : sequence.items()) {
        visit(item.when());
        visit(item.value());
      }
    } else if (node instanceof Node.Insert insert) {
      visit(insert.expr());
    } else if (node instanceof Node.Choice choice) {
      visit(choice.condition());
      visit(choice.then());
      visit(choice.otherwise());
    } else if (node instanceof Node.Each each) {
      visit(each.collection());
      visit(each.body());
    }
  }

  /** Visits a condition. */
  public final void visit(Condition condition) {
    if (condition instanceof Condition.Truth truth) {
      visit(truth.expr());
    } else if (condition instanceof Condition.Not not) {
      visit(not.condition());
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(this::visit);
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(this::visit);
    } else if (condition instanceof Condition.Comparison comparison) {
      visit(comparison.left());
      visit(comparison.right());
    }
  }

  /** Visits the references in a text; a text with a damaged one counts as a text without any. */
  public final void visit(String text) {
    if (!Text.hasReferences(text)) {
      return;
    }
    Text parsed;
    try {
      parsed = Text.parse(text);
    } catch (IllegalArgumentException damaged) {
      return; // Resolving the tree reports it.
    }
    for (Text.Part part : parsed.parts()) {
      if (part instanceof Text.Placeholder placeholder) {
        visit(placeholder.expr());
      }
    }
  }

  /** Visits an expression. */
  public final void visit(Expr expr) {
    expression(expr);
    if (expr instanceof Expr.Call call) {
      call.arguments().forEach(this::visit);
    } else if (expr instanceof Expr.Ternary choice) {
      visit(choice.condition());
      visit(choice.then());
      visit(choice.otherwise());
    } else if (expr instanceof Expr.Invalid invalid) {
      invalid.about().forEach(this::visit);
    } else if (expr instanceof Expr.Literal literal && literal.value() instanceof String text) {
      visit(text);
    } else if (expr instanceof Expr.Reference reference) {
      visit(reference.path());
    }
  }
}
