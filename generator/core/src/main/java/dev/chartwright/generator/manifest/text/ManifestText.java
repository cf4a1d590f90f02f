package dev.chartwright.generator.manifest.text;

import static dev.chartwright.generator.rule.ChartRules.TPL_13;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.kind.Crd;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.text.ReferenceText.Directive;
import dev.chartwright.generator.manifest.text.ReferenceText.Named;
import dev.chartwright.generator.manifest.text.ReferenceText.Word;
import dev.chartwright.generator.manifest.text.References.Meaning;
import dev.chartwright.generator.manifest.text.References.Several;
import dev.chartwright.generator.manifest.text.References.Single;
import dev.chartwright.generator.manifest.text.References.Unknown;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.schema.DefinedKinds;
import dev.chartwright.generator.schema.FieldSchema;
import dev.chartwright.generator.schema.FieldSchema.Form;
import dev.chartwright.generator.schema.ResourceSchemas;
import dev.chartwright.generator.schema.Violation;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlDocument;
import dev.chartwright.generator.yaml.YamlNode;
import dev.chartwright.generator.yaml.YamlNode.Entries;
import dev.chartwright.generator.yaml.YamlNode.Items;
import dev.chartwright.generator.yaml.YamlNode.Leaf;
import dev.chartwright.generator.yaml.YamlNode.Mark;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The object of a YAML text as a tree in which references are expressions, in the form that the
 * schema of its kind asks for. Immutable.
 *
 * @param object empty when the text cannot be read
 * @param emptied the paths of the maps and lists that stand there even if every part of them is
 *     left out
 */
public record ManifestText(Optional<Node.Mapping> object, Set<String> emptied) {
  /**
   * Text of a template of Helm. Programs in the cluster have templates too, but not these words.
   */
  private static final Pattern ACTION =
      Pattern.compile(
          "\\{\\{-? *(include |([^}]* )?\\(*\\$?\\.(Values|Release|Chart|Capabilities|Files)\\.)");

  public ManifestText {
    emptied = Set.copyOf(emptied);
  }

  /**
   * Reads a text.
   *
   * @param findings gets everything that is wrong, with its place in the text
   */
  public static ManifestText read(
      References references, Manifest manifest, String text, List<Finding> findings) {
    return new Reading(references, manifest, text, findings).manifestText();
  }

  /** A text as a plain tree, its references still text; nothing when it cannot be read. */
  public static Optional<Object> plain(String text) {
    return YamlDocument.read(ReferenceText.masked(text)).root().map(ManifestText::plain);
  }

  private static Object plain(YamlNode node) {
    if (node instanceof Entries map) {
      Map<String, Object> plain = new LinkedHashMap<>();
      map.entries()
          .forEach(entry -> plain.put(ReferenceText.unmasked(entry.key()), plain(entry.value())));
      return plain;
    }
    if (node instanceof Items list) {
      return list.items().stream().map(item -> plain(item.value())).toList();
    }
    Leaf leaf = (Leaf) node;
    return leaf.value() instanceof String masked ? ReferenceText.unmasked(masked) : leaf.value();
  }

  /** Reads one text. Used once, by one thread. */
  private static final class Reading {
    private final References references;
    private final Manifest manifest;
    private final String text;
    private final List<Finding> findings;
    private final Map<String, Mark> marks = new HashMap<>();
    private final Set<String> referring = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();

    Reading(References references, Manifest manifest, String text, List<Finding> findings) {
      this.references = references;
      this.manifest = manifest;
      this.text = text;
      this.findings = findings;
    }

    /**
     * A part of the object.
     *
     * @param plain the same without references: something that fits stands in their place
     * @param when it is there only then
     */
    private record Part(Node node, Object plain, Condition when) {
      Part(Node node, Object plain) {
        this(node, plain, Condition.always());
      }
    }

    /** Stands for a reference to nothing. */
    private static final Part NOTHING = new Part(new Node.Scalar(""), "");

