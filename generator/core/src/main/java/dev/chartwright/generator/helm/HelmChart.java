package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Expr;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.Node;
import dev.chartwright.chart.Value;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A declared chart as the files of a Helm chart. */
public final class HelmChart {
  private static final String HELMIGNORE =
      """
      .DS_Store
      .git/
      .gitignore
      .idea/
      .vscode/
      *.bak
      *.orig
      *.swp
      *.tmp
      *~
      """;

  private HelmChart() {}

  /**
   * Renders the files of a chart, paths relative to the chart's folder.
   *
   * @throws InvalidModelException with every reference that cannot be rendered, every edit that
   *     finds no field, and every value that nothing uses
   */
  public static FileTree render(Chart chart) {
    List<Problem> problems = new ArrayList<>();
    Map<Manifest, Node.Mapping> trees = new LinkedHashMap<>();
    chart
        .manifests()
        .forEach(manifest -> trees.put(manifest, ManifestTree.of(chart, manifest, problems)));
    problems.addAll(deadValues(chart, trees));
    if (!problems.isEmpty()) {
      throw new InvalidModelException(chart.name(), problems);
    }
    FileTree.Builder files = FileTree.builder();
    files.add("Chart.yaml", ChartFile.of(chart));
    files.add("values.yaml", ValuesFile.defaults(chart));
    files.add("values.schema.json", ValuesSchema.of(chart));
    files.add("README.md", ReadmeFile.of(chart));
    files.add(".helmignore", HELMIGNORE);
    files.add("templates/_helpers.tpl", HelpersFile.of(chart, trees));
    trees.forEach(
        (manifest, tree) ->
            files.add(
                "templates/" + manifest.name() + ".yaml", ManifestFile.of(chart, manifest, tree)));
    if (!chart.notes().isEmpty()) {
      files.add("templates/NOTES.txt", NotesFile.of(chart));
    }
    for (CiCase ciCase : chart.ciCases()) {
      files.add(
          "ci/" + ciCase.name() + "-values.yaml",
          ValuesFile.settings(
              chart,
              "The chart is rendered and validated with these settings too.",
              ciCase.settings()));
    }
    chart.files().forEach(files::add);
    return files.build();
  }

  /** Settings as a values file, in the order of the map; keys are dotted paths. */
  public static String settings(Chart chart, Map<String, Object> settings) {
    return ValuesFile.settings(chart, "Settings.", settings);
  }

  private static List<Problem> deadValues(Chart chart, Map<Manifest, Node.Mapping> trees) {
    Set<String> used = new HashSet<>();
    trees.forEach(
        (manifest, tree) -> {
          use(used, Expressions.references(tree));
          use(used, Expressions.references(manifest.condition()));
          manifest.guards().forEach(guard -> use(used, Expressions.references(guard.condition())));
        });
    chart.templates().forEach(template -> use(used, Expressions.references(template.body())));
    chart
        .notes()
        .forEach(
            note -> {
              use(used, Expressions.references(note.text()));
              use(used, Expressions.references(note.when()));
            });
    chart
        .dependencies()
        .forEach(dependency -> dependency.condition().ifPresent(flag -> used.add(flag.path())));
    List<Problem> problems = new ArrayList<>();
    for (Value<?> value : chart.values().all()) {
      if (!used.contains(value.path())) {
        problems.add(
            Problem.error(
                "VAL-03",
                "values." + value.path(),
                "no template uses it",
                "people would turn a knob that does nothing",
                "use it in a manifest, or remove it"));
      }
    }
    return problems;
  }

  private static void use(Set<String> used, List<Expr.Reference> references) {
    references.stream()
        .filter(reference -> reference.root() == Expr.Root.VALUES)
        .forEach(r -> used.add(r.path()));
  }
}
