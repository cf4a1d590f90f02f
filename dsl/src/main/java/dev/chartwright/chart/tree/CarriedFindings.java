package dev.chartwright.chart.tree;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what {@link Expr.Invalid} expressions in trees, texts and conditions carry. */
public final class CarriedFindings {
  private final String place;
  private final Set<Finding> findings = new LinkedHashSet<>();

  private CarriedFindings(String place) {
    this.place = place;
  }

  /**
   * What a tree carries.
   *
   * @param place where the tree is declared, for a finding that has no place of its own
   */
  public static List<Finding> in(Node tree, String place) {
    CarriedFindings carried = new CarriedFindings(place);
    carried.node(tree);
    return List.copyOf(carried.findings);
  }

  /** What a condition carries, as {@link #in(Node, String)}. */
  public static List<Finding> in(Condition condition, String place) {
    CarriedFindings carried = new CarriedFindings(place);
    carried.condition(condition);
    return List.copyOf(carried.findings);
  }

  /** What a text carries, as {@link #in(Node, String)}. */
  public static List<Finding> in(String text, String place) {
    CarriedFindings carried = new CarriedFindings(place);
    carried.text(text);
    return List.copyOf(carried.findings);
  }

  private void node(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        text(text);
      }
    } else if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (!entry.isSplice()) {
          text(entry.key());
        }
        condition(entry.when());
        node(entry.value());
      }
    } else if (node instanceof Node.Sequence sequence) {
      for (Node.Item item : sequence.items()) {
        condition(item.when());
        node(item.value());
      }
    } else if (node instanceof Node.Insert insert) {
      expr(insert.expr());
    } else if (node instanceof Node.Choice choice) {
      condition(choice.condition());
      node(choice.then());
      node(choice.otherwise());
    } else if (node instanceof Node.Each each) {
      expr(each.collection());
      node(each.body());
    }
  }

  private void condition(Condition condition) {
    if (condition instanceof Condition.Truth truth) {
      expr(truth.expr());
    } else if (condition instanceof Condition.Not not) {
      condition(not.condition());
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(this::condition);
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(this::condition);
    } else if (condition instanceof Condition.Comparison comparison) {
      expr(comparison.left());
      expr(comparison.right());
    }
  }

  private void text(String text) {
    if (!Text.hasReferences(text)) {
      return;
    }
    Text parsed;
    try {
      parsed = Text.parse(text);
    } catch (IllegalArgumentException damaged) {
      return; // The tree of the manifest reports it.
    }
    for (Text.Part part : parsed.parts()) {
      if (part instanceof Text.Placeholder placeholder) {
        expr(placeholder.expr());
      }
    }
  }

  private void expr(Expr expr) {
    if (expr instanceof Expr.Call call) {
      call.arguments().forEach(this::expr);
    } else if (expr instanceof Expr.Invalid invalid) {
      Finding finding = invalid.finding();
      findings.add(
          finding.place().model().isEmpty()
              ? finding.at(Place.ofModel(place).declaredAt(finding.place().declaredAt()))
              : finding);
      invalid.about().forEach(this::expr);
    } else if (expr instanceof Expr.Literal literal && literal.value() instanceof String text) {
      text(text);
    } else if (expr instanceof Expr.Reference reference) {
      text(reference.path());
    }
  }
}
