package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;

import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which named templates and manifests include which others. Used by one thread.
 *
 * @param included by place, such as {@code templates[labels]}: the places that it includes
 */
public record Inclusions(Map<String, Set<String>> included) {

  /** A problem for each place that includes itself, at whatever remove. */
  public static List<Finding> circles(
      Map<Manifest, Node.Mapping> manifests, List<NamedTemplate> templates) {
    Inclusions inclusions = new Inclusions(new LinkedHashMap<>());
    for (NamedTemplate template : templates) {
      inclusions.in("templates[" + template.name() + "]").node(template.body());
    }
    manifests.forEach(
        (manifest, tree) -> {
          Including place = inclusions.in("manifests[" + manifest.name() + "]");
          place.node(tree);
          place.condition(manifest.condition());
          manifest.guards().forEach(guard -> place.condition(guard.condition()));
        });
    List<Finding> problems = new ArrayList<>();
    for (String place : inclusions.included().keySet()) {
      Set<String> reached = new HashSet<>();
      inclusions.reach(place, reached);
      if (reached.contains(place)) {
        problems.add(
            Finding.error(
                TPL_05,
                Place.ofModel(place),
                "it includes itself, by " + String.join(", ", inclusions.included().get(place)),
                "Helm would never come to an end, and gives up",
                "include something that does not need it"));
      }
    }
    return problems;
  }

  private void reach(String place, Set<String> reached) {
    for (String next : included.getOrDefault(place, Set.of())) {
      if (reached.add(next)) {
        reach(next, reached);
      }
    }
  }

  private Including in(String place) {
    return new Including(included.computeIfAbsent(place, absent -> new LinkedHashSet<>()));
  }

  /** Collects what one place includes. */
  private record Including(Set<String> included) {
    void node(Node node) {
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
        expression(insert.expr());
      } else if (node instanceof Node.Choice choice) {
        condition(choice.condition());
        node(choice.then());
        node(choice.otherwise());
      } else if (node instanceof Node.Each each) {
        expression(each.collection());
        node(each.body());
      }
    }

    void condition(Condition condition) {
      if (condition instanceof Condition.Truth truth) {
        expression(truth.expr());
      } else if (condition instanceof Condition.Not not) {
        condition(not.condition());
      } else if (condition instanceof Condition.All all) {
        all.conditions().forEach(this::condition);
      } else if (condition instanceof Condition.Any any) {
        any.conditions().forEach(this::condition);
      } else if (condition instanceof Condition.Comparison comparison) {
        expression(comparison.left());
        expression(comparison.right());
      }
    }

    private void text(String text) {
      if (Text.hasReferences(text)) {
        for (Text.Part part : Text.parse(text).parts()) {
          if (part instanceof Text.Placeholder placeholder) {
            expression(placeholder.expr());
          }
        }
      }
    }

    private void expression(Expr expr) {
      if (expr instanceof Expr.Call call) {
        call.arguments().forEach(this::expression);
      } else if (expr instanceof Expr.Include include) {
        included.add("templates[" + include.template() + "]");
      } else if (expr instanceof Expr.Invalid invalid) {
        invalid.about().forEach(this::expression);
      } else if (expr instanceof Expr.FileHash hash) {
        included.add("manifests[" + hash.manifest() + "]");
      }
    }
  }
}
