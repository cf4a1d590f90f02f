package dev.chartwright.generator.report;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingGroup;
import dev.chartwright.problem.FindingReport;
import dev.chartwright.problem.TriedCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A proof in the words of tests: what was looked at, and what is wrong with it. Every problem is
 * told by exactly one test.
 */
final class TestSuites {
  private static final String DEFAULTS = TriedCase.DEFAULTS;

  private final ProofDocument document;
  private final List<FindingGroup> left;

  private TestSuites(ProofDocument document) {
    this.document = document;
    this.left = new ArrayList<>(FindingGroup.of(document.proof().findings()));
  }

  /** Tests of one kind. */
  record Suite(String name, Duration time, List<Test> tests) {
    Suite {
      tests = List.copyOf(tests);
    }
  }

  /** What was looked at; fails when there is an error among what was found. */
  record Test(String name, List<FindingGroup> found) {
    Test {
      found = List.copyOf(found);
    }

    List<FindingGroup> errors() {
      return found.stream().filter(FindingGroup::isError).toList();
    }

    List<FindingGroup> warnings() {
      return found.stream().filter(problem -> !problem.isError()).toList();
    }

    boolean isEmpty() {
      return found.isEmpty();
    }

    /** Some of the problems as a report prints them, each with the smallest values. */
    String text(List<FindingGroup> some) {
      return found.stream()
          .filter(some::contains)
          .map(Test::text)
          .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String text(FindingGroup group) {
      String values =
          ProofFindings.values(group.first())
              .filter(text -> !text.isBlank())
              .map(text -> "\n    values.yaml:\n" + text.indent(6))
              .orElse("");
      return (FindingReport.of(group) + values).stripTrailing();
    }
  }

  static List<Suite> of(ProofDocument document) {
    return new TestSuites(document).suites();
  }

  /** The files come first and take what is about nothing else. */
  private List<Suite> suites() {
    List<Suite> suites = new ArrayList<>();
    ProofReport proof = document.proof();
    proof
        .space()
        .ifPresent(
            space -> {
              Suite values = values(space);
              suites.add(space(space));
              suites.add(values);
            });
    Suite cases = cases(proof);
    suites.add(0, cases);
    suites.add(0, files());
    document.upgrade().map(TestSuites::upgrade).ifPresent(suites::add);
    return suites;
  }

  private Suite values(SpaceReport space) {
    List<Test> tests =
        space.knobs().stream()
            .map(SpaceReport.KnobCoverage::path)
            .map(path -> new Test(path, take(group -> isAbout(group.first(), path))))
            .toList();
    return new Suite("values", Duration.ZERO, tests);
  }

  private static boolean isAbout(Finding finding, String path) {
    return ProofFindings.values(finding).isPresent()
        && finding.place().file().equals(ParsedChart.VALUES_FILE)
        && finding.place().field().equals(path);
  }

  private Suite space(SpaceReport space) {
    List<FindingGroup> found = take(group -> ProofFindings.values(group.first()).isPresent());
    return new Suite("value space", space.duration(), tests("every case", found));
  }

  private Suite cases(ProofReport proof) {
    Map<String, List<FindingGroup>> found = new LinkedHashMap<>();
    for (ProofReport.Case each : proof.cases()) {
      found
          .computeIfAbsent(name(each), name -> new ArrayList<>())
          .addAll(take(group -> isShownBy(group.first(), each.tried())));
    }
    Duration time = proof.space().map(SpaceReport::duration).orElse(Duration.ZERO);
    return new Suite(
        "cases",
        proof.duration().minus(time),
        found.entrySet().stream().map(test -> new Test(test.getKey(), test.getValue())).toList());
  }

  private static boolean isShownBy(Finding finding, TriedCase tried) {
    return finding.place().shownBy().filter(tried::isSameAs).isPresent();
  }

  private static String name(ProofReport.Case each) {
    String mark = each.tried().mark();
    boolean isNamed = !each.tried().isDefaults();
    return mark.isEmpty() ? DEFAULTS : isNamed ? mark : DEFAULTS + ", " + mark;
  }

  private Suite files() {
    return new Suite("files", Duration.ZERO, tests("every file", take(entry -> true)));
  }

  private static Suite upgrade(UpgradeSection upgrade) {
    String name = "from " + upgrade.previousVersion() + " to " + upgrade.declaredVersion();
    return new Suite("upgrade", Duration.ZERO, tests(name, FindingGroup.of(upgrade.findings())));
  }

  /** A test for each place that something was found at first; one that passes for none. */
  private static List<Test> tests(String whole, List<FindingGroup> found) {
    if (found.isEmpty()) {
      return List.of(new Test(whole, found));
    }
    Map<String, List<FindingGroup>> places = new LinkedHashMap<>();
    for (FindingGroup group : found) {
      places
          .computeIfAbsent(group.first().place().toString(), path -> new ArrayList<>())
          .add(group);
    }
    return places.entrySet().stream()
        .map(place -> new Test(place.getKey(), place.getValue()))
        .toList();
  }

  private List<FindingGroup> take(Predicate<FindingGroup> wanted) {
    List<FindingGroup> taken = left.stream().filter(wanted).toList();
    left.removeAll(taken);
    return taken;
  }
}
