package dev.chartwright.chart;

import dev.chartwright.chart.Templating.LoopItem;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.NestingLimit;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.chart.tree.Tree;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import dev.chartwright.problem.Waiver;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One object of a chart: a typed resource or YAML text, the condition under which it is rendered,
 * and the fields that are bound to values because no token fits into them. Immutable: every method
 * returns a changed copy.
 */
public final class Manifest {
  /** Stands for a path that cannot be read; no edit with it is applied. */
  private static final FieldPath UNREADABLE =
      new FieldPath(List.of(new FieldPath.Key("(unreadable)")));

  private final String name;
  private final Source source;
  private final Optional<SourceLine> declaredAt;
  private final Draft declared;

  private Manifest(String name, Source source, Optional<SourceLine> declaredAt, Draft declared) {
    this.name = name;
    this.source = source;
    this.declaredAt = declaredAt;
    this.declared = declared;
  }

  /** What is declared beside the object itself, while it is declared. */
  private static final class Draft {
    private String component = "";
    private Condition condition = Condition.always();
    private Optional<Hook> hook = Optional.empty();
    private boolean standardMetadata = true;
    private String comment = "";
    private List<Edit> edits = List.of();
    private List<Guard> guards = List.of();
    private List<Waiver> waivers = List.of();
    private List<Finding> findings = List.of();

    private Draft() {}

    private Draft(Draft other) {
      component = other.component;
      condition = other.condition;
      hook = other.hook;
      standardMetadata = other.standardMetadata;
      comment = other.comment;
      edits = other.edits;
      guards = other.guards;
      waivers = other.waivers;
      findings = other.findings;
    }
  }

  private Manifest changed(Consumer<Draft> change) {
    Draft copy = new Draft(declared);
    change.accept(copy);
    return new Manifest(name, source, declaredAt, copy);
  }

  /**
   * A manifest of a typed resource.
   *
   * @param name the file's name below {@code templates/}, without {@code .yaml}; {@code
   *     tests/broker} makes a sub-folder
   * @param resource a typed resource, whose string and number fields may hold tokens
   */
  public static Manifest of(String name, HasMetadata resource) {
    Objects.requireNonNull(resource, "the resource of the manifest '" + name + "' is null");
    return named(name, new Typed(resource));
  }

  /**
   * A manifest of strict YAML text: one document, without anchors, tags and merge keys. Keys keep
   * the order of the text, and comments stay above their keys and items.
   *
   * <p>References, anywhere but in keys:
   *
   * <ul>
   *   <li>{@code ${path}}: a declared value, such as {@code ${ingress.className}}; the path of an
   *       image stands for its reference. It is always written, also when it is empty.
   *   <li>{@code ${path?}}: as a whole field or item, leaves it out when the text, list or map is
   *       empty. A boolean or number is never empty.
   *   <li>{@code ${values.path}}: the same value, where a built-in has its name.
   *   <li>{@code ${fullname}}, {@code ${name}}, {@code ${release}}, {@code ${namespace}}, {@code
   *       ${chart}}, {@code ${version}}, {@code ${appVersion}}: the built-ins.
   *   <li>{@code ${selectorLabels(web)}}: the map of {@link Templating#selectorLabels}; {@code
   *       ${checksum(config)}}: the digest of a manifest of this chart.
   *   <li>{@code ${if path}text}: a field or item that is there only if the value is true or not
   *       empty, or with {@code ${if not path}} only if it is not; {@code ${each path}text}: one
   *       item for each item of a list or entry of a map, where {@code ${item}} is the item and
   *       {@code ${key}} the key.
   *   <li><code>$${</code> is a literal <code>${</code>; <code>$(VAR)</code> is no reference.
   * </ul>
   *
   * <p>The schema of the field decides the form: an integer value becomes text in a text field and
   * a number in an integer field. Where the schema leaves the choice, the value's own type does,
   * and text in quotes stays text where there is no schema at all.
   *
   * <p>Mistakes are found when the chart is generated, each with line and column in the text, which
   * count from 1 after Java has removed the indentation of a text block.
   *
   * @param name the file's name, as for {@link #of}
   * @param text the object; its labels and annotations are merged with the standard ones
   */
  public static Manifest yaml(String name, String text) {
    Objects.requireNonNull(text, "the text of the manifest '" + name + "' is null");
    return named(name, new YamlText(text));
  }

