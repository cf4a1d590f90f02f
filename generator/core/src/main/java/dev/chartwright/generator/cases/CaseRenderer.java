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
  private final ValueUse use;
  private final Map<String, Object> defaults;
  private final Map<String, Object> overlay;
  private final ChartFolder plain;
  private final Optional<BranchUse> branches;
  private final Optional<CaseSchema> schema;
  private final Optional<CaseChart> together;
  private final Map<Rendered, Output> outputs = new HashMap<>();
  private final Map<Planned, Outcome> outcomes = new HashMap<>();
  private final Map<ValueCase, List<HelmFailure.Violation>> violations = new HashMap<>();
  private final Map<String, Object> current;

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

  private CaseRenderer(ChartFolders folders, ValueUse use, RenderSettings request, boolean fast) {
    ParsedChart chart = folders.chart();
    this.request = request;
    this.use = use;
    this.defaults = chart.values();
    Map<String, Object> merged = Map.of();
    for (String text : request.overlays()) {
      merged = ValuesTree.merge(merged, Tree.map(YamlReader.read(text)));
    }
    this.overlay = merged;
    this.current = ValuesTree.merge(defaults, overlay);
    this.schema = fast ? CaseSchema.of(chart, request, current) : Optional.empty();
    this.together = schema.isPresent() ? CaseChart.of(folders, use, request) : Optional.empty();
    // The schema is asked about many cases at once, and then not again about each.
    this.branches = folders.branches();
    this.plain = together.isPresent() ? folders.accepted() : folders.whole();
  }

  /**
   * A renderer.
   *
   * @param folders of the chart; to be closed after the renderer
   * @param use what the chart's templates read
   */
  public static CaseRenderer of(ChartFolders folders, ValueUse use, RenderSettings request) {
    CaseRenderer fast = new CaseRenderer(folders, use, request, true);
    if (fast.together.isEmpty() || fast.isFaithful()) {
      return fast;
    }
    fast.close();
    return new CaseRenderer(folders, use, request, false);
  }

  /** Whether the rewritten chart renders the defaults as the chart itself does. */
  private boolean isFaithful() {
    List<Planned> defaults =
        request.releases().stream()
            .map(release -> new Planned(ValueSpace.defaults(), release))
            .toList();
    Outcome expected = renderPlainly(defaults.get(0));
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
    return together.isPresent();
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
    return lay(overlay, values.values());
  }

  /** As merging does, but what removes stays, because it is yet to be laid over something. */
  private static Map<String, Object> lay(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> all = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) ->
            all.put(
                key,
                value instanceof Map && all.get(key) instanceof Map
                    ? lay(Tree.map(all, key), Tree.map(value))
                    : value));
    return all;
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
    if (together.isPresent()) {
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
    if (schema.isEmpty() || unknown.isEmpty()) {
      return;
    }
    List<List<HelmFailure.Violation>> found =
        schema.orElseThrow().violations(unknown.stream().map(this::values).toList());
    for (int i = 0; i < unknown.size(); i++) {
      violations.put(unknown.get(i), found.get(i));
    }
  }

  private List<Outcome> renderUnknown(List<Planned> cases) {
    if (together.isEmpty()) {
      return renderOneByOne(cases);
    }
    CaseChart chart = together.get();
    validate(cases);
    List<Outcome> found = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    List<CaseChart.Job> jobs = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      List<HelmFailure.Violation> rejected = violations.get(cases.get(i).values());
      found.add(new Outcome.Rejected(rejected));
      if (rejected.isEmpty()) {
        open.add(i);
        jobs.add(job(chart, cases.get(i)));
      }
    }
    List<Optional<Map<String, String>>> rendered = chart.render(jobs);
    for (int i = 0; i < jobs.size(); i++) {
      Planned each = cases.get(open.get(i));
      Optional<Map<String, String>> fresh = rendered.get(i);
      fresh.ifPresent(
          files -> files.forEach((file, text) -> outputs.put(key(each, file), Output.of(text))));
    }
    for (int i = 0; i < jobs.size(); i++) {
      Planned each = cases.get(open.get(i));
      found.set(open.get(i), outcome(chart, each, rendered.get(i)));
    }
    return found;
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
              return rejected.isEmpty() ? renderPlainly(each) : new Outcome.Rejected(rejected);
            })
        .toList();
  }

  private Outcome outcome(CaseChart chart, Planned planned, Optional<Map<String, String>> fresh) {
    Map<String, String> files = new LinkedHashMap<>();
    Set<Integer> entered = new HashSet<>();
    for (String file : chart.files()) {
      Output output = outputs.get(key(planned, file));
      if (fresh.isEmpty() || output == null || CaseChart.isRefused(output.text())) {
        return renderPlainly(planned); // Which tells why it cannot be rendered.
      }
      files.put(file, output.text());
      entered.addAll(output.branches());
    }
    branches.ifPresent(each -> each.enter(entered));
    return new Outcome.Rendered(files, fresh.orElseThrow().keySet());
  }

  private CaseChart.Job job(CaseChart chart, Planned planned) {
    return new CaseChart.Job(
        planned.release(),
        settings(planned.values()),
        chart.files().stream().filter(file -> !outputs.containsKey(key(planned, file))).toList());
  }

  private Rendered key(Planned planned, String file) {
    Map<ValuePath, Object> settings = new HashMap<>();
    planned
        .values()
        .settings()
        .forEach(
            (path, value) -> {
              if (use.reads(file, path) && !Objects.equals(value, path.in(current))) {
                settings.put(path, value);
              }
            });
    return new Rendered(planned.release(), file, settings);
  }

  private Outcome renderPlainly(Planned planned) {
    String values;
    try {
      values = JSON.writeValueAsString(settings(planned.values()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values are plain trees", impossible);
    }
    Rendering rendering =
        plain.render(
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
    together.ifPresent(CaseChart::close);
  }
}
