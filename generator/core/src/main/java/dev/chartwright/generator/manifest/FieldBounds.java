package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ValueRules.VAL_11;
import static java.util.Map.entry;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Condition.Operator;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Choice;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds whole numbers of values that stand in a field with narrower bounds than theirs: Kubernetes
 * rejects what the schema of the chart accepts. The schemas of Kubernetes do not tell these bounds.
 * Immutable; problems go to the list, with their places.
 *
 * @param variables what is known of the loop variables at a place
 * @param known what holds at a place
 */
public record FieldBounds(LoopVariables variables, Condition known, List<Finding> problems) {
  private static final Bounds COUNT = new Bounds(0, Integer.MAX_VALUE);
  private static final Bounds FROM_ONE = new Bounds(1, Integer.MAX_VALUE);
  private static final Bounds PORT = new Bounds(1, 65_535);
  private static final Bounds SECONDS = new Bounds(0, Long.MAX_VALUE);
  private static final Bounds MODE = new Bounds(0, 0777);

  private static final Map<String, Bounds> BY_FIELD =
      Map.ofEntries(
          entry("activeDeadlineSeconds", new Bounds(1, Long.MAX_VALUE)),
          entry("averageUtilization", FROM_ONE),
          entry("backoffLimit", COUNT),
          entry("completions", COUNT),
          entry("containerPort", PORT),
          entry("defaultMode", MODE),
          entry("failedJobsHistoryLimit", COUNT),
          entry("failureThreshold", FROM_ONE),
          entry("hostPort", new Bounds(0, 65_535)),
          entry("initialDelaySeconds", COUNT),
          entry("maxReplicas", FROM_ONE),
          entry("maxUnavailable", COUNT),
          entry("minAvailable", COUNT),
          entry("minReadySeconds", COUNT),
          entry("minReplicas", COUNT),
          entry("mode", MODE),
          entry("nodePort", new Bounds(0, 65_535)),
          entry("parallelism", COUNT),
          entry("periodSeconds", FROM_ONE),
          entry("port", PORT),
          entry("progressDeadlineSeconds", FROM_ONE),
          entry("replicas", COUNT),
          entry("revisionHistoryLimit", COUNT),
          entry("runAsGroup", COUNT),
          entry("runAsUser", COUNT),
          entry("fsGroup", COUNT),
          entry("startingDeadlineSeconds", SECONDS),
          entry("successThreshold", FROM_ONE),
          entry("successfulJobsHistoryLimit", COUNT),
          entry("targetPort", PORT),
          entry("terminationGracePeriodSeconds", SECONDS),
          entry("timeoutSeconds", FROM_ONE),
          entry("ttlSecondsAfterFinished", COUNT));

  /** Maps whose keys are the author's own. */
  private static final Set<String> FREE =
      Set.of("annotations", "data", "labels", "matchLabels", "nodeSelector", "stringData");

  /** Both inclusive. */
  private record Bounds(long min, long max) {
    boolean contain(IntegerType type) {
      return type.min() >= min && type.max() <= max;
    }

    /** What the declaration lacks. */
    String missing(IntegerType type) {
      return (type.min() < min ? ".min(" + min + ")" : "")
          + (type.max() > max ? ".max(" + max + ")" : "");
    }
  }

  /**
   * At the top of a tree.
   *
   * @param known the condition under which it is rendered
   */
  public FieldBounds(Chart chart, Condition known, List<Finding> problems) {
    this(LoopVariables.none(chart), known, problems);
  }

  private FieldBounds where(Condition condition) {
    return new FieldBounds(variables, known.and(condition), problems);
  }

  public void check(Node node, String path) {
    if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        FieldBounds there = where(entry.when());
        if (entry.isSplice()) {
          there.check(entry.value(), path);
        } else if (!FREE.contains(entry.key())) {
          there.field(entry.key(), entry.value(), path + "." + entry.key());
        }
      }
    } else if (node instanceof Sequence sequence) {
      int index = 0;
      for (Node.Item item : sequence.items()) {
        where(item.when()).check(item.value(), path + "[" + index + "]");
        index++;
      }
    } else if (node instanceof Choice choice) {
      where(choice.condition()).check(choice.then(), path);
      where(choice.condition().opposite()).check(choice.otherwise(), path);
    } else if (node instanceof Each each) {
      boolean hides = variables.variables().containsKey(each.variable());
      new FieldBounds(variables.inside(each), hides ? Condition.always() : known, problems)
          .check(each.body(), path);
    }
  }

  private void field(String key, Node value, String path) {
    if (value instanceof Choice choice) {
      where(choice.condition()).field(key, choice.then(), path);
      where(choice.condition().opposite()).field(key, choice.otherwise(), path);
    } else if (value instanceof Insert insert) {
      Bounds bounds = BY_FIELD.get(key);
      ValueType type = variables.type(insert.expr()).orElse(null);
      ValueType number = type == null ? null : type.whenSet();
      if (bounds != null && number instanceof IntegerType integer) {
        IntegerType possible = narrowed(integer, insert.expr(), known);
        if (possible.min() <= possible.max() && !bounds.contain(possible)) {
          problem(insert.expr(), possible, key, bounds, path);
        }
      }
    } else {
      check(value, path);
    }
  }

  /** What of a number is left where a condition holds. */
  private static IntegerType narrowed(IntegerType type, Expr expr, Condition condition) {
    if (condition instanceof Condition.All all) {
      IntegerType left = type;
      for (Condition part : all.conditions()) {
        left = narrowed(left, expr, part);
      }
      return left;
    }
    if (condition instanceof Condition.Not not
        && not.condition() instanceof Condition.Comparison comparison) {
      return narrowed(type, expr, comparison, comparison.operator().opposite());
    }
    return condition instanceof Condition.Comparison comparison
        ? narrowed(type, expr, comparison, comparison.operator())
        : type;
  }

  private static IntegerType narrowed(
      IntegerType type, Expr expr, Condition.Comparison comparison, Operator operator) {
    if (!comparison.left().equals(expr)
        || !(comparison.right() instanceof Expr.Literal literal)
        || !(literal.value() instanceof Long number)) {
      return type;
    }
    return switch (operator) {
      case EQ -> new IntegerType(number, number);
      case NE -> number == type.min() ? new IntegerType(number + 1, type.max()) : type;
      case GT -> new IntegerType(Math.max(type.min(), number + 1), type.max());
      case GE -> new IntegerType(Math.max(type.min(), number), type.max());
      case LT -> new IntegerType(type.min(), Math.min(type.max(), number - 1));
      case LE -> new IntegerType(type.min(), Math.min(type.max(), number));
    };
  }

  private void problem(Expr expr, IntegerType type, String key, Bounds bounds, String path) {
    String what =
        expr
            + " may be "
            + type.min()
            + " to "
            + type.max()
            + ", and "
            + key
            + " takes "
            + bounds.min()
            + (bounds.max() == Long.MAX_VALUE ? " or more" : " to " + bounds.max());
    problems.add(
        Finding.error(VAL_11, variables.place(expr).orElse(Place.ofModel(path)), what + ": " + path)
            .fixedBy("write " + bounds.missing(type) + " at the declaration of the value"));
  }
}
