package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ChartRules.GEN_10;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.gotemplate.ClusterApis;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.ValuesTree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a third-party chart is proven with. Such a chart may refuse names of releases that Helm
 * takes, or may need a value that only its users know; then it is proven with what it takes, and
 * notes say with what.
 *
 * @param chart the files, with the values of a ci case for its own where it needs them
 * @param request with names of releases that the chart takes
 * @param notes what is not as it would be for any other chart
 */
record ProofBase(ParsedChart chart, ProofRequest request, List<Finding> notes) {
  private static final String VALUES = ParsedChart.VALUES_FILE;
  private static final Rule RULE = GEN_10;

  /** Finds out what a chart takes. */
  static ProofBase of(
      ParsedChart chart, Map<String, String> examples, ProofRequest request, TimeBudget budget) {
    Search search = new Search(request, budget);
    return search.find(chart, examples);
  }

  /** A search; it renders the defaults under several names. */
  private static final class Search {
    private final ProofRequest request;
    private final TimeBudget budget;
    private final List<Finding> notes = new ArrayList<>();

    Search(ProofRequest request, TimeBudget budget) {
      this.request = request;
      this.budget = budget;
    }

    ProofBase find(ParsedChart chart, Map<String, String> examples) {
      try (ChartFolders folders = ChartFolders.of(chart, request.apis())) {
        String first = request.releases().get(0);
        Rendering plain = render(folders, first);
        if (plain instanceof HelmFailure failure) {
          return otherwise(chart, folders, examples, failure);
        }
        List<String> releases = new ArrayList<>();
        for (String release : request.releases()) {
          releases.add(release.equals(first) ? first : taken(folders, first, release));
        }
        return new ProofBase(chart, request.withReleases(distinct(releases)), notes);
      }
    }

    private Rendering render(ChartFolders folders, String release) {
      return folders
          .whole()
          .render(release, request.namespace(), request.overlays(), request.kubeVersion());
    }

    /** The longest beginning of a name that the chart takes, when it refuses the whole. */
    private String taken(ChartFolders folders, String shorter, String release) {
      if (!(render(folders, release) instanceof HelmFailure.Refusal refusal)) {
        return release;
      }
      int taken = Math.min(shorter.length(), release.length());
      int refused = release.length();
      String longest = shorter;
      while (refused - taken > 1 && budget.allows()) {
        int length = (taken + refused) / 2;
        String name = release.substring(0, length).replaceFirst("-+$", "x");
        if (render(folders, name) instanceof Rendering.Rendered) {
          taken = length;
          longest = name;
        } else {
          refused = length;
        }
      }
      notes.add(
          Finding.note(
                  RULE,
                  refusal.location().place(),
                  "the chart refuses a release name of "
                      + release.length()
                      + " characters: "
                      + refusal.message())
              .because(
                  "nothing is known of names with more than " + longest.length() + " characters")
              .fixedBy(
                  "nothing, if the limit is meant: the chart is proven with names that it accepts"));
      return longest;
    }

    /** Another base for a chart that does not render with its defaults. */
    private ProofBase otherwise(
        ParsedChart chart,
        ChartFolders folders,
        Map<String, String> examples,
        HelmFailure failure) {
      if (failure instanceof HelmFailure.Refusal refusal) {
        Optional<String> name = name(chart);
        if (name.isPresent() && render(folders, name.get()) instanceof Rendering.Rendered) {
          notes.add(
              Finding.note(
                      RULE,
                      refusal.location().place(),
                      "the chart refuses the release name "
                          + request.releases().get(0)
                          + ": "
                          + refusal.message())
                  .because("the chart is proven with the release name " + name.get() + " only")
                  .fixedBy("nothing, if the chart is meant for one name only"));
          return new ProofBase(chart, request.withReleases(name.get()), notes);
        }
      }
      if (failure instanceof HelmFailure.TemplateError) {
        return new ProofBase(chart, request, notes); // Which is an error, whatever else works.
      }
      Set<String> apis = ClusterApis.asked(chart.files());
      ProofRequest withApis = request.withApiVersions(apis);
      if (!withApis.apis().equals(request.apis()) && renders(chart, withApis)) {
        notes.add(
            Finding.note(
                    RULE,
                    Place.ofFile(ParsedChart.METADATA_FILE),
                    "the chart refuses a cluster without its APIs: " + failure.message())
                .because("the chart is proven for a cluster that has " + String.join(", ", apis))
                .fixedBy("nothing, if the chart is meant for such clusters only"));
        ProofBase deeper = new Search(withApis, budget).find(chart, Map.of());
        notes.addAll(deeper.notes());
        return new ProofBase(chart, deeper.request(), notes);
      }
      for (Map.Entry<String, String> example : examples.entrySet()) {
        if (!budget.allows()) {
          break;
        }
        Optional<ParsedChart> based = based(chart, example.getValue());
        if (based.isPresent() && renders(based.get(), request)) {
          notes.add(
              Finding.note(
                      RULE,
                      Place.ofFile(VALUES),
                      "the chart needs values that it has no defaults for: " + failure.message())
                  .because(
                      "the chart is proven over the values of " + example.getKey() + " instead")
                  .fixedBy("nothing, if only the user can know them"));
          ProofBase deeper = new Search(request, budget).find(based.get(), Map.of());
          notes.addAll(deeper.notes());
          return new ProofBase(based.get(), deeper.request(), notes);
        }
      }
      return new ProofBase(chart, request, notes);
    }

    private boolean renders(ParsedChart chart, ProofRequest request) {
      try (ChartFolders folders = ChartFolders.of(chart, request.apis())) {
        return new Search(request, budget).render(folders, request.releases().get(0))
            instanceof Rendering.Rendered;
      }
    }
  }

  private static String[] distinct(List<String> names) {
    return names.stream().distinct().toArray(String[]::new);
  }

  private static Optional<ParsedChart> based(ParsedChart chart, String values) {
    try {
      return Optional.of(chart.withValues(ValuesTree.merged(List.of(chart.text(VALUES), values))));
    } catch (InvalidYamlException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(ParsedChart chart) {
    return Optional.of(chart.name())
        .filter(name -> name.matches("[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?"));
  }
}
