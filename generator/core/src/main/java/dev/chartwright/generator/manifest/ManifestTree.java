package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;
import static dev.chartwright.generator.rule.ObjectRules.NAM_01;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Hook;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Types;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Scalar;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.chart.tree.TreeVisitor;
import dev.chartwright.generator.manifest.text.ManifestText;
import dev.chartwright.generator.manifest.text.References;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The tree of a manifest: its typed resource with every token resolved, the standard labels and
 * annotations, and the author's edits. Used once, by one thread.
 */
public final class ManifestTree {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STANDARD_LABELS = List.of("selectorLabels", "labels");
  private static final Set<String> OF_METADATA = Set.of("metadata.annotations", "metadata.labels");
  private static final String COMPONENT = "app.kubernetes.io/component";

  private final Chart chart;
  private final Folding folding;
  private final Manifest manifest;
  private final List<Finding> problems;

  private ManifestTree(Chart chart, Folding folding, Manifest manifest, List<Finding> problems) {
    this.chart = chart;
    this.folding = folding;
    this.manifest = manifest;
    this.problems = problems;
  }

  /**
   * The tree of a manifest.
   *
   * @param folding by the named templates of the chart, which is the same for all manifests
   * @param problems gets what cannot be rendered, with its path
   */
  public static Mapping of(
      Chart chart, Folding folding, Manifest manifest, List<Finding> problems) {
    return new ManifestTree(chart, folding, manifest, problems).build();
  }

  /** The typed resource of a manifest as it was declared, its references still tokens. */
  public static JsonNode typed(Manifest.Typed source) {
    return JSON.valueToTree(source.resource());
  }

  private Mapping build() {
    if (manifest.object().source() instanceof Manifest.YamlText yaml) {
      ManifestText text =
          ManifestText.read(References.of(chart, manifest), manifest, yaml.text(), problems);
      return text.object().map(object -> finished(object, text.emptied())).orElse(Node.mapping());
    }
    // Always sorted: Java's maps may come in any order.
    Node tree = KeyOrder.sorted(plain(typed((Manifest.Typed) manifest.object().source())));
    if (!(tree instanceof Mapping mapping)) {
      throw new IllegalStateException(manifest.name() + " is no object");
    }
    return finished(without(mapping, "status"), Set.of());
  }

  /**
   * With metadata and edits, its references resolved.
   *
   * @param emptied the paths of maps and lists that are written even when they are empty
   */
  private Mapping finished(Mapping declared, Set<String> emptied) {
    Mapping object = declared;
    List<Manifest.Edit> edits = new ArrayList<>(manifest.readableEdits());
    if (manifest.hasStandardMetadata()) {
      // What they are bound to stands beside those of every object.
      for (Manifest.Edit edit : manifest.readableEdits()) {
        if (edit instanceof Manifest.Bind && OF_METADATA.contains(edit.path().toString())) {
          object = apply(object, edit);
          edits.remove(edit);
          checkMap(object, edit.path());
        }
      }
      object = withMetadata(object);
    }
    if (chart.values().overridesNamespace() && isNamespaced(object)) {
      object = withNamespace(object);
    }
    for (Manifest.Edit edit : edits) {
      object = apply(object, edit);
    }
    if (manifest.hasStandardMetadata() && manifest.source() instanceof Manifest.Loop loop) {
      object = withMetadataOfEntry(object, loop);
    }
    if (child(object, "metadata").entries().stream()
        .noneMatch(entry -> "name".equals(entry.key()) && !isNull(entry.value()))) {
      problems.add(
          Finding.error(NAM_01, Place.ofModel(place() + ".metadata.name"), "the object has no name")
              .fixedBy(
                  "name it "
                      + (manifest.object().source() instanceof Manifest.Typed
                          ? "fullName(…)"
                          : "${fullname}")
                      + ", with a suffix of its own"));
    }
    if (manifest.source() instanceof Manifest.Loop loop) {
      distinguish(loop, object);
    }
    Node written = emptied.isEmpty() ? object : written(object, "", emptied);
    Node resolved = new Resolution(chart, problems).resolve(written, place());
    return (Mapping) folding.folded(resolved);
  }

