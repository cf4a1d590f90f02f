package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.OptionalType;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds what is read where it may be absent: fields of loop variables, and numbers that may be left
 * out. No condition around the place asks for them, and the type of the value does not require
 * them. Immutable; problems go to the list, with their places.
 *
 * @param variables what is known of the loop variables at a place
 * @param known what holds at a place
 */
public record LoopFields(List<Finding> problems, LoopVariables variables, Condition known) {

  public LoopFields(Chart chart, List<Finding> problems) {
    this(problems, LoopVariables.none(chart), Condition.always());
  }

  /** The same where a condition holds. */
  public LoopFields where(Condition condition) {
    return new LoopFields(problems, variables, known.and(condition));
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
      where(choice.condition().opposite()).check(choice.otherwise(), path);
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

  private LoopFields inside(Each each) {
    // Of an outer variable of the same name nothing is known any more.
    boolean hides = variables.variables().containsKey(each.variable());
    return new LoopFields(problems, variables.inside(each), hides ? Condition.always() : known);
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

  /** Checks what a condition reads. */
  public void condition(Condition condition, String path) {
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
      boolean asks =
          Set.of(Function.REQUIRED, Function.DEFAULT, Function.KIND_IS, Function.OR_EMPTY)
              .contains(call.function());
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
    if (reference.root() == Expr.Root.VALUES) {
      boolean optional = variables.type(reference).orElse(null) instanceof OptionalType;
      if (optional && !asked && !isPresent(known, reference)) {
        problems.add(
            Finding.error(
                    TPL_05, Place.ofModel(path), reference + " is read, and it may be left out")
                .fixedBy(
                    "read it under when(value), such as .when(field, when(value)), or bind it to"
                        + " the field"));
      }
      return;
    }
    Optional<LoopVariables.Variable> variable = variables.variable(reference);
    List<String> fields = LoopVariables.fields(reference);
    Optional<ValueType> type = variable.flatMap(LoopVariables.Variable::type);
    String variableName = reference.path().split("\\.")[0];
    String read = variableName;
    for (int i = 0; i < fields.size() && variable.isPresent(); i++) {
      String name = fields.get(i);
      read += "." + name;
      boolean last = i == fields.size() - 1;
      Optional<FieldType> field = type.flatMap(known -> LoopVariables.field(known, name));
      boolean never =
          field.isEmpty() && type.orElse(null) instanceof ObjectType object && !object.open();
      boolean present =
          (asked && last)
              || field.map(FieldType::isRequired).orElse(false)
              || isPresent(known, read);
      if (never || !present) {
        problems.add(absent("$" + read, variable.get(), never).at(Place.ofModel(path)));
        return;
      }
      type = field.map(FieldType::type);
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

  private static Finding absent(String field, LoopVariables.Variable variable, boolean never) {
    return Finding.error(
            TPL_05,
            Place.ofModel(""),
            field
                + " is read, and an item of "
                + variable.collection()
                + (never ? " never has it" : " may lack it"))
        .fixedBy(
            never
                ? "declare the field in the type of the value, or correct its name"
                : "read it under a condition that asks for it, or let the type of the value"
                    + " require it");
  }

  /** Whether a condition that holds tells that a field of a loop variable is there. */
  private static boolean isPresent(Condition condition, String path) {
    return isPresent(
        condition,
        expr ->
            expr instanceof Reference reference
                && reference.root() == Expr.Root.VARIABLE
                && reference.path().equals(path));
  }

  private static boolean isPresent(Condition condition, Reference value) {
    return isPresent(condition, value::equals);
  }

  /** Whether a condition that holds tells that a field is there. */
  private static boolean isPresent(Condition condition, Predicate<Expr> field) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().anyMatch(part -> isPresent(part, field));
    }
    if (condition instanceof Condition.Any any) {
      return any.conditions().stream().allMatch(part -> isPresent(part, field));
    }
    if (condition instanceof Condition.Comparison comparison) {
      // What is absent counts as 0 here, and is equal to no text.
      return field.test(comparison.left())
          && comparison.right() instanceof Literal literal
          && !holdsForAbsent(comparison.operator(), literal.value());
    }
    if (condition instanceof Condition.Not not
        && not.condition() instanceof Condition.Truth truth
        && truth.expr() instanceof Call call
        && call.function() == Function.KIND_IS) {
      return field.test(call.arguments().get(1));
    }
    return condition instanceof Condition.Truth truth && field.test(truth.expr());
  }
}
