package dev.chartwright.generator.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.HelmFailure.Violation;
import dev.chartwright.generator.engine.RenderSettings;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a chart's schema about the values of many cases in one call of Helm. Where the schema judges
 * the values of a map each for itself, only those are asked about that differ from values that it
 * accepts, and of the schema only what judges them; what was asked once is not asked again. Helm
 * takes longer to read a whole schema than to judge a hundred values.
 */
final class CaseSchema {
  private static final String FILE = ParsedChart.SCHEMA_FILE;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LOCAL = Pattern.compile("#/(definitions|\\$defs)/([A-Za-z0-9_.-]+)");
  private static final Pattern PLACE =
      Pattern.compile("place([0-9]+)\\[([0-9]+)]\\.?(.*)", Pattern.DOTALL);

  /** Keywords that judge the values of a map each for itself, and that say nothing of them. */
  private static final Set<String> INDEPENDENT =
      Set.of(
          "$schema",
          "title",
          "description",
          "default",
          "deprecated",
          ParsedChart.RENAMED_TO,
          ParsedChart.REMOVED_IN,
          "type",
          "properties",
          "additionalProperties",
          "required",
          "definitions",
          "$defs");

  private final ChartPart part;
  private final ObjectNode schema;
  private final RenderSettings request;
  private final String name;
  private final FileTree empty;
  private final Map<String, Object> accepted;
  private final Map<Question, List<Violation>> answers = new HashMap<>();

  /**
   * A part of the schema.
   *
   * @param value the one that it judges
   * @param keysOnly whether it judges which keys a map has, and not what they hold
   */
  private record Place(ValuePath value, boolean keysOnly) {
    /** The path of a value in its chart, the way that Helm's own are told. */
    String path(ChartPart part, String below) {
      String path = String.join(".", part.path(value.keys()).keys());
      return path.isEmpty() || below.isEmpty() || below.startsWith("[")
          ? path + below
          : path + "." + below;
    }
  }

  private record Question(Place place, Object value) {}

  private CaseSchema(
      ObjectNode schema, ChartPart part, RenderSettings request, Map<String, Object> accepted) {
    ParsedChart chart = part.chart();
    this.part = part;
    this.schema = schema;
    this.name = chart.name();
    this.request = request;
    this.accepted = accepted;
    // Of the metadata only what Helm wants: it would look for the subcharts of the chart.
    this.empty =
        FileTree.empty()
            .with(
                ParsedChart.METADATA_FILE,
                "apiVersion: v2\nversion: 1.0.0\nname: " + JSON.valueToTree(name) + "\n")
            .with("templates/_nothing.tpl", "");
  }

  /**
   * A chart's schema; nothing when its parts mean something else where they stand alone.
   *
   * @param accepted complete values that the schema is known to accept
   */
  static Optional<CaseSchema> of(
      ChartPart part, RenderSettings request, Map<String, Object> accepted) {
    ParsedChart chart = part.chart();
    JsonNode root =
        chart.schemaFile().isPresent()
            ? chart.schema().orElse(MissingNode.getInstance())
            : JSON.createObjectNode();
    return root instanceof ObjectNode schema && canBeTakenApart(schema, schema)
        ? Optional.of(new CaseSchema(schema, part, request, accepted))
        : Optional.empty();
  }

