package dev.chartwright.generator.helm;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.TreeVisitor;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds a chart that refers to values and was given none. One mistake is told once, and not for
 * each of the references. Used by one thread.
 */
final class ForgottenValues extends TreeVisitor {
  private final Values values;
  private final SortedSet<String> missing = new TreeSet<>();

  private ForgottenValues(Values values) {
    this.values = values;
  }

  /** The mistake, if the chart was given no values and needs some. */
  static Optional<Finding> of(Chart chart, Map<Manifest, Node.Mapping> trees) {
    if (chart.hasValues()) {
      return Optional.empty();
    }
    ForgottenValues forgotten = new ForgottenValues(chart.values());
    trees.forEach(
        (manifest, tree) -> {
          forgotten.visit(tree);
          forgotten.numbers(tree);
          forgotten.visit(manifest.condition());
          manifest.guards().forEach(guard -> forgotten.visit(guard.condition()));
        });
    chart.templates().forEach(template -> forgotten.visit(template.body()));
    for (Note note : chart.notes()) {
      forgotten.visit(note.when());
      forgotten.visit(note.body());
    }
    for (CiCase ciCase : chart.ciCases()) {
      ciCase.settings().keySet().forEach(forgotten::add);
    }
    Optional<SourceLine> line =
        chart.manifests().stream().flatMap(each -> each.declaredAt().stream()).findFirst();
    return forgotten.missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                    TPL_05,
                    Place.ofModel("values").declaredAt(line),
                    "the chart has no values, and refers to "
                        + String.join(", ", forgotten.missing)
                        + ": Chart.values(…) is not called")
                .because("nothing of this chart can refer to a value")
                .fixedBy("call values(values) on the builder of the chart"));
  }

  @Override
  protected void expression(Expr expr) {
    if (expr instanceof Expr.Reference reference && reference.root() == Expr.Root.VALUES) {
      add(reference.path());
    }
  }

  /** Numbers that stand for values, which nothing could resolve. */
  private void numbers(Node node) {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof Number number) {
      if (Values.isToken(number.longValue())) {
        Values.anywhere(number.longValue()).ifPresent(value -> add(value.path()));
      }
    } else if (node instanceof Node.Mapping mapping) {
      mapping.entries().forEach(entry -> numbers(entry.value()));
    } else if (node instanceof Node.Sequence sequence) {
      sequence.items().forEach(item -> numbers(item.value()));
    }
  }

  private void add(String path) {
    if (values.find(path).isEmpty()) {
      missing.add(path);
    }
  }
}
