package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Literal;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Expr.Ternary;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Choice;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Scalar;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds fields of loop variables that are read where they may be absent: no condition around the
 * place asks for them, and the type of the value does not require them. Immutable; problems go to
 * the list, with their places.
 *
 * @param variables what the loop variables of a place stand at
 * @param known what holds at a place
 */
public record LoopFields(
    Chart chart, List<Finding> problems, Map<String, Variable> variables, Condition known) {

  /**
   * A loop variable.
   *
   * @param collection what its loop goes through
   * @param type of an item; empty when it is not known
   */
  record Variable(Expr collection, Optional<ValueType> type) {}

  public LoopFields(Chart chart, List<Finding> problems) {
    this(chart, problems, Map.of(), Condition.always());
  }

  public void check(Node node, String path) {
    if (node instanceof Scalar scalar) {
      if (scalar.value() instanceof String text) {
        text(text, path);
      }
    } else if (node instanceof Mapping mapping) {
      mapping.entries().forEach(entry -> entry(entry, path));
    } else if (node instanceof Sequence sequence) {
      int index = 0;
      for (Item item : sequence.items()) {
        String below = path + "[" + index + "]";
        condition(item.when(), below);
        where(item.when()).check(item.value(), below);
        index++;
      }
    } else if (node instanceof Choice choice) {
      condition(choice.condition(), path);
      where(choice.condition()).check(choice.then(), path);
      check(choice.otherwise(), path);
    } else if (node instanceof Each each) {
      asked(each.collection(), path);
      inside(each).check(each.body(), path);
    } else {
      expression(((Insert) node).expr(), path);
    }
  }

  private void entry(Entry entry, String path) {
    String below = entry.isSplice() ? path : path + "." + entry.key();
    condition(entry.when(), below);
    LoopFields there = where(entry.when());
    if (!entry.isSplice()) {
      there.text(entry.key(), path);
    }
    there.check(entry.value(), below);
  }

  private LoopFields where(Condition condition) {
    return new LoopFields(chart, problems, variables, known.and(condition));
  }

  private LoopFields inside(Each each) {
    Map<String, Variable> inside = new HashMap<>(variables);
    Optional<ValueType> item =
        type(each.collection())
            .flatMap(
                type ->
                    type instanceof ListType list
                        ? Optional.of(list.item())
                        : type instanceof MapType map
                            ? Optional.of(map.value())
                            : Optional.empty());
    inside.put(each.variable(), new Variable(each.collection(), item));
    // Of an outer variable of the same name nothing is known any more.
    boolean hides = variables.containsKey(each.variable());
    return new LoopFields(chart, problems, inside, hides ? Condition.always() : known);
  }

  private Optional<ValueType> type(Expr expr) {
    if (!(expr instanceof Reference reference)) {
      return Optional.empty();
    }
    if (reference.root() == Expr.Root.VALUES) {
      return chart.values().find(reference.path()).map(Value::type);
    }
    return field(reference).map(FieldType::type);
  }

  /** The declaration of a field of a loop variable. */
  private Optional<FieldType> field(Reference reference) {
    return variable(reference)
        .flatMap(Variable::type)
        .filter(ObjectType.class::isInstance)
        .flatMap(
            type ->
                ((ObjectType) type)
                    .fields().stream()
                        .filter(field -> field.name().equals(name(reference)))
                        .findFirst());
  }

  /** The variable of whose items a reference reads a field. */
  private Optional<Variable> variable(Reference reference) {
    int dot = reference.path().indexOf('.');
    return reference.root() == Expr.Root.VARIABLE && dot > 0
        ? Optional.ofNullable(variables.get(reference.path().substring(0, dot)))
        : Optional.empty();
  }

  private static String name(Reference reference) {
    return reference.path().substring(reference.path().indexOf('.') + 1);
  }

  private void text(String text, String path) {
    if (Text.hasReferences(text)) {
      for (Text.Part part : Text.parse(text).parts()) {
        if (part instanceof Text.Placeholder placeholder) {
          expression(placeholder.expr(), path);
        }
      }
    }
  }

  private void condition(Condition condition, String path) {
    if (condition instanceof Condition.Truth truth) {
      asked(truth.expr(), path);
    } else if (condition instanceof Condition.Not not) {
      condition(not.condition(), path);
    } else if (condition instanceof Condition.All all) {
      LoopFields so = this;
      for (Condition part : all.conditions()) {
        so.condition(part, path);
        so = so.where(part);
      }
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(part -> condition(part, path));
    } else if (condition instanceof Condition.Comparison comparison) {
      asked(comparison.left(), path);
      asked(comparison.right(), path);
    }
  }

  /** A field may be asked for without being there, a function of it may not. */
  private void asked(Expr expr, String path) {
    if (expr instanceof Reference reference) {
      field(reference, true, path);
    } else {
      expression(expr, path);
    }
  }

  private void expression(Expr expr, String path) {
    if (expr instanceof Call call) {
      boolean asks = call.function() == Function.REQUIRED || call.function() == Function.DEFAULT;
      for (Expr argument : call.arguments()) {
        if (asks) {
          asked(argument, path);
        } else {
          expression(argument, path);
        }
      }
    } else if (expr instanceof Ternary choice) {
      condition(choice.condition(), path);
      // Helm evaluates both, whatever the condition says.
      expression(choice.then(), path);
      expression(choice.otherwise(), path);
    } else if (expr instanceof Reference reference) {
      field(reference, false, path);
    }
  }

  private void field(Reference reference, boolean asked, String path) {
    Optional<Variable> variable = variable(reference);
    if (variable.isEmpty()) {
      return;
    }
    Optional<FieldType> field = field(reference);
    boolean never =
        field.isEmpty()
            && variable.get().type().orElse(null) instanceof ObjectType type
            && !type.open();
    boolean present =
        asked || field.map(FieldType::required).orElse(false) || isPresent(known, reference);
    if (never || !present) {
      problems.add(
          Finding.error(
                  TPL_05,
                  Place.ofModel(path),
                  reference
                      + " is read, and an item of "
                      + variable.get().collection()
                      + (never ? " never has it" : " may lack it"))
              .fixedBy(
                  never
                      ? "declare the field in the type of the value, or correct its name"
                      : "read it under a condition that asks for it, or let the type of the value"
                          + " require it"));
    }
  }

  private static boolean holdsForAbsent(Condition.Operator operator, Object literal) {
    if (!(literal instanceof Number number)) {
      return operator == Condition.Operator.NE || literal.equals(false);
    }
    double other = number.doubleValue();
    return switch (operator) {
      case EQ -> other == 0;
      case NE -> other != 0;
      case GT -> other < 0;
      case GE -> other <= 0;
      case LT -> other > 0;
      case LE -> other >= 0;
    };
  }

  /** Whether a condition that holds tells that a field is there. */
  private static boolean isPresent(Condition condition, Reference field) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().anyMatch(part -> isPresent(part, field));
    }
    if (condition instanceof Condition.Any any) {
      return any.conditions().stream().allMatch(part -> isPresent(part, field));
    }
    if (condition instanceof Condition.Comparison comparison) {
      // What is absent counts as 0 here, and is equal to no text.
      return comparison.left().equals(field)
          && comparison.right() instanceof Literal literal
          && !holdsForAbsent(comparison.operator(), literal.value());
    }
    return condition instanceof Condition.Truth truth && truth.expr().equals(field);
  }
}