    ManifestText manifestText() {
      int reserved = ReferenceText.reserved(text);
      if (reserved >= 0) {
        report(
            DeclarationRules.YAML_TEXT,
            at(reserved),
            "",
            "the text holds a reference of Java, such as value.asString()",
            "write the reference into the text, such as ${image.tag}");
        return new ManifestText(Optional.empty(), Set.of());
      }
      YamlDocument document = YamlDocument.read(ReferenceText.masked(text));
      for (YamlDocument.Problem problem : document.problems()) {
        boolean isTemplate = document.root().isEmpty() && text.contains("{{");
        report(
            DeclarationRules.YAML_TEXT,
            problem.at(),
            "",
            ReferenceText.unmasked(problem.what()),
            isTemplate
                ? "write ${path} for a value, and onlyWhen(…) or when(path, …) for a condition: the"
                    + " text is no template"
                : problem.fix());
      }
      if (document.root().isEmpty()) {
        return new ManifestText(Optional.empty(), Set.of());
      }
      if (!(document.root().get() instanceof Entries entries)) {
        report(
            DeclarationRules.YAML_TEXT,
            document.root().get().at(),
            "",
            "the text is no map",
            "write one object, with apiVersion, kind, metadata and its other fields");
        return new ManifestText(Optional.empty(), Set.of());
      }
      marks.put("", entries.at());
      Part object = read(entries);
      return new ManifestText(Optional.of((Node.Mapping) object.node()), emptied);
    }

    private Part read(Entries entries) {
      RenderedObject object = RenderedObject.of("", Tree.map(ManifestText.plain(entries)));
      boolean hasVersion = isWord(entries, "apiVersion");
      boolean hasKind = isWord(entries, "kind") && hasVersion;
      Part read = map(entries, FieldSchema.of(object, kinds(references.chart())), "");
      if (marks.containsKey("status")) {
        report(
            DeclarationRules.YAML_TEXT,
            marks.get("status"),
            "status",
            "the cluster writes the status of an object",
            "leave it out");
      }
      if (hasKind) {
        violations(RenderedObject.of("", Tree.map(read.plain())));
      }
      return read;
    }

    /** The kind of an object is known before anything is installed. */
    private boolean isWord(Entries object, String key) {
      Optional<YamlNode.Entry> entry =
          object.entries().stream().filter(each -> each.key().equals(key)).findFirst();
      boolean isWord =
          entry
              .filter(each -> each.value() instanceof Leaf leaf && leaf.value() instanceof String)
              .filter(
                  each ->
                      ReferenceText.of(ReferenceText.unmasked(((Leaf) each.value()).text()))
                          .isFixed())
              .isPresent();
      if (!isWord) {
        report(
            DeclarationRules.YAML_TEXT,
            entry.map(YamlNode.Entry::at).orElse(object.at()),
            key,
            entry.isEmpty()
                ? "the object has no " + key
                : "the " + key + " of the object is not a fixed word",
            key.equals("kind") ? "write kind: Service" : "write apiVersion: v1");
      }
      return isWord;
    }

    /** What the schema of the kind says, but for what references and edits are to bring. */
    private void violations(RenderedObject object) {
      Set<String> open = new HashSet<>(referring);
      for (Manifest.Edit edit : manifest.readableEdits()) {
        if (!(edit instanceof Manifest.Restrict || edit instanceof Manifest.Annotate)) {
          open.add(path(edit.path(), object.tree()));
        }
      }
      for (Violation violation :
          new ResourceSchemas(
                  references.chart().unknownKinds(), Optional.empty(), kinds(references.chart()))
              .violations(object)) {
        if (!isIn(violation.path(), open)) {
          report(
              violation.isAboutNothing() ? TPL_13 : violation.rule(),
              mark(violation.path()),
              violation.path(),
              violation.what(),
              violation.fix());
        }
      }
    }

    /** The custom kinds that the chart defines or knows. */
    private static DefinedKinds kinds(Chart chart) {
      Map<String, String> known = new HashMap<>();
      chart.schemas().forEach(schema -> known.put(schema.type(), schema.text()));
      return DefinedKinds.of(chart.crds().stream().map(Crd::yaml).toList(), known);
    }

    /** The path of an edit with indexes in the place of names. */
    private static String path(FieldPath path, Object object) {
      String written = "";
      Object here = object;
      for (FieldPath.Step step : path.steps()) {
        if (step instanceof FieldPath.Key key) {
          written = Tree.below(written, key.key());
          here = Tree.at(here, key.key());
        } else {
          List<?> items = Tree.list(here);
          int index = 0;
          if (step instanceof FieldPath.Index given) {
            index = given.index();
          } else {
            while (index < items.size()
                && !((FieldPath.Name) step).name().equals(Tree.at(items.get(index), "name"))) {
              index++;
            }
          }
          written = Tree.item(written, index);
          here = index < items.size() ? items.get(index) : null;
        }
      }
      return written;
    }

    private static boolean isIn(String path, Set<String> fields) {
      for (String field : fields) {
        if (path.startsWith(field)
            && (path.length() == field.length()
                || ".[".indexOf(path.charAt(field.length())) >= 0)) {
          return true;
        }
      }
      return false;
    }

