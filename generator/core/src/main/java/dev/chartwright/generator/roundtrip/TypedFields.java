package dev.chartwright.generator.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.manifest.ManifestTree;
import dev.chartwright.generator.roundtrip.RoundTrip.Difference;
import dev.chartwright.generator.yaml.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for every field of a typed resource or of YAML text in the rendered object, with references
 * replaced by what they stand for. Only an edit may change a field, and only one that adds to it or
 * puts it under a condition may leave it out. Used once, by one thread.
 */
final class TypedFields {
  /** What the entries of values are merged into. */
  private static final Set<String> METADATA = Set.of("metadata.labels", "metadata.annotations");

  private final Manifest manifest;
  private final JsonNode typed;
  private final Leaves leaves;
  private final List<Difference> differences = new ArrayList<>();

  /**
   * @param typed the resource of the manifest as {@link #tree} gives it
   */
  TypedFields(Manifest manifest, JsonNode typed, Leaves leaves) {
    this.manifest = manifest;
    this.typed = typed;
    this.leaves = leaves;
  }

  /** What a manifest was made of, with its references; the same for all cases. */
  static JsonNode tree(Manifest manifest) {
    return manifest.object().source() instanceof Manifest.Typed source
        ? ManifestTree.typed(source)
        : TextLeaves.tree(((Manifest.YamlText) manifest.object().source()).text());
  }

  /** What the texts of a tree stand for. */
  interface Leaves {
    /** What a text stands for. */
    Object value(String text);

    /** What a key stands for. */
    String key(String text);

    /** What a number stands for. */
    Object number(Number number);

    /** Whether the field of a text may be left out. */
    boolean isLeftOut(String text);

    /** What an item stands for that is there several times, or not at all; nothing for others. */
    Optional<List<Object>> repeated(String text);

    /** Whether a rendered field is what its text stands for. */
    boolean matches(Object expected, Object rendered);
  }

  /** Those of a typed resource, whose references are tokens. */
  record Tokens(Evaluation evaluation) implements Leaves {
    @Override
    public Object value(String text) {
      return evaluation.string(text);
    }

    @Override
    public String key(String text) {
      return evaluation.text(text);
    }

    @Override
    public Object number(Number number) {
      return evaluation.number(number);
    }

    @Override
    public boolean isLeftOut(String text) {
      return false;
    }

    @Override
    public Optional<List<Object>> repeated(String text) {
      return Optional.empty();
    }

    @Override
    public boolean matches(Object expected, Object rendered) {
      return RoundTrip.matches(expected, rendered);
    }
  }

  List<Difference> differences(Map<String, Object> rendered) {
    compare(typed, rendered, "", edits());
    return differences;
  }

  /**
   * An edit that applies at or below the place where the comparison stands.
   *
   * @param steps what is left of its path
   */
  private record Pending(Manifest.Edit edit, List<FieldPath.Step> steps) {
    /** The edit replaces the field. */
    boolean replaces() {
      return steps.isEmpty() && (edit instanceof Manifest.Bind || edit instanceof Manifest.Replace);
    }

    boolean restricts() {
      return steps.isEmpty() && edit instanceof Manifest.Restrict;
    }
  }

  private List<Pending> edits() {
    return manifest.edits().stream().map(edit -> new Pending(edit, edit.path().steps())).toList();
  }

  private static List<Pending> below(List<Pending> edits, FieldPath.Step... alternatives) {
    if (edits.isEmpty()) {
      return edits;
    }
    return edits.stream()
        .filter(
            pending ->
                !pending.steps().isEmpty()
                    && List.of(alternatives).contains(pending.steps().get(0)))
        .map(
            pending ->
                new Pending(pending.edit(), pending.steps().subList(1, pending.steps().size())))
        .toList();
  }

  private void compare(JsonNode typed, Object rendered, String path, List<Pending> edits) {
    if (edits.stream().anyMatch(Pending::replaces)) {
      return;
    }
    if (typed.isObject() && rendered instanceof Map) {
      fields(typed, Tree.map(rendered), path, edits);
    } else if (typed.isArray() && rendered instanceof List<?> list) {
      items(typed, list, path, edits);
    } else if (typed.isTextual() && rendered instanceof Map && METADATA.contains(path)) {
      return; // Of entries that others have too, the last one wins.
    } else if (!(rendered == null && isOptional(typed, edits))) {
      Object expected = plain(typed);
      if (!leaves.matches(expected, rendered)) {
        differences.add(Difference.of(path, expected, rendered));
      }
    }
  }

