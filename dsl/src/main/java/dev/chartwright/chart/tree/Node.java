package dev.chartwright.chart.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A tree of YAML with the template's control flow in it: what a manifest becomes before it is
 * written. Immutable. Strings may carry tokens of {@link Expression#asString()}.
 */
public sealed interface Node extends Tree {
  @Override
  default Node node() {
    return this;
  }

  /**
   * A leaf.
   *
   * @param value a String, Number, Boolean or null
   */
  record Scalar(Object value) implements Node {
    public Scalar {
      if (value != null
          && !(value instanceof String || value instanceof Number || value instanceof Boolean)) {
        value =
            Text.token(
                InvalidExpressions.tree(
                    "'" + value + "' of " + value.getClass().getName() + " is not a scalar"));
      }
    }
  }

  /** A map in the order of its entries. */
  record Mapping(List<Entry> entries) implements Node {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** A copy with one more entry at the end. */
    public Mapping with(String key, Node value) {
      return plus(new Entry(key, value));
    }

    public Mapping with(String key, String value) {
      return with(key, new Scalar(value));
    }

    public Mapping plus(Entry entry) {
      List<Entry> all = new ArrayList<>(entries);
      all.add(entry);
      return new Mapping(all);
    }
  }

  /**
   * A key with its value, or a map whose entries are spliced in.
   *
   * @param key null for a splice
   * @param when the entry is rendered only then
   * @param comment the line above it in the template, or empty
   */
  record Entry(String key, Node value, Condition when, String comment) {
    public Entry {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(when, "when");
      Objects.requireNonNull(comment, "comment");
    }

    public Entry(String key, Node value) {
      this(key, value, Condition.always(), "");
    }

    /** The entries of another map, spliced in. */
    public static Entry splice(Node map) {
      return new Entry(null, map);
    }

    public boolean isSplice() {
      return key == null;
    }

    public Entry withValue(Node changed) {
      return new Entry(key, changed, when, comment);
    }

    public Entry onlyWhen(Condition condition) {
      return new Entry(key, value, when.and(condition), comment);
    }

    public Entry commented(String text) {
      return new Entry(key, value, when, text);
    }
  }

  /** A list. */
  record Sequence(List<Item> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    public Sequence plus(Item item) {
      List<Item> all = new ArrayList<>(items);
      all.add(item);
      return new Sequence(all);
    }
  }

  /**
   * An item of a list, or a list whose items are spliced in.
   *
   * @param spliced whether {@code value} is itself a list
   */
  record Item(Node value, boolean spliced, Condition when, String comment) {
    public Item {
      Objects.requireNonNull(value, "value");
      Objects.requireNonNull(when, "when");
      Objects.requireNonNull(comment, "comment");
    }

    public Item(Node value) {
      this(value, false, Condition.always(), "");
    }

    public static Item splice(Node list) {
      return new Item(list, true, Condition.always(), "");
    }

    public Item withValue(Node changed) {
      return new Item(changed, spliced, when, comment);
    }

    public Item onlyWhen(Condition condition) {
      return new Item(value, spliced, when.and(condition), comment);
    }

    public Item commented(String text) {
      return new Item(value, spliced, when, text);
    }
  }

  /** What an expression yields, scalar or structured. */
  record Insert(Expr expr) implements Node {
    /** Whether there is anything to insert. */
    public Condition isSet() {
      return new Condition.Truth(expr);
    }
  }

  /** One of two trees. */
  record Choice(Condition condition, Node then, Node otherwise) implements Node {}

  /**
   * One tree for each item of a list or entry of a map; stands as a splice in a list or map.
   *
   * @param keyVariable the name of the variable for key or index; empty when not needed
   * @param variable the name of the variable for the item
   */
  record Each(Expr collection, String keyVariable, String variable, Node body) implements Node {
    public Each {
      collection = looped(collection, keyVariable, variable);
    }

    /**
     * A loop whose body is made from the name of its variable. The name of a variable that is not
     * one word is a finding, and {@code item} stands in its place.
     */
    public static Each over(
        Expression collection,
        String keyVariable,
        String variable,
        java.util.function.Function<String, Node> body) {
      Expr looped = looped(collection, keyVariable, variable);
      String name = isVariable(variable) ? variable : "item";
      return new Each(looped, keyVariable, name, body.apply(name));
    }

    private static Expr looped(Expression about, String keyVariable, String variable) {
      for (String name : List.of(variable, keyVariable.isEmpty() ? "key" : keyVariable)) {
        if (!isVariable(name)) {
          return InvalidExpressions.loop(about, "the loop variable '" + name + "' is not one word");
        }
      }
      return about.expr().kind().isScalar()
          ? InvalidExpressions.loop(
              about, about.expr() + " is not a list or map: there is nothing to loop over")
          : about.expr();
    }

    private static boolean isVariable(String name) {
      return name.matches("[a-z][a-zA-Z0-9]*");
    }
  }

  /**
   * A tree from plain Java maps, collections, strings, numbers and booleans; nodes stay as they
   * are.
   *
   * <p>Where something else stands, or where there is no bottom, the tree holds the mistake.
   */
  static Node of(Object tree) {
    if (!Trees.hasBottom(tree, 0)) {
      return new Insert(
          InvalidExpressions.depth(
              "a tree has more than " + Trees.DEEPEST + " levels, or holds itself",
              Kind.STRING,
              List.of()));
    }
    return unchecked(tree);
  }

  private static Node unchecked(Object tree) {
    if (tree instanceof Tree other) {
      return other.node();
    }
    if (tree instanceof Expression expression) {
      return new Insert(expression.expr());
    }
    if (tree instanceof Map<?, ?> map) {
      List<Entry> entries = new ArrayList<>(map.size());
      Optional<String> noText =
          map.keySet().stream()
              .filter(key -> !(key instanceof String))
              .map(String::valueOf)
              .findFirst();
      if (noText.isPresent()) {
        return new Insert(InvalidExpressions.tree("the key of a map is not text: " + noText.get()));
      }
      Trees.inOrder(map)
          .forEach((key, value) -> entries.add(new Entry((String) key, unchecked(value))));
      return new Mapping(entries);
    }
    if (tree instanceof Collection<?> items) {
      try {
        return new Sequence(Trees.inOrder(items).map(item -> new Item(unchecked(item))).toList());
      } catch (IllegalArgumentException noOrder) {
        return new Insert(InvalidExpressions.tree(noOrder.getMessage()));
      }
    }
    return new Scalar(tree);
  }

  static Mapping mapping() {
    return new Mapping(List.of());
  }
}