  private static boolean canBeTakenApart(JsonNode node, ObjectNode root) {
    if (node.has("$id") || node.has("$anchor") || node.has("$dynamicRef")) {
      return false;
    }
    JsonNode reference = node.path("$ref");
    if (reference.isTextual()) {
      Matcher local = LOCAL.matcher(reference.textValue());
      if (!local.matches() || !root.path(local.group(1)).has(local.group(2))) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (!canBeTakenApart(child, root)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What the schema rejects.
   *
   * @param cases the values of each, complete
   * @return for each case what is rejected, sorted; nothing where the values are accepted
   */
  List<List<Violation>> violations(List<Map<String, Object>> cases) {
    Map<Place, JsonNode> places = new LinkedHashMap<>();
    List<List<Question>> all = new ArrayList<>();
    for (Map<String, Object> values : cases) {
      List<Question> questions = new ArrayList<>();
      compare(new ValuePath(List.of()), schema, accepted, values, places, questions);
      all.add(questions);
    }
    Set<Question> open = new LinkedHashSet<>();
    all.forEach(open::addAll);
    open.removeAll(answers.keySet());
    ask(List.copyOf(open), places);
    return all.stream()
        .map(
            questions ->
                questions.stream()
                    .flatMap(each -> answers.get(each).stream())
                    .sorted(Comparator.comparing(Violation::toString))
                    .toList())
        .toList();
  }

  /** Collects what has to be asked about values in the place of accepted ones. */
  private static void compare(
      ValuePath path,
      JsonNode schema,
      Object accepted,
      Object values,
      Map<Place, JsonNode> places,
      List<Question> questions) {
    if (Objects.equals(accepted, values)) {
      return;
    }
    if (!(accepted instanceof Map) || !(values instanceof Map) || !isIndependent(schema)) {
      Place place = new Place(path, false);
      places.put(place, schema);
      questions.add(new Question(place, values));
      return;
    }
    Map<String, Object> before = Tree.map(accepted);
    Map<String, Object> after = Tree.map(values);
    JsonNode properties = schema.path("properties");
    after.forEach(
        (key, value) -> {
          if (properties.has(key)) {
            compare(
                path.below(key), properties.get(key), before.get(key), value, places, questions);
          }
        });
    boolean sameKeys =
        after.keySet().containsAll(before.keySet())
            && after.entrySet().stream()
                .allMatch(
                    each ->
                        properties.has(each.getKey())
                            || Objects.equals(each.getValue(), before.get(each.getKey())));
    if (!sameKeys) {
      Place place = new Place(path, true);
      places.put(place, keysOf((ObjectNode) schema));
      Map<String, Object> map = new LinkedHashMap<>();
      after.forEach((key, value) -> map.put(key, properties.has(key) ? "" : value));
      questions.add(new Question(place, map));
    }
  }

  private static boolean isIndependent(JsonNode schema) {
    List<String> keywords = new ArrayList<>();
    schema.fieldNames().forEachRemaining(keywords::add);
    return schema.isObject() && INDEPENDENT.containsAll(keywords);
  }

  /** The same demands on keys, and none on what the known ones hold. */
  private static ObjectNode keysOf(ObjectNode schema) {
    ObjectNode keys = JSON.createObjectNode();
    keys.setAll(schema);
    ObjectNode known = keys.putObject("properties");
    schema.path("properties").fieldNames().forEachRemaining(key -> known.put(key, true));
    return keys;
  }

  private void ask(List<Question> questions, Map<Place, JsonNode> places) {
    questions.forEach(each -> answers.put(each, new ArrayList<>()));
    if (questions.isEmpty() || schema.isEmpty()) {
      return;
    }
    Map<Place, List<Question>> byPlace = new LinkedHashMap<>();
    for (Question each : questions) {
      byPlace.computeIfAbsent(each.place(), place -> new ArrayList<>()).add(each);
    }
    List<Place> order = List.copyOf(byPlace.keySet());
    ObjectNode parts = JSON.createObjectNode();
    if (schema.has("$schema")) {
      parts.set("$schema", schema.get("$schema"));
    }
    ObjectNode properties = parts.putObject("properties");
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      JsonNode part = withoutDefinitions(places.get(order.get(i)));
      properties.putObject("place" + i).set("items", part);
      define(part, parts);
      values.put("place" + i, byPlace.get(order.get(i)).stream().map(Question::value).toList());
    }
    Rendering rendering = call(parts, values);
    if (rendering instanceof HelmFailure.SchemaRejection rejection) {
      for (Violation violation : rejection.violations()) {
        Matcher place = PLACE.matcher(violation.path());
        if (!place.matches()) {
          continue; // Helm's sentence about the whole.
        }
        Place at = order.get(Integer.parseInt(place.group(1)));
        Question asked = byPlace.get(at).get(Integer.parseInt(place.group(2)));
        answers.get(asked).add(new Violation(at.path(part, place.group(3)), violation.message()));
      }
    } else if (rendering instanceof HelmFailure && questions.size() > 1) {
      // Values that Helm cannot read: whoever asks about them alone is told when he renders them.
      int half = questions.size() / 2;
      ask(questions.subList(0, half), places);
      ask(questions.subList(half, questions.size()), places);
    }
  }

  /** The root brings along what {@link #define} adds where it is needed. */
  private static JsonNode withoutDefinitions(JsonNode part) {
    return part instanceof ObjectNode object
        ? JSON.createObjectNode()
            .<ObjectNode>setAll(object)
            .without(List.of("$schema", "definitions", "$defs"))
        : part;
  }

  /** Adds the definitions that a part refers to, and those that they refer to. */
  private void define(JsonNode part, ObjectNode parts) {
    JsonNode reference = part.path("$ref");
    if (reference.isTextual()) {
      Matcher local = LOCAL.matcher(reference.textValue());
      if (local.matches()) {
        ObjectNode definitions = parts.withObjectProperty(local.group(1));
        if (!definitions.has(local.group(2))) {
          JsonNode definition = schema.path(local.group(1)).get(local.group(2));
          definitions.set(local.group(2), definition);
          define(definition, parts);
        }
      }
    }
    part.forEach(child -> define(child, parts));
  }

  private Rendering call(ObjectNode parts, Map<String, Object> values) {
    FileTree chart = empty.with(FILE, parts.toString());
    try (ChartFolder folder = ChartFolder.of(name, chart, HelmEngine.embedded())) {
      return folder.render(
          request.releases().get(0),
          request.namespace(),
          List.of(JSON.writeValueAsString(values)), // JSON is YAML.
          request.kubeVersion());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values are plain trees", impossible);
    }
  }
}
