package dev.chartwright.generator.prove;

import static dev.chartwright.chart.Templating.checksum;
import static dev.chartwright.chart.Templating.each;
import static dev.chartwright.chart.Templating.when;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.Values;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that a declaration must not say.
 *
 * @param mention what the refusal must name
 * @param make adds it to a chart that is legal otherwise
 */
record Mistake(String name, String mention, Make make) {
  /** Adds a mistake, and may fail at once. */
  interface Make {
    void in(Chart.Builder chart, Values values);
  }

  private static final int DEEP = 20_000;
  private static final List<String> NULLS =
      List.of("no version", "a null description", "no resource");

  static List<Mistake> all() {
    List<Mistake> all = new ArrayList<>();
    for (String path : List.of("Bad", "a_b", "yes", "global", "a..b", "", ".a", "a.", "a b", "é")) {
      all.add(value("the path '" + path + "'", path, values -> values.flag(path, true)));
    }
    all.add(value("no description", "mine", values -> values.flag("mine", true), " "));
    all.add(value("a default of null", "mine", values -> values.string("mine", null)));
    all.add(value("a list of null", "mine", values -> values.strings("mine", null)));
    all.add(
        value(
            "a list with null",
            "mine",
            values -> values.strings("mine", Arrays.asList("a", null))));
    all.add(value("a map of null", "mine", values -> values.stringMap("mine", null)));
    all.add(
        value("a map with null", "mine", values -> values.stringMap("mine", nulls("key", null))));
    all.add(
        value(
            "a map with a null key",
            "mine",
            values -> values.stringMap("mine", nulls(null, "value"))));
    all.add(value("a choice of null", "mine", values -> values.oneOf("mine", "a", "b", null)));
    all.add(value("a choice given twice", "mine", values -> values.oneOf("mine", "a", "a")));
    all.add(value("a default out of bounds", "mine", values -> values.integer("mine", 5).max(4)));
    all.add(
        value("bounds the wrong way", "mine", values -> values.integer("mine", 5).min(9).max(4)));
    all.add(
        value(
            "a bound that is no number",
            "mine",
            values -> values.decimal("mine", 5).max(Double.NaN)));
    all.add(
        value(
            "a bound without end",
            "mine",
            values -> values.decimal("mine", 5).max(Double.POSITIVE_INFINITY)));
    all.add(value("no number", "mine", values -> values.decimal("mine", Double.NaN)));
    all.add(value("a length below 0", "mine", values -> values.string("mine", "").length(-1, 5)));
    all.add(
        value("a pattern without end", "mine", values -> values.string("mine", "").pattern("a")));
    all.add(
        value(
            "a pattern that does not compile",
            "mine",
            values -> values.string("mine", "").pattern("^(a$")));
    all.add(
        value(
            "a pattern that only Java knows",
            "mine",
            values -> values.string("mine", "").pattern("^(?!b)a*$")));
    all.add(value("half a character", "mine", values -> values.string("mine", "x\ud83d")));
    all.add(
        value(
            "a reference in a default",
            "mine",
            values ->
                values.string("mine", Values.create().string("b", "").describe("B.").asString())));
    all.add(
        value(
            "an object that is no tree",
            "mine",
            values -> values.object("mine", Map.of("a", Locale.ROOT))));
    all.add(
        value(
            "an object with a key that is no text",
            "mine",
            values -> values.object("mine", keys())));
    all.add(
        value(
            "an object with no number",
            "mine",
            values -> values.object("mine", Map.of("a", Double.NaN))));
    all.add(
        value(
            "an object with half a character",
            "mine",
            values -> values.object("mine", Map.of("a", "x\ud83d"))));
    all.add(
        value(
            "a reference in an object",
            "mine",
            values ->
                values.object(
                    "mine",
                    Map.of("a", Values.create().string("b", "").describe("B.").asString()))));
    all.add(
        value(
            "an object without a bottom",
            "mine",
            values -> values.object("mine", Map.of("a", deep()))));
    all.add(
        value("an object that holds itself", "mine", values -> values.object("mine", itself())));
    all.add(
        new Mistake(
            "a field without a name",
            "'' is not a valid name of a field",
            (chart, values) ->
                values
                    .objects(
                        "field",
                        List.of(),
                        new ObjectType(List.of(new FieldType("", new FlagType(), true, "A."))))
                    .describe("A.")));
    all.add(
        value(
            "items that break their type",
            "mine",
            values ->
                values.objects(
                    "mine",
                    List.of(Map.of("a", "b")),
                    new ObjectType(List.of(new FieldType("a", new FlagType(), true, "A."))))));
    all.add(
        new Mistake(
            "a value twice",
            "values.mine",
            (chart, values) -> {
              values.flag("mine", true).describe("Mine.");
              values.flag("mine", true).describe("Mine.");
            }));
    all.add(
        new Mistake(
            "a value within a value",
            "values.mine.x",
            (chart, values) -> {
              values.flag("mine", true).describe("Mine.");
              values.flag("mine.x", true).describe("Mine.");
            }));
    all.add(
        new Mistake(
            "a value that nothing uses",
            "values.mine",
            (chart, values) -> values.flag("mine", true).describe("Mine.")));
    all.add(
        new Mistake(
            "a section of nothing", "mine", (chart, values) -> values.section("mine", "Mine.")));
    all.add(
        new Mistake("a version of one number", "version", (chart, values) -> chart.version("1")));
    all.add(new Mistake("no version", "version", (chart, values) -> chart.version(null)));
    all.add(new Mistake("no description", "description", (chart, values) -> chart.describe("")));
    all.add(
        new Mistake("a null description", "description", (chart, values) -> chart.describe(null)));
    all.add(
        new Mistake(
            "a range of versions", "kubeVersion", (chart, values) -> chart.kubeVersion("é")));
    all.add(
        new Mistake(
            "an address without a protocol", "icon", (chart, values) -> chart.icon("example")));
    all.add(
        new Mistake(
            "an address of nobody",
            "maintainers[me].email",
            (chart, values) -> chart.maintainer("me", "nobody", "")));
    all.add(new Mistake("a file outside", "../x", (chart, values) -> chart.file("../x", "")));
    all.add(new Mistake("a file at the root", "/x", (chart, values) -> chart.file("/x", "")));
    all.add(
        new Mistake(
            "a file that is generated",
            "values.yaml",
            (chart, values) -> chart.file("values.yaml", "")));
    all.add(manifest("a name of no file", "No File", chart -> chart.manifest("No File", map())));
    all.add(manifest("no resource", "mine", chart -> chart.manifest("mine", null)));
    all.add(
        manifest(
            "the same name twice",
            "mine",
            chart -> chart.manifest("mine", map()).manifest("mine", map())));
    all.add(
        manifest(
            "a resource without metadata",
            "mine",
            chart -> chart.manifest("mine", new ConfigMap())));
    all.add(
        manifest(
            "a text with half a reference",
            "manifests[mine].data.a",
            chart -> chart.manifest("mine", map("a", "\ufdd0R5:"))));
    all.add(
        manifest(
            "a text with half a character",
            "manifests[mine].data.a",
            chart -> chart.manifest("mine", map("a", "x\ud83d"))));
    all.add(
        manifest(
            "a reference to another chart",
            "manifests[mine].data.a",
            chart ->
                chart.manifest(
                    "mine",
                    map("a", Values.create().string("theirs", "").describe("B.").asString()))));
    all.add(
        manifest(
            "a number of another chart",
            "manifests[mine].spec.replicas",
            chart ->
                chart.manifest(
                    "mine",
                    new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("a")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(Integer.MIN_VALUE + 8000)
                        .endSpec()
                        .build())));
    for (String path : List.of("", "a[", "a..b", "[x", "a b", "data['a", "data[99999999999]")) {
      all.add(
          manifest(
              "a bound path '" + path + "'",
              path.isEmpty() ? "path" : path,
              chart -> chart.manifest(Manifest.of("mine", map()).bind(path, Node.of("x")))));
    }
    all.add(
        manifest(
            "a bound path into nothing",
            "spec.nowhere.x",
            chart ->
                chart.manifest(Manifest.of("mine", map()).bind("spec.nowhere.x", Node.of("x")))));
    all.add(
        manifest(
            "a condition on nothing",
            "data.b",
            chart ->
                chart.manifest(Manifest.of("mine", map()).when("data.b", Condition.always()))));
    all.add(
        manifest(
            "entries for a text",
            "data.a",
            chart ->
                chart.manifest(
                    Manifest.of("mine", map("a", "b")).append("data.a", Node.of(List.of("x"))))));
    all.add(
        manifest(
            "a tree without a bottom",
            "levels",
            chart -> chart.manifest(Manifest.of("mine", map()).bind("x", Node.of(deep())))));
    all.add(
        manifest(
            "a node that holds no scalar",
            "Locale",
            chart ->
                chart.manifest(
                    Manifest.of("mine", map()).bind("x", Node.of(List.of(Locale.ROOT))))));
    all.add(
        manifest(
            "a key with half a reference",
            "mine",
            chart ->
                chart.manifest(
                    Manifest.of("mine", map()).bind("x", Node.of(Map.of("a\ufdd0", "b"))))));
    all.add(
        manifest(
            "a guard of two lines",
            "guard",
            chart ->
                chart.manifest(
                    Manifest.of("mine", map()).failsWhen(Condition.always(), "one\ntwo"))));
    all.add(
        manifest(
            "a key twice",
            "mine",
            chart ->
                chart.manifest(
                    Manifest.of("mine", map("a", "b")).append("data", Node.of(Map.of("a", "c"))))));
    all.add(
        new Mistake(
            "a number for a condition",
            "mine",
            (chart, values) -> when(values.integer("mine", 1).describe("Mine."))));
    all.add(
        new Mistake(
            "a comparison with another kind",
            "mine",
            (chart, values) -> values.flag("mine", true).describe("Mine.").is("text")));
    all.add(
        new Mistake(
            "a loop over a number",
            "mine",
            (chart, values) ->
                each(values.integer("mine", 1).describe("Mine."), "item", item -> item.string())));
    all.add(
        new Mistake(
            "a loop with a bad variable",
            "not a word",
            (chart, values) ->
                each(
                    values.strings("mine", List.of()).describe("Mine."),
                    "not a word",
                    item -> item.string())));
    all.add(
        new Mistake(
            "a number as text of a list",
            "mine",
            (chart, values) -> values.strings("mine", List.of()).describe("Mine.").asString()));
    all.add(
        new Mistake(
            "a list joined as text",
            "mine",
            (chart, values) -> values.strings("mine", List.of()).describe("Mine.").lower()));
    all.add(
        new Mistake(
            "a field that may lack",
            "mine",
            (chart, values) -> {
              Value<List<Map<String, Object>>> list =
                  values
                      .objects(
                          "list",
                          List.of(),
                          new ObjectType(List.of(new FieldType("a", new FlagType(), false, "A."))))
                      .describe("List.");
              chart.manifest(
                  Manifest.of("mine", map()).bind("x", each(list, "item", item -> item.flag("a"))));
            }));
    all.add(
        template(
            "a template without a name",
            "''",
            new NamedTemplateOf("", "A.", new Node.Scalar("a"))));
    all.add(
        template(
            "a template of no text",
            "mine",
            new NamedTemplateOf("mine", "A.", new Node.Scalar(5))));
    all.add(
        new Mistake(
            "a template twice",
            "mine",
            (chart, values) ->
                chart
                    .template(new NamedTemplate("mine", "A.", new Node.Scalar("a")))
                    .template(new NamedTemplate("mine", "A.", new Node.Scalar("b")))));
    all.add(
        new Mistake(
            "a template that includes itself",
            "mine",
            (chart, values) -> {
              NamedTemplate mine =
                  new NamedTemplate(
                      "mine",
                      "A.",
                      new Node.Scalar(
                          "a" + new Expr.Include("mine", Kind.STRING, false).asString()));
              chart.template(mine).manifest("mine", map("a", mine.text(false).asString()));
            }));
    all.add(
        new Mistake(
            "maps that include each other",
            "templates[one]",
            (chart, values) -> {
              NamedTemplate one = including("one", "two");
              chart
                  .template(one)
                  .template(including("two", "one"))
                  .manifest(Manifest.of("mine", map()).bind("x", one.map()));
            }));
    all.add(
        new Mistake(
            "a checksum of itself",
            "manifests[mine]",
            (chart, values) -> chart.manifest("mine", map("a", checksum("mine").asString()))));
    all.add(
        value(
            "a map with half a character in a key",
            "mine",
            values -> values.stringMap("mine", Map.of("x\ud83d", "a"))));
    all.add(
        new Mistake(
            "checksums of each other",
            "manifests[one]",
            (chart, values) ->
                chart
                    .manifest("one", map("a", checksum("two").asString()))
                    .manifest("two", map("a", checksum("one").asString()))));
    all.add(
        new Mistake(
            "nodes without a bottom",
            "the field x",
            (chart, values) -> {
              Node node = new Node.Scalar("deep");
              for (int i = 0; i < DEEP; i++) {
                node = Node.mapping().with("a", node);
              }
              chart.manifest(Manifest.of("mine", map()).bind("x", node));
            }));
    all.add(
        new Mistake(
            "a template that is not there",
            "nowhere",
            (chart, values) ->
                chart.notes(new Expr.Include("nowhere", Kind.STRING, false).asString())));
    all.add(
        new Mistake(
            "a case of a bad name", "Bad", (chart, values) -> chart.ci(CiCase.named("Bad"))));
    all.add(
        new Mistake(
            "a case of no value",
            "ciCases[mine].nothing",
            (chart, values) -> chart.ci(new CiCase("mine", Map.of("nothing", 1)))));
    all.add(
        new Mistake(
            "a case of null",
            "ciCases[mine].commonLabels",
            (chart, values) -> chart.ci(new CiCase("mine", nulls("commonLabels", null)))));
    all.add(
        new Mistake(
            "a setting of another type",
            "ciCases[mine].commonLabels",
            (chart, values) -> chart.ci(new CiCase("mine", Map.of("commonLabels", 1)))));
    all.add(
        new Mistake(
            "conditions without a bottom",
            "mine",
            (chart, values) -> {
              Condition condition = values.flag("mine", true).describe("Mine.").isSet();
              for (int i = 0; i < DEEP; i++) {
                condition = new Condition.Not(condition);
              }
              chart.manifest(Manifest.of("mine", map()).onlyWhen(condition));
            }));
    all.add(
        new Mistake(
            "an expression without a bottom",
            "mine",
            (chart, values) -> {
              Expr expr = values.string("mine", "").describe("Mine.").expr();
              for (int i = 0; i < DEEP; i++) {
                expr = expr.lower();
              }
              chart.manifest(Manifest.of("mine", map()).bind("x", expr));
            }));
    return List.copyOf(all);
  }

