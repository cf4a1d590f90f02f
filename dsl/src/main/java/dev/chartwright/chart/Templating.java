package dev.chartwright.chart;

import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.FileHash;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Tree;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The functions of the DSL, for static import. Everything here is evaluated when the chart is
 * installed.
 */
public final class Templating {
  private Templating() {}

  /** Holds if the flag is true, or if the value is not empty. */
  public static Condition when(Expression flag) {
    return flag.isSet();
  }

  public static Condition when(Condition condition) {
    return condition;
  }

  public static Condition not(Expression flag) {
    return not(flag.isSet());
  }

  public static Condition not(Condition condition) {
    return condition.opposite();
  }

  /** Holds if the cluster has an API: {@code group/version/Kind}, or {@code group/version}. */
  public static Condition capabilities(String api) {
    return new Condition.HasApi(api);
  }

  /**
   * Holds if the version of Kubernetes lies within a range, such as {@code >=1.29-0}.
   *
   * @param range comparisons with {@code = != > >= < <= ~ ^}, separated by commas or by {@code ||}.
   *     Each version ends in {@code -0}: without it, the versions of most providers, such as {@code
   *     v1.30.5-gke.1014001}, satisfy no range
   */
  public static Condition kubeVersion(String range) {
    return Condition.kubeVersion(range);
  }

  /** The name of the release, at most 53 characters. */
  public static Expr releaseName() {
    return new Reference(Expr.Root.RELEASE, "Name", Kind.STRING, true);
  }

  /** The namespace that the release is installed into. */
  public static Expr releaseNamespace() {
    return new Reference(Expr.Root.RELEASE, "Namespace", Kind.STRING, true);
  }

  /** {@code Helm}, or the program that renders in its place. */
  public static Expr releaseService() {
    return new Reference(Expr.Root.RELEASE, "Service", Kind.STRING, true);
  }

  public static Expr chartName() {
    return new Reference(Expr.Root.CHART, "Name", Kind.STRING, true);
  }

  public static Expr chartVersion() {
    return new Reference(Expr.Root.CHART, "Version", Kind.STRING, true);
  }

  public static Expr appVersion() {
    return new Reference(Expr.Root.CHART, "AppVersion", Kind.STRING, true);
  }

  /** The chart's name, or its override. */
  public static Expr name() {
    return new Include(StandardTemplates.NAME, Kind.STRING, true);
  }

  /**
   * The full name of the release: release and chart, or the override. It is short enough for every
   * object of the chart, and unique even if it was truncated.
   */
  public static Expr fullName() {
    return new Include(StandardTemplates.FULLNAME, Kind.STRING, true);
  }

  /** The full name with a suffix, as a token: {@code <full name>-worker}. */
  public static String fullName(String suffix) {
    return fullName().asString() + "-" + suffix;
  }

  /**
   * A name for an object without a namespace, such as a ClusterRole, as a token: {@code <full
   * name>-reader.<namespace>}. No other release in the cluster has it, because neither a full name
   * nor a namespace contains a dot.
   */
  public static String clusterName(String suffix) {
    return fullName(suffix) + clusterEnd();
  }

  /** As {@link #clusterName(String)}, without a suffix: {@code <full name>.<namespace>}. */
  public static String clusterName() {
    return fullName().asString() + clusterEnd();
  }

  /** The end of a name that is unique in the cluster. */
  static String clusterEnd() {
    return "." + releaseNamespace().asString();
  }

  /**
   * The namespace of the objects: that of the release, or what {@code namespaceOverride} says in a
   * chart that has {@link Values#namespaceOverride()}.
   */
  public static Expr namespace() {
    return new Include(StandardTemplates.NAMESPACE, Kind.STRING, true);
  }

