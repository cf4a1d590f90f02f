package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_12;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_13;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.REMOVED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that the schema of a new chart knows under earlier names. Both charts are compared as
 * if the old one had the new names already, so that a type or default that changes with the name is
 * found too.
 *
 * @param before the values and the schema of the old chart, under the new names
 * @param after the same of the new chart, without the earlier names
 */
record RenamedValues(Named before, Named after, List<UpgradeFinding> findings) {
  private static final String PROPERTIES = "properties";

  /** What a chart says of its values. */
  record Named(Map<String, Object> values, Optional<JsonNode> schema) {}

  /**
   * An earlier name in a schema.
   *
   * @param isRefused whether its chart no longer takes it
   */
  private record Former(List<String> path, String now, String removedIn, boolean isRefused) {
    String name() {
      return String.join(".", path);
    }
  }

  static RenamedValues between(ParsedChart previous, ParsedChart current) {
    Map<String, Former> known = formers(previous);
    Map<String, Former> formers = formers(current);
    Map<String, Object> values = previous.values();
    Optional<JsonNode> schema = previous.schema().map(JsonNode::deepCopy);
    Optional<JsonNode> after = current.schema().map(JsonNode::deepCopy);
    List<UpgradeFinding> findings = new ArrayList<>();
    for (Former former : formers.values()) {
      Former earlier = known.get(former.name());
      boolean isOwn =
          earlier == null
              && (Tree.at(values, keys(former.path())) != null
                  || schema.filter(root -> !at(root, former.path()).isMissingNode()).isPresent());
      if (isOwn) {
        values = moved(values, former);
        schema.ifPresent(root -> move(root, former, after.orElse(MissingNode.getInstance())));
        findings.add(former.isRefused() ? refused(former) : renamed(former));
      } else if (earlier != null && former.isRefused() && !earlier.isRefused()) {
        findings.add(refused(former));
      }
      schema.ifPresent(root -> remove(root, former.path()));
    }
    known.values().stream()
        .filter(Former::isRefused)
        .forEach(former -> schema.ifPresent(root -> remove(root, former.path())));
    formers.values().forEach(former -> after.ifPresent(root -> remove(root, former.path())));
    return new RenamedValues(
        new Named(values, schema), new Named(current.values(), after), List.copyOf(findings));
  }

  private static UpgradeFinding renamed(Former former) {
    return UpgradeFinding.note(UPG_13, place(former), "it is now called " + former.now())
        .because("the earlier name works as before, and the notes of the release say so")
        .fixedBy(
            former.removedIn().isEmpty()
                ? "nothing; users may rename it when they like"
                : "tell users to rename it before version " + former.removedIn())
        .told(CHANGED, "Rename the value " + former.name() + " to " + former.now());
  }

  private static UpgradeFinding refused(Former former) {
    return UpgradeFinding.warning(
            UPG_12, place(former), "its earlier name is refused: it is called " + former.now())
        .because("the upgrade fails for users who still set it, with a message that says so")
        .fixedBy("tell users to set " + former.now() + " instead")
        .told(REMOVED, "Remove the value " + former.name() + "; set " + former.now() + " instead");
  }

  private static Place place(Former former) {
    return Place.ofFile(ParsedChart.VALUES_FILE, former.name());
  }

  /** The earlier names in the schema of a chart, by name. */
  private static Map<String, Former> formers(ParsedChart chart) {
    Map<String, Former> formers = new LinkedHashMap<>();
    Optional<ChartVersion> version = ChartVersion.of(chart.metadata("version"));
    chart.schema().ifPresent(root -> collect(root, List.of(), version, formers));
    return formers;
  }

