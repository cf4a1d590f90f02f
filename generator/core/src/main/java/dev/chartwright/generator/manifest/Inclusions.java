package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.TreeVisitor;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which named templates and manifests include which others. Used by one thread.
 *
 * @param included by place, such as {@code templates[labels]}: the places that it includes
 */
public record Inclusions(Map<String, Set<String>> included) {

  /**
   * The template that an include means.
   *
   * @param home the chart that has it
   * @param name its name as this chart would include it, such as {@code common/labels}
   * @param template nothing if there is none
   */
  public record Target(Chart home, String name, Optional<NamedTemplate> template) {}

  /**
   * Finds the template that an include means.
   *
   * @param home the chart whose template or manifest has the include: the chart itself, or a
   *     library that it depends on
   */
  public static Target target(Chart chart, Chart home, String name) {
    Chart owner = chart.library(name).orElse(home);
    String own = owner == home ? name : name.substring(name.indexOf('/') + 1);
    return new Target(owner, owner == chart ? own : owner.name() + "/" + own, owner.template(own));
  }

  /** A problem for each place that includes itself, at whatever remove. */
  public static List<Finding> circles(
      Map<Manifest, Node.Mapping> manifests, List<NamedTemplate> templates) {
    Inclusions inclusions = new Inclusions(new LinkedHashMap<>());
    for (NamedTemplate template : templates) {
      inclusions.in("templates[" + template.name() + "]").visit(template.body());
    }
    manifests.forEach(
        (manifest, tree) -> {
          Including place = inclusions.in("manifests[" + manifest.name() + "]");
          place.visit(tree);
          for (Manifest part : manifest.parts()) {
            place.visit(part.condition());
            part.guards().forEach(guard -> place.visit(guard.condition()));
          }
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
                    "it includes itself, by " + String.join(", ", inclusions.included().get(place)))
                .fixedBy("include something that does not need it"));
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
  private static final class Including extends TreeVisitor {
    private final Set<String> included;

    Including(Set<String> included) {
      this.included = included;
    }

    @Override
    protected void expression(Expr expr) {
      if (expr instanceof Expr.Include include) {
        included.add("templates[" + include.template() + "]");
      } else if (expr instanceof Expr.FileHash hash) {
        included.add("manifests[" + hash.manifest() + "]");
      }
    }
  }
}
