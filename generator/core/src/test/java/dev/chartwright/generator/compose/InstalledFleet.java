package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.Generator;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.prover.ProverFleet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a release of a fleet's chart puts into a cluster: the objects, by {@code Kind/name}. */
record InstalledFleet(Map<String, Object> objects) {
  private static final String KUBERNETES = "1.33.0";
  private static final String OFFLINE = "requireCRDs: false\n";

  /** Most tests look at one of few fleets, and it takes half a second to install one. */
  private static final Map<ProverFleet, FileTree> CHARTS = new ConcurrentHashMap<>();

  private static final Map<List<Object>, InstalledFleet> INSTALLED = new ConcurrentHashMap<>();

  InstalledFleet {
    objects = Collections.unmodifiableMap(objects);
  }

  /** As release {@code r} in the namespace {@code zero}. */
  static InstalledFleet of(ProverFleet fleet, String... values) {
    return release("r", fleet, values);
  }

  static InstalledFleet release(String name, ProverFleet fleet, String... values) {
    return INSTALLED.computeIfAbsent(
        List.of(name, fleet, String.join("", values)),
        key -> install(name, fleet, String.join("", values)));
  }

  private static InstalledFleet install(String name, ProverFleet fleet, String values) {
    Rendering rendering = render(name, fleet, OFFLINE + values);
    assertThat(rendering).isInstanceOf(Rendering.Rendered.class);
    Map<String, Object> objects = new LinkedHashMap<>();
    for (Object document : YamlReader.readAll(((Rendering.Rendered) rendering).manifest())) {
      if (document != null) {
        String key = step(document, "kind") + "/" + step(step(document, "metadata"), "name");
        assertThat(objects.put(key, document)).as(key).isNull();
      }
    }
    return new InstalledFleet(objects);
  }

  /** What Helm says to values, laid over the chart's own. */
  static Rendering render(String release, ProverFleet fleet, String values) {
    FileTree chart =
        CHARTS.computeIfAbsent(fleet, each -> Generator.generate(FleetChart.of(each)).chartFiles());
    try (ChartFolder folder = ChartFolder.of(ParsedChart.of(chart), HelmEngine.embedded())) {
      return folder.render(release, "zero", List.of(values), Optional.of(KUBERNETES));
    }
  }

  Set<String> names() {
    return objects.keySet();
  }

  /**
   * A part of an object; null when it is not there.
   *
   * @param path keys and list indices, and in brackets the {@code name} of a list's item
   */
  Object at(String object, String path) {
    assertThat(names()).contains(object);
    return at(objects.get(object), path);
  }

  /** The same of any tree. */
  static Object at(Object tree, String path) {
    Object node = tree;
    for (String key : path.replace("[", "/[").split("/")) {
      node = step(node, key);
    }
    return node;
  }

  /** The text of an environment variable of a container; null when there is none. */
  Object variable(String deployment, String container, String name) {
    return at(deployment, container(container) + "/env[" + name + "]/value");
  }

  /** The names of a container's variables, in order. */
  List<?> variables(String deployment, String container) {
    return names(at(deployment, container(container) + "/env"));
  }

  static String container(String name) {
    return "spec/template/spec/"
        + (name.equals("circuits") ? "initContainers" : "containers")
        + "["
        + name
        + "]";
  }

  static List<?> names(Object list) {
    return ((List<?>) list).stream().map(item -> step(item, "name")).toList();
  }

  private static Object step(Object node, String key) {
    if (node instanceof Map<?, ?> map) {
      return map.get(key);
    }
    if (node instanceof List<?> list && key.startsWith("[")) {
      String name = key.substring(1, key.length() - 1);
      return list.stream().filter(item -> name.equals(step(item, "name"))).findFirst().orElse(null);
    }
    return node instanceof List<?> list ? list.get(Integer.parseInt(key)) : null;
  }
}