  /** Maps only can stand beside other entries. */
  private void checkMap(Mapping object, FieldPath path) {
    String key = ((FieldPath.Key) path.steps().get(1)).key();
    boolean isMap =
        child(object, "metadata").entries().stream()
            .filter(entry -> key.equals(entry.key()))
            .map(Entry::value)
            .allMatch(
                value ->
                    value instanceof Mapping
                        || whole(value).filter(each -> each.expr().kind() == Kind.MAP).isPresent());
    if (!isMap) {
      problems.add(
          error("." + path, "the field is a map that stands beside the " + key + " of every object")
              .because("what it is bound to would be left out")
              .fixedBy(
                  "bind it to a map, or declare all labels and annotations yourself with"
                      + " withoutStandardMetadata()"));
    }
  }

  private static Node plain(JsonNode json) {
    if (json.isObject()) {
      List<Entry> entries = new ArrayList<>(json.size());
      json.properties()
          .forEach(field -> entries.add(new Entry(field.getKey(), plain(field.getValue()))));
      return new Mapping(entries);
    }
    if (json.isArray()) {
      List<Item> items = new ArrayList<>(json.size());
      json.forEach(item -> items.add(new Item(plain(item))));
      return new Sequence(items);
    }
    if (json.isIntegralNumber()) {
      return new Scalar(json.longValue());
    }
    if (json.isNumber()) {
      return new Scalar(json.doubleValue());
    }
    if (json.isBoolean()) {
      return new Scalar(json.booleanValue());
    }
    return new Scalar(json.isNull() ? null : json.textValue());
  }

  /** No two entries may give an object of the same name. */
  private void distinguish(Manifest.Loop loop, Mapping object) {
    boolean isOfList = loop.collection().type() instanceof ValueType.ListType;
    boolean mayRepeat =
        loop.collection().type() instanceof ValueType.ListType list && list.uniqueBy().isEmpty();
    Place place = Place.ofModel(place() + ".metadata.name");
    if (!dependsOnEntry(object)) {
      problems.add(
          Finding.error(
                  NAM_01,
                  place,
                  "the object has the same name for each entry of " + loop.collection())
              .fixedBy(
                  isOfList
                      ? "add a field that distinguishes the items, such as ${fullname}-${item.name}"
                      : "add the key, such as ${fullname}-${key}"));
    } else if (mayRepeat) {
      problems.add(
          Finding.error(
                  NAM_01,
                  place,
                  "two items of " + loop.collection() + " may give objects of the same name")
              .fixedBy("declare the list with uniqueBy(…), by the field that the name holds"));
    }
  }

  private static boolean dependsOnEntry(Mapping object) {
    boolean[] found = {false};
    new TreeVisitor() {
      @Override
      protected void expression(Expr expr) {
        found[0] |=
            expr instanceof Expr.Reference reference && reference.root() == Expr.Root.VARIABLE;
      }
    }.visit(
        child(object, "metadata").entries().stream()
            .filter(entry -> "name".equals(entry.key()))
            .map(Entry::value)
            .findFirst()
            // Another finding is about an object without a name.
            .orElse(new Insert(new Expr.Reference(Expr.Root.VARIABLE, "key", Kind.STRING, false))));
    return found[0];
  }

  /** The maps and lists at some paths as ones that are empty when all their parts are left out. */
  private static Node written(Node node, String path, Set<String> emptied) {
    if (node instanceof Mapping mapping) {
      List<Entry> entries = new ArrayList<>();
      for (Entry entry : mapping.entries()) {
        String below = entry.isSplice() ? path : Tree.below(path, entry.key());
        entries.add(
            entry.isSplice() ? entry : entry.withValue(written(entry.value(), below, emptied)));
      }
      List<Condition> parts =
          mapping.entries().stream()
              .map(each -> each.isSplice() ? presence(each.value(), each.when()) : each.when())
              .toList();
      return orEmpty(new Mapping(entries), parts, emptied.contains(path), Node.mapping());
    }
    if (node instanceof Sequence sequence) {
      List<Item> items = new ArrayList<>();
      for (Item item : sequence.items()) {
        items.add(item.withValue(written(item.value(), Tree.item(path, items.size()), emptied)));
      }
      List<Condition> parts =
          sequence.items().stream()
              .map(each -> each.spliced() ? presence(each.value(), each.when()) : each.when())
              .toList();
      return orEmpty(new Sequence(items), parts, emptied.contains(path), new Sequence(List.of()));
    }
    return node;
  }

