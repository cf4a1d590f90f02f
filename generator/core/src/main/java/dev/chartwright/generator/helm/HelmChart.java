package dev.chartwright.generator.helm;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;
import static dev.chartwright.generator.rule.ValueRules.VAL_03;
import static dev.chartwright.generator.rule.ValueRules.VAL_04;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.CiCase;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.RawTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.CarriedFindings;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.generator.chartfile.FetchedCharts;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.manifest.DeclarationCheck;
import dev.chartwright.generator.manifest.FieldBounds;
import dev.chartwright.generator.manifest.Folding;
import dev.chartwright.generator.manifest.Inclusions;
import dev.chartwright.generator.manifest.LoopFields;
import dev.chartwright.generator.manifest.ManifestTree;
import dev.chartwright.generator.manifest.ManifestTrees;
import dev.chartwright.generator.manifest.ObjectFinding;
import dev.chartwright.generator.manifest.PlainTree;
import dev.chartwright.generator.manifest.RepeatedKeys;
import dev.chartwright.generator.manifest.Resolution;
import dev.chartwright.generator.waiver.Waivers;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A declared chart as the files of a Helm chart. Immutable.
 *
 * @param files paths relative to the chart's folder
 * @param trees what the manifests were printed from
 * @param findings warnings and notes about the declaration, with those that it accepts
 */
public record HelmChart(FileTree files, ManifestTrees trees, List<Finding> findings) {
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

  /** Renders a chart without further checks. */
  static HelmChart of(Chart chart) {
    return of(chart, List.of());
  }

  /**
   * Renders a chart.
   *
   * @param checks that every object of the declaration is held to
   * @throws InvalidModelException with everything that is wrong with the declaration, every
   *     reference that cannot be rendered, every edit that finds no field, every map that may have
   *     a key twice, every field of a list's items that is read where it may be absent, every value
   *     that nothing uses, and what the checks find
   */
  public static HelmChart of(Chart chart, List<DeclarationCheck> checks) {
    return of(chart, checks, Map.of());
  }