  /**
   * The labels that select the pods of a component: name, instance and component, and nothing that
   * can change. Use the same map for the selector and for the labels of the pods.
   */
  public static Map<String, String> selectorLabels(String component) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", name().asString());
    labels.put("app.kubernetes.io/instance", releaseName().asString());
    if (!component.isEmpty()) {
      labels.put("app.kubernetes.io/component", component);
    }
    return labels;
  }

  /** The SHA-256 of a manifest of this chart as rendered, to restart pods when it changes. */
  public static Expr checksum(String manifest) {
    return new FileHash(manifest);
  }

  /** One of two trees: {@code choose(condition).then(a).otherwise(b)}. */
  public static Then choose(Condition condition) {
    return then -> otherwise -> new Node.Choice(condition, Node.of(then), Node.of(otherwise));
  }

  public static Then choose(Expression flag) {
    return choose(flag.isSet());
  }

  /** Expects the tree for a condition that holds. */
  public interface Then {
    Otherwise then(Object tree);
  }

  /** Expects the tree for a condition that does not hold. */
  public interface Otherwise {
    Node otherwise(Object tree);
  }

  /**
   * One list item for each item of a list.
   *
   * @param variable the loop variable's name in the template
   * @param body makes the tree from the item
   */
  public static Node each(Expression list, String variable, Function<LoopItem, Object> body) {
    return new Node.Sequence(
        List.of(
            Node.Item.splice(
                Node.Each.over(
                    list, "", variable, name -> Node.of(body.apply(LoopItem.of(list, name)))))));
  }

  /**
   * A list that grows, such as the arguments of a program: {@code
   * items("serve").addWhen(when(debug), "--debug").addEach(flags, flag -> "--" +
   * flag.string().asString())}.
   *
   * @param items texts, which may hold references; values, numbers, maps or lists
   */
  public static Items items(Object... items) {
    return new Items(new Node.Sequence(List.of())).add(items);
  }

  /**
   * A list whose items may depend on values. Immutable: every method returns a longer copy. A list
   * of which nothing is left is left out with its key.
   *
   * @param node what it is so far
   */
  public record Items(Node.Sequence node) implements Tree {
    private static final String ENTRY = "entry";
    private static final String NAME = "name";

    /** Adds items that are always there. */
    public Items add(Object... items) {
      return addWhen(Condition.always(), items);
    }

    /** Adds items that are there only under a condition. */
    public Items addWhen(Condition condition, Object... items) {
      Node.Sequence longer = node;
      for (Object item : items) {
        longer = longer.plus(new Node.Item(Node.of(item)).onlyWhen(condition));
      }
      return new Items(longer);
    }

    /** Adds items that are there only if the flag is true, or the value is not empty. */
    public Items addWhen(Expression flag, Object... items) {
      return addWhen(flag.isSet(), items);
    }

    /** Adds one item for each item of a list. */
    public Items addEach(Expression list, Function<LoopItem, Object> item) {
      return plus(list, "", each -> item.apply(LoopItem.of(list, each)));
    }

    /** Adds one item for each entry of a map, in the order of their keys. */
    public Items addEach(Expression map, BiFunction<Expr, LoopItem, Object> item) {
      Expr key = new Reference(Expr.Root.VARIABLE, NAME, Kind.STRING, false);
      return plus(map, NAME, each -> item.apply(key, LoopItem.of(map, each)));
    }

    private Items plus(Expression collection, String key, Function<String, Object> body) {
      Node.Each each = Node.Each.over(collection, key, ENTRY, name -> Node.of(body.apply(name)));
      return new Items(node.plus(Node.Item.splice(each)));
    }
  }

  /** Map entries for each entry of a map; the body gets key and value and gives a map. */
  public static Node eachEntry(Expression map, BiFunction<Expr, LoopItem, Map<String, ?>> body) {
    Expr key = new Reference(Expr.Root.VARIABLE, "key", Kind.STRING, false);
    return new Node.Mapping(
        List.of(
            Node.Entry.splice(
                Node.Each.over(
                    map,
                    "key",
                    "value",
                    name -> Node.of(body.apply(key, LoopItem.of(map, name)))))));
  }

  /**
   * The current item of a loop, or an object inside of it. Over a declared value the type of the
   * item is known: a field that it does not have, or that is of another type, is a finding where it
   * is read.
   *
   * @param variable where it stands: the loop variable, with the fields that lead to it
   * @param type of the item; empty when it is not known
   * @param value that the loop goes over; empty when it goes over anything else
   * @param mistake what is wrong with reading it
   */
  public record LoopItem(
      String variable,
      Optional<ValueType> type,
      Optional<Value<?>> value,
      Optional<Finding> mistake)
      implements Expression {

    /** An item of which nothing is known. */
    public LoopItem(String variable) {
      this(variable, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static LoopItem of(Expression collection, String variable) {
      Optional<Value<?>> value =
          collection instanceof Value<?> declared
              ? Optional.of(declared)
              : collection instanceof LoopItem item ? item.value() : Optional.empty();
      Optional<ValueType> type =
          collection instanceof Value<?> declared
              ? Optional.of(declared.type())
              : collection instanceof LoopItem item ? item.type() : Optional.empty();
      return new LoopItem(variable, type.flatMap(LoopItem::item), value, Optional.empty());
    }

    private static Optional<ValueType> item(ValueType collection) {
      if (collection instanceof ListType list) {
        return Optional.of(list.item());
      }
      return collection instanceof MapType map ? Optional.of(map.value()) : Optional.empty();
    }

    /** The item itself, of the kind that its type says. */
    @Override
    public Expr expr() {
      Kind kind = type.map(ValueType::kind).orElse(Kind.MAP);
      boolean plain = type.map(ValueType::plain).orElse(false);
      return mistake.isPresent()
          ? new Expr.Invalid(mistake.get(), kind, List.of())
          : new Reference(Expr.Root.VARIABLE, variable, kind, plain);
    }

    /** The item itself, a string. */
    public Expr string() {
      return new Reference(Expr.Root.VARIABLE, variable, Kind.STRING, false);
    }

    /** The item itself, a whole number. */
    public Expr integer() {
      return new Reference(Expr.Root.VARIABLE, variable, Kind.INTEGER, true);
    }

    /** The item itself, a map. */
    public Expr map() {
      return new Reference(Expr.Root.VARIABLE, variable, Kind.MAP, false);
    }

    /**
     * A field of text. One that the type of the value does not require is read under a condition
     * that asks for it, such as {@code when(item.text("note"))}; so are the others.
     */
    public Expr text(String field) {
      return typed(field, Kind.STRING).expr();
    }

    /** A field that holds a whole number. */
    public Expr whole(String field) {
      return typed(field, Kind.INTEGER).expr();
    }

    /** A field that holds a number with decimals. */
    public Expr decimal(String field) {
      return typed(field, Kind.DECIMAL).expr();
    }

    /** A field that holds true or false. */
    public Expr flag(String field) {
      return typed(field, Kind.BOOLEAN).expr();
    }

    /** A field that holds a list of texts. */
    public Expr texts(String field) {
      return list(field);
    }

    /** A field that holds a list. */
    public Expr list(String field) {
      return typed(field, Kind.LIST).expr();
    }

    /** A field that holds a list, to loop over with its types known. */
    public LoopItem items(String field) {
      return typed(field, Kind.LIST);
    }

    /** A field that holds an object or a map, whose own fields can be read. */
    public LoopItem object(String field) {
      return typed(field, Kind.MAP);
    }

    /** Whether a field is there: 0, false and empty text are there too. */
    public Condition has(String field) {
      Kind kind =
          type.flatMap(
                  each ->
                      each instanceof ObjectType object
                          ? object.field(field).map(known -> known.type().kind())
                          : Optional.empty())
              .orElse(Kind.STRING);
      return Condition.present(typed(field, kind).expr());
    }

    /** A field of text, whatever the type of the item; {@link #text(String)} checks it. */
    public Expr string(String field) {
      return field(field, Kind.STRING);
    }

    /** A field with a whole number, whatever the type of the item. */
    public Expr integer(String field) {
      return field(field, Kind.INTEGER);
    }

    /** A field with a map, whatever the type of the item. */
    public Expr map(String field) {
      return field(field, Kind.MAP);
    }

    private Expr field(String field, Kind kind) {
      return new Reference(
          Expr.Root.VARIABLE, variable + "." + field, kind, kind != Kind.STRING && kind.isScalar());
    }

    private LoopItem typed(String field, Kind kind) {
      Optional<ValueType> declared = type.flatMap(each -> fieldType(each, field));
      Optional<Finding> wrong =
          mistake.or(() -> type.flatMap(each -> mistake(each, declared, field, kind)));
      wrong.ifPresent(finding -> value.ifPresent(owner -> owner.report(finding)));
      return new LoopItem(
          variable + "." + field,
          Optional.of(declared.filter(each -> each.kind() == kind).orElseGet(() -> anyOf(kind))),
          value,
          wrong);
    }

    private static Optional<ValueType> fieldType(ValueType item, String field) {
      if (item instanceof ObjectType object) {
        return object.field(field).map(ValueType.FieldType::type);
      }
      return item instanceof MapType map ? Optional.of(map.value()) : Optional.empty();
    }

    private Optional<Finding> mistake(
        ValueType item, Optional<ValueType> declared, String field, Kind kind) {
      if (item.kind() != Kind.MAP) {
        return Optional.of(
            mistake(
                DeclarationRules.UNKNOWN_FIELD,
                "an item is " + word(item.kind()) + ", which has no field '" + field + "'",
                "read the item itself"));
      }
      if (declared.isEmpty() && item instanceof ObjectType object && !object.open()) {
        List<String> names = object.fields().stream().map(ValueType.FieldType::name).toList();
        String meant =
            Suggestion.nearest(field, names)
                .map(name -> "did you mean '" + name + "'? ")
                .orElse("");
        return Optional.of(
            mistake(
                DeclarationRules.UNKNOWN_FIELD,
                "an item has no field '" + field + "'",
                meant + "the fields are " + String.join(", ", names)));
      }
      return declared
          .map(ValueType::kind)
          .filter(other -> other != kind)
          .map(
              other ->
                  mistake(
                      DeclarationRules.REFERENCE_KIND,
                      "the field '"
                          + field
                          + "' is "
                          + word(other)
                          + " and is read as "
                          + word(kind),
                      "read it with " + reader(other) + "(\"" + field + "\")"));
    }

    private Finding mistake(Rule rule, String what, String fix) {
      String place = value.map(owner -> "values." + owner.path()).orElse("");
      return Finding.error(rule, Place.ofCaller(place), what).fixedBy(fix);
    }

    private static ValueType anyOf(Kind kind) {
      return switch (kind) {
        case STRING -> Types.text();
        case INTEGER -> Types.integer(-IntegerType.LARGEST, IntegerType.LARGEST);
        case DECIMAL -> Types.decimal(-IntegerType.LARGEST, IntegerType.LARGEST);
        case BOOLEAN -> Types.flag();
        case LIST -> Types.list(Types.text());
        case MAP -> Types.anything();
      };
    }

    private static String reader(Kind kind) {
      return switch (kind) {
        case STRING -> "text";
        case INTEGER -> "whole";
        case DECIMAL -> "decimal";
        case BOOLEAN -> "flag";
        case LIST -> "list";
        case MAP -> "object";
      };
    }

    private static String word(Kind kind) {
      return switch (kind) {
        case STRING -> "text";
        case INTEGER -> "a whole number";
        case DECIMAL -> "a number";
        case BOOLEAN -> "true or false";
        case LIST -> "a list";
        case MAP -> "an object";
      };
    }
  }
}
