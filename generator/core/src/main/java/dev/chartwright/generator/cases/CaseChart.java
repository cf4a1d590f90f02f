package dev.chartwright.generator.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.HelmEngine;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.RenderSettings;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A chart rewritten so that one call of Helm renders many cases of it: each file becomes a named
 * template, and one more template lays the values of each case over the defaults, as Helm does, and
 * includes what is asked for. The chart is read, and its templates are parsed, once a call instead
 * of once a case, which is most of the work.
 *
 * <p>Of a chart with subcharts, each is rewritten on its own. A chart that cannot be rewritten
 * without a change of meaning is left alone: one whose templates change values in place, or one
 * with named templates inside of manifests.
 *
 * <p>Closing it deletes its temporary folders. Not for use by several threads.
 */
final class CaseChart implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String VALUES = ParsedChart.VALUES_FILE;
  private static final String NO_CASES = "cases: []\n";
  private static final String TEMPLATES = "templates/";
  private static final String OUTPUT = "# ";

  /** Stands where a file refuses its values, so that the other cases of a call are rendered. */
  private static final String REFUSED = "\uFDD3";

  private static final Pattern FAIL = Pattern.compile("(\\{\\{-?\\s*)fail(?=\\s)");

  /** The recursion of Helm's own merge: maps merge, null removes, everything else replaces. */
  private static final String LAY =
      """
      {{- define "chartwright.lay" }}
      {{- range $key, $value := .below }}
      {{- if not (hasKey $.above $key) }}
      {{- $_ := set $.into $key $value }}
      {{- else }}
      {{- $over := index $.above $key }}
      {{- if and (kindIs "map" $over) (kindIs "map" $value) }}
      {{- $both := dict }}
      {{- include "chartwright.lay" (dict "into" $both "below" $value "above" $over) }}
      {{- $_ := set $.into $key $both }}
      {{- else if not (kindIs "invalid" $over) }}
      {{- $_ := set $.into $key $over }}
      {{- end }}
      {{- end }}
      {{- end }}
      {{- range $key, $value := .above }}
      {{- if and (not (hasKey $.below $key)) (not (kindIs "invalid" $value)) }}
      {{- $_ := set $.into $key $value }}
      {{- end }}
      {{- end }}
      {{- end }}
      """;

  /** Every file on a line of its own: a comment, so that Helm does not read what it holds. */
  private static final String CASE =
      """
      {{- define "chartwright.case" }}
      {{- $root := index . 0 }}
      {{- if lt (index . 1) (len $root.Values.cases) }}
      {{- $case := index $root.Values.cases (index . 1) }}
      {{- $values := dict }}
      {{- include "chartwright.lay" (dict "into" $values "below" $root.Values.base "above" $case.settings) }}
      {{- $release := dict "Name" $case.release "Namespace" $root.Release.Namespace "Service" $root.Release.Service "Revision" $root.Release.Revision "IsInstall" $root.Release.IsInstall "IsUpgrade" $root.Release.IsUpgrade }}
      {{- range $case.files }}
      {{- $template := dict "Name" (print $root.Chart.Name "/" .) "BasePath" (print $root.Chart.Name "/%stemplates") }}
      # {{ include (print $root.Chart.Name "/" .) (dict "Values" $values "Release" $release "Chart" $root.Chart "Capabilities" $root.Capabilities "Files" $root.Files "Template" $template) | replace "<no value>" "" | toJson }}
      {{- end }}
      {{- end }}
      {{- end }}
      """;

  /** Cases that go to Helm in one call: few, so that others soon have something to look at. */
  static final int MOST_JOBS = 30;

  /** A line for each case, so that the line of an error tells the case. */
  private static final String DRIVER = TEMPLATES + "cases.yaml";

  private final ChartFolder rendering;
  private final List<String> files;
  private final RenderSettings settings;

  private CaseChart(ChartFolder rendering, List<String> files, RenderSettings settings) {
    this.rendering = rendering;
    this.files = files;
    this.settings = settings;
  }

  /**
   * The rewritten chart; nothing when that would change its meaning.
   *
   * @param part the chart
   * @param tree its files, which may have marks in their templates
   */
  static Optional<CaseChart> of(
      ChartPart part, FileTree tree, ValueUse use, RenderSettings settings) {
    ParsedChart chart = part.chart();
    Optional<String> base = base(chart);
    if (use.changesValues() || use.definesInManifests() || base.isEmpty()) {
      return Optional.empty();
    }
    String name = chart.name();
    FileTree.Builder rewritten = FileTree.builder();
    List<String> files = new ArrayList<>();
    StringBuilder named = new StringBuilder(LAY + CASE.formatted(part.folder()));
    for (String path : tree.paths()) {
      if (!path.startsWith(TEMPLATES)) {
        if (!path.equals(VALUES) && !path.equals(ParsedChart.SCHEMA_FILE)) {
          rewritten.add(path, tree.files().get(path)); // Templates may read it.
        }
      } else if (ValueUse.isPartial(path)) {
        rewritten.add(path, tree.files().get(path));
      } else if (part.isShown(path)) {
        String file = part.folder() + path;
        files.add(file);
        named
            .append("{{ define \"" + name + "/" + file + "\" }}")
            .append(FAIL.matcher(tree.text(path)).replaceAll("$1print \"" + REFUSED + "\""))
            .append("{{ end }}");
      }
    }
    rewritten.add(VALUES, base.get());
    rewritten.add(TEMPLATES + "_case.case", named.toString());
    StringBuilder driver = new StringBuilder();
    for (int i = 0; i < MOST_JOBS; i++) {
      driver.append("{{ include \"chartwright.case\" (list $ " + i + ") }}\n");
    }
    rewritten.add(DRIVER, driver + "kind: Cases\n");
    ChartFolder folder =
        ChartFolder.of(name, rewritten.build(), HelmEngine.embedded(), settings.apis());
    return Optional.of(new CaseChart(folder, files, settings));
  }

  /**
   * The chart's values one level deeper, as text, so that Helm reads the numbers as it always does.
   */
  private static Optional<String> base(ParsedChart chart) {
    Map<String, Object> given = chart.values();
    if (given.isEmpty()) {
      return Optional.of("base: {}\n" + NO_CASES);
    }
    String text = chart.text(VALUES);
    String base =
        text.lines().map(line -> "  " + line).collect(Collectors.joining("\n", "base:\n", "\n"));
    try {
      return Tree.map(YamlReader.read(base)).get("base").equals(given)
          ? Optional.of(base + NO_CASES)
          : Optional.empty();
    } catch (InvalidYamlException unreadable) {
      return Optional.empty();
    }
  }

  /** Whether a file refused its values. */
  static boolean isRefused(String text) {
    return text.contains(REFUSED);
  }

  /** The files that render to something, in the order of their paths in the whole chart. */
  List<String> files() {
    return files;
  }

  /**
   * A case to render.
   *
   * @param settings over the defaults
   * @param files what to render of it
   */
  record Job(String release, Map<String, Object> settings, List<String> files) {}

  /**
   * Renders files of many cases.
   *
   * @return for each job its files and what they render to, with marks where the branches of the
   *     chart are watched; nothing where one of them cannot be rendered
   */
  List<Optional<Map<String, String>>> render(List<Job> jobs) {
    if (jobs.isEmpty()) {
      return List.of();
    }
    if (jobs.size() > MOST_JOBS) {
      return both(jobs, MOST_JOBS);
    }
    List<Map<String, Object>> cases =
        jobs.stream()
            .<Map<String, Object>>map(
                job ->
                    Map.of(
                        "release", job.release(),
                        "settings", job.settings(),
                        "files", job.files()))
            .toList();
    Rendering rendering = call(cases);
    if (rendering instanceof Rendering.Rendered rendered) {
      return texts(jobs, rendered.manifest());
    }
    if (jobs.size() == 1) {
      return List.of(Optional.empty());
    }
    // One case that fails takes the others of its call with it, so they are rendered without it.
    if (rendering instanceof HelmFailure.Refusal refusal
        && refusal.location().file().equals(DRIVER)) {
      int failed = refusal.location().line() - 1;
      List<Job> others = new ArrayList<>(jobs);
      others.remove(failed);
      List<Optional<Map<String, String>>> all = new ArrayList<>(render(others));
      all.add(failed, Optional.empty());
      return all;
    }
    return both(jobs, jobs.size() / 2);
  }

  private List<Optional<Map<String, String>>> both(List<Job> jobs, int first) {
    List<Optional<Map<String, String>>> all = new ArrayList<>(render(jobs.subList(0, first)));
    all.addAll(render(jobs.subList(first, jobs.size())));
    return all;
  }

  private static List<Optional<Map<String, String>>> texts(List<Job> jobs, String manifest) {
    Iterator<String> outputs =
        manifest.lines().filter(line -> line.startsWith(OUTPUT + "\"")).iterator();
    List<Optional<Map<String, String>>> all = new ArrayList<>();
    for (Job job : jobs) {
      Map<String, String> files = new LinkedHashMap<>();
      job.files().forEach(file -> files.put(file, text(outputs.next())));
      all.add(Optional.of(files));
    }
    return all;
  }

  private static String text(String output) {
    try {
      return JSON.readValue(output.substring(OUTPUT.length()), String.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("Helm's toJson gives JSON: " + output, impossible);
    }
  }

  private Rendering call(List<Map<String, Object>> cases) {
    try {
      // JSON is YAML.
      String values = JSON.writeValueAsString(Map.of("cases", cases));
      return rendering.render(
          settings.releases().get(0),
          settings.namespace(),
          List.of(values),
          settings.kubeVersion());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values are plain trees", impossible);
    }
  }

  @Override
  public void close() {
    rendering.close();
  }
}