  /**
   * Renders a chart with the subcharts that were fetched.
   *
   * @param fetched what was fetched for this chart and for its subcharts of the same build, by the
   *     name of the chart
   * @throws InvalidModelException as above
   */
  public static HelmChart of(
      Chart chart, List<DeclarationCheck> checks, Map<String, FetchedCharts> fetched) {
    DeclaredFindings findings = new DeclaredFindings(chart.findings());
    Map<Manifest, Node.Mapping> trees = new LinkedHashMap<>();
    Set<Manifest> incomplete = new HashSet<>();
    // Manifests know nothing of each other, so all cores take part.
    Folding folding = Folding.of(chart);
    chart.manifests().parallelStream()
        .map(manifest -> Grown.of(chart, folding, manifest))
        .toList()
        .forEach(
            grown -> {
              Manifest manifest = grown.manifest();
              trees.put(manifest, grown.tree());
              findings.add(manifest.declaredAt(), grown.problems());
              findings.addCarried(CarriedFindings.in(grown.tree(), place(manifest)));
              if (!grown.problems().isEmpty()
                  || manifest.readableEdits().size() < manifest.edits().size()) {
                incomplete.add(manifest);
              }
            });
    List<NamedTemplate> templates = resolved(chart, findings);
    Map<String, Optional<SourceLine>> lines = new HashMap<>();
    chart.manifests().forEach(each -> lines.putIfAbsent(place(each), each.declaredAt()));
    templates.forEach(each -> lines.putIfAbsent(place(each), each.declaredAt()));
    for (Finding circle : Inclusions.circles(trees, templates)) {
      findings.add(lines.getOrDefault(circle.place().model(), Optional.empty()), List.of(circle));
    }
    Usage usage = Usage.of(chart, trees, incomplete);
    trees.forEach(
        (manifest, tree) ->
            findings.add(
                manifest.declaredAt(),
                Stream.concat(
                        check(chart, manifest, tree).stream(),
                        // What is wrong with an incomplete one says more.
                        incomplete.contains(manifest)
                            ? Stream.<Finding>empty()
                            : ActionTexts.in(chart, manifest, tree, place(manifest)).stream())
                    .toList()));
    templates.forEach(
        template ->
            findings.add(template.declaredAt(), check(chart, template.body(), place(template))));
    for (RawTemplate template : chart.rawTemplates()) {
      findings.add(template.declaredAt(), RawReferences.of(chart, template).problems());
    }
    deadValues(usage, findings);
    check(trees, checks, findings);
    Subcharts subcharts = Subcharts.of(chart, checks, fetched);
    findings.add(subcharts.findings());
    ForgottenValues.of(chart, trees)
        .ifPresent(cause -> findings.replace(Set.of(TPL_05, VAL_04), cause));
    settle(chart, trees, findings);
    if (findings.haveErrors()) {
      throw new InvalidModelException(chart.name(), findings.all());
    }
    FileTree.Builder files = FileTree.builder();
    files.add(ParsedChart.METADATA_FILE, ChartFile.of(chart));
    files.add(ParsedChart.VALUES_FILE, ValuesFile.defaults(chart, usage.values()));
    files.add(ParsedChart.SCHEMA_FILE, ValuesSchema.of(chart, usage));
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
    boolean hasUniqueItems = manifests.stream().anyMatch(ManifestFile::hasUniqueItems);
    if (!used.isEmpty() || hasUniqueItems || !RenamedValues.paths(chart).isEmpty()) {
      files.add("templates/_helpers.tpl", HelpersFile.of(chart, used, hasUniqueItems));
    }
    manifests.forEach(file -> files.add("templates/" + file.name() + ".yaml", file.text()));
    for (RawTemplate template : chart.rawTemplates()) {
      String text = template.text();
      files.add(template.file(), text.endsWith("\n") ? text : text + "\n");
    }
    chart.crds().forEach(crd -> files.add(crd.path(), CrdFile.of(chart, crd)));
    if (NotesFile.isNeeded(chart)) {
      files.add("templates/NOTES.txt", NotesFile.of(chart));
    }
    for (CiCase ciCase : chart.ciCases()) {
      files.add(
          "ci/" + ciCase.name() + "-values.yaml",
          ValuesFile.settings(
              chart, "The chart is also tested with these values.", ciCase.settings()));
    }
    chart.files().forEach(files::add);
    files.addAll(subcharts.files());
    return new HelmChart(files.build(), new ManifestTrees(chart, trees), findings.all());
  }

  /** The tree of a manifest, and what is wrong with it. */
  private record Grown(Manifest manifest, Node.Mapping tree, List<Finding> problems) {
    static Grown of(Chart chart, Folding folding, Manifest manifest) {
      List<Finding> problems = new ArrayList<>();
      return new Grown(manifest, ManifestTree.of(chart, folding, manifest, problems), problems);
    }
  }

  /** Finds what a manifest would make of certain settings, where it is rendered. */
  private static List<Finding> check(Chart chart, Manifest manifest, Node tree) {
    List<Finding> problems = new ArrayList<>();
    String place = place(manifest);
    new RepeatedKeys(chart, problems).check(tree, place);
    LoopFields fields = new LoopFields(chart, problems);
    fields.condition(manifest.condition(), place + ".condition");
    LoopFields rendered = fields.where(manifest.condition());
    manifest.guards().forEach(guard -> rendered.condition(guard.condition(), place + ".guards"));
    rendered.check(looped(manifest, tree), place);
    new FieldBounds(chart, manifest.condition(), problems).check(tree, place);
    problems.addAll(UniqueItems.problems(chart, tree, place));
    return problems;
  }

  /** The tree of a manifest where it stands: in its loop, under its condition and its guards. */
  private static Node looped(Manifest manifest, Node tree) {
    if (!(manifest.source() instanceof Manifest.Loop loop)) {
      return tree;
    }
    Node body = tree;
    for (Manifest.Guard guard : loop.body().guards()) {
      body = new Node.Choice(guard.condition(), Node.mapping(), body);
    }
    return new Node.Each(
        loop.collection().expr(),
        loop.keyVariable(),
        Manifest.Loop.ITEM,
        new Node.Choice(loop.body().condition(), body, Node.mapping()));
  }

  /** Finds what a tree would make of certain settings. */
  private static List<Finding> check(Chart chart, Node tree, String path) {
    List<Finding> problems = new ArrayList<>();
    new RepeatedKeys(chart, problems).check(tree, path);
    new LoopFields(chart, problems).check(tree, path);
    return problems;
  }

