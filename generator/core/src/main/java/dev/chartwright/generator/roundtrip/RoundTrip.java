package dev.chartwright.generator.roundtrip;

import static dev.chartwright.generator.rule.ChartRules.TPL_10;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.ManifestTrees;
import dev.chartwright.generator.manifest.text.References;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds what Helm rendered against what the author declared, field by field: against the tree of
 * each manifest, evaluated in Java, which checks how templates are printed, and against the typed
 * resource, which checks how the tree was made. For use by several threads.
 */
public final class RoundTrip {
  private static final Rule RULE = TPL_10;

  private final Chart chart;
  private final String kubeVersion;
  private final Set<String> apis;
  private final String namespace;
  private final Map<Manifest, Declared> trees = new LinkedHashMap<>();
  private final Map<String, Text> texts = new ConcurrentHashMap<>();

  /**
   * What was declared of a manifest.
   *
   * @param tree as it is printed
   * @param typed the resource that it was made of
   */
  private record Declared(Node.Mapping tree, JsonNode typed) {}

  /**
   * Prepares to compare.
   *
   * @param declared the chart and what its manifests were printed from
   * @param kubeVersion what templates see; empty for the engine's own
   * @param apis what templates find in the cluster
   * @param namespace of the releases
   */
  public RoundTrip(ManifestTrees declared, String kubeVersion, Set<String> apis, String namespace) {
    this.namespace = namespace;
    this.chart = declared.chart();
    this.apis = apis;
    this.kubeVersion = kubeVersion;
    declared
        .trees()
        .forEach(
            (manifest, tree) ->
                trees.put(manifest, new Declared(tree, TypedFields.tree(manifest))));
  }

  /**
   * Compares one case.
   *
   * @param name of the case; one of the chart's own is taken from the declaration, not from its
   *     file
   * @param text its values as YAML
   * @param overlays YAML over the values
   */
  public List<Finding> check(Render render, String name, String text, List<String> overlays) {
    Evaluation evaluation = evaluation(render, values(name, text, overlays));
    return trees.entrySet().stream()
        .flatMap(each -> findings(each.getKey(), each.getValue(), evaluation, render))
        .toList();
  }

  /**
   * Compares some files of one case.
   *
   * @param settings over the declared defaults
   */
  public List<Finding> check(Render render, Map<String, Object> settings, Set<String> files) {
    Evaluation evaluation = evaluation(render, ValuesTree.merge(defaults(), settings));
    return trees.entrySet().stream()
        .filter(each -> files.contains(source(each.getKey())))
        .flatMap(each -> findings(each.getKey(), each.getValue(), evaluation, render))
        .toList();
  }

  private Evaluation evaluation(Render render, Map<String, Object> values) {
    return new Evaluation(chart, values, render.release(), namespace, kubeVersion, apis, texts);
  }

  private Map<String, Object> defaults() {
    Map<String, Object> values = new LinkedHashMap<>();
    chart.values().all().forEach(value -> put(values, value.path(), value.defaultValue()));
    return values;
  }

  private static String source(Manifest manifest) {
    return "templates/" + manifest.name() + ".yaml";
  }

  private Map<String, Object> values(String name, String text, List<String> overlays) {
    Map<String, Object> values = defaults();
    Map<String, Object> merged = values;
    for (CiCase ciCase : chart.ciCases()) {
      if (name.equals("ci/" + ciCase.name() + "-values.yaml")) {
        Map<String, Object> settings = new LinkedHashMap<>();
        ciCase.settings().forEach((path, setting) -> put(settings, path, setting));
        merged = ValuesTree.merge(merged, settings);
      }
    }
    if (merged == values) {
      merged = ValuesTree.merge(merged, Tree.map(YamlReader.read(text)));
    }
    for (String overlay : overlays) {
      merged = ValuesTree.merge(merged, Tree.map(YamlReader.read(overlay)));
    }
    return merged;
  }

