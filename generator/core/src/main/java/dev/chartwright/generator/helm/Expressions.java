package dev.chartwright.generator.helm;

import dev.chartwright.chart.Condition;
import dev.chartwright.chart.Expr;
import dev.chartwright.chart.Expr.Call;
import dev.chartwright.chart.Expr.Include;
import dev.chartwright.chart.Expr.Reference;
import dev.chartwright.chart.Node;
import dev.chartwright.chart.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Walks trees, conditions and expressions: which references they hold. Pure functions. */
public final class Expressions {
  private Expressions() {}

  /** All references of an expression, in order. */
  public static List<Reference> references(Expr expr) {
    List<Reference> references = new ArrayList<>();
    collect(expr, references, new LinkedHashSet<>());
    return references;
  }

  /** All references of a tree, those of its conditions included. */
  public static List<Reference> references(Node node) {
    List<Reference> references = new ArrayList<>();
    collect(node, references, new LinkedHashSet<>());
    return references;
  }

  public static List<Reference> references(Condition condition) {
    List<Reference> references = new ArrayList<>();
    collect(condition, references, new LinkedHashSet<>());
    return references;
  }

  /** All references of text with tokens. */
  public static List<Reference> references(String text) {
    return references(new Node.Scalar(text));
  }

  /** The names of the templates that a tree includes. */
  public static Set<String> includes(Node node) {
    Set<String> includes = new LinkedHashSet<>();
    collect(node, new ArrayList<>(), includes);
    return includes;
  }

  private static void collect(Node node, List<Reference> references, Set<String> includes) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        collect(text, references, includes);
      }
    } else if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (!entry.isSplice()) {
          collect(entry.key(), references, includes);
        }
        collect(entry.when(), references, includes);
        collect(entry.value(), references, includes);
      }
    } else if (node instanceof Node.Sequence sequence) {
      for (Node.Item item : sequence.items()) {
        collect(item.when(), references, includes);
        collect(item.value(), references, includes);
      }
    } else if (node instanceof Node.Insert insert) {
      collect(insert.expr(), references, includes);
    } else if (node instanceof Node.Choice choice) {
      collect(choice.condition(), references, includes);
      collect(choice.then(), references, includes);
      collect(choice.otherwise(), references, includes);
    } else if (node instanceof Node.Each each) {
      collect(each.collection(), references, includes);
      collect(each.body(), references, includes);
    }
  }

  private static void collect(String text, List<Reference> references, Set<String> includes) {
    if (Text.hasReferences(text)) {
      for (Text.Part part : Text.parse(text).parts()) {
        if (part instanceof Text.Hole hole) {
          collect(hole.expr(), references, includes);
        }
      }
    }
  }

  private static void collect(
      Condition condition, List<Reference> references, Set<String> includes) {
    if (condition instanceof Condition.Truth truth) {
      collect(truth.expr(), references, includes);
    } else if (condition instanceof Condition.Not not) {
      collect(not.condition(), references, includes);
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(part -> collect(part, references, includes));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> collect(part, references, includes));
    } else if (condition instanceof Condition.Comparison comparison) {
      collect(comparison.left(), references, includes);
      collect(comparison.right(), references, includes);
    }
  }

  private static void collect(Expr expr, List<Reference> references, Set<String> includes) {
    if (expr instanceof Reference reference) {
      references.add(reference);
    } else if (expr instanceof Call call) {
      call.arguments().forEach(argument -> collect(argument, references, includes));
    } else if (expr instanceof Include include) {
      includes.add(include.template());
    }
  }
}