  /**
   * One object for each entry of a map of values, in one file.
   *
   * <p>The body reads the entry, fixed text, and values that are declared outside of it. The name
   * of the object holds the key, whose pattern bounds its length, such as {@code
   * ^[a-z][-a-z0-9]{0,15}$}. In YAML text <code>${key}</code> is the key, <code>${item}</code> the
   * entry, and <code>${item.field}</code> a field of it.
   *
   * <p>Conditions, guards and comments of the result are about the whole file; those of the body
   * are about one object. Everything else changes the object.
   *
   * @param name the file's name, as for {@link #of}; the body's own name does not matter
   * @param map whose entries come in the order of their keys
   * @param body makes the manifest of an entry
   */
  public static Manifest each(
      String name, Value<? extends Map<String, ?>> map, BiFunction<Expr, LoopItem, Manifest> body) {
    Objects.requireNonNull(map, "the map of the manifest '" + name + "' is null");
    Expr key = new Expr.Reference(Expr.Root.VARIABLE, Loop.KEY, Kind.STRING, false);
    return loop(name, map, Loop.KEY, body.apply(key, item(map)));
  }

  /**
   * One object for each item of a list of values, in one file, as for {@link #each(String, Value,
   * BiFunction)}. The name of the object holds a field that distinguishes the items.
   */
  public static Manifest each(
      String name, Value<? extends List<?>> list, Function<LoopItem, Manifest> body) {
    Objects.requireNonNull(list, "the list of the manifest '" + name + "' is null");
    return loop(name, list, "", body.apply(item(list)));
  }

  private static Manifest loop(String name, Value<?> collection, String key, Manifest body) {
    Objects.requireNonNull(body, "the body of the manifest '" + name + "' is null");
    Manifest loop = named(name, new Loop(collection, key, body.object()));
    return body.source instanceof Loop
        ? loop.with(
            Finding.error(
                    DeclarationRules.LOOP,
                    Place.ofCaller("manifests[" + name + "]"),
                    "a manifest for each entry stands inside of another one")
                .fixedBy("declare one value with all entries, and loop over it once"))
        : loop;
  }

  private static LoopItem item(Value<?> collection) {
    return LoopItem.of(collection, Loop.ITEM);
  }

  private static Manifest named(String name, Source source) {
    Objects.requireNonNull(name, "the name of a template file is null");
    Draft draft = new Draft();
    if (!name.matches("[a-z0-9]+([-/][a-z0-9]+)*")) {
      draft.findings =
          List.of(
              Finding.error(
                  DeclarationRules.FILE_NAME,
                  Place.ofCaller("manifests[" + name + "]"),
                  "'" + name + "' is not a valid name of a template file"));
    }
    return new Manifest(name, source, SourceLine.ofCaller(), draft);
  }

  /** What a manifest is made of. */
  public sealed interface Source {}

  /** A typed resource, whose references are tokens. */
  public record Typed(HasMetadata resource) implements Source {
    public Typed {
      Objects.requireNonNull(resource, "resource");
    }
  }

  /** YAML with references as {@link Manifest#yaml} describes them; not read yet. */
  public record YamlText(String text) implements Source {
    public YamlText {
      Objects.requireNonNull(text, "text");
    }
  }

  /** A change to the tree of a manifest. */
  public sealed interface Edit {
    FieldPath path();
  }

  /** Sets a field. */
  public record Bind(FieldPath path, Node node) implements Edit {
    public Bind {
      node = NestingLimit.limited(node, "the field " + path);
    }
  }