  private void fields(
      JsonNode typed, Map<String, Object> rendered, String path, List<Pending> edits) {
    typed
        .properties()
        .forEach(
            field -> {
              String key = leaves.key(field.getKey());
              List<Pending> inside = below(edits, new FieldPath.Key(field.getKey()));
              String place = Tree.below(path, key);
              if (rendered.containsKey(key)) {
                compare(field.getValue(), rendered.get(key), place, inside);
              } else if (!place.equals("status") && !isOptional(field.getValue(), inside)) {
                differences.add(
                    new Difference(
                        place,
                        "the resource has "
                            + Difference.text(plain(field.getValue()))
                            + " there, and it is not rendered"));
              }
            });
  }

  /**
   * The items come in their order; what was appended follows, and what has a condition may be
   * absent.
   */
  private void items(JsonNode typed, List<?> rendered, String path, List<Pending> edits) {
    int next = 0;
    int index = 0;
    for (JsonNode item : typed) {
      Optional<List<Object>> repeated =
          item.isTextual() ? leaves.repeated(item.textValue()) : Optional.empty();
      if (repeated.isPresent()) {
        for (Object expected : repeated.get()) {
          Object found = next < rendered.size() ? rendered.get(next) : null;
          if (!leaves.matches(expected, found)) {
            differences.add(Difference.of(Tree.item(path, index), expected, found));
          }
          next++;
        }
        index++;
        continue;
      }
      FieldPath.Step byName = new FieldPath.Name(item.path("name").asText());
      List<Pending> inside = below(edits, new FieldPath.Index(index), byName);
      boolean last = next >= rendered.size();
      if (isOptional(item, inside) && (last || !fits(item, rendered.get(next), inside))) {
        index++;
        continue;
      }
      String place = Tree.item(path, index);
      if (last) {
        differences.add(
            new Difference(
                place,
                "the resource has "
                    + Difference.text(plain(item))
                    + " there, and it is not rendered"));
        return;
      }
      compare(item, rendered.get(next), place, inside);
      next++;
      index++;
    }
    boolean appended =
        edits.stream()
            .anyMatch(
                pending -> pending.steps().isEmpty() && pending.edit() instanceof Manifest.Append);
    if (next < rendered.size() && !appended) {
      differences.add(
          new Difference(
              Tree.item(path, next), "it is rendered, and the resource has no such item"));
    }
  }

  private boolean fits(JsonNode typed, Object rendered, List<Pending> edits) {
    TypedFields trial = new TypedFields(manifest, typed, leaves);
    trial.compare(typed, rendered, "", edits);
    return trial.differences.isEmpty();
  }

  /** Whether it may be absent: under a condition, or of nothing but parts that are. */
  private boolean isOptional(JsonNode typed, List<Pending> edits) {
    if (edits.stream().anyMatch(pending -> pending.restricts() || pending.replaces())) {
      return true;
    }
    if (typed.isNull() || (typed.isTextual() && leaves.isLeftOut(typed.textValue()))) {
      return true;
    }
    if (!typed.isContainerNode()) {
      return false;
    }
    if (typed.isEmpty()) {
      return !edits.isEmpty();
    }
    if (typed.isArray()) {
      for (int i = 0; i < typed.size(); i++) {
        FieldPath.Step byName = new FieldPath.Name(typed.get(i).path("name").asText());
        if (!isOptional(typed.get(i), below(edits, new FieldPath.Index(i), byName))) {
          return false;
        }
      }
      return true;
    }
    return typed.properties().stream()
        .allMatch(
            field -> isOptional(field.getValue(), below(edits, new FieldPath.Key(field.getKey()))));
  }

  /** The tree with references replaced. */
  private Object plain(JsonNode typed) {
    if (typed.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      typed
          .properties()
          .forEach(field -> map.put(leaves.key(field.getKey()), plain(field.getValue())));
      return map;
    }
    if (typed.isArray()) {
      List<Object> list = new ArrayList<>();
      typed.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (typed.isIntegralNumber()) {
      return leaves.number(typed.longValue());
    }
    if (typed.isNumber()) {
      return typed.doubleValue();
    }
    if (typed.isBoolean()) {
      return typed.booleanValue();
    }
    return typed.isNull() ? null : leaves.value(typed.textValue());
  }
}
