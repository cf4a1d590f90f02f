package dev.chartwright.generator.manifest;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.problem.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the values and of the loop variables at a place of a tree. Immutable.
 *
 * @param variables by their names
 */
record LoopVariables(Chart chart, Map<String, Variable> variables) {

  /**
   * A loop variable.
   *
   * @param collection what its loop goes through
   * @param type of an item; empty when it is not known
   */
  record Variable(Expr collection, Optional<ValueType> type) {}

  LoopVariables {
    variables = Map.copyOf(variables);
  }

  /** At the top of a tree, where there is no variable. */
  static LoopVariables none(Chart chart) {
    return new LoopVariables(chart, Map.of());
  }

  /** Inside a loop. */
  LoopVariables inside(Each each) {
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
    return new LoopVariables(chart, inside);
  }

  /** The type of a value, of a loop variable or of a field of one; empty when it is not known. */
  Optional<ValueType> type(Expr expr) {
    if (!(expr instanceof Reference reference)) {
      return Optional.empty();
    }
    if (reference.root() == Expr.Root.VALUES) {
      return chart.values().find(reference.path()).map(Value::type);
    }
    List<String> fields = fields(reference);
    Optional<ValueType> type = variable(reference).flatMap(Variable::type);
    for (String field : fields) {
      type = type.flatMap(each -> field(each, field)).map(FieldType::type);
    }
    return type;
  }

  /** Where the value is declared that an expression is, or an item of which it reads. */
  Optional<Place> place(Expr expr) {
    if (!(expr instanceof Reference reference)) {
      return Optional.empty();
    }
    if (reference.root() != Expr.Root.VALUES) {
      return variable(reference).flatMap(variable -> place(variable.collection()));
    }
    return chart
        .values()
        .find(reference.path())
        .map(value -> Place.ofModel("values." + value.path()).declaredAt(value.declaredAt()));
  }

  /** The variable that a reference begins with. */
  Optional<Variable> variable(Reference reference) {
    return reference.root() == Expr.Root.VARIABLE
        ? Optional.ofNullable(variables.get(reference.path().split("\\.")[0]))
        : Optional.empty();
  }

  /** The fields that a reference reads of its variable, from the outside in. */
  static List<String> fields(Reference reference) {
    List<String> steps = List.of(reference.path().split("\\."));
    return steps.subList(1, steps.size());
  }

  /** The declaration of a field. */
  static Optional<FieldType> field(ValueType type, String name) {
    return type instanceof ObjectType object ? object.field(name) : Optional.empty();
  }
}