    // The tree

    private Part part(YamlNode node, FieldSchema schema, String path) {
      marks.putIfAbsent(path, node.at());
      if (node instanceof Entries map) {
        return map(map, schema, path);
      }
      return node instanceof Items list
          ? list(list, schema, path)
          : leaf((Leaf) node, schema, path);
    }

    private Part map(Entries map, FieldSchema schema, String path) {
      List<Node.Entry> entries = new ArrayList<>();
      Map<String, Object> plain = new LinkedHashMap<>();
      for (YamlNode.Entry entry : map.entries()) {
        String key = key(entry, path);
        String below = Tree.below(path, key);
        marks.put(below, entry.at());
        Part value = part(entry.value(), schema.at(key), below);
        String comment = ReferenceText.unmasked(entry.comment());
        entries.add(new Node.Entry(key, value.node(), value.when(), comment));
        plain.put(key, value.plain());
      }
      if (!entries.isEmpty()
          && entries.stream().noneMatch(each -> each.when().equals(Condition.always()))) {
        emptied.add(path);
      }
      return new Part(new Node.Mapping(entries), plain);
    }

    private String key(YamlNode.Entry entry, String path) {
      ReferenceText key = ReferenceText.of(ReferenceText.unmasked(entry.key()));
      if (!key.isFixed()) {
        report(
            DeclarationRules.YAML_REFERENCE,
            entry.at(),
            path,
            "the key '" + key.with(Named::written) + "' holds a reference",
            "write a fixed key, and add computed ones with append(path, eachEntry(…)); for the text"
                + " itself write $${");
      }
      return key.with(Named::written);
    }

    private Part list(Items list, FieldSchema schema, String path) {
      List<Node.Item> items = new ArrayList<>();
      List<Object> plain = new ArrayList<>();
      for (YamlNode.Item item : list.items()) {
        Part value = part(item.value(), schema.item(), Tree.item(path, items.size()));
        String comment = ReferenceText.unmasked(item.comment());
        boolean isEach = value.node() instanceof Node.Each;
        items.add(new Node.Item(value.node(), isEach, value.when(), comment));
        plain.add(value.plain());
      }
      if (!items.isEmpty()
          && items.stream().noneMatch(each -> each.when().equals(Condition.always()))) {
        emptied.add(path);
      }
      return new Part(new Node.Sequence(items), plain);
    }

    private Part leaf(Leaf leaf, FieldSchema schema, String path) {
      String written = ReferenceText.unmasked(leaf.text());
      ReferenceText parts = ReferenceText.of(written);
      if (ACTION.matcher(written).find() || (leaf.isPlain() && written.startsWith("{{"))) {
        report(
            DeclarationRules.YAML_REFERENCE,
            leaf.at(),
            path,
            "'" + written.strip() + "' is an action of a template, and would stay text",
            "write "
                + HelmActions.asReferences(written, references).orElse("${path} for a value")
                + "; if the object needs this text, bind it to the field");
      }
      return text(parts, leaf, schema, path);
    }

    private Part text(ReferenceText parts, Leaf leaf, FieldSchema schema, String path) {
      Optional<Directive> directive = parts.directive();
      if (directive.isPresent()) {
        referring.add(path);
        return directed(directive.get(), parts, leaf, schema, path);
      }
      if (parts.isFixed()) {
        String text = parts.with(Named::written);
        Object value = text.equals(leaf.text()) ? leaf.value() : text;
        return new Part(new Node.Scalar(value), value);
      }
      referring.add(path);
      return parts
          .only()
          .map(only -> reference(only, leaf, schema, path))
          .orElseGet(() -> sentence(parts, leaf, schema, path));
    }

    /** A field or item that is there under a condition, or an item that is there several times. */
    private Part directed(
        Directive directive, ReferenceText parts, Leaf leaf, FieldSchema schema, String path) {
      Named named = (Named) parts.parts().get(0);
      Meaning meaning = references.meaning(directive.subject());
      if (parts.rest().parts().isEmpty()) {
        report(
            DeclarationRules.YAML_REFERENCE,
            place(named, leaf),
            path,
            "no text is behind " + named.written(),
            "write the text there, such as " + named.written() + "--verbose");
        return NOTHING;
      }
      if (!(meaning instanceof Single single)) {
        if (meaning instanceof Unknown unknown) {
          unknown(unknown, named, leaf, path);
        } else {
          report(
              DeclarationRules.YAML_REFERENCE,
              place(named, leaf),
              path,
              named.written() + " asks about no value",
              "write the path of a declared value");
        }
        return NOTHING;
      }
      if (directive.word() == Word.EACH) {
        return each(single, named, parts.rest(), leaf, schema, path);
      }
      Part part = text(parts.rest(), leaf, schema, path);
      Condition when = References.condition(directive, single);
      return new Part(part.node(), part.plain(), when.and(part.when()));
    }

