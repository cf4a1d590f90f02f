package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Node;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.Value;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.keda.RabbitmqTriggers;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Severity;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   *     finds no field, every map that may have a key twice, every field of a list's items that is
   *     read where it may be absent, every value that nothing uses, and every parameter of a
   *     RabbitMQ trigger that KEDA refuses or misreads
   */
  public static FileTree render(Chart chart) {
    List<Problem> problems = new ArrayList<>();
    Map<Manifest, Node.Mapping> trees = new LinkedHashMap<>();
    // Manifests know nothing of each other, so all cores take part.
    chart.manifests().parallelStream()
        .map(manifest -> Grown.of(chart, manifest))
        .toList()
        .forEach(
            grown -> {
              trees.put(grown.manifest(), grown.tree());
              problems.addAll(grown.problems());
            });
    List<NamedTemplate> templates = resolved(chart, problems);
    if (problems.isEmpty()) {
      problems.addAll(Inclusions.circles(trees, templates));
    }
    if (!problems.isEmpty()) {
      throw new InvalidModelException(chart.name(), problems);
    }
    Usage usage = Usage.of(chart, trees);
    trees.forEach(
        (manifest, tree) -> check(chart, tree, "manifests[" + manifest.name() + "]", problems));
    templates.forEach(
        template -> check(chart, template.body(), "templates[" + template.name() + "]", problems));
    problems.addAll(deadValues(usage));
    problems.addAll(refusedTriggers(trees));
    if (!problems.isEmpty()) {
      throw new InvalidModelException(chart.name(), problems);
    }
    FileTree.Builder files = FileTree.builder();
    files.add("Chart.yaml", ChartFile.of(chart));
    files.add("values.yaml", ValuesFile.defaults(chart, usage.values()));
    files.add("values.schema.json", ValuesSchema.of(chart, usage));
    files.add("README.md", ReadmeFile.of(chart, usage.values()));
    files.add(".helmignore", HELMIGNORE);
    List<ManifestFile> manifests =
        trees.entrySet().parallelStream()
            .map(entry -> ManifestFile.of(chart, entry.getKey(), entry.getValue()))
            .toList();
    List<NamedTemplate> used = new ArrayList<>();
    Folding.templates(chart, templates, usage::uses).stream()
        .filter(usage::uses)
        .forEach(used::add);
    manifests.forEach(file -> used.addAll(file.longTexts()));
    if (!used.isEmpty()) {
      files.add("templates/_helpers.tpl", HelpersFile.of(chart, used));
    }
    manifests.forEach(file -> files.add("templates/" + file.name() + ".yaml", file.text()));
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

  /** The tree of a manifest, and what is wrong with it. */
  private record Grown(Manifest manifest, Node.Mapping tree, List<Problem> problems) {
    static Grown of(Chart chart, Manifest manifest) {
      List<Problem> problems = new ArrayList<>();
      return new Grown(manifest, ManifestTree.of(chart, manifest, problems), problems);
    }
  }

  /** Finds what a tree would make of certain settings. */
  private static void check(Chart chart, Node tree, String path, List<Problem> problems) {
    new RepeatedKeys(chart, problems).check(tree, path);
    new LoopFields(chart, problems).check(tree, path);
  }

  /** Settings as a values file, in the order of the map; keys are dotted paths. */
  public static String settings(Chart chart, Map<String, Object> settings) {
    return ValuesFile.settings(chart, "Settings.", settings);
  }

  /**
   * The named templates with their tokens resolved; conditions and notes only need to refer to what
   * exists.
   */
  private static List<NamedTemplate> resolved(Chart chart, List<Problem> problems) {
    Resolution resolution = new Resolution(chart, problems);
    for (Manifest manifest : chart.manifests()) {
      String place = "manifests[" + manifest.name() + "]";
      resolution.require(manifest.condition(), place + ".condition");
      manifest.guards().forEach(guard -> resolution.require(guard.condition(), place + ".guards"));
    }
    for (int i = 0; i < chart.notes().size(); i++) {
      Note note = chart.notes().get(i);
      resolution.text(note.text(), "notes[" + i + "]");
      resolution.require(note.when(), "notes[" + i + "].when");
    }
    return chart.templates().stream()
        .map(
            template ->
                new NamedTemplate(
                    template.name(),
                    template.description(),
                    resolution.resolve(template.body(), "templates[" + template.name() + "]")))
        .toList();
  }

  private static List<Problem> refusedTriggers(Map<Manifest, Node.Mapping> trees) {
    IdentityHashMap<Map<String, Object>, Manifest> manifests = new IdentityHashMap<>();
    List<Map<String, Object>> objects = new ArrayList<>();
    trees.forEach(
        (manifest, tree) -> {
          Map<String, Object> object = PlainTree.of(tree);
          manifests.put(object, manifest);
          objects.add(object);
        });
    return RabbitmqTriggers.faults(objects, Optional.empty()).stream()
        .filter(fault -> fault.severity() == Severity.ERROR)
        .map(
            fault ->
                Problem.error(
                    fault.rule(),
                    "manifests[" + manifests.get(fault.object()).name() + "]." + fault.field(),
                    fault.what(),
                    fault.why(),
                    fault.fix()))
        .toList();
  }

  private static List<Problem> deadValues(Usage usage) {
    List<Problem> problems = new ArrayList<>();
    for (Value<?> value : usage.values()) {
      if (!usage.uses(value)) {
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
}
