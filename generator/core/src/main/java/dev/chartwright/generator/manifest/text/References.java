package dev.chartwright.generator.manifest.text;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Templating;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.text.ReferenceText.Directive;
import dev.chartwright.generator.manifest.text.ReferenceText.Word;
import dev.chartwright.problem.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the references in a YAML text of a chart stand for. Immutable.
 *
 * @param loop that the text is the body of
 */
public record References(Chart chart, Optional<Loop> loop) {
  private static final Pattern CALL = Pattern.compile("(selectorLabels|checksum)\\(([^()]*)\\)");
  private static final Pattern PATH = Pattern.compile("[a-zA-Z][a-zA-Z0-9]*(\\.[a-zA-Z0-9]+)*");
  private static final String OF_VALUES = "values.";

  private static final Map<String, Expr> BUILT_IN =
      Map.of(
          "fullname", Templating.fullName(),
          "name", Templating.name(),
          "release", Templating.releaseName(),
          "namespace", Templating.releaseNamespace(),
          "chart", Templating.chartName(),
          "version", Templating.chartVersion(),
          "appVersion", Templating.appVersion());

  /** How templates of Helm say the same. */
  private static final Map<String, String> OF_HELM =
      Map.of(
          "Release.Name", "release",
          "Release.Namespace", "namespace",
          "Chart.Name", "chart",
          "Chart.Version", "version",
          "Chart.AppVersion", "appVersion");

  /**
   * A loop that a text stands in.
   *
   * @param collection the map or list
   */
  public record Loop(Value<?> collection) {
    /** The name of the variable for the key; empty for a list. */
    public String keyVariable() {
      return collection.type().kind() == Kind.MAP ? Manifest.Loop.KEY : "";
    }

    Optional<ValueType> type(String path) {
      return Manifest.Loop.type(collection, path);
    }
  }

  /** What a reference stands for. */
  public sealed interface Meaning {}

  /**
   * An expression.
   *
   * @param type of the value; empty where it is none
   */
  public record Single(Expr expr, Optional<ValueType> type) implements Meaning {
    /** 0 and false are values; but an optional number, or a field of an entry, may be missing. */
    boolean mayBeAbsent() {
      return type.filter(OptionalType.class::isInstance).isPresent()
          || (expr instanceof Expr.Reference reference && reference.root() == Expr.Root.VARIABLE);
    }
  }

  /** A map of several, such as the labels of a selector. */
  public record Several(Node.Mapping entries) implements Meaning {}

  /**
   * Nothing that exists.
   *
   * @param meant the path of the value that was probably meant
   */
  public record Unknown(String what, String fix, Optional<String> meant) implements Meaning {}

  /** For the text of a manifest. */
  public static References of(Chart chart, Manifest manifest) {
    return new References(
        chart,
        manifest.source() instanceof Manifest.Loop loop
            ? Optional.of(new Loop(loop.collection()))
            : Optional.empty());
  }

  /** The same inside of a loop over a list or map, whose key and item hide those of another one. */
  public References within(Loop inner) {
    return new References(chart, Optional.of(inner));
  }

  /** When a text behind a directive is there, if its subject is a value. */
  public static Condition condition(Directive directive, Single subject) {
    Condition isSet =
        subject.mayBeAbsent() && subject.expr().kind() != Kind.BOOLEAN
            ? Condition.present(subject.expr())
            : subject.expr().isSet();
    return directive.word() == Word.IF_NOT ? isSet.opposite() : isSet;
  }

  /** The loop over a list or map of the values; nothing for anything else. */
  public Optional<Loop> over(Single subject) {
    return subject.expr() instanceof Expr.Reference reference
            && reference.root() == Expr.Root.VALUES
            && !reference.kind().isScalar()
        ? chart.values().find(reference.path()).map(Loop::new)
        : Optional.empty();
  }

  /** What a reference stands for, by its name without braces. */
  public Meaning meaning(String name) {
    Optional<Meaning> value = value(name);
    Optional<Meaning> entry = loop.flatMap(each -> entry(each, name));
    if (entry.isPresent()) {
      return value.isPresent() ? ambiguous(name) : entry.get();
    }
    Expr builtIn = BUILT_IN.get(name);
    if (value.isPresent() && builtIn != null) {
      return ambiguous(name);
    }
    if (builtIn != null) {
      return new Single(builtIn, Optional.empty());
    }
    Matcher call = CALL.matcher(name);
    if (call.matches()) {
      return call.group(1).equals("checksum") ? checksum(call.group(2)) : labels(call.group(2));
    }
    if (name.equals("selectorLabels")) {
      return labels("");
    }
    return value
        .or(() -> name.startsWith(OF_VALUES) ? value(name.substring(OF_VALUES.length())) : value)
        .orElseGet(() -> unknown(name));
  }

