package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ValueRules.VAL_12;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds values that templates repeat something for, and of which no case has an item: there is none
 * by default, the author gives no example, and nobody else can make one up, because the items may
 * have any shape. Used once, by one thread.
 */
public final class LoopExamples {
  private final Chart chart;
  private final Set<Value<?>> repeated = new LinkedHashSet<>();

  private LoopExamples(Chart chart) {
    this.chart = chart;
  }

  /** What is wrong with the values of a chart. */
  public static List<Finding> problems(ManifestTrees trees) {
    LoopExamples loops = new LoopExamples(trees.chart());
    for (Manifest manifest : trees.chart().manifests()) {
      if (manifest.source() instanceof Manifest.Loop loop) {
        loops.repeated.add(loop.collection());
      }
    }
    trees.trees().values().forEach(loops::visit);
    trees.chart().templates().forEach(template -> loops.visit(template.body()));
    List<Finding> problems = new ArrayList<>();
    for (Value<?> value : loops.repeated) {
      if (value.type().isOpen() && isEmpty(value.defaultValue()) && !loops.hasExample(value)) {
        problems.add(
            Finding.error(
                VAL_12,
                Place.ofValue(value.path()).declaredAt(value.declaredAt()),
                "a template repeats for its items, which may have any shape, and no case has one"));
      }
    }
    return problems;
  }

  private boolean hasExample(Value<?> value) {
    return value.examples().stream().anyMatch(each -> !isEmpty(each))
        || chart.ciCases().stream()
            .flatMap(each -> each.settings().keySet().stream())
            .anyMatch(path -> (path + ".").startsWith(value.path() + "."));
  }

  private static boolean isEmpty(Object value) {
    return value == null
        || (value instanceof List<?> list && list.isEmpty())
        || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  private void visit(Node node) {
    if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entry -> visit(entry.value()));
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> visit(item.value()));
    } else if (node instanceof Node.Choice choice) {
      visit(choice.then());
      visit(choice.otherwise());
    } else if (node instanceof Node.Each each) {
      collection(each.collection());
      visit(each.body());
    }
  }

  private void collection(Expr expr) {
    if (expr instanceof Reference reference && reference.root() == Expr.Root.VALUES) {
      chart.values().find(reference.path()).ifPresent(repeated::add);
    }
  }
}