  /** When something spliced in brings any part. */
  private static Condition presence(Node spliced, Condition when) {
    if (spliced instanceof Insert insert && !(insert.expr() instanceof Expr.Include)) {
      return when.and(insert.isSet());
    }
    return spliced instanceof Node.Each each
        ? when.and(new Condition.Truth(each.collection()))
        : when;
  }

  private static Node orEmpty(Node node, List<Condition> parts, boolean isWritten, Node empty) {
    if (!isWritten || parts.contains(Condition.always())) {
      return node;
    }
    List<Condition> any = parts.stream().distinct().toList();
    return new Node.Choice(any.size() == 1 ? any.get(0) : new Condition.Any(any), node, empty);
  }

  // Metadata

  private static boolean isNamespaced(Mapping object) {
    return !BuiltInKinds.isClusterScoped(
        RenderedObject.of(
            "", Map.of("apiVersion", word(object, "apiVersion"), "kind", word(object, "kind"))));
  }

  private static String word(Mapping object, String key) {
    return object.entries().stream()
        .filter(entry -> key.equals(entry.key()) && entry.value() instanceof Scalar)
        .map(entry -> String.valueOf(((Scalar) entry.value()).value()))
        .findFirst()
        .orElse("");
  }

  private static Mapping withNamespace(Mapping object) {
    Mapping metadata = child(object, "metadata");
    if (metadata.entries().stream().anyMatch(entry -> "namespace".equals(entry.key()))) {
      return object;
    }
    List<Entry> entries = new ArrayList<>(metadata.entries());
    int name = 0;
    while (name < entries.size() && !"name".equals(entries.get(name).key())) {
      name++;
    }
    entries.add(
        Math.min(name + 1, entries.size()),
        new Entry("namespace", new Insert(Templating.namespace())));
    return put(object, new Entry("metadata", new Mapping(entries)));
  }

  private Mapping withMetadata(Mapping object) {
    Mapping metadata = child(object, "metadata");
    Map<String, Node> standard = standardLabels();
    List<Entry> labels = new ArrayList<>();
    labels.add(Entry.splice(new Insert(new Expr.Include("labels", Kind.MAP, false))));
    if (!manifest.component().isEmpty()) {
      Node component = new Scalar(manifest.component());
      labels.add(new Entry(COMPONENT, component));
      standard.put(COMPONENT, component);
    }
    for (Entry own : child(metadata, "labels").entries()) {
      if (!standard.containsKey(own.key())) {
        labels.add(own);
      } else if (!standard.get(own.key()).equals(own.value())) {
        problems.add(
            error(
                    ".metadata.labels['" + own.key() + "']",
                    "the label is a standard one, which has another value")
                .because("the object has the label twice, and the API server rejects it")
                .fixedBy(
                    "leave it out, or declare all labels and annotations yourself with withoutStandardMetadata()"));
      }
    }
    Insert common = new Insert(chart.values().find("commonAnnotations").orElseThrow().expr());
    List<Entry> annotations = new ArrayList<>();
    manifest.hook().ifPresent(hook -> annotations.addAll(annotations(hook)));
    annotations.addAll(child(metadata, "annotations").entries());
    List<Condition> parts = new ArrayList<>();
    annotations.forEach(
        each -> parts.add(each.isSplice() ? presence(each.value(), each.when()) : each.when()));
    parts.add(common.isSet());
    Entry entry =
        annotations.isEmpty()
            ? new Entry("annotations", common).onlyWhen(common.isSet())
            : new Entry("annotations", new Mapping(annotations).plus(Entry.splice(common)));
    if (!annotations.isEmpty() && !parts.contains(Condition.always())) {
      entry = entry.onlyWhen(new Condition.Any(parts));
    }
    Mapping changed = put(metadata, new Entry("labels", new Mapping(labels)));
    return put(object, new Entry("metadata", put(changed, entry)));
  }

  /** Labels and annotations of an entry are merged with those of the chart. */
  private static Mapping withMetadataOfEntry(Mapping object, Manifest.Loop loop) {
    Mapping metadata = child(object, "metadata");
    List<Entry> entries = new ArrayList<>();
    for (Entry entry : metadata.entries()) {
      boolean isMerged = "labels".equals(entry.key()) || "annotations".equals(entry.key());
      entries.add(
          isMerged && entry.value() instanceof Mapping map
              ? entry.withValue(
                  new Mapping(map.entries().stream().map(each -> merged(each, loop)).toList()))
              : entry);
    }
    return put(object, new Entry("metadata", new Mapping(entries)));
  }