  private static Unknown ambiguous(String name) {
    return new Unknown(
        "'" + name + "' is a value of the chart and a built-in",
        "write ${values." + name + "} for the value, or rename it",
        Optional.of(name));
  }

  /** The key, the entry, or a field of it. */
  private static Optional<Meaning> entry(Loop loop, String name) {
    boolean isKey = name.equals(Manifest.Loop.KEY) && loop.keyVariable().equals(name);
    return loop.type(name)
        .filter(type -> isKey || !name.equals(Manifest.Loop.KEY))
        .map(
            type ->
                new Single(
                    new Expr.Reference(Expr.Root.VARIABLE, name, type.kind(), type.plain()),
                    Optional.of(type)));
  }

  private Optional<Meaning> value(String path) {
    return chart
        .values()
        .find(path)
        .<Meaning>map(value -> new Single(value.expr(), Optional.of(value.type())))
        .or(
            () ->
                chart.values().templates().stream()
                    .filter(template -> template.name().equals(path))
                    .findFirst()
                    .map(image -> new Single(image.text(true), Optional.empty())));
  }

  private static Meaning labels(String component) {
    return new Several((Node.Mapping) Node.of(Templating.selectorLabels(component)));
  }

  private Meaning checksum(String manifest) {
    List<String> names = chart.manifests().stream().map(Manifest::name).toList();
    return names.contains(manifest)
        ? new Single(Templating.checksum(manifest), Optional.empty())
        : new Unknown(
            "the chart has no manifest '" + manifest + "'",
            Suggestion.nearest(manifest, names)
                .map(meant -> "did you mean ${checksum(" + meant + ")}?")
                .orElse("write the name of one of " + String.join(", ", names)),
            Optional.empty());
  }

  private Unknown unknown(String name) {
    String literal = "for the text itself write $${" + name + "}";
    if (!PATH.matcher(name.startsWith(".") ? name.substring(1) : name).matches()) {
      return new Unknown(
          "'${" + name + "}' is not a reference",
          "write the path of a declared value, such as ${image.tag}; " + literal,
          Optional.empty());
    }
    Set<String> inside = new TreeSet<>();
    for (Value<?> value : chart.values().all()) {
      if (value.path().startsWith(name + ".")) {
        inside.add(value.path());
      }
    }
    if (!inside.isEmpty()) {
      return new Unknown(
          "'" + name + "' holds several values",
          "write one of ${" + String.join("}, ${", inside) + "}",
          Optional.of(inside.iterator().next()));
    }
    Optional<String> meant = ofHelm(name).or(() -> Suggestion.nearest(name, names()));
    return new Unknown(
        "'" + name + "' is neither a declared value nor a built-in",
        meant
            .map(each -> "did you mean ${" + each + "}? Otherwise, " + literal)
            .orElse("declare the value; " + literal),
        meant);
  }

  /** What the author means who thinks of a template's text, such as {@code .Values.port}. */
  Optional<String> ofHelm(String name) {
    String path = name.startsWith(".") ? name.substring(1) : name;
    String value = path.startsWith("Values.") ? path.substring("Values.".length()) : path;
    return names().contains(value) ? Optional.of(value) : Optional.ofNullable(OF_HELM.get(path));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>(BUILT_IN.keySet());
    chart.values().all().forEach(value -> names.add(value.path()));
    chart.values().templates().stream().map(NamedTemplate::name).forEach(names::add);
    loop.ifPresent(each -> names.addAll(names(each)));
    return names;
  }

  private static Set<String> names(Loop loop) {
    Set<String> names = new TreeSet<>(Set.of(Manifest.Loop.ITEM));
    if (!loop.keyVariable().isEmpty()) {
      names.add(loop.keyVariable());
    }
    if (loop.type(Manifest.Loop.ITEM).orElse(null) instanceof ValueType.ObjectType object) {
      object.fields().forEach(field -> names.add(Manifest.Loop.ITEM + "." + field.name()));
    }
    return names;
  }

  /**
   * The expressions that a text makes use of, or would without its mistakes, so that none of them
   * is reported as unused too.
   */
  public List<Expr> mentioned(String text) {
    return Stream.concat(inTokens(text), inReferences(text)).toList();
  }

  /** References of Java, which are no references here. */
  private static Stream<Expr> inTokens(String text) {
    try {
      return Text.parse(text).parts().stream()
          .filter(Text.Placeholder.class::isInstance)
          .map(part -> ((Text.Placeholder) part).expr());
    } catch (IllegalArgumentException damaged) {
      return Stream.empty();
    }
  }

  private Stream<Expr> inReferences(String text) {
    return ReferenceText.of(text)
        .references()
        .map(reference -> meaning(reference.subject()))
        .map(
            meaning ->
                meaning instanceof Unknown unknown
                    ? unknown.meant().flatMap(this::value).orElse(meaning)
                    : meaning)
        .filter(Single.class::isInstance)
        .map(meaning -> ((Single) meaning).expr());
  }
}
