package dev.chartwright.generator.manifest;

import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree without control flow: what surely stands in a manifest. References stay in the texts;
 * {@link #UNKNOWN} stands for what depends on a condition or a loop, as an item of a list or as a
 * key where there may be more of them.
 */
public final class PlainTree {
  /** Stands for what only the cluster knows. */
  public static final String UNKNOWN = "\uFFFC";

  private PlainTree() {}

  public static Map<String, Object> of(Node.Mapping mapping) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries()) {
      boolean sure = entry.when().equals(Condition.always());
      if (entry.isSplice() || Text.hasReferences(entry.key())) {
        map.put(UNKNOWN, UNKNOWN);
      } else {
        map.put(entry.key(), sure || isTree(entry.value()) ? plain(entry.value()) : UNKNOWN);
      }
    }
    return map;
  }

  private static boolean isTree(Node node) {
    return node instanceof Node.Mapping || node instanceof Node.Sequence;
  }

  private static Object plain(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.value();
    }
    if (node instanceof Node.Mapping mapping) {
      return of(mapping);
    }
    if (node instanceof Node.Sequence sequence) {
      List<Object> items = new ArrayList<>();
      for (Node.Item item : sequence.items()) {
        items.add(item.spliced() ? UNKNOWN : plain(item.value()));
      }
      return items;
    }
    if (node instanceof Node.Insert insert) {
      Expr expr = insert.expr();
      return expr.kind() == Kind.STRING ? expr.asString() : UNKNOWN;
    }
    return UNKNOWN;
  }
}