  private record NamedTemplateOf(String name, String description, Node body) {}

  private static Mistake template(String name, String mention, NamedTemplateOf template) {
    return new Mistake(
        name,
        mention,
        (chart, values) ->
            chart.template(
                new NamedTemplate(template.name(), template.description(), template.body())));
  }

  private interface Declares {
    Values.Declaration<?> in(Values values);
  }

  private interface Adds {
    void to(Chart.Builder chart);
  }

  private static Mistake manifest(String name, String mention, Adds adds) {
    return new Mistake(name, mention, (chart, values) -> adds.to(chart));
  }

  private static Mistake value(String name, String mention, Declares declares) {
    return value(name, mention, declares, "Mine.");
  }

  private static Mistake value(String name, String mention, Declares declares, String sentence) {
    return new Mistake(
        name,
        "values." + mention,
        (chart, values) -> {
          Value<?> value = declares.in(values).describe(sentence);
          chart.manifest(Manifest.of("mine", map()).bind("x", value));
        });
  }

  private static NamedTemplate including(String name, String other) {
    return new NamedTemplate(
        name,
        "A.",
        Node.mapping()
            .with("key-" + name, "a")
            .plus(Node.Entry.splice(new Node.Insert(new Expr.Include(other, Kind.MAP, false)))));
  }

  private static ConfigMap map(String... data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("a")
        .endMetadata()
        .withData(data.length == 0 ? Map.of() : Map.of(data[0], data[1]))
        .build();
  }

  private static Object deep() {
    Object tree = "deep";
    for (int i = 0; i < DEEP; i++) {
      tree = List.of(tree);
    }
    return tree;
  }

  private static Map<String, Object> itself() {
    Map<String, Object> map = new HashMap<>();
    map.put("self", map);
    return map;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // As somebody may pass it.
  private static Map<String, Object> keys() {
    Map keys = new HashMap();
    keys.put(5, "x");
    keys.put(Optional.empty(), "y");
    return keys;
  }

  private static <V> Map<String, V> nulls(String key, V value) {
    Map<String, V> map = new HashMap<>();
    map.put(key, value);
    return map;
  }

  /** Whether it is null where nothing but an object can be. */
  boolean isOfNull() {
    return NULLS.contains(name);
  }

  /** Whether it takes long to declare. */
  boolean isDeep() {
    return name.contains("bottom");
  }

  @Override
  public String toString() {
    return name;
  }
}
