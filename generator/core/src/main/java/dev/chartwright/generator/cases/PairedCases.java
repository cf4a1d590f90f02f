package dev.chartwright.generator.cases;

import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.cases.CaseRenderer.Planned;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.HelmUnavailableException;
import dev.chartwright.generator.engine.RenderSettings;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValueSpace;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders two versions of a chart with the values that people may have set for the previous one:
 * its defaults, its ci cases, and the cases of its value space. Values that the previous chart did
 * not take are no upgrade.
 */
public final class PairedCases {
  private static final int BATCH = 40;

  private final Map<Source, List<RenderedObject>> objects = new HashMap<>();
  private final String release;

  private record Source(String file, String text) {}

  private PairedCases(String release) {
    this.release = release;
  }

  /**
   * The pairs, the defaults first.
   *
   * @param settings how to render; its overlays are left out of a chart that does not take them
   * @param space how many cases to try
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static List<PairedCase> of(
      ParsedChart previous, ParsedChart current, RenderSettings settings, SpaceRequest space) {
    PairedCases pairs = new PairedCases(settings.release());
    try (ChartFolders old = ChartFolders.of(previous, settings.apis());
        ChartFolders young = ChartFolders.of(current, settings.apis());
        CaseRenderer before = renderer(old, settings);
        CaseRenderer after = renderer(young, settings)) {
      return pairs.of(before, after, pairs.cases(previous, before, space));
    }
  }

  /** A renderer whose defaults render, without the overlays if they stand in the way. */
  private static CaseRenderer renderer(ChartFolders chart, RenderSettings settings) {
    CaseRenderer renderer = CaseRenderer.of(chart, settings);
    Planned defaults = new Planned(ValueSpace.defaults(), settings.release());
    if (renderer.render(List.of(defaults)).get(0) instanceof Outcome.Rendered) {
      return renderer;
    }
    renderer.close();
    return CaseRenderer.of(chart, settings.withoutOverlays());
  }

  private List<ValueCase> cases(ParsedChart chart, CaseRenderer renderer, SpaceRequest space) {
    List<Map<String, Object>> examples = examples(chart);
    ChartSpace values =
        ChartSpace.of(chart, Optional.empty(), renderer.values(ValueSpace.defaults()), examples);
    List<ValueCase> cases = new ArrayList<>(List.of(ValueSpace.defaults()));
    examples.forEach(tree -> cases.add(ValueCase.together(Knobs.leaves(tree))));
    ValueSpace.cases(values.knobs(), values.interactions(), space.seed(), space.limit()).stream()
        .filter(each -> !each.removes())
        .forEach(cases::add);
    return cases;
  }

  private static List<Map<String, Object>> examples(ParsedChart chart) {
    List<Map<String, Object>> examples = new ArrayList<>();
    for (String text : chart.ciCases().values()) {
      try {
        examples.add(Tree.map(YamlReader.read(text)));
      } catch (InvalidYamlException unreadable) {
        // The proof of that chart reports it.
      }
    }
    return examples;
  }

  private List<PairedCase> of(CaseRenderer before, CaseRenderer after, List<ValueCase> cases) {
    List<PairedCase> pairs = new ArrayList<>();
    for (int from = 0; from < cases.size(); from += BATCH) {
      List<Planned> batch =
          cases.subList(from, Math.min(from + BATCH, cases.size())).stream()
              .map(each -> new Planned(each, release))
              .toList();
      List<Outcome> old = before.render(batch);
      List<Planned> taken = new ArrayList<>();
      List<Outcome.Rendered> rendered = new ArrayList<>();
      for (int i = 0; i < batch.size(); i++) {
        if (old.get(i) instanceof Outcome.Rendered each) {
          taken.add(batch.get(i));
          rendered.add(each);
        }
      }
      List<Outcome> now = after.render(taken);
      for (int i = 0; i < taken.size(); i++) {
        pairs.add(pair(taken.get(i).values(), rendered.get(i), now.get(i)));
      }
    }
    return pairs;
  }

  private PairedCase pair(ValueCase values, Outcome.Rendered before, Outcome after) {
    return new PairedCase(
        CaseName.of(values),
        CaseName.valuesFile(values),
        values.settings().size(),
        objects(before),
        after instanceof Outcome.Rendered rendered
            ? Optional.of(objects(rendered))
            : Optional.empty(),
        refusals(after));
  }

  private static List<HelmFailure.Violation> refusals(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.violations();
    }
    return outcome instanceof Outcome.Failed failed
        ? List.of(new HelmFailure.Violation("", failed.failure().message()))
        : List.of();
  }

  private List<RenderedObject> objects(Outcome.Rendered outcome) {
    List<RenderedObject> all = new ArrayList<>();
    outcome
        .files()
        .forEach(
            (file, text) -> {
              if (!file.endsWith(".txt")) {
                all.addAll(
                    objects.computeIfAbsent(
                        new Source(file, text),
                        each -> RenderedManifest.ofFile(file, text).objects()));
              }
            });
    return all;
  }
}
