package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.chart.tree.TreeVisitor;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the references in trees, text and conditions of a chart: tokens become what they stand for,
 * and everything that they refer to must exist. Problems go to the list, with their places.
 */
public record Resolution(Chart chart, List<Finding> problems) {
  /** Stands for a text that cannot be written. */
  private static final Node NOTHING = new Node.Scalar("");

  /**
   * A tree with its tokens resolved, and with included maps written out where they are merged with
   * others; its maps keep their order.
   */
  public Node resolve(Node node, String path) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        return text(text, path);
      }
      boolean whole = scalar.value() instanceof Integer || scalar.value() instanceof Long;
      return whole ? number(((Number) scalar.value()).longValue(), path) : scalar;
    }
    if (node instanceof Node.Mapping declared) {
      Node.Mapping mapping = KeySource.writtenOut(chart, declared);
      List<Entry> entries = new ArrayList<>(mapping.entries().size());
      for (Entry entry : mapping.entries()) {
        String below = entry.isSplice() ? path : path + "." + entry.key();
        Entry sound = entry;
        if (!entry.isSplice() && text(entry.key(), path).equals(NOTHING)) {
          sound = new Entry("", entry.value(), entry.when(), entry.comment());
        }
        require(entry.when(), below);
        entries.add(sound.withValue(resolve(entry.value(), below)));
      }
      return new Node.Mapping(entries);
    }
    if (node instanceof Node.Sequence sequence) {
      List<Item> items = new ArrayList<>(sequence.items().size());
      for (Item item : sequence.items()) {
        String below = path + "[" + items.size() + "]";
        require(item.when(), below);
        items.add(item.withValue(resolve(item.value(), below)));
      }
      return new Node.Sequence(items);
    }
    if (node instanceof Node.Choice choice) {
      require(choice.condition(), path);
      return new Node.Choice(
          choice.condition(), resolve(choice.then(), path), resolve(choice.otherwise(), path));
    }
    if (node instanceof Node.Each each) {
      require(each.collection(), path);
      return new Node.Each(
          each.collection(), each.keyVariable(), each.variable(), resolve(each.body(), path));
    }
    require(((Node.Insert) node).expr(), path);
    return node;
  }

  private Node number(long number, String path) {
    if (!Values.isToken(number)) {
      return new Node.Scalar(number);
    }
    Optional<Value<?>> value = chart.values().ofToken(number);
    Optional<Value<?>> other = value.isPresent() ? value : Values.anywhere(number);
    if (value.isEmpty() && other.isPresent()) {
      problems.add(
          error(
                  path,
                  "it refers to the value '"
                      + other.get().path()
                      + "'"
                      + other.get().declaredAt().map(line -> " (" + line + ")").orElse("")
                      + " of another Values object")
              .because("the chart does not have this value, or has another one of that name")
              .fixedBy(
                  "declare the value in the Values object of the chart, and pass it to"
                      + " Chart.values(…)"));
      return new Node.Scalar(number);
    }
    if (value.isEmpty()) {
      problems.add(
          error(path, number + " was made by arithmetic on a reference to a value")
              .because("a reference stands for a number that is known only at install time")
              .fixedBy("bind the field to an expression, or compute the number in the model"));
      return new Node.Scalar(number);
    }
    return new Node.Insert(value.get().expr());
  }

  /** Text, or the only reference in it. */
  public Node text(String text, String path) {
    if (hasHalfCharacter(text)) {
      problems.add(
          error(path, "the text has half of a surrogate pair, which is no character")
              .because("the text cannot be written in UTF-8")
              .fixedBy("cut text between characters, not within them"));
      return NOTHING;
    }
    if (!Text.hasReferences(text)) {
      return new Node.Scalar(text);
    }
    try {
      Text parsed = Text.parse(text);
      for (Text.Part part : parsed.parts()) {
        if (part instanceof Text.Placeholder placeholder) {
          require(placeholder.expr(), path);
        }
      }
      Expr only = parsed.onlyExpr();
      return only == null ? new Node.Scalar(text) : new Node.Insert(only);
    } catch (IllegalArgumentException damaged) {
      problems.add(
          error(path, damaged.getMessage())
              .because("the chart holds a damaged reference")
              .fixedBy(
                  "join strings only; to change the text at install time, call replace, upper, lower"
                      + " or trunc of the value, such as value.upper().asString()"));
      return NOTHING;
    }
  }

  private static boolean hasHalfCharacter(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return true;
      }
    }
    return false;
  }

  /** Everything that a condition refers to must exist. */
  public void require(Condition condition, String path) {
    new Existence(path).visit(condition);
  }

  private void require(Expr expr, String path) {
    new Existence(path).visit(expr);
  }

  /** Reports what does not exist. */
  private final class Existence extends TreeVisitor {
    private final String path;
    private final Set<String> visited = new HashSet<>();

    /** The chart whose template is visited: this one, or a library. */
    private Chart home = chart;

    Existence(String path) {
      this.path = path;
    }

    @Override
    protected void expression(Expr expr) {
      if (expr instanceof Expr.Reference reference) {
        if (reference.root() == Expr.Root.VALUES
            && chart.values().find(reference.path()).isEmpty()) {
          problems.add(
              chart.values().isLate(reference.path())
                  ? error(path, reference + " is declared while the chart is built, too late")
                      .fixedBy("declare it before build(), outside of the change of the component")
                  : error(
                          path,
                          reference
                              + " is not declared by the values of this chart"
                              + (home == chart
                                  ? ""
                                  : ", and a template of " + home.name() + " reads it"))
                      .fixedBy("declare it, or pass the values that it comes from to the chart"));
        }
      } else if (expr instanceof Expr.Include include) {
        include(include.template());
      } else if (expr instanceof Expr.FileHash hash) {
        if (chart.manifests().stream()
            .noneMatch(manifest -> manifest.name().equals(hash.manifest()))) {
          problems.add(
              error(path, "the chart has no manifest '" + hash.manifest() + "'")
                  .fixedBy("write the name of a manifest of the chart"));
        }
      }
    }

    private void include(String name) {
      Inclusions.Target target = Inclusions.target(chart, home, name);
      if (target.template().isEmpty()) {
        boolean isOfLibrary = name.indexOf('/') > 0;
        problems.add(
            isOfLibrary && chart.library(name).isEmpty()
                ? error(path, "the chart does not depend on the library of '" + name + "'")
                    .fixedBy("add the library: .dependency(library)")
                : error(
                        path,
                        (isOfLibrary ? target.home().name() : "the chart")
                            + " has no template '"
                            + name.substring(name.indexOf('/') + 1)
                            + "'")
                    .fixedBy(
                        isOfLibrary
                            ? "name a template of the library"
                            : "add the template to the chart"));
      } else if (target.home() != chart && visited.add(target.name())) {
        Chart above = home;
        home = target.home();
        visit(target.template().get().body());
        home = above;
      }
    }
  }

  private static Finding error(String path, String what) {
    return Finding.error(TPL_05, Place.ofModel(path), what);
  }
}
