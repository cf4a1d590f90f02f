package dev.chartwright.generator.space;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.FormerName;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.OptionalType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.generator.space.Setting.Expectation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The values of a chart as knobs: from its declaration, else from its schema, else from what its
 * defaults look like. All in the order of {@code values.yaml}.
 */
public final class Knobs {
  private static final String UNKNOWN = "noSuchValue";
  private static final ValuePath GLOBAL = ValuePath.of("global");

  private Knobs() {}

  /**
   * From the declaration.
   *
   * @param defaults the tree of {@code values.yaml}, with what is laid over it in every case;
   *     standard values that it lacks are no knobs
   * @param examples trees of values that are known to be useful
   */
  public static List<Knob> of(
      Chart chart, Map<String, Object> defaults, List<Map<String, Object>> examples) {
    List<Knob> knobs = new ArrayList<>();
    for (Value<?> value : chart.values().all()) {
      ValuePath path = ValuePath.of(value.path());
      if (value.isStandard() && path.in(defaults) == null) {
        continue;
      }
      List<Object> useful = new ArrayList<>(value.examples());
      useful.addAll(examples(path, examples));
      List<Setting> settings =
          new ArrayList<>(TypedSettings.of(value.type(), path.in(defaults), useful));
      // A number that may be left out can always be taken away.
      settings.add(
          value.type() instanceof OptionalType ? Setting.legal(null) : Setting.unknown(null));
      Knob knob =
          new Knob(
              path,
              path.in(defaults),
              settings,
              shape(value.type()),
              List.copyOf(value.examples()));
      knobs.add(knob);

      for (FormerName name : value.formerNames()) {
        knobs.add(former(name, name.isRemovedIn(chart.version()), knob));
      }
    }
    List<Knob> all = withSections(knobs, Expectation.REJECTED);
    all.removeIf(knob -> isLeftToSubchart(chart, knob.path()));
    return all;
  }

  /** An earlier name of a value; its settings are those of the value, where it still works. */
  private static Knob former(FormerName name, boolean isRemoved, Knob knob) {
    ValuePath path = ValuePath.of(name.path());
    if (isRemoved) {
      return new Knob(path, null, List.of(Setting.unknown("text")), Knob.Shape.FORMER);
    }
    return knob.isOpen()
        ? new Knob(path, null, List.of(Setting.unknown(null)), Knob.Shape.SECTION)
        : new Knob(path, null, knob.settings(), Knob.Shape.FORMER);
  }

  /**
   * From a schema in JSON, draft-07 with local references.
   *
   * @param defaults the tree of {@code values.yaml}, with what is laid over it in every case
   * @param examples trees of values that are known to be useful
   */
  public static List<Knob> of(
      JsonNode schema, Map<String, Object> defaults, List<Map<String, Object>> examples) {
    List<Knob> knobs = new ArrayList<>();
    SchemaTypes types = new SchemaTypes(schema);
    types
        .leaves(defaults)
        .forEach(
            (path, type) -> {
              Object given = path.in(defaults);
              List<Setting> settings =
                  new ArrayList<>(
                      type.isPresent()
                          ? TypedSettings.of(type.get(), given, examples(path, examples))
                          : DefaultSettings.of(path, given, examples(path, examples)));
              settings.add(Setting.unknown(null));
              Knob.Shape shape =
                  types.isFormerName(path)
                      ? Knob.Shape.FORMER
                      : type.map(Knobs::shape).orElse(Knob.Shape.OPEN);
              knobs.add(new Knob(path, given, unpromised(settings), shape));
            });
    return withSections(knobs, Expectation.EITHER);
  }

  /** From nothing but defaults. */
  public static List<Knob> of(Map<String, Object> defaults, List<Map<String, Object>> examples) {
    List<Knob> knobs = new ArrayList<>();
    leaves(defaults)
        .forEach(
            (path, given) -> {
              List<Setting> settings =
                  new ArrayList<>(DefaultSettings.of(path, given, examples(path, examples)));
              settings.add(Setting.unknown(null));
              boolean isOpen = given == null || given instanceof List || given instanceof Map;
              knobs.add(
                  new Knob(
                      path,
                      given,
                      unpromised(settings),
                      isOpen ? Knob.Shape.OPEN : Knob.Shape.CLOSED));
            });
    return withSections(knobs, Expectation.EITHER);
  }