    /** One item for each item of a list or entry of a map. */
    private Part each(
        Single single,
        Named named,
        ReferenceText rest,
        Leaf leaf,
        FieldSchema schema,
        String path) {
      Optional<References.Loop> loop = references.over(single);
      if (loop.isEmpty() || !path.endsWith("]")) {
        report(
            DeclarationRules.YAML_REFERENCE,
            place(named, leaf),
            path,
            loop.isEmpty()
                ? named.written() + " goes over no list or map of the values"
                : named.written() + " stands in no item of a list",
            loop.isEmpty()
                ? "write the path of a list or map"
                : "write it behind a dash, or bind the field to each(…)");
        return NOTHING;
      }
      Part item =
          new Reading(references.within(loop.get()), manifest, text, findings)
              .text(rest, leaf, schema, path);
      String key = loop.get().keyVariable();
      return new Part(
          new Node.Each(single.expr(), key, Manifest.Loop.ITEM, item.node()), item.plain());
    }

    /** A reference that is all of a field. */
    private Part reference(Named reference, Leaf leaf, FieldSchema schema, String path) {
      Meaning meaning = references.meaning(reference.name());
      if (meaning instanceof Several several) {
        if (schema.form() == Form.MAP || schema.form() == Form.ANY) {
          return new Part(several.entries(), Map.of());
        }
        unfit(reference, "a map", leaf, schema.form(), path, "write it where a map is expected");
        return new Part(Node.mapping(), Map.of());
      }
      if (meaning instanceof Unknown unknown) {
        unknown(unknown, reference, leaf, path);
        return NOTHING;
      }
      Single single = (Single) meaning;
      Kind kind = single.expr().kind();
      boolean isQuoted = !leaf.isPlain() && schema.form() == Form.ANY && kind.isScalar();
      Form form = isQuoted ? Form.TEXT : schema.form();
      if (!fits(kind, form)) {
        unfit(reference, words(kind), leaf, form, path, instead(reference.name(), kind, form));
        return NOTHING;
      }
      partsFit(single, schema, reference, leaf, path);
      Expr expr = form == Form.TEXT && kind != Kind.STRING ? single.expr().text() : single.expr();
      Node.Insert insert = new Node.Insert(expr);
      boolean canBeEmpty = kind == Kind.STRING || !kind.isScalar();
      if (reference.isOptional() && canBeEmpty) {
        return new Part(insert, null, insert.isSet());
      }
      if (reference.isOptional() && single.mayBeAbsent()) {
        return new Part(insert, null, Condition.present(single.expr()));
      }
      if (!kind.isScalar()) {
        emptied.add(path);
      }
      return new Part(written(single, insert), null);
    }

    /** A list or map of text is written by a loop, which writes nothing when it is empty. */
    private static Node written(Single single, Node.Insert insert) {
      if (!single.type().map(ValueType::isTexts).orElse(false)) {
        return insert;
      }
      Node empty =
          single.expr().kind() == Kind.LIST ? new Node.Sequence(List.of()) : Node.mapping();
      return new Node.Choice(insert.isSet(), insert, empty);
    }

    /** Text with references in it. */
    private Part sentence(ReferenceText parts, Leaf leaf, FieldSchema schema, String path) {
      if (!fits(Kind.STRING, schema.form())) {
        report(
            DeclarationRules.YAML_FORM,
            leaf.at(),
            path,
            "text around a reference is text, and the field takes " + schema.form(),
            "write the reference alone, or compute the value with bind(path, …)");
      }
      String text = parts.with(reference -> token(reference, leaf, path));
      return new Part(Text.hasReferences(text) ? new Node.Scalar(text) : new Node.Scalar(""), "");
    }

    private String token(Named reference, Leaf leaf, String path) {
      Meaning meaning = references.meaning(reference.name());
      if (meaning instanceof Unknown unknown) {
        unknown(unknown, reference, leaf, path);
      } else if (reference.isOptional()) {
        report(
            DeclarationRules.YAML_REFERENCE,
            place(reference, leaf),
            path,
            reference.written() + " stands inside of other text, which cannot be left out",
            "write ${" + reference.name() + "}, or let the reference stand alone");
      } else if (meaning instanceof Single single && single.expr().kind().isScalar()) {
        return single.expr().asString();
      } else {
        String what = meaning instanceof Single single ? words(single.expr().kind()) : "a map";
        report(
            DeclarationRules.YAML_FORM,
            place(reference, leaf),
            path,
            reference.written() + " is " + what + ", which does not fit into text",
            "let the reference stand alone, or bind the field to a text: value.join(\",\"),"
                + " value.toYaml() or value.toJson()");
      }
      return "";
    }

