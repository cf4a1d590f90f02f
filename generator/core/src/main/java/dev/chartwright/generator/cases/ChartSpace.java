package dev.chartwright.generator.cases;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.TextType;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.space.ChartKnobs;
import dev.chartwright.generator.space.Knob;
import dev.chartwright.generator.space.Setting;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.space.ValueSpace.Interaction;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What users of a chart may set, and which settings decide about others: its own values, and those
 * of the charts of the same build that it depends on, each below the key of its dependency. What is
 * global is one value for all of them. Immutable.
 */
public final class ChartSpace {
  private static final String GLOBAL = "global";
  private static final String TAGS = "tags";

  /** As many settings of a value as combinations take. */
  private static final int MOST_OTHERS = 2;

  private static final int MOST_NUMBERS = 100;

  private final Map<ValuePath, Knob> knobs = new LinkedHashMap<>();
  private final Set<Interaction> interactions = new LinkedHashSet<>();
  private final Map<ValuePath, Value<?>> values = new LinkedHashMap<>();
  private final List<Subchart> subcharts = new ArrayList<>();

  /**
   * A chart of the same build below another one.
   *
   * @param key of its values
   * @param folder of its files, with a slash at the end
   */
  private record Subchart(String key, String folder, ChartSpace space) {
    /** Where users of the parent set what the subchart reads. */
    ValuePath path(ValuePath own) {
      if (own.keys().get(0).equals(GLOBAL)) {
        return own;
      }
      List<String> keys = new ArrayList<>(List.of(key));
      keys.addAll(own.keys());
      return new ValuePath(keys);
    }

    Interaction interaction(Interaction own) {
      return new Interaction(path(own.condition()), path(own.dependent()));
    }
  }

  private ChartSpace() {}

  /**
   * From the declaration, else from the schema, else from the defaults.
   *
   * @param defaults the values as the templates of the chart see them
   * @param examples values that are known to be useful
   */
  public static ChartSpace of(
      ParsedChart chart,
      Optional<Chart> declared,
      Map<String, Object> defaults,
      List<Map<String, Object>> examples) {
    ChartSpace space = new ChartSpace();
    space.add(ChartKnobs.of(chart, declared, defaults, examples));
    space.interactions.addAll(ValueUse.of(chart.files()).interactions());
    declared.ifPresent(
        each -> {
          each.values().all().forEach(one -> space.values.put(ValuePath.of(one.path()), one));
          Map<String, ParsedChart> files = chart.subcharts();
          each.dependencies()
              .forEach(
                  one ->
                      one.chart()
                          .filter(below -> files.containsKey(below.name()))
                          // Its named templates read the values of the chart that includes them.
                          .filter(below -> !below.isLibrary())
                          .ifPresent(
                              below ->
                                  space.add(
                                      one, below, files.get(below.name()), defaults, examples)));
        });
    space.knobs.putAll(space.distinct());
    return space;
  }

  /**
   * The values whose texts have a certain form, such as the names of objects, with others first
   * where an earlier value has the same: users who give two objects one name ask for what they get.
   */
  private Map<ValuePath, Knob> distinct() {
    Set<Object> taken = new HashSet<>();
    Map<ValuePath, Knob> changed = new LinkedHashMap<>();
    knobs.forEach(
        (path, knob) ->
            value(path)
                .map(Value::type)
                .filter(type -> type instanceof TextType text && !text.pattern().isEmpty())
                .ifPresent(
                    type -> {
                      List<Setting> all = new ArrayList<>();
                      knob.settings().stream()
                          .filter(each -> each.isLegal() && taken.contains(each.value()))
                          .filter(each -> !knob.examples().contains(each.value()))
                          .limit(MOST_OTHERS)
                          .flatMap(each -> other((String) each.value(), type, taken).stream())
                          .forEach(
                              text -> all.add(new Setting(text, Setting.Expectation.ACCEPTED)));
                      knob.settings().stream()
                          .filter(each -> !all.contains(each))
                          .forEach(all::add);
                      all.stream()
                          .map(Setting::value)
                          .filter(each -> each instanceof String text && !text.isEmpty())
                          .forEach(taken::add);
                      if (!all.equals(knob.settings())) {
                        changed.put(path, knob.with(all));
                      }
                    }));
    return changed;
  }

