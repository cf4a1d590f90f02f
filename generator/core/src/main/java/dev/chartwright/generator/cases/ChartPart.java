package dev.chartwright.generator.cases;

import dev.chartwright.generator.chartfile.ChartDependency;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import dev.chartwright.generator.yaml.YamlPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A chart of those that one installation renders: the chart itself or a subchart, with its own
 * files and the named templates of all. What Helm does to the values on their way to a subchart is
 * done here: the subchart gets what its parent has below its key, and all that is global.
 *
 * @param parent nothing for the chart that is installed
 * @param key of its values in the parent
 * @param condition the switch of the parent that installs it, if it has one
 * @param folder of its files in the chart that is installed, with a slash at the end; empty for
 *     that chart
 * @param source the same folder as rendered objects tell it, where a subchart goes by its alias
 * @param chart its own files, and the named templates of the others
 */
record ChartPart(
    Optional<ChartPart> parent,
    String key,
    Optional<ValuePath> condition,
    String folder,
    String source,
    ParsedChart chart) {
  private static final String CHARTS = "charts/";
  private static final String GLOBAL = "global";

  /**
   * What Helm makes of the values of a case.
   *
   * @param isInstalled whether the chart is a part of the installation
   * @param settings over the defaults of the chart
   */
  record Given(boolean isInstalled, Map<String, Object> settings) {}

  /**
   * The chart and its subcharts, a parent before its subcharts; nothing where that is not known
   * before Helm reads the values. Libraries give nothing but their named templates.
   */
  static Optional<List<ChartPart>> of(ParsedChart chart) {
    if (chart.subcharts().isEmpty() && chart.dependencies().isEmpty()) {
      return Optional.of(List.of(whole(chart)));
    }
    List<ChartPart> parts = new ArrayList<>();
    ChartPart root = whole(alone(chart, chart, "", chart.name()));
    return collect(chart, chart, root, parts) ? Optional.of(parts) : Optional.empty();
  }

  /** The chart that is installed. */
  static ChartPart whole(ParsedChart chart) {
    return new ChartPart(Optional.empty(), "", Optional.empty(), "", "", chart);
  }

  private static boolean collect(
      ParsedChart all, ParsedChart here, ChartPart part, List<ChartPart> parts) {
    parts.add(part);
    Map<String, ParsedChart> subcharts = here.subcharts();
    Set<String> named =
        here.dependencies().stream().map(ChartDependency::name).collect(Collectors.toSet());
    if (!subcharts.keySet().equals(named)) {
      return false;
    }
    for (ChartDependency each : here.dependencies()) {
      ParsedChart subchart = subcharts.get(each.name());
      if (subchart.isLibrary()) {
        continue;
      }
      if (each.hasTags() || each.importsValues() || each.conditions().size() > 1) {
        return false;
      }
      String folder = part.folder + CHARTS + each.name() + "/";
      ChartPart below =
          new ChartPart(
              Optional.of(part),
              each.key(),
              each.conditions().stream().findFirst().map(ValuePath::of),
              folder,
              part.source + CHARTS + each.key() + "/",
              alone(all, subchart, folder, each.key()));
      if (!collect(all, subchart, below, parts)) {
        return false;
      }
    }
    return true;
  }

  /** One chart of several, under the name that Helm gives it. */
  private static ParsedChart alone(ParsedChart all, ParsedChart chart, String folder, String name) {
    Map<String, Object> metadata = new LinkedHashMap<>(Tree.map(chart.metadata()));
    metadata.remove("dependencies");
    metadata.put("name", name);
    return ParsedChart.of(
        ownFiles(all.files(), folder)
            .only(path -> !path.equals(ParsedChart.METADATA_FILE))
            .with(ParsedChart.METADATA_FILE, YamlPrinter.print(metadata)));
  }

  /** The files of this chart among those of all, and the named templates of the others. */
  FileTree files(FileTree all) {
    return parent.isEmpty() && chart.files().paths().equals(all.paths())
        ? all
        : ownFiles(all, folder)
            .only(path -> !path.equals(ParsedChart.METADATA_FILE))
            .with(ParsedChart.METADATA_FILE, chart.text(ParsedChart.METADATA_FILE));
  }

  private static FileTree ownFiles(FileTree all, String folder) {
    FileTree.Builder files = FileTree.builder();
    all.files()
        .forEach(
            (path, content) -> {
              boolean isBelow = path.startsWith(folder);
              String own = isBelow ? path.substring(folder.length()) : path;
              if (isBelow && !own.startsWith(CHARTS)) {
                files.add(own, content);
              } else if (ParsedChart.isTemplate(path) && ValueUse.isPartial(path)) {
                files.add("templates/_" + path.replace('/', '-'), content);
              }
            });
    return files.build();
  }

  /** Whether a file gives something that Helm installs, or a note that it shows. */
  boolean isShown(String template) {
    return parent.isEmpty() || !template.endsWith(".txt");
  }

  /**
   * What Helm hands to this chart; nothing where values have a form that Helm only warns of.
   *
   * @param settings over the defaults of the chart that is installed; null removes
   */
  Optional<Given> given(Map<String, Object> settings) {
    return parent.isEmpty()
        ? Optional.of(new Given(true, settings))
        : parent.get().given(settings).flatMap(each -> below(parent.get(), each));
  }

  private Optional<Given> below(ChartPart above, Given given) {
    Map<String, Object> all = ValuesTree.lay(above.chart.values(), given.settings());
    Object own = all.getOrDefault(key, Map.of());
    Object shared = all.getOrDefault(GLOBAL, Map.of());
    Object switched = condition.isEmpty() ? true : condition.get().in(all);
    if (!(switched instanceof Boolean isOn)
        || !(own instanceof Map)
        || !(shared instanceof Map)
        || !(Tree.map(own).getOrDefault(GLOBAL, Map.of()) instanceof Map)) {
      return Optional.empty();
    }
    Map<String, Object> below = new LinkedHashMap<>(Tree.map(own));
    Map<String, Object> global = ValuesTree.lay(Tree.map(own, GLOBAL), Tree.map(shared));
    if (!global.isEmpty()) {
      below.put(GLOBAL, global);
    }
    return Optional.of(new Given(given.isInstalled() && isOn, below));
  }

  /** How this chart reads a value that users set; nothing for one that it does not see. */
  Optional<ValuePath> own(ValuePath path) {
    if (parent.isEmpty()) {
      return Optional.of(path);
    }
    Optional<ValuePath> above = parent.get().own(path);
    if (above.isEmpty() || above.get().keys().get(0).equals(GLOBAL)) {
      return above;
    }
    List<String> keys = above.get().keys();
    return keys.size() > 1 && keys.get(0).equals(key)
        ? Optional.of(new ValuePath(keys.subList(1, keys.size())))
        : Optional.empty();
  }

  /** Where users set a value of this chart. */
  ValuePath path(List<String> own) {
    List<String> keys = new ArrayList<>(own);
    Optional<ChartPart> part = Optional.of(this);
    while (part.get().parent.isPresent()) {
      keys.add(0, part.get().key);
      part = part.get().parent;
    }
    return new ValuePath(keys);
  }
}
