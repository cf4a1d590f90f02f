package dev.chartwright.generator.helm;

import static dev.chartwright.generator.rule.ValueRules.VAL_10;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Reference;
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
import dev.chartwright.chart.tree.TreeVisitor;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The lists of a manifest whose items must differ in a field, such as variables in their name. A
 * JSON schema cannot say this, so a template that renders such a list fails with a sentence when
 * two items have the same name, or when an item has that of one that the chart itself writes beside
 * them. Used once, by one thread.
 */
final class UniqueItems {
  /** Lists that Kubernetes merges by a field of their items. */
  private static final Map<String, String> MERGED =
      Map.of(
          "containers", "name",
          "env", "name",
          "initContainers", "name",
          "volumeDevices", "devicePath",
          "volumeMounts", "mountPath",
          "volumes", "name");

  private static final Set<Function> PRINTING = Set.of(Function.TO_YAML, Function.TO_JSON);

  private final Chart chart;
  private final Set<Guard> guards = new LinkedHashSet<>();
  private final List<Finding> problems = new ArrayList<>();
  private final Set<String> included = new HashSet<>();

  /**
   * Lists that stand in one place.
   *
   * @param lists the paths of values
   * @param key the field in which their items differ
   * @param own what the chart's own items have there
   */
  record Guard(List<String> lists, String key, Set<String> own) {
    /** The action that fails when items do not differ. */
    String action(Chart chart) {
      GoExpression go = GoExpression.of(chart);
      StringBuilder action = new StringBuilder("include ");
      action.append(GoExpression.quoted(chart.name() + "." + template(chart)));
      action.append(" (dict \"key\" ").append(GoExpression.quoted(key)).append(" \"own\" (list");
      own.forEach(each -> action.append(' ').append(GoExpression.quoted(each)));
      action.append(") \"lists\" (list");
      lists.forEach(
          each ->
              action
                  .append(" (list ")
                  .append(GoExpression.quoted(each))
                  .append(' ')
                  .append(go.operand(chart.values().find(each).orElseThrow().expr()))
                  .append(')'));
      return action.append("))").toString();
    }

    private boolean covers(Guard other) {
      return !equals(other)
          && key.equals(other.key)
          && lists.containsAll(other.lists)
          && own.containsAll(other.own);
    }
  }

  private UniqueItems(Chart chart) {
    this.chart = chart;
  }

  /** The guards that the template of a manifest needs. */
  static List<Guard> guards(Chart chart, Mapping tree) {
    Set<Guard> all = of(chart, tree, "").guards;
    return all.stream()
        .filter(guard -> all.stream().noneMatch(other -> other.covers(guard)))
        .toList();
  }

  /** Lists that users may fill with what the chart itself has beside them, and no guard. */
  static List<Finding> problems(Chart chart, Node tree, String path) {
    return of(chart, tree, path).problems;
  }

  private static UniqueItems of(Chart chart, Node tree, String path) {
    UniqueItems items = new UniqueItems(chart);
    items.visit("", tree, path);
    items.texts(tree);
    return items;
  }

  /** The name of the template, without the prefix of the chart. */
  static String template(Chart chart) {
    return chart.template("uniqueItems").isPresent() ? "uniqueItems.guard" : "uniqueItems";
  }

  /** The named template that the guards include. */
  static String definition(Chart chart) {
    return """
        {{/*
        Fails when two items of lists that stand in one place have the same key, or when an item has the
        key of one that the chart itself has there.
        */}}
        {{- define %s -}}
        {{- $key := .key }}
        {{- $taken := dict }}
        {{- range .own }}
        {{- $_ := set $taken . "by the chart itself" }}
        {{- end }}
        {{- range $list := .lists }}
        {{- $name := first $list }}
        {{- range last $list }}
        {{- $value := get . $key | toString }}
        {{- if hasKey $taken $value }}
        {{- fail (printf "%%s: the %%s '%%s' is given twice: here and %%s" $name $key $value (get $taken $value)) }}
        {{- end }}
        {{- $_ := set $taken $value (printf "in another item of %%s" $name) }}
        {{- end }}
        {{- end }}
        {{- end }}
        """
        .formatted(GoExpression.quoted(chart.name() + "." + template(chart)));
  }

  /**
   * @param key the field that holds the node
   */
  private void visit(String key, Node node, String path) {
    if (node instanceof Mapping mapping) {
      for (Entry entry : mapping.entries()) {
        String below = entry.isSplice() ? path : path + "." + entry.key();
        visit(entry.isSplice() ? "" : entry.key(), entry.value(), below);
      }
    } else if (node instanceof Sequence sequence) {
      sequence(key, sequence, path);
      int index = 0;
      for (Item item : sequence.items()) {
        visit("", item.value(), path + "[" + index + "]");
        index++;
      }
    } else if (node instanceof Choice choice) {
      visit(key, choice.then(), path);
      visit(key, choice.otherwise(), path);
    } else if (node instanceof Each each) {
      alone(each.collection());
      visit("", each.body(), path);
    } else if (node instanceof Insert insert) {
      alone(insert.expr());
      include(insert.expr());
    }
  }