  /** Sets a field under a condition, and leaves it as it is otherwise. */
  public record Replace(FieldPath path, Condition when, Node node) implements Edit {
    public Replace {
      Objects.requireNonNull(when, "when");
      node = NestingLimit.limited(node, "the field " + path);
    }
  }

  /** Adds an item to a list, or entries to a map. */
  public record Append(FieldPath path, Node node) implements Edit {
    public Append {
      node = NestingLimit.limited(node, "the field " + path);
    }
  }

  /** Renders a field or list item only under a condition. */
  public record Restrict(FieldPath path, Condition condition) implements Edit {}

  /** Puts a comment above a field or list item. */
  public record Annotate(FieldPath path, String comment) implements Edit {}

  /** Lets the installation fail with a message if the condition holds. */
  public record Guard(Condition condition, String sentence) {
    public Guard {
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(sentence, "sentence");
    }
  }

  /** Sets the component of the application: the label {@code app.kubernetes.io/component}. */
  public Manifest component(String component) {
    return ofObject(each -> each.changed(draft -> draft.component = component));
  }

  /**
   * One manifest for each entry of a map, or each item of a list.
   *
   * @param collection the map or list
   * @param keyVariable the name of the variable for the key; empty for a list
   * @param body the manifest of an entry, which refers to the variables
   */
  public record Loop(Value<?> collection, String keyVariable, Manifest body) implements Source {
    /** The name of the variable for the key. */
    public static final String KEY = "key";

    /** The name of the variable for the entry or item. */
    public static final String ITEM = "item";

    public Loop {
      Objects.requireNonNull(collection, "collection");
      Objects.requireNonNull(keyVariable, "keyVariable");
      Objects.requireNonNull(body, "body");
    }

    /**
     * The type of what a loop variable stands for.
     *
     * @param path the variable, perhaps with a field: {@code key}, {@code item} or {@code
     *     item.field}
     */
    public Optional<ValueType> type(String path) {
      return type(collection, path);
    }

    /** As {@link #type(String)}, of a loop over a map or list. */
    public static Optional<ValueType> type(Value<?> collection, String path) {
      if (path.equals(KEY) && collection.type() instanceof ValueType.MapType map) {
        return Optional.of(
            new ValueType.TextType(map.keyPattern(), 0, Integer.MAX_VALUE, List.of(), false));
      }
      Optional<ValueType> item =
          collection.type() instanceof ValueType.MapType map
              ? Optional.of(map.value())
              : collection.type() instanceof ValueType.ListType list
                  ? Optional.of(list.item())
                  : Optional.empty();
      if (path.equals(ITEM)) {
        return item;
      }
      String prefix = ITEM + ".";
      return path.startsWith(prefix)
          ? item.flatMap(each -> field(each, path.substring(prefix.length())))
          : Optional.empty();
    }

    private static Optional<ValueType> field(ValueType type, String path) {
      if (!(type instanceof ValueType.ObjectType object)) {
        return Optional.empty();
      }
      int dot = path.indexOf('.');
      String name = dot < 0 ? path : path.substring(0, dot);
      Optional<ValueType> field =
          object.fields().stream()
              .filter(each -> each.name().equals(name))
              .map(ValueType.FieldType::type)
              .findFirst();
      return dot < 0 ? field : field.flatMap(each -> field(each, path.substring(dot + 1)));
    }
  }

  /** The manifest of one object: of an entry if it is a loop, else this one. */
  public Manifest object() {
    return source instanceof Loop loop ? loop.body().object() : this;
  }

  /** The manifest itself, and of a loop the one of each entry. */
  public List<Manifest> parts() {
    return source instanceof Loop ? List.of(this, object()) : List.of(this);
  }

  /** Changes what is declared of an object; of a loop, that of every entry. */
  private Manifest ofObject(UnaryOperator<Manifest> change) {
    return source instanceof Loop loop
        ? new Manifest(
            name,
            new Loop(loop.collection(), loop.keyVariable(), loop.body().ofObject(change)),
            declaredAt,
            declared)
        : change.apply(this);
  }