  /**
   * Close to the defaults, for a chart that nobody here has declared: a schema that only says
   * "text" is a form to fill in, and no promise that any text works. Where it says more, its word
   * is taken.
   *
   * @param schema in JSON, draft-07 with local references
   * @param defaults the tree of {@code values.yaml}, with what is laid over it in every case
   * @param examples trees of values that are known to be useful
   */
  public static List<Knob> near(
      Optional<JsonNode> schema, Map<String, Object> defaults, List<Map<String, Object>> examples) {
    Map<ValuePath, Optional<ValueType>> types =
        schema.map(given -> new SchemaTypes(given).leaves(defaults)).orElse(Map.of());
    List<Knob> knobs = new ArrayList<>();
    leaves(defaults)
        .forEach(
            (path, given) -> {
              Optional<ValueType> type =
                  types.getOrDefault(path, Optional.empty()).filter(Knobs::isNarrow);
              List<Setting> settings =
                  type.map(each -> TypedSettings.of(each, given, examples(path, examples)))
                      .orElseGet(() -> DefaultSettings.of(path, given, examples(path, examples)));
              boolean isOpen = given == null || given instanceof List || given instanceof Map;
              knobs.add(
                  new Knob(
                      path,
                      given,
                      settings.stream().filter(Setting::isLegal).toList(),
                      isOpen ? Knob.Shape.OPEN : Knob.Shape.CLOSED));
            });
    return knobs;
  }

  /** Whether a type tells what a value means, and not only how it is written. */
  private static boolean isNarrow(ValueType type) {
    return type instanceof EnumType
        || (type instanceof TextType text && !text.pattern().isEmpty())
        || (type instanceof IntegerType integer
            && integer.min() > -IntegerType.LARGEST
            && integer.max() < IntegerType.LARGEST);
  }

  /**
   * The schema judges in place of a declaration, so a setting promises nothing; legal ones stay
   * legal, because combinations are made of them.
   */
  private static List<Setting> unpromised(List<Setting> settings) {
    return settings.stream()
        .map(each -> each.isLegal() ? each : Setting.unknown(each.value()))
        .toList();
  }

  private static Knob.Shape shape(ValueType type) {
    return type.isOpen() ? Knob.Shape.OPEN : Knob.Shape.CLOSED;
  }

  private static List<Object> examples(ValuePath path, List<Map<String, Object>> examples) {
    return examples.stream().map(path::in).filter(Objects::nonNull).distinct().toList();
  }

  /** The leaves of a tree of values; an empty map is one, because users fill it. */
  public static Map<ValuePath, Object> leaves(Map<String, Object> tree) {
    return leaves(tree, new ValuePath(List.of()));
  }

  static Map<ValuePath, Object> leaves(Map<String, Object> tree, ValuePath above) {
    Map<ValuePath, Object> leaves = new LinkedHashMap<>();
    tree.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            @SuppressWarnings("unchecked") // Trees of values have keys of text.
            Map<String, Object> below = (Map<String, Object>) map;
            leaves.putAll(leaves(below, above.below(key)));
          } else {
            leaves.put(above.below(key), value);
          }
        });
    return leaves;
  }

  /** Sections can be removed, replaced by text, and given undeclared keys. */
  private static List<Knob> withSections(List<Knob> knobs, Expectation misuse) {
    Set<ValuePath> sections = new LinkedHashSet<>();
    for (Knob knob : knobs) {
      for (int length = 1; length < knob.path().keys().size(); length++) {
        sections.add(new ValuePath(knob.path().keys().subList(0, length)));
      }
    }
    List<Knob> all = new ArrayList<>(knobs);
    for (ValuePath section : sections) {
      all.add(
          new Knob(
              section,
              null,
              List.of(Setting.unknown(null), new Setting("text", misuse)),
              Knob.Shape.SECTION));
      // What others share there is none of the chart's business.
      if (!section.equals(GLOBAL)) {
        all.add(unknownKey(section, misuse));
      }
    }
    all.add(unknownKey(new ValuePath(List.of()), misuse));
    return all;
  }

  /** Whether the schema of a subchart, where it has one, decides about an undeclared key. */
  private static boolean isLeftToSubchart(Chart chart, ValuePath path) {
    return path.keys().get(path.keys().size() - 1).equals(UNKNOWN)
        && chart.dependencies().stream().anyMatch(each -> each.key().equals(path.keys().get(0)));
  }

  private static Knob unknownKey(ValuePath section, Expectation misuse) {
    return new Knob(
        section.below(UNKNOWN), null, List.of(new Setting("text", misuse)), Knob.Shape.SECTION);
  }
}