  private static void collect(
      JsonNode schema,
      List<String> path,
      Optional<ChartVersion> version,
      Map<String, Former> formers) {
    schema
        .path(PROPERTIES)
        .properties()
        .forEach(
            property -> {
              List<String> below = new ArrayList<>(path);
              below.add(property.getKey());
              JsonNode here = property.getValue();
              String now = here.path(ParsedChart.RENAMED_TO).asText("");
              if (now.isEmpty()) {
                collect(here, below, version, formers);
              } else {
                String removedIn = here.path(ParsedChart.REMOVED_IN).asText("");
                boolean isRefused =
                    version.isPresent()
                        && ChartVersion.of(removedIn)
                            .filter(limit -> version.get().release().compareTo(limit) >= 0)
                            .isPresent();
                Former former = new Former(List.copyOf(below), now, removedIn, isRefused);
                formers.put(former.name(), former);
              }
            });
  }

  private static String[] keys(List<String> path) {
    return path.toArray(String[]::new);
  }

  private static JsonNode at(JsonNode root, List<String> path) {
    JsonNode here = root;
    for (String key : path) {
      here = here.path(PROPERTIES).path(key);
    }
    return here;
  }

  // Defaults

  private static Map<String, Object> moved(Map<String, Object> values, Former former) {
    Object leaf = Tree.at(values, keys(former.path()));
    List<String> now = List.of(former.now().split("\\."));
    Map<String, Object> without = without(values, former.path());
    return leaf == null || Tree.at(without, keys(now)) != null ? without : with(without, now, leaf);
  }

  /** Without a leaf, and without the sections that held nothing else. */
  private static Map<String, Object> without(Map<String, Object> tree, List<String> path) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    String key = path.get(0);
    if (path.size() == 1) {
      copy.remove(key);
    } else if (copy.get(key) instanceof Map<?, ?> section) {
      Map<String, Object> below = without(Tree.map(section), path.subList(1, path.size()));
      if (below.isEmpty()) {
        copy.remove(key);
      } else {
        copy.put(key, below);
      }
    }
    return copy;
  }

  private static Map<String, Object> with(
      Map<String, Object> tree, List<String> path, Object leaf) {
    Map<String, Object> copy = new LinkedHashMap<>(tree);
    String key = path.get(0);
    copy.put(
        key,
        path.size() == 1
            ? leaf
            : with(Tree.map(tree.get(key)), path.subList(1, path.size()), leaf));
    return copy;
  }

  // Schemas

  private static void move(JsonNode root, Former former, JsonNode after) {
    JsonNode rule = at(root, former.path());
    List<String> now = List.of(former.now().split("\\."));
    if (!rule.isObject() || !at(root, now).isMissingNode()) {
      return;
    }
    ObjectNode here = (ObjectNode) root;
    for (int i = 0; i < now.size() - 1; i++) {
      ObjectNode properties = here.withObjectProperty(PROPERTIES);
      String key = now.get(i);
      if (!properties.has(key)) {
        properties.set(key, empty(at(after, now.subList(0, i + 1))));
      }
      here = (ObjectNode) properties.get(key);
    }
    here.withObjectProperty(PROPERTIES).set(now.get(now.size() - 1), rule);
  }

  /** A section with the rules of another one, and none of its keys. */
  private static ObjectNode empty(JsonNode section) {
    ObjectNode copy =
        section instanceof ObjectNode object
            ? object.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    copy.remove(List.of(PROPERTIES, "required"));
    return copy;
  }

  /** Removes a value, and the sections that held nothing else. */
  private static void remove(JsonNode schema, List<String> path) {
    String key = path.get(0);
    if (!(schema.path(PROPERTIES) instanceof ObjectNode properties) || !properties.has(key)) {
      return;
    }
    boolean isGone = path.size() == 1;
    if (!isGone) {
      remove(properties.get(key), path.subList(1, path.size()));
      isGone = properties.get(key).path(PROPERTIES).isEmpty();
    }
    if (isGone) {
      properties.remove(key);
      if (schema.path("required") instanceof ArrayNode required) {
        for (Iterator<JsonNode> each = required.iterator(); each.hasNext(); ) {
          if (each.next().asText().equals(key)) {
            each.remove();
          }
        }
      }
    }
  }
}
