package dev.chartwright.chart.tree;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what {@link Expr.Invalid} expressions in trees, texts and conditions carry. */
public final class CarriedFindings extends TreeVisitor {
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
    carried.visit(tree);
    return List.copyOf(carried.findings);
  }

  /** The findings of a condition, as for {@link #in(Node, String)}. */
  public static List<Finding> in(Condition condition, String place) {
    CarriedFindings carried = new CarriedFindings(place);
    carried.visit(condition);
    return List.copyOf(carried.findings);
  }

  /** The findings of a text, as for {@link #in(Node, String)}. */
  public static List<Finding> in(String text, String place) {
    CarriedFindings carried = new CarriedFindings(place);
    carried.visit(text);
    return List.copyOf(carried.findings);
  }

  @Override
  protected void expression(Expr expr) {
    if (expr instanceof Expr.Invalid invalid) {
      Finding finding = invalid.finding();
      findings.add(
          finding.place().model().isEmpty()
              ? finding.at(Place.ofModel(place).declaredAt(finding.place().declaredAt()))
              : finding);
    }
  }
}
