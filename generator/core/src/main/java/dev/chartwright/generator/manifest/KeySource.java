package dev.chartwright.generator.manifest;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Choice;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What brings keys into a map: an entry, or something spliced in whose keys are known only when the
 * chart is installed. Immutable.
 *
 * @param name what a message calls it
 * @param before what its keys begin with; the key itself where there is only one
 * @param after what its keys end with
 * @param fixed whether it has one key
 * @param when it is there only then
 * @param value the path of the value whose keys these are, without what is before and after; empty
 *     where they come from elsewhere
 * @param merged whether it is merged into one map with its like
 */
public record KeySource(
    String name,
    String before,
    String after,
    boolean fixed,
    Condition when,
    Optional<String> value,
    boolean merged) {

  /** What brings the keys of a map; entries whose own key is computed are left out. */
  public static List<KeySource> of(Chart chart, Mapping mapping) {
    Collection collection = new Collection(chart);
    for (Entry entry : mapping.entries()) {
      if (isMerged(chart, entry)) {
        collection.value(((Insert) entry.value()).expr(), entry.when(), true);
      } else {
        collection.entry(entry, entry.when());
      }
    }
    return collection.sources;
  }

  /**
   * Whether an entry is a map from text to text that always stands there: such maps are merged into
   * one, in which the last one wins.
   */
  public static boolean isMerged(Chart chart, Entry entry) {
    return entry.isSplice()
        && entry.comment().isEmpty()
        && entry.when().equals(Condition.always())
        && entry.value() instanceof Insert insert
        && (isOfEntry(insert.expr())
            || (type(chart, insert.expr()).orElse(null) instanceof MapType map
                && map.value().kind() == Kind.STRING));
  }

  /** Labels or annotations of an entry of a loop, whose type excludes the keys of the chart. */
  private static boolean isOfEntry(Expr expr) {
    return expr instanceof Expr.Call call && call.function() == Function.OR_EMPTY;
  }

  /**
   * A map in which included maps are written out where that lets them be merged with others: what
   * is included is text already.
   */
  static Mapping writtenOut(Chart chart, Mapping mapping) {
    if (mapping.entries().stream().noneMatch(Entry::isSplice)) {
      return mapping;
    }
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : mapping.entries()) {
      Mapping included =
          entry.isSplice() && entry.when().equals(Condition.always())
              ? included(chart, entry.value()).orElse(Node.mapping())
              : Node.mapping();
      boolean hasMerged = included.entries().stream().anyMatch(each -> isMerged(chart, each));
      entries.addAll(hasMerged ? included.entries() : List.of(entry));
    }
    long merged = entries.stream().filter(entry -> isMerged(chart, entry)).count();
    return merged > 1 ? new Mapping(entries) : mapping;
  }

  /** Whether both may bring the same key. */
  boolean mayMeet(KeySource other) {
    if ((merged && other.merged) || excludes(when, other.when)) {
      return false;
    }
    if (fixed || other.fixed) {
      return fixed ? other.mayBring(before) : mayBring(other.before);
    }
    return (before.startsWith(other.before) || other.before.startsWith(before))
        && (after.endsWith(other.after) || other.after.endsWith(after));
  }

  private boolean mayBring(String key) {
    return fixed
        ? key.equals(before)
        : key.length() >= before.length() + after.length()
            && key.startsWith(before)
            && key.endsWith(after);
  }

  /** What its value must not have as a key, so that it never brings this one. */
  public Optional<String> reserved(String key) {
    return value.isPresent() && mayBring(key)
        ? Optional.of(key.substring(before.length(), key.length() - after.length()))
        : Optional.empty();
  }

  /** The map that a named template holds. */
  private static Optional<Mapping> included(Chart chart, Node spliced) {
    return spliced instanceof Insert insert && insert.expr() instanceof Include include
        ? chart
            .template(include.template())
            .map(NamedTemplate::body)
            .filter(Mapping.class::isInstance)
            .map(Mapping.class::cast)
        : Optional.empty();
  }

  private static Optional<ValueType> type(Chart chart, Expr expr) {
    return path(expr).flatMap(chart.values()::find).map(Value::type);
  }

  /** The path of an expression that is a value. */
  private static Optional<String> path(Expr expr) {
    return expr instanceof Reference reference && reference.root() == Expr.Root.VALUES
        ? Optional.of(reference.path())
        : Optional.empty();
  }

  /** Whether two conditions cannot hold together: one asks for what the other denies. */
  private static boolean excludes(Condition one, Condition other) {
    return parts(one).stream()
        .anyMatch(
            part ->
                parts(other).stream()
                    .anyMatch(
                        each ->
                            part.equals(new Condition.Not(each))
                                || each.equals(new Condition.Not(part))));
  }

  private static List<Condition> parts(Condition condition) {
    return condition instanceof Condition.All all ? all.conditions() : List.of(condition);
  }

  /** Gathers the sources of one map. */
  private static final class Collection {
    private final Chart chart;
    private final List<KeySource> sources = new ArrayList<>();
    private final Set<Node> included = new HashSet<>();

    Collection(Chart chart) {
      this.chart = chart;
    }

    void entry(Entry entry, Condition when) {
      if (entry.isSplice()) {
        spliced(entry.value(), when);
      } else if (!Text.hasReferences(entry.key())) {
        fixed(entry.key(), when);
      }
    }

    private void spliced(Node node, Condition when) {
      if (node instanceof Mapping mapping) {
        mapping.entries().forEach(entry -> entry(entry, when.and(entry.when())));
      } else if (node instanceof Choice choice) {
        spliced(choice.then(), when.and(choice.condition()));
        spliced(choice.otherwise(), when.and(new Condition.Not(choice.condition())));
      } else if (node instanceof Each each && each.body() instanceof Mapping body) {
        body.entries().forEach(entry -> round(each, entry, when));
      } else if (node instanceof Insert insert && insert.expr() instanceof Include) {
        if (included.add(insert)) {
          KeySource.included(chart, insert).ifPresent(body -> spliced(body, when));
        }
      } else if (node instanceof Insert insert) {
        value(insert.expr(), when, false);
      }
    }

    private void value(Expr map, Condition when, boolean merged) {
      if (type(chart, map).orElse(null) instanceof ObjectType object && !object.open()) {
        object.fields().forEach(field -> fixed(field.name(), when));
      } else {
        Optional<String> value = isOfEntry(map) ? Optional.of(map.toString()) : path(map);
        sources.add(new KeySource(map.toString(), "", "", false, when, value, merged));
      }
    }

    /** An entry that every round of a loop writes; no two of the same map with the same key. */
    private void round(Each each, Entry entry, Condition when) {
      String name = "the loop over " + each.collection();
      if (entry.isSplice()) {
        sources.add(new KeySource(name, "", "", false, when, Optional.empty(), false));
        return;
      }
      if (!Text.hasReferences(entry.key())) {
        fixed(entry.key(), when);
        return;
      }
      List<Text.Part> parts = Text.parse(entry.key()).parts();
      String before = parts.get(0) instanceof Text.Plain plain ? plain.text() : "";
      String after = parts.get(parts.size() - 1) instanceof Text.Plain plain ? plain.text() : "";
      List<Expr> placeholders =
          parts.stream()
              .filter(Text.Placeholder.class::isInstance)
              .map(part -> ((Text.Placeholder) part).expr())
              .toList();
      boolean keyOfTheMap =
          placeholders.size() == 1
              && placeholders.get(0) instanceof Reference reference
              && reference.root() == Expr.Root.VARIABLE
              && reference.path().equals(each.keyVariable());
      Optional<String> value = keyOfTheMap ? path(each.collection()) : Optional.empty();
      sources.add(new KeySource(name, before, after, false, when, value, false));
    }

    private void fixed(String key, Condition when) {
      sources.add(new KeySource("'" + key + "'", key, "", true, when, Optional.empty(), false));
    }
  }
}