  private static Entry merged(Entry entry, Manifest.Loop loop) {
    boolean isOfEntry =
        entry.isSplice()
            && entry.value() instanceof Insert insert
            && insert.expr() instanceof Expr.Reference reference
            && reference.root() == Expr.Root.VARIABLE
            && loop.type(reference.path()).orElse(null) instanceof ValueType.MapType map
            && (map.equals(Types.labels()) || map.equals(Types.annotations()));
    return isOfEntry
        ? Entry.splice(
            new Insert(
                new Expr.Call(
                    Function.OR_EMPTY, List.of(((Insert) entry.value()).expr()), Kind.MAP, false)))
        : entry;
  }

  /** What the named templates for labels give, by key. */
  private Map<String, Node> standardLabels() {
    Map<String, Node> labels = new HashMap<>();
    for (String name : STANDARD_LABELS) {
      if (chart.template(name).map(NamedTemplate::body).orElse(null) instanceof Mapping mapping) {
        mapping.entries().stream()
            .filter(entry -> !entry.isSplice())
            .forEach(entry -> labels.put(entry.key(), entry.value()));
      }
    }
    return labels;
  }

  private static List<Entry> annotations(Hook hook) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("helm.sh/hook", new Scalar(joined(hook.events()))));
    if (hook.weightValue().isPresent()) {
      Expr weight = hook.weightValue().get().expr();
      entries.add(new Entry("helm.sh/hook-weight", new Insert(weight.text())));
    } else if (hook.weight() != 0) {
      entries.add(new Entry("helm.sh/hook-weight", new Scalar(Integer.toString(hook.weight()))));
    }
    if (hook.deletePolicyValue().isPresent()) {
      entries.add(
          new Entry(
              "helm.sh/hook-delete-policy", new Insert(hook.deletePolicyValue().get().expr())));
    } else if (!hook.deletePolicies().isEmpty()) {
      entries.add(
          new Entry("helm.sh/hook-delete-policy", new Scalar(joined(hook.deletePolicies()))));
    }
    return entries;
  }

  private static String joined(List<?> words) {
    return words.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  // Edits

  private Mapping apply(Mapping object, Manifest.Edit edit) {
    List<FieldPath.Step> steps = edit.path().steps();
    if (edit instanceof Manifest.Bind bind) {
      return (Mapping)
          at(object, steps, 0, bind.path(), place -> place.set(KeyOrder.sorted(bind.node())));
    }
    if (edit instanceof Manifest.Replace replace) {
      return (Mapping)
          at(
              object,
              steps,
              0,
              replace.path(),
              place -> place.replace(replace.when(), KeyOrder.sorted(replace.node())));
    }
    if (edit instanceof Manifest.Append append) {
      return (Mapping)
          at(
              object,
              steps,
              0,
              append.path(),
              place -> place.append(KeyOrder.sorted(append.node())));
    }
    if (edit instanceof Manifest.Restrict restrict) {
      return (Mapping)
          at(object, steps, 0, restrict.path(), place -> place.when(restrict.condition()));
    }
    Manifest.Annotate annotate = (Manifest.Annotate) edit;
    return (Mapping)
        at(object, steps, 0, annotate.path(), place -> place.comment(annotate.comment()));
  }

  /** What an edit finds at its path: an entry or item, or nothing where a field may be added. */
  private final class Edited {
    private final Entry entry;
    private final Item item;
    private final FieldPath path;

    Edited(Entry entry, Item item, FieldPath path) {
      this.entry = entry;
      this.item = item;
      this.path = path;
    }

    Edited set(Node node) {
      if (item != null) {
        return new Edited(null, item.withValue(node), path);
      }
      Entry changed = entry.withValue(node);
      return new Edited(
          node instanceof Insert insert ? changed.onlyWhen(present(insert)) : changed, null, path);
    }

    /** Sets it under a condition, and keeps what is there otherwise. */
    Edited replace(Condition condition, Node node) {
      if (item != null) {
        Node either = new Node.Choice(condition, node, item.value());
        return new Edited(null, new Item(either, false, item.when().or(condition), ""), path);
      }
      Entry changed =
          isNull(entry.value())
              ? entry.withValue(node).onlyWhen(condition)
              : new Entry(
                  entry.key(),
                  new Node.Choice(condition, node, entry.value()),
                  entry.when().or(condition),
                  entry.comment());
      return new Edited(changed, null, path);
    }

    /** An empty list or map is left out, and so is a number that is null. */
    private Condition present(Insert insert) {
      if (!insert.expr().kind().isScalar()) {
        return insert.isSet();
      }
      return LoopVariables.none(chart).type(insert.expr()).orElse(null) instanceof OptionalType
          ? Condition.present(insert.expr())
          : Condition.always();
    }

    Edited append(Node appended) {
      Node node = parts(appended);
      Node old = entry != null ? entry.value() : item.value();
      Entry kept = entry;
      Optional<Insert> whole = whole(old);
      if (whole.isPresent()) {
        // So far only the entries of one value: now one splice among others.
        old = spliced(whole.get());
        if (kept != null) {
          Condition rest = without(kept.when(), whole.get().isSet());
          kept = new Entry(kept.key(), old, rest, kept.comment());
        }
      }
      Node joined = null;
      if (node instanceof Sequence more && (old instanceof Sequence || isNull(old))) {
        List<Item> items = new ArrayList<>(old instanceof Sequence list ? list.items() : List.of());
        items.addAll(more.items());
        joined = new Sequence(items);
      } else if (node instanceof Mapping more && (old instanceof Mapping || isNull(old))) {
        List<Entry> entries =
            new ArrayList<>(old instanceof Mapping map ? map.entries() : List.of());
        entries.addAll(more.entries());
        joined = new Mapping(entries);
      }
      if (joined == null) {
        problems.add(
            error(
                    "." + path,
                    "the field is "
                        + form(old)
                        + ", and "
                        + (node instanceof Mapping
                            ? "entries of a map cannot be added to it"
                            : node instanceof Sequence
                                ? "items cannot be added to it"
                                : "this tree cannot be added to it"))
                .because("the edit of '" + path + "' changes nothing")
                .fixedBy(
                    "append a map to a map, and a list or a single item to a list; set the whole"
                        + " field with bind(path, …)"));
        return this;
      }
      return kept != null
          ? new Edited(kept.withValue(joined), null, path)
          : new Edited(null, item.withValue(joined), path);
    }

    Edited when(Condition condition) {
      if (entry != null && isNull(entry.value())) {
        missing(path, "there is no such field");
      }
      return entry != null
          ? new Edited(entry.onlyWhen(condition), null, path)
          : new Edited(null, item.onlyWhen(condition), path);
    }

    Edited comment(String text) {
      if (entry != null && isNull(entry.value())) {
        missing(path, "there is no such field");
      }
      return entry != null
          ? new Edited(entry.commented(text), null, path)
          : new Edited(null, item.commented(text), path);
    }
  }

  private Node at(
      Node node,
      List<FieldPath.Step> steps,
      int depth,
      FieldPath path,
      UnaryOperator<Edited> change) {
    FieldPath.Step step = steps.get(depth);
    boolean last = depth == steps.size() - 1;
    if (step instanceof FieldPath.Key key && node instanceof Mapping mapping) {
      Entry old =
          mapping.entries().stream()
              .filter(entry -> key.key().equals(entry.key()))
              .findFirst()
              .orElse(new Entry(key.key(), new Scalar(null)));
      if (!last && isNull(old.value())) {
        missing(path, "there is no '" + key.key() + "'");
        return node;
      }
      Entry changed =
          last
              ? change.apply(new Edited(old, null, path)).entry
              : old.withValue(at(old.value(), steps, depth + 1, path, change));
      return put(mapping, changed);
    }
    if (node instanceof Sequence sequence && !(step instanceof FieldPath.Key)) {
      int index =
          step instanceof FieldPath.Index i
              ? i.index()
              : indexOf(sequence, ((FieldPath.Name) step).name());
      if (index < 0 || index >= sequence.items().size()) {
        missing(path, "there is no item " + step);
        return node;
      }
      List<Item> items = new ArrayList<>(sequence.items());
      Item old = items.get(index);
      items.set(
          index,
          last
              ? change.apply(new Edited(null, old, path)).item
              : old.withValue(at(old.value(), steps, depth + 1, path, change)));
      return new Sequence(items);
    }
    missing(path, "'" + step + "' leads nowhere");
    return node;
  }

  private static int indexOf(Sequence sequence, String name) {
    for (int i = 0; i < sequence.items().size(); i++) {
      if (sequence.items().get(i).value() instanceof Mapping mapping
          && mapping.entries().stream()
              .anyMatch(
                  entry -> "name".equals(entry.key()) && entry.value().equals(new Scalar(name)))) {
        return i;
      }
    }
    return -1;
  }

  /** What is added, of a choice each part under its condition; what is no list is one item. */
  private static Node parts(Node node) {
    if (!(node instanceof Node.Choice choice)) {
      return node;
    }
    Node then = parts(choice.then());
    Node otherwise = parts(choice.otherwise());
    Condition not = choice.condition().opposite();
    if (then instanceof Sequence some && otherwise instanceof Sequence others) {
      List<Item> items = new ArrayList<>();
      some.items().forEach(item -> items.add(item.onlyWhen(choice.condition())));
      others.items().forEach(item -> items.add(item.onlyWhen(not)));
      return new Sequence(items);
    }
    if (then instanceof Mapping some && otherwise instanceof Mapping others) {
      List<Entry> entries = new ArrayList<>();
      some.entries().forEach(entry -> entries.add(entry.onlyWhen(choice.condition())));
      others.entries().forEach(entry -> entries.add(entry.onlyWhen(not)));
      return new Mapping(entries);
    }
    boolean isOne = then instanceof Scalar || then instanceof Insert || then instanceof Node.Choice;
    return isOne ? new Sequence(List.of(new Item(node))) : node;
  }

  private static String form(Node node) {
    return node instanceof Mapping
        ? "a map"
        : node instanceof Sequence ? "a list" : "neither a list nor a map";
  }

  private static boolean isNull(Node node) {
    return node instanceof Scalar scalar && scalar.value() == null;
  }

  /** The list or map of a value that is all of a field, whether it is written when empty or not. */
  private static Optional<Insert> whole(Node node) {
    if (node instanceof Node.Choice choice
        && choice.then() instanceof Insert insert
        && choice.condition().equals(insert.isSet())) {
      return whole(insert);
    }
    return node instanceof Insert insert && !insert.expr().kind().isScalar()
        ? Optional.of(insert)
        : Optional.empty();
  }

  /** A condition without one of its parts. */
  private static Condition without(Condition condition, Condition part) {
    if (condition instanceof Condition.All all) {
      return all.conditions().stream()
          .filter(each -> !each.equals(part))
          .reduce(Condition.always(), Condition::and);
    }
    return condition.equals(part) ? Condition.always() : condition;
  }

  private static Node spliced(Insert insert) {
    return insert.expr().kind() == Kind.MAP
        ? new Mapping(List.of(Entry.splice(insert)))
        : new Sequence(List.of(Item.splice(insert)));
  }

  private static Mapping child(Mapping mapping, String key) {
    return mapping.entries().stream()
        .filter(entry -> key.equals(entry.key()))
        .map(Entry::value)
        .map(value -> whole(value).map(ManifestTree::spliced).orElse(value))
        .filter(Mapping.class::isInstance)
        .map(Mapping.class::cast)
        .findFirst()
        .orElse(Node.mapping());
  }

  private static Mapping without(Mapping mapping, String key) {
    return new Mapping(
        mapping.entries().stream().filter(entry -> !key.equals(entry.key())).toList());
  }

  private static Mapping put(Mapping mapping, Entry changed) {
    List<Entry> entries = new ArrayList<>(mapping.entries());
    for (int i = 0; i < entries.size(); i++) {
      if (changed.key().equals(entries.get(i).key())) {
        entries.set(i, changed);
        return new Mapping(entries);
      }
    }
    int place = 0;
    while (place < entries.size()
        && (entries.get(place).isSplice()
            || KeyOrder.HUMAN.compare(entries.get(place).key(), changed.key()) <= 0)) {
      place++;
    }
    entries.add(place, changed);
    return new Mapping(entries);
  }

  private void missing(FieldPath path, String what) {
    problems.add(
        error("." + path, what)
            .because("the edit of '" + path + "' changes nothing")
            .fixedBy(
                "write a path that the resource has, or set the field's parent in the resource first"));
  }

  private Finding error(String path, String what) {
    return Finding.error(TPL_05, Place.ofModel(place() + path), what);
  }

  private String place() {
    return "manifests[" + manifest.name() + "]";
  }
}
