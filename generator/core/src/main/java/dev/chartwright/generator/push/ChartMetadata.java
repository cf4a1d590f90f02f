package dev.chartwright.generator.push;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code Chart.yaml} says, as Helm puts it into a registry: the fields that Helm knows, in its
 * order, without those that are empty. Immutable.
 *
 * @param fields in the order of Helm
 */
record ChartMetadata(GoJson.Struct fields) {
  private static final Set<Integer> UNPRINTABLE =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED);

  private static final String PREFIX = "org.opencontainers.image.";

  static ChartMetadata of(ParsedChart chart) {
    Map<String, Object> yaml = chart.metadata();
    GoJson.Struct.Builder fields =
        GoJson.Struct.builder()
            .add("name", text(yaml, "name"))
            .add("home", text(yaml, "home"))
            .add("sources", texts(yaml, "sources"))
            .add("version", text(yaml, "version"))
            .add("description", text(yaml, "description"))
            .add("keywords", texts(yaml, "keywords"))
            .add("maintainers", structs(yaml, "maintainers", ChartMetadata::maintainer))
            .add("icon", text(yaml, "icon"))
            .add("apiVersion", text(yaml, "apiVersion"))
            .add("condition", text(yaml, "condition"))
            .add("tags", text(yaml, "tags"))
            .add("appVersion", text(yaml, "appVersion"))
            .add("deprecated", yaml.get("deprecated"))
            .add("annotations", textMap(yaml, "annotations"))
            .add("kubeVersion", text(yaml, "kubeVersion"))
            .add("dependencies", structs(yaml, "dependencies", ChartMetadata::dependency))
            .add("type", text(yaml, "type"));
    return new ChartMetadata(fields.build());
  }

  private static GoJson.Struct maintainer(Object yaml) {
    return GoJson.Struct.builder()
        .add("name", text(yaml, "name"))
        .add("email", text(yaml, "email"))
        .add("url", text(yaml, "url"))
        .build();
  }

  private static GoJson.Struct dependency(Object yaml) {
    return GoJson.Struct.builder()
        .addAlways("name", text(yaml, "name"))
        .add("version", text(yaml, "version"))
        .addAlways("repository", text(yaml, "repository"))
        .add("condition", text(yaml, "condition"))
        .add("tags", texts(yaml, "tags"))
        .add("enabled", Tree.at(yaml, "enabled"))
        .add("import-values", Tree.list(yaml, "import-values"))
        .add("alias", text(yaml, "alias"))
        .build();
  }

  String name() {
    return field("name");
  }

  String version() {
    return field("version");
  }

  private String field(String name) {
    return Optional.ofNullable(fields.fields().get(name)).map(Object::toString).orElse("");
  }

  /** The configuration of an OCI artifact. */
  String json() {
    return GoJson.of(fields);
  }

  /** As plain data, such as a printer of YAML takes it; keys by name. */
  Map<String, Object> tree() {
    return Tree.map(plain(fields));
  }

  private static Object plain(Object value) {
    if (value instanceof GoJson.Struct struct) {
      Map<String, Object> map = new TreeMap<>();
      struct.fields().forEach((key, each) -> map.put(key, plain(each)));
      return map;
    }
    return value instanceof List<?> list ? list.stream().map(ChartMetadata::plain).toList() : value;
  }

  /**
   * The annotations that Helm gives a manifest, except the time at which it was made: so the same
   * chart has the same manifest.
   */
  Map<String, Object> annotations() {
    Map<String, Object> annotations = new TreeMap<>();
    annotate(annotations, "description", field("description"));
    annotate(annotations, "url", field("home"));
    annotate(
        annotations,
        "source",
        Tree.list(fields.fields(), "sources").stream()
            .findFirst()
            .map(Object::toString)
            .orElse(""));
    annotate(annotations, "authors", authors());
    annotations.putAll(Tree.map(fields.fields(), "annotations"));
    annotate(annotations, "title", name());
    annotate(annotations, "version", version());
    return annotations;
  }

  private static void annotate(Map<String, Object> annotations, String key, String value) {
    if (!value.isBlank()) {
      annotations.put(PREFIX + key, value);
    }
  }

  private String authors() {
    return Tree.list(fields.fields(), "maintainers").stream()
        .map(each -> ((GoJson.Struct) each).fields())
        .map(
            each -> {
              String email = each.containsKey("email") ? " (" + each.get("email") + ")" : "";
              return each.getOrDefault("name", "") + email;
            })
        .collect(Collectors.joining(", "));
  }

  private static String text(Object yaml, String key) {
    Object value = Tree.at(yaml, key);
    return value == null ? "" : printable(value.toString());
  }

  private static List<String> texts(Object yaml, String key) {
    return Tree.list(yaml, key).stream().map(each -> printable(String.valueOf(each))).toList();
  }

  /** As Helm cleans it: a space for every kind of space, and nothing for what does not print. */
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) ? ' ' : c)
        .filter(c -> c == ' ' || !UNPRINTABLE.contains(Character.getType(c)))
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }

  private static Map<String, Object> textMap(Object yaml, String key) {
    Map<String, Object> texts = new TreeMap<>();
    Tree.map(yaml, key).forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return texts;
  }

  private interface Reader {
    GoJson.Struct read(Object yaml);
  }

  private static List<GoJson.Struct> structs(Object yaml, String key, Reader reader) {
    List<GoJson.Struct> structs = new ArrayList<>();
    Tree.list(yaml, key).forEach(each -> structs.add(reader.read(each)));
    return structs;
  }
}