  /** A similar text of the same type that no other value has. */
  private static Optional<String> other(String text, ValueType type, Set<Object> taken) {
    for (int i = 2; i < MOST_NUMBERS; i++) {
      String suffix = "-" + i;
      int kept = Math.max(0, text.length() - suffix.length());
      for (String other : List.of(text + suffix, text.substring(0, kept) + suffix)) {
        if (!taken.contains(other) && type.complaint(other).isEmpty()) {
          return Optional.of(other);
        }
      }
    }
    return Optional.empty();
  }

  /** Settings near the defaults, for a chart whose author has not said what is allowed. */
  public static ChartSpace near(
      ParsedChart chart, Map<String, Object> defaults, List<Map<String, Object>> examples) {
    ChartSpace space = new ChartSpace();
    space.add(ChartKnobs.near(chart, defaults, examples));
    space.interactions.addAll(ValueUse.of(chart.files()).interactions());
    return space;
  }

  private void add(List<Knob> all) {
    all.forEach(knob -> knobs.putIfAbsent(knob.path(), knob));
  }

  private void add(
      Dependency dependency,
      Chart chart,
      ParsedChart files,
      Map<String, Object> above,
      List<Map<String, Object>> examples) {
    String key = dependency.key();
    Map<String, Object> defaults = ValuesTree.merge(files.values(), Tree.map(above, key));
    Map<String, Object> shared =
        ValuesTree.merge(Tree.map(defaults, GLOBAL), Tree.map(above, GLOBAL));
    if (!shared.isEmpty()) {
      defaults = ValuesTree.merge(defaults, Map.of(GLOBAL, shared));
    }
    Subchart subchart =
        new Subchart(
            key,
            "charts/" + chart.name() + "/",
            of(
                files,
                Optional.of(chart),
                defaults,
                examples.stream().map(tree -> Tree.map(tree, key)).toList()));
    subcharts.add(subchart);
    boolean isOn = isOn(dependency, above);
    subchart.space.knobs.values().stream()
        .map(knob -> knob.at(subchart.path(knob.path())))
        .map(knob -> isOn ? knob : unpromised(knob))
        .forEach(knob -> knobs.putIfAbsent(knob.path(), knob));
    subchart.space.interactions.forEach(each -> interactions.add(subchart.interaction(each)));
    subchart.space.values.forEach((path, value) -> values.putIfAbsent(subchart.path(path), value));
    ValuePath all = new ValuePath(List.of(key));
    switches(dependency).forEach(path -> interactions.add(new Interaction(path, all)));
  }

  private static Stream<ValuePath> switches(Dependency dependency) {
    return Stream.concat(
        dependency.condition().stream().map(flag -> ValuePath.of(flag.path())),
        dependency.tags().stream().map(tag -> new ValuePath(List.of(TAGS, tag))));
  }

  /** Whether a subchart is installed with these values: one of its switches that are set is on. */
  private static boolean isOn(Dependency dependency, Map<String, Object> values) {
    List<Object> set =
        switches(dependency)
            .map(path -> path.in(values))
            .filter(Boolean.class::isInstance)
            .toList();
    return set.isEmpty() || set.contains(true);
  }

  /** Nobody judges the values of a subchart that is left out. */
  private static Knob unpromised(Knob knob) {
    return knob.with(
        knob.settings().stream()
            .map(each -> each.isLegal() ? each : Setting.unknown(each.value()))
            .toList());
  }

  /** The values, those of the chart itself first, each once. */
  public List<Knob> knobs() {
    return List.copyOf(knobs.values());
  }

  /** Values that decide whether or how others show. */
  public Set<Interaction> interactions() {
    return interactions;
  }

  /** The declaration of a value, where it is known. */
  public Optional<Value<?>> value(ValuePath path) {
    return Optional.ofNullable(values.get(path));
  }

  /**
   * Where users set the values that a template reads: for each subchart that the file belongs to,
   * because one chart may be several subcharts.
   */
  public List<List<ValuePath>> paths(String file, List<ValuePath> read) {
    List<List<ValuePath>> all = new ArrayList<>();
    for (Subchart each : subcharts) {
      if (file.startsWith(each.folder())) {
        each.space().paths(file.substring(each.folder().length()), read).stream()
            .map(paths -> paths.stream().map(each::path).toList())
            .forEach(all::add);
      }
    }
    return all.isEmpty() ? List.of(read) : all;
  }
}