  /** Renders the object only under this condition, in addition to any earlier one. */
  public Manifest onlyWhen(Condition further) {
    return changed(draft -> draft.condition = draft.condition.and(further));
  }

  /** Binds a field to a value. A list or map that is empty at install time is left out. */
  public Manifest bind(String path, Expression value) {
    return bind(path, new Node.Insert(value.expr()));
  }

  /**
   * Sets a field to a tree, which may hold conditions and loops. The parent must exist in the
   * resource.
   */
  public Manifest bind(String path, Tree tree) {
    return edit(path, read -> new Bind(read, tree.node()));
  }

  /**
   * Binds a field to a value while the value is set, which means true or not empty. Otherwise the
   * field is what the resource has there; one that the resource does not have is left out.
   */
  public Manifest bindIfSet(String path, Expression value) {
    return edit(path, read -> new Replace(read, value.isSet(), new Node.Insert(value.expr())));
  }

  /**
   * Adds the items of a list, or the entries of a map, to the field's own; what is neither is one
   * more item.
   */
  public Manifest append(String path, Expression value) {
    Node.Insert insert = new Node.Insert(value.expr());
    Kind kind = value.expr().kind();
    return append(
        path,
        kind == Kind.MAP
            ? new Node.Mapping(List.of(Node.Entry.splice(insert)))
            : new Node.Sequence(
                List.of(kind == Kind.LIST ? Node.Item.splice(insert) : new Node.Item(insert))));
  }

  /**
   * Adds the items of a {@link Node.Sequence}, or the entries of a {@link Node.Mapping}, to the
   * field's own.
   */
  public Manifest append(String path, Tree tree) {
    return edit(path, read -> new Append(read, tree.node()));
  }

  /** Renders a field or list item only under a condition. */
  public Manifest when(String path, Condition only) {
    return edit(path, read -> new Restrict(read, only));
  }

  /** Puts a comment above a field or list item of the template. It should give the reason. */
  public Manifest comment(String path, String why) {
    return edit(path, read -> new Annotate(read, why));
  }

  /** Puts a comment at the head of the file. */
  public Manifest comment(String why) {
    return changed(draft -> draft.comment = why);
  }

  /**
   * Lets the installation fail with a message if a condition holds. Use it for rules between
   * values.
   */
  public Manifest failsWhen(Condition broken, String sentence) {
    Manifest guarded =
        changed(draft -> draft.guards = plus(draft.guards, new Guard(broken, sentence)));
    return sentence.isBlank() || sentence.contains("\n") || Text.hasReferences(sentence)
        ? guarded.with(
            Finding.error(
                DeclarationRules.GUARD,
                Place.ofCaller(place() + ".guards"),
                "the message of a guard is not one fixed line: '"
                    + sentence.replace("\n", "\\n")
                    + "'"))
        : guarded;
  }

  /**
   * Lets the installation fail early if the cluster does not have an API.
   *
   * @param api group, version and kind, such as {@code keda.sh/v1alpha1/ScaledObject}
   * @param check switches this off: {@code helm template} knows no APIs but Kubernetes' own
   * @param sentence what to install first
   */
  public Manifest requiresApi(String api, Value<Boolean> check, String sentence) {
    return failsWhen(check.isSet().and(new Condition.Not(new Condition.HasApi(api))), sentence);
  }

  /**
   * Makes the object a hook, such as a test. Hooks are not upgraded or removed with the release, so
   * do not use them for objects that must remain.
   */
  public Manifest hook(Hook hook) {
    return ofObject(each -> each.changed(draft -> draft.hook = Optional.of(hook)));
  }