  @SuppressWarnings("unchecked") // The maps are made here.
  private static void put(Map<String, Object> values, String path, Object leaf) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      values.put(path, leaf);
      return;
    }
    Object below =
        values.computeIfAbsent(path.substring(0, dot), key -> new LinkedHashMap<String, Object>());
    put((Map<String, Object>) below, path.substring(dot + 1), leaf);
  }

  private Stream<Finding> findings(
      Manifest manifest, Declared declared, Evaluation evaluation, Render render) {
    String source = source(manifest);
    List<RenderedObject> rendered =
        render.objects().stream().filter(object -> object.source().equals(source)).toList();
    List<Evaluation> expected = expected(manifest, evaluation);
    if (rendered.size() != expected.size()) {
      RenderedObject none = new RenderedObject(source, "", "", "", Map.of());
      return Stream.of(
          Finding.error(
              RULE,
              none.place(),
              declaredObjects(manifest, expected.size())
                  + ", and "
                  + rendered.size()
                  + " are rendered"));
    }
    return IntStream.range(0, rendered.size())
        .boxed()
        .flatMap(i -> findings(manifest, declared, expected.get(i), rendered.get(i)));
  }

  /** One evaluation for each object that is declared. */
  private static List<Evaluation> expected(Manifest manifest, Evaluation evaluation) {
    if (!evaluation.holds(manifest.condition())) {
      return List.of();
    }
    return manifest.source() instanceof Manifest.Loop loop
        ? evaluation
            .rounds(loop.collection().expr(), loop.keyVariable(), Manifest.Loop.ITEM)
            .stream()
            .filter(round -> round.holds(loop.body().condition()))
            .toList()
        : List.of(evaluation);
  }

  private static String declaredObjects(Manifest manifest, int count) {
    if (manifest.source() instanceof Manifest.Loop) {
      return count + " objects were declared";
    }
    return count == 1
        ? "one object was declared"
        : "its condition does not hold, so no object was declared";
  }

  private Stream<Finding> findings(
      Manifest manifest, Declared declared, Evaluation evaluation, RenderedObject object) {
    List<Difference> differences = new ArrayList<>();
    compare(evaluation.object(declared.tree()), object.tree(), "", differences);
    TypedFields.Leaves leaves =
        manifest.object().source() instanceof Manifest.Typed
            ? new TypedFields.Tokens(evaluation)
            : new TextLeaves(References.of(chart, manifest), evaluation);
    differences.addAll(
        new TypedFields(manifest, declared.typed(), leaves).differences(object.tree()));
    Set<String> reported = new HashSet<>();
    return differences.stream()
        .filter(each -> reported.add(each.path()))
        .map(each -> Finding.error(RULE, object.place(each.path()), each.what()));
  }

  /**
   * A field that is not as declared.
   *
   * @param path from the object's root
   */
  record Difference(String path, String what) {
    static Difference of(String path, Object expected, Object rendered) {
      return new Difference(
          path, "it was declared as " + text(expected) + " and is rendered as " + text(rendered));
    }

    static String text(Object value) {
      String shown =
          value instanceof Map || value instanceof List ? GoJson.of(value) : Tree.describe(value);
      return shown.replace(Evaluation.UNKNOWN_DIGIT, '?');
    }
  }

  /** The same all the way down, as nearly everything is, so that no path need be told. */
  private static boolean isSame(Object expected, Object rendered) {
    if (expected instanceof Map<?, ?> wanted && rendered instanceof Map<?, ?> found) {
      return wanted.size() == found.size()
          && wanted.entrySet().stream()
              .allMatch(
                  each ->
                      found.containsKey(each.getKey())
                          && isSame(each.getValue(), found.get(each.getKey())));
    }
    if (expected instanceof List<?> wanted && rendered instanceof List<?> found) {
      Iterator<?> next = found.iterator();
      return wanted.size() == found.size()
          && wanted.stream().allMatch(each -> isSame(each, next.next()));
    }
    return matches(expected, rendered);
  }

  private static void compare(
      Object expected, Object rendered, String path, List<Difference> differences) {
    if (isSame(expected, rendered)) {
      return;
    }
    if (expected instanceof Map && rendered instanceof Map) {
      Map<String, Object> wanted = Tree.map(expected);
      Map<String, Object> found = Tree.map(rendered);
      TreeSet<String> keys = new TreeSet<>(wanted.keySet());
      keys.addAll(found.keySet());
      for (String key : keys) {
        String below = Tree.below(path, key);
        if (!found.containsKey(key)) {
          differences.add(new Difference(below, "it was declared, and is not rendered"));
        } else if (!wanted.containsKey(key)) {
          differences.add(new Difference(below, "it is rendered, and was not declared"));
        } else {
          compare(wanted.get(key), found.get(key), below, differences);
        }
      }
    } else if (expected instanceof List<?> wanted
        && rendered instanceof List<?> found
        && wanted.size() == found.size()) {
      for (int i = 0; i < wanted.size(); i++) {
        compare(wanted.get(i), found.get(i), Tree.item(path, i), differences);
      }
    } else if (!matches(expected, rendered)) {
      differences.add(Difference.of(path, expected, rendered));
    }
  }

  /** Whether two leaves are the same; digits that cannot be known match any. */
  static boolean matches(Object expected, Object rendered) {
    if (expected instanceof String wanted && ForeignYaml.isIn(wanted)) {
      return rendered instanceof String found && ForeignYaml.matches(wanted, found);
    }
    if (expected instanceof String wanted && wanted.indexOf(Evaluation.UNKNOWN_DIGIT) >= 0) {
      return rendered instanceof String found && matches(wanted, found);
    }
    return Evaluation.isEqual(expected, rendered);
  }

  private static boolean matches(String expected, String rendered) {
    if (expected.length() != rendered.length()) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      boolean unknown = expected.charAt(i) == Evaluation.UNKNOWN_DIGIT;
      char found = rendered.charAt(i);
      if (unknown ? "0123456789abcdef".indexOf(found) < 0 : expected.charAt(i) != found) {
        return false;
      }
    }
    return true;
  }
}
