package dev.chartwright.generator.cases;

import static dev.chartwright.generator.space.Setting.Expectation.ACCEPTED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.RenderSettings;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.BranchUse;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.space.ValueSpace;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.ValuesTree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Renders cases of one chart in the Helm engine, as many as possible in one call. What a case
 * cannot change is taken from the defaults. Several threads wait for each other; closing it deletes
 * its temporary folders.
 */
public final class CaseRenderer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RenderSettings request;
  private final Map<String, Object> defaults;
  private final Map<String, Object> overlay;
  private final ChartFolders folders;
  private final Optional<BranchUse> branches;

  /** None if each case is rendered alone. */
  private final List<Part> parts;

  /** Of a chart whose cases are rendered alone. */
  private final Optional<CaseSchema> schema;

  private final Map<Rendered, Output> outputs = new HashMap<>();
  private final Map<Planned, Outcome> outcomes = new HashMap<>();
  private final Map<ValueCase, List<HelmFailure.Violation>> violations = new HashMap<>();

  /**
   * A chart whose cases are rendered together.
   *
   * @param use what its templates read
   * @param current its values in every case
   */
  private record Part(
      ChartPart chart,
      ValueUse use,
      Map<String, Object> current,
      CaseSchema schema,
      CaseChart together) {
    Map<String, Object> values(ChartPart.Given given) {
      return ValuesTree.merge(chart.chart().values(), given.settings());
    }
  }

  /** What became of a case. */
  public sealed interface Outcome {
    /**
     * It renders.
     *
     * @param files each file that gives a manifest or a note, and its text
     * @param fresh those that were rendered for this case; the others read the same values as in an
     *     earlier case
     */
    public record Rendered(Map<String, String> files, Set<String> fresh) implements Outcome {}

    /** The schema rejects it. */
    record Rejected(List<HelmFailure.Violation> violations) implements Outcome {}

    /** Helm does not render it. */
    record Failed(HelmFailure failure) implements Outcome {}
  }

  /**
   * What the text of a file depends on.
   *
   * @param settings those that the file reads and that differ from the defaults
   */
  private record Rendered(String release, String file, Map<ValuePath, Object> settings) {}

  /**
   * What a file renders to.
   *
   * @param branches the numbers of the branches that were entered
   */
  private record Output(String text, Set<Integer> branches) {
    static Output of(String marked) {
      return new Output(BranchUse.plain(marked), BranchUse.numbers(marked));
    }
  }

  /** A case under the name of a release. */
  public record Planned(ValueCase values, String release) {}

  private CaseRenderer(ChartFolders folders, RenderSettings request, boolean fast) {
    this.request = request;
    this.defaults = folders.chart().values();
    Map<String, Object> merged = Map.of();
    for (String text : request.overlays()) {
      merged = ValuesTree.merge(merged, Tree.map(YamlReader.read(text)));
    }
    this.overlay = merged;
    this.folders = folders;
    this.branches = folders.branches();
    this.parts = fast ? parts() : List.of();
    this.schema = fast && parts.isEmpty() ? schema() : Optional.empty();
  }

  /**
   * A renderer.
   *
   * @param folders of the chart; to be closed after the renderer
   */
  public static CaseRenderer of(ChartFolders folders, RenderSettings request) {
    CaseRenderer fast = new CaseRenderer(folders, request, true);
    if (!fast.isFast() || fast.isFaithful()) {
      return fast;
    }
    fast.close();
    return new CaseRenderer(folders, request, false);
  }

  /** The charts to render many cases of at once; none where one of them cannot be. */
  private List<Part> parts() {
    ParsedChart chart = folders.chart();
    FileTree marked =
        folders.branches().map(each -> each.marked(chart.files())).orElse(chart.files());
    List<Part> all = new ArrayList<>();
    for (ChartPart each : ChartPart.of(chart).orElse(List.of())) {
      Optional<Part> part = part(each, each.files(marked));
      if (part.isEmpty()) {
        all.forEach(one -> one.together().close());
        return List.of();
      }
      all.add(part.get());
    }
    return List.copyOf(all);
  }

  private Optional<CaseSchema> schema() {
    Map<String, Object> current = ValuesTree.merge(defaults, overlay);
    return CaseSchema.of(ChartPart.whole(folders.chart()), request, current);
  }

  private Optional<Part> part(ChartPart chart, FileTree marked) {
    Optional<ChartPart.Given> given = chart.given(overlay);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> current = ValuesTree.merge(chart.chart().values(), given.get().settings());
    ValueUse use = ValueUse.of(chart.chart().files());
    // Nobody has judged the values of a subchart that is left out.
    return CaseSchema.of(chart, request, given.get().isInstalled() ? current : Map.of())
        .flatMap(
            schema ->
                CaseChart.of(chart, marked, use, request)
                    .map(together -> new Part(chart, use, current, schema, together)));
  }

  /** Whether the rewritten chart renders the defaults as the chart itself does. */
  private boolean isFaithful() {
    List<Planned> defaults =
        request.releases().stream()
            .map(release -> new Planned(ValueSpace.defaults(), release))
            .toList();
    Outcome expected = renderPlainly(defaults.get(0), folders.whole());
    Outcome found = render(defaults).get(0);
    if (!(expected instanceof Outcome.Rendered one) || !(found instanceof Outcome.Rendered other)) {
      return !(expected instanceof Outcome.Rendered);
    }
    for (String file : other.files().keySet()) {
      // The same text, as almost always, needs no reading.
      if (file.endsWith(".txt") || other.files().get(file).equals(one.files().get(file))) {
        continue;
      }
      Set<RenderedObject> theirs = objects(file, other.files().get(file));
      if (!theirs.equals(objects(file, one.files().getOrDefault(file, "")))) {
        return false;
      }
    }
    return other.files().keySet().containsAll(one.files().keySet());
  }

  /** Helm sorts by kind what one file renders to. */
  private static Set<RenderedObject> objects(String file, String text) {
    return new HashSet<>(RenderedManifest.ofFile(file, text).objects());
  }

  /** Whether many cases go into one call. */
  public boolean isFast() {
    return !parts.isEmpty();
  }

  /** Cases in the portions that go to Helm in one call. */
  public List<List<Planned>> batches(List<Planned> cases) {
    int size = isFast() ? CaseChart.MOST_JOBS : 1;
    List<List<Planned>> batches = new ArrayList<>();
    for (int from = 0; from < cases.size(); from += size) {
      batches.add(cases.subList(from, Math.min(from + size, cases.size())));
    }
    return batches;
  }

  /** The values of a case as templates see them. */
  public Map<String, Object> values(ValueCase values) {
    return ValuesTree.merge(defaults, settings(values));
  }

  /** The settings of a case over those that every case has. */
  public Map<String, Object> settings(ValueCase values) {
    return ValuesTree.lay(overlay, values.values());
  }

  /** The outcomes of some cases, in their order; each case is rendered once. */
  public synchronized List<Outcome> render(List<Planned> cases) {
    List<Planned> unknown =
        cases.stream().filter(each -> !outcomes.containsKey(each)).distinct().toList();
    if (!unknown.isEmpty()) {
      List<Outcome> found = renderUnknown(unknown);
      for (int i = 0; i < unknown.size(); i++) {
        outcomes.put(unknown.get(i), found.get(i));
      }
    }
    return cases.stream().map(outcomes::get).toList();
  }

  /** Asks the schema about many cases at once, which is cheaper than about a few of them. */
  public synchronized void validate(List<Planned> cases) {
    if (isFast()) {
      ask(cases);
    }
  }

  private void ask(List<Planned> cases) {
    List<ValueCase> unknown =
        cases.stream()
            .map(Planned::values)
            .filter(each -> !violations.containsKey(each))
            .distinct()
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    unknown.forEach(each -> violations.put(each, new ArrayList<>()));
    schema.ifPresent(
        each -> add(unknown, each.violations(unknown.stream().map(this::values).toList())));
    for (Part part : parts) {
      List<ValueCase> installed = new ArrayList<>();
      List<Map<String, Object>> values = new ArrayList<>();
      for (ValueCase each : unknown) {
        part.chart()
            .given(settings(each))
            .filter(ChartPart.Given::isInstalled)
            .ifPresent(
                given -> {
                  installed.add(each);
                  values.add(part.values(given));
                });
      }
      add(installed, part.schema().violations(values));
    }
  }

  private void add(List<ValueCase> cases, List<List<HelmFailure.Violation>> found) {
    for (int i = 0; i < cases.size(); i++) {
      violations.get(cases.get(i)).addAll(found.get(i));
    }
  }

  private List<Outcome> renderUnknown(List<Planned> cases) {
    if (!isFast()) {
      return renderOneByOne(cases);
    }
    ask(cases);
    Map<Planned, Known> known = new LinkedHashMap<>();
    for (Planned each : cases) {
      if (violations.get(each.values()).isEmpty()) {
        given(each.values())
            .ifPresent(given -> known.put(each, new Known(given, new LinkedHashSet<>())));
      }
    }
    for (Part part : parts) {
      render(part, known);
    }
    return cases.stream()
        .map(
            each -> {
              List<HelmFailure.Violation> rejected = violations.get(each.values());
              return rejected.isEmpty()
                  ? outcome(each, Optional.ofNullable(known.get(each)))
                  : new Outcome.Rejected(rejected);
            })
        .toList();
  }

  /**
   * Asks the schema first about what it should reject. Helm looks at the values of subcharts before
   * it asks the schema, and writes on standard error what it does not like of them.
   */
  private List<Outcome> renderOneByOne(List<Planned> cases) {
    ask(cases.stream().filter(each -> each.values().expectation() != ACCEPTED).toList());
    return cases.stream()
        .map(
            each -> {
              List<HelmFailure.Violation> rejected =
                  violations.getOrDefault(each.values(), List.of());
              return rejected.isEmpty()
                  ? renderPlainly(each, folders.whole())
                  : new Outcome.Rejected(rejected);
            })
        .toList();
  }

  /**
   * What is known of a case before Helm reads it.
   *
   * @param given what each chart that is installed gets, in the order of the charts
   * @param fresh the files that are rendered for it
   */
  private record Known(Map<Part, ChartPart.Given> given, Set<String> fresh) {}

  private Optional<Map<Part, ChartPart.Given>> given(ValueCase values) {
    Map<Part, ChartPart.Given> all = new LinkedHashMap<>();
    for (Part part : parts) {
      Optional<ChartPart.Given> given = part.chart().given(settings(values));
      if (given.isEmpty()) {
        return Optional.empty();
      }
      given.filter(ChartPart.Given::isInstalled).ifPresent(each -> all.put(part, each));
    }
    return Optional.of(all);
  }

  private void render(Part part, Map<Planned, Known> known) {
    List<Planned> cases = new ArrayList<>();
    List<CaseChart.Job> jobs = new ArrayList<>();
    known.forEach(
        (planned, each) -> {
          ChartPart.Given given = each.given().get(part);
          if (given != null) {
            List<String> files =
                part.together().files().stream()
                    .filter(file -> !outputs.containsKey(key(planned, part, file)))
                    .toList();
            cases.add(planned);
            jobs.add(new CaseChart.Job(planned.release(), given.settings(), files));
          }
        });
    List<Optional<Map<String, String>>> rendered = part.together().render(jobs);
    for (int i = 0; i < jobs.size(); i++) {
      Planned planned = cases.get(i);
      rendered
          .get(i)
          .orElse(Map.of())
          .forEach(
              (file, text) -> {
                outputs.put(key(planned, part, file), Output.of(text));
                known.get(planned).fresh().add(source(part, file));
              });
    }
  }

  private Outcome outcome(Planned planned, Optional<Known> known) {
    Map<String, String> files = new LinkedHashMap<>();
    Set<Integer> entered = new HashSet<>();
    if (known.isEmpty()) {
      return renderPlainly(planned, folders.whole());
    }
    for (Part part : known.get().given().keySet()) {
      for (String file : part.together().files()) {
        Output output = outputs.get(key(planned, part, file));
        if (output == null || CaseChart.isRefused(output.text())) {
          return renderPlainly(
              planned, folders.accepted()); // Which tells why it cannot be rendered.
        }
        files.put(source(part, file), output.text());
        entered.addAll(output.branches());
      }
    }
    branches.ifPresent(each -> each.enter(entered));
    return new Outcome.Rendered(files, known.get().fresh());
  }

  /** The file as rendered objects tell it. */
  private static String source(Part part, String file) {
    return part.chart().source() + file.substring(part.chart().folder().length());
  }

  private static Rendered key(Planned planned, Part part, String file) {
    String own = file.substring(part.chart().folder().length());
    Map<ValuePath, Object> settings = new HashMap<>();
    planned
        .values()
        .settings()
        .forEach(
            (path, value) ->
                part.chart()
                    .own(path)
                    .filter(each -> part.use().reads(own, each))
                    .filter(each -> !Objects.equals(value, each.in(part.current())))
                    .ifPresent(each -> settings.put(path, value)));
    return new Rendered(planned.release(), part.chart().source() + own, settings);
  }

  private Outcome renderPlainly(Planned planned, ChartFolder folder) {
    String values;
    try {
      values = JSON.writeValueAsString(settings(planned.values()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values are plain trees", impossible);
    }
    Rendering rendering =
        folder.render(
            planned.release(), request.namespace(), List.of(values), request.kubeVersion());
    if (rendering instanceof HelmFailure.SchemaRejection rejection) {
      return new Outcome.Rejected(rejection.violations());
    }
    if (rendering instanceof HelmFailure failure) {
      return new Outcome.Failed(failure);
    }
    Map<String, String> files = RenderedManifest.files(((Rendering.Rendered) rendering).manifest());
    return new Outcome.Rendered(files, files.keySet());
  }

  @Override
  public void close() {
    parts.forEach(each -> each.together().close());
  }
}