  private static String place(Manifest manifest) {
    return "manifests[" + manifest.name() + "]";
  }

  private static String place(NamedTemplate template) {
    return "templates[" + template.name() + "]";
  }

  /** The entries of {@code dependencies} in {@code Chart.yaml}. */
  public static List<Map<String, Object>> dependencies(Chart chart) {
    return ChartFile.dependencies(chart);
  }

  /** Settings as a values file, in the order of the map; keys are dotted paths. */
  public static String settings(Chart chart, Map<String, Object> settings) {
    return ValuesFile.settings(chart, "Settings.", settings);
  }

  /**
   * The named templates with their tokens resolved; conditions and notes only need to refer to what
   * exists.
   */
  private static List<NamedTemplate> resolved(Chart chart, DeclaredFindings findings) {
    for (Manifest manifest : chart.manifests()) {
      Resolution resolution = new Resolution(chart, new ArrayList<>());
      String place = place(manifest);
      for (Manifest part : manifest.parts()) {
        resolution.require(part.condition(), place + ".condition");
        part.guards().forEach(guard -> resolution.require(guard.condition(), place + ".guards"));
      }
      findings.add(manifest.declaredAt(), resolution.problems());
    }
    for (int i = 0; i < chart.notes().size(); i++) {
      Resolution resolution = new Resolution(chart, new ArrayList<>());
      Note note = chart.notes().get(i);
      Node text = resolution.resolve(note.body(), "notes[" + i + "]");
      resolution.require(note.when(), "notes[" + i + "].when");
      LoopFields fields = new LoopFields(chart, resolution.problems());
      fields.condition(note.when(), "notes[" + i + "].when");
      fields.where(note.when()).check(text, "notes[" + i + "]");
      findings.add(note.declaredAt(), resolution.problems());
    }
    List<NamedTemplate> templates = new ArrayList<>();
    for (NamedTemplate template : chart.templates()) {
      Resolution resolution = new Resolution(chart, new ArrayList<>());
      templates.add(template.withBody(resolution.resolve(template.body(), place(template))));
      findings.add(template.declaredAt(), resolution.problems());
    }
    return List.copyOf(templates);
  }

  private static void check(
      Map<Manifest, Node.Mapping> trees, List<DeclarationCheck> checks, DeclaredFindings findings) {
    IdentityHashMap<Map<String, Object>, Manifest> manifests = new IdentityHashMap<>();
    List<Map<String, Object>> objects = new ArrayList<>();
    trees.forEach(
        (manifest, tree) -> {
          Map<String, Object> object = PlainTree.of(tree);
          manifests.put(object, manifest);
          objects.add(object);
        });
    for (DeclarationCheck check : checks) {
      for (ObjectFinding each : check.check(objects)) {
        Manifest manifest = manifests.get(each.object());
        Finding finding = each.at(Place.ofModel(place(manifest) + "." + each.field()));
        findings.add(manifest.declaredAt(), List.of(finding));
      }
    }
  }

  /** Accepts what the chart accepts, and reports waivers that accept nothing. */
  private static void settle(
      Chart chart, Map<Manifest, Node.Mapping> trees, DeclaredFindings findings) {
    Waivers waivers = Waivers.of(chart.waivers());
    Map<String, Map<String, Object>> objects = new HashMap<>();
    trees.forEach(
        (manifest, tree) -> {
          if (!manifest.waivers().isEmpty()) {
            objects.put("templates/" + manifest.name() + ".yaml", PlainTree.of(tree));
          }
        });
    findings.settle(waivers, objects);
    findings.add(waivers.mistakes());
    findings.add(waivers.mistakesIn(objects));
    chart.podSecurity().map(Waivers::mistakes).ifPresent(findings::add);
  }

  private static void deadValues(Usage usage, DeclaredFindings findings) {
    for (Value<?> value : usage.values()) {
      if (!usage.uses(value)) {
        findings.add(
            value.declaredAt(),
            List.of(
                Finding.error(
                    VAL_03, Place.ofModel("values." + value.path()), "no template uses it")));
      }
    }
  }
}