    private void unknown(Unknown unknown, Named reference, Leaf leaf, String path) {
      boolean isOpen = !reference.written().endsWith("}");
      report(
          DeclarationRules.YAML_REFERENCE,
          place(reference, leaf),
          path,
          isOpen ? "'" + reference.written() + "' has no closing brace" : unknown.what(),
          isOpen ? "close the reference; for the text itself write $${" : unknown.fix());
    }

    private void unfit(
        Named reference, String what, Leaf leaf, Form form, String path, String fix) {
      report(
          DeclarationRules.YAML_FORM,
          place(reference, leaf),
          path,
          reference.written() + " is " + what + ", and the field takes " + form,
          fix);
    }

    /** The items of a list, or the entries of a map, have a form too. */
    private void partsFit(
        Single single, FieldSchema schema, Named reference, Leaf leaf, String path) {
      ValueType type = single.type().orElse(null);
      ValueType part =
          type instanceof ListType list
              ? list.item()
              : type instanceof MapType map ? map.value() : null;
      if (part == null) {
        return;
      }
      Form form = type instanceof ListType ? schema.item().form() : schema.at("(any)").form();
      boolean becomesText = form == Form.TEXT && part.kind() != Kind.STRING;
      if (!fits(part.kind(), form) || becomesText) {
        String of = type instanceof ListType ? "a list of items, each " : "a map of entries, each ";
        unfit(
            reference,
            of + words(part.kind()),
            leaf,
            form,
            path,
            "declare the items of the value as " + form);
      }
    }

    private static boolean fits(Kind kind, Form form) {
      return switch (form) {
        case ANY -> true;
        case TEXT -> kind.isScalar();
        case WHOLE_NUMBER -> kind == Kind.INTEGER;
        case NUMBER -> kind == Kind.INTEGER || kind == Kind.DECIMAL;
        case BOOLEAN -> kind == Kind.BOOLEAN;
        case NUMBER_OR_TEXT -> kind == Kind.STRING || kind == Kind.INTEGER;
        case QUANTITY -> kind.isScalar() && kind != Kind.BOOLEAN;
        case LIST -> kind == Kind.LIST;
        case MAP -> kind == Kind.MAP;
      };
    }

    private static String instead(String name, Kind kind, Form form) {
      if (form == Form.TEXT && !kind.isScalar()) {
        return "bind the field to the value as text: value.toYaml() or value.toJson()";
      }
      String method =
          switch (form) {
            case WHOLE_NUMBER -> "integer";
            case NUMBER -> "decimal";
            case BOOLEAN -> "flag";
            case QUANTITY -> "quantity";
            case LIST -> "strings";
            case MAP -> "object";
            default -> "string";
          };
      return "declare it with values." + method + "(\"" + name + "\", …), or use another value";
    }

    private static String words(Kind kind) {
      return switch (kind) {
        case STRING -> "text";
        case INTEGER -> "a whole number";
        case DECIMAL -> "a number";
        case BOOLEAN -> "true or false";
        case LIST -> "a list";
        case MAP -> "a map";
      };
    }

    // Findings

    private void report(Rule rule, Mark at, String field, String what, String fix) {
      findings.add(
          Finding.error(
                  rule,
                  Place.ofModel("manifests[" + manifest.name() + "]")
                      .position(at.toString())
                      .field(field),
                  what)
              .fixedBy(fix));
    }

    /** Where a reference stands in a leaf of perhaps several lines. */
    private Mark place(Named reference, Leaf leaf) {
      int index = text.indexOf(reference.written(), leaf.at().index());
      return index < 0 ? leaf.at() : at(index);
    }

    /** The place of a field; of the nearest one above it when it is missing. */
    private Mark mark(String path) {
      String here = path;
      while (!marks.containsKey(here)) {
        int end = Math.max(here.lastIndexOf('.'), here.lastIndexOf('['));
        here = end < 0 ? "" : here.substring(0, end);
      }
      return marks.get(here);
    }

    private Mark at(int index) {
      int line = 1 + (int) text.substring(0, index).chars().filter(c -> c == '\n').count();
      return new Mark(index, line, index - text.lastIndexOf('\n', index - 1));
    }
  }
}