  /**
   * Accepts that the object breaks a rule in a field or below it. The report and the README of the
   * chart give the reason. A waiver that is not needed is an error, and so is one of a rule that
   * nothing can break and still work; {@code docs/rules.md} says which rules can be accepted.
   *
   * @param rule the id of the rule, such as {@code POD-01}
   * @param field the path of the field, such as {@code spec.template.spec.containers[agent]}; empty
   *     for the whole object
   * @param reason why the rule may be broken here, one sentence
   */
  public Manifest accept(String rule, String field, String reason) {
    Objects.requireNonNull(rule, "the rule that is accepted is null");
    Objects.requireNonNull(field, "the field that is accepted is null");
    Objects.requireNonNull(reason, "the reason of a waiver is null");
    Place place =
        Place.ofFile("templates/" + name + ".yaml", field).declaredAt(SourceLine.ofCaller());
    return changed(draft -> draft.waivers = plus(draft.waivers, new Waiver(rule, place, reason)));
  }

  /**
   * Accepts that the object breaks a rule, wherever it does.
   *
   * @see #accept(String, String, String)
   */
  public Manifest accept(String rule, String reason) {
    return accept(rule, "", reason);
  }

  /** Adds no labels and annotations to those of the resource. */
  public Manifest withoutStandardMetadata() {
    return ofObject(each -> each.changed(draft -> draft.standardMetadata = false));
  }

  public String name() {
    return name;
  }

  public Source source() {
    return source;
  }

  /** Empty when it belongs to no component. */
  public String component() {
    return object().declared.component;
  }

  public Condition condition() {
    return declared.condition;
  }

  public Optional<Hook> hook() {
    return object().declared.hook;
  }

  public boolean hasStandardMetadata() {
    return object().declared.standardMetadata;
  }

  /** Empty when there is none. */
  public String comment() {
    return declared.comment;
  }

  /** In the order in which they are applied. */
  public List<Edit> edits() {
    return object().declared.edits;
  }

  /** The edits whose paths are well formed, so that they can be applied. */
  public List<Edit> readableEdits() {
    return edits().stream().filter(edit -> !edit.path().equals(UNREADABLE)).toList();
  }

  public List<Guard> guards() {
    return declared.guards;
  }

  /** What the object may break, and why, in the order of the declaration. */
  public List<Waiver> waivers() {
    return declared.waivers;
  }

  /** The line of Java that declared it. */
  public Optional<SourceLine> declaredAt() {
    return declaredAt;
  }

  /** Returns this manifest as declared by another line. */
  Manifest declaredAt(SourceLine line) {
    return new Manifest(name, source, Optional.of(line), declared);
  }

  /** The findings of the calls that declared the manifest; the chart adds its own. */
  List<Finding> findings() {
    return declared.findings;
  }

  @Override
  public String toString() {
    return source instanceof Typed typed
        ? name + " (" + typed.resource().getApiVersion() + "/" + typed.resource().getKind() + ")"
        : name
            + (source instanceof Loop loop
                ? " (for each of " + loop.collection() + ")"
                : " (YAML)");
  }

  private Manifest edit(String path, Function<FieldPath, Edit> change) {
    Manifest reported = this;
    FieldPath read;
    try {
      read = FieldPath.parse(path);
    } catch (IllegalArgumentException unreadable) {
      read = UNREADABLE;
      reported =
          with(
              Finding.error(
                  DeclarationRules.FIELD_PATH,
                  Place.ofCaller(place() + (path.isEmpty() ? "" : "." + path)),
                  unreadable.getMessage()));
    }
    Edit edit = change.apply(read);
    return reported.ofObject(each -> each.changed(draft -> draft.edits = plus(draft.edits, edit)));
  }

  private Manifest with(Finding finding) {
    return changed(draft -> draft.findings = plus(draft.findings, finding));
  }

  private static <T> List<T> plus(List<T> list, T item) {
    List<T> all = new ArrayList<>(list);
    all.add(item);
    return List.copyOf(all);
  }

  private String place() {
    return "manifests[" + name + "]";
  }
}