  private void include(Expr expr) {
    if (expr instanceof Include include && included.add(include.template())) {
      chart
          .template(include.template())
          .map(NamedTemplate::body)
          .ifPresent(body -> visit("", body, ""));
    }
  }

  /** Lists that stand in a text, as YAML or JSON. */
  private void texts(Node node) {
    TreeVisitor visitor =
        new TreeVisitor() {
          @Override
          protected void expression(Expr expr) {
            if (expr instanceof Call call && PRINTING.contains(call.function())) {
              alone(call.arguments().get(0));
            }
          }
        };
    visitor.visit(node);
    chart.templates().stream()
        .filter(template -> included.contains(template.name()))
        .forEach(template -> visitor.visit(template.body()));
  }

  private void alone(Expr expr) {
    list(expr)
        .filter(value -> !uniqueBy(value).isEmpty())
        .ifPresent(
            value -> guards.add(new Guard(List.of(value.path()), uniqueBy(value), Set.of())));
  }

  private void sequence(String field, Sequence sequence, String path) {
    List<Value<?>> lists = new ArrayList<>();
    sequence.items().stream().filter(Item::spliced).forEach(item -> spliced(item.value(), lists));
    Set<String> keys = new TreeSet<>();
    lists.forEach(value -> keys.add(uniqueBy(value)));
    for (String key : keys) {
      if (!key.isEmpty()) {
        List<Value<?>> unique =
            lists.stream().filter(value -> uniqueBy(value).equals(key)).distinct().toList();
        // What the types of the items refuse needs no guard.
        Set<String> own = new LinkedHashSet<>(own(sequence, key));
        own.removeIf(name -> unique.stream().noneMatch(value -> mayBring(item(value), key, name)));
        guards.add(new Guard(unique.stream().map(Value::path).toList(), key, own));
      }
    }
    String merged = MERGED.getOrDefault(field, "");
    for (Value<?> value : lists) {
      if (!merged.isEmpty() && !uniqueBy(value).equals(merged)) {
        own(sequence, merged).stream()
            .filter(name -> mayBring(item(value), merged, name))
            .limit(1)
            .forEach(name -> problems.add(problem(value, merged, name, path)));
      }
    }
  }

  private static Finding problem(Value<?> value, String key, String name, String path) {
    return Finding.error(
            VAL_10,
            Place.ofModel("values." + value.path()).declaredAt(value.declaredAt()),
            "it may bring the " + key + " '" + name + "', which the chart itself has in " + path)
        .fixedBy("declare the list with .uniqueBy(\"" + key + "\")");
  }

  private void spliced(Node node, List<Value<?>> lists) {
    if (node instanceof Insert insert) {
      list(insert.expr()).ifPresent(lists::add);
    } else if (node instanceof Choice choice) {
      spliced(choice.then(), lists);
      spliced(choice.otherwise(), lists);
    }
  }

  /** What the items that are written out have in a field. */
  private static Set<String> own(Sequence sequence, String key) {
    Set<String> own = new LinkedHashSet<>();
    sequence.items().stream()
        .filter(item -> !item.spliced())
        .forEach(item -> own(item.value(), key, own));
    return own;
  }

  private static void own(Node node, String key, Set<String> own) {
    if (node instanceof Choice choice) {
      own(choice.then(), key, own);
      own(choice.otherwise(), key, own);
    } else if (node instanceof Mapping mapping) {
      mapping.entries().stream()
          .filter(entry -> key.equals(entry.key()) && entry.value() instanceof Scalar)
          .map(entry -> String.valueOf(((Scalar) entry.value()).value()))
          .filter(text -> !Text.hasReferences(text))
          .forEach(own::add);
    }
  }

  private static boolean mayBring(ValueType item, String key, String name) {
    if (item instanceof ObjectType object) {
      return object
          .field(key)
          .map(field -> field.type().complaint(name).isEmpty())
          .orElse(object.open());
    }
    return item instanceof AnyObjectType;
  }

  private Optional<Value<?>> list(Expr expr) {
    return expr instanceof Reference reference && reference.root() == Expr.Root.VALUES
        ? chart.values().find(reference.path()).filter(value -> value.type() instanceof ListType)
        : Optional.empty();
  }

  private static ValueType item(Value<?> list) {
    return ((ListType) list.type()).item();
  }

  private static String uniqueBy(Value<?> list) {
    return ((ListType) list.type()).uniqueBy();
  }
}
