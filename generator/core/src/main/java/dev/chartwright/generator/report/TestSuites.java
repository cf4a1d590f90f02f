package dev.chartwright.generator.report;

import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.SpaceReport;
import dev.chartwright.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A proof in the words of tests: what was looked at, and what is wrong with it. Every problem is
 * told by exactly one test.
 */
final class TestSuites {
  private static final String DEFAULTS = "defaults";
  private static final String VALUE = "values.yaml ";

  private final ProofDocument document;
  private final List<ProofFindings.Entry> left;

  private TestSuites(ProofDocument document) {
    this.document = document;
    this.left = new ArrayList<>(ProofFindings.of(document.proof()).all());
  }

  /** Tests of one kind. */
  record Suite(String name, Duration time, List<Test> tests) {
    Suite {
      tests = List.copyOf(tests);
    }
  }

  /** What was looked at; fails when there is an error among what was found. */
  record Test(String name, List<ProofFindings.Entry> found) {
    Test {
      found = List.copyOf(found);
    }

    List<Problem> errors() {
      return problems().stream().filter(Problem::isError).toList();
    }

    List<Problem> warnings() {
      return problems().stream().filter(problem -> !problem.isError()).toList();
    }

    boolean isEmpty() {
      return found.isEmpty();
    }

    /** Some of the problems as a report prints them, each with the smallest values. */
    String text(List<Problem> some) {
      return found.stream()
          .filter(entry -> some.contains(entry.problem()))
          .map(Test::text)
          .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private List<Problem> problems() {
      return found.stream().map(ProofFindings.Entry::problem).toList();
    }

    private static String text(ProofFindings.Entry entry) {
      String values =
          entry.hasValues() ? "\n    values.yaml:\n" + entry.values().get().indent(6) : "";
      return (entry.problem() + values).stripTrailing();
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
            .map(path -> new Test(path, take(entry -> isAbout(entry, path))))
            .toList();
    return new Suite("values", Duration.ZERO, tests);
  }

  private static boolean isAbout(ProofFindings.Entry entry, String path) {
    return entry.values().isPresent() && entry.problem().path().equals(VALUE + path);
  }

  private Suite space(SpaceReport space) {
    List<ProofFindings.Entry> found = take(entry -> entry.values().isPresent());
    return new Suite("value space", space.duration(), tests("every case", found));
  }

  private Suite cases(ProofReport proof) {
    Map<String, List<ProofFindings.Entry>> found = new LinkedHashMap<>();
    for (ProofReport.Case each : proof.cases()) {
      String mark = " (" + String.join(", ", marks(proof, each)) + ")";
      found
          .computeIfAbsent(name(proof, each), name -> new ArrayList<>())
          .addAll(take(entry -> isAbout(entry.problem().path(), each.name(), mark)));
    }
    if (!proof.cases().isEmpty()) {
      // What names no case is about the defaults, as soon as it is about what they render to.
      found
          .get(name(proof, proof.cases().get(0)))
          .addAll(take(entry -> entry.problem().path().startsWith("templates/")));
    }
    Duration time = proof.space().map(SpaceReport::duration).orElse(Duration.ZERO);
    return new Suite(
        "cases",
        proof.duration().minus(time),
        found.entrySet().stream().map(test -> new Test(test.getKey(), test.getValue())).toList());
  }

  /** A problem names a case by its values file, or in brackets at its end. */
  private static boolean isAbout(String path, String name, String mark) {
    return path.endsWith(mark) || path.equals(name) || path.startsWith(name + " ");
  }

  private static String name(ProofReport proof, ProofReport.Case each) {
    List<String> marks = marks(proof, each);
    return each.name().equals(DEFAULTS) && !marks.isEmpty()
        ? DEFAULTS + ", " + marks.get(0)
        : marks.isEmpty() ? DEFAULTS : String.join(", ", marks);
  }

  /** What tells a case from the defaults under the first name of a release. */
  private static List<String> marks(ProofReport proof, ProofReport.Case each) {
    List<String> marks = new ArrayList<>();
    if (!each.name().equals(DEFAULTS)) {
      marks.add(each.name());
    }
    if (!each.release().equals(proof.cases().get(0).release())) {
      marks.add("release name of " + each.release().length() + " characters");
    }
    return marks;
  }

  private Suite files() {
    return new Suite("files", Duration.ZERO, tests("every file", take(entry -> true)));
  }

  private static Suite upgrade(UpgradeSection upgrade) {
    List<ProofFindings.Entry> found =
        upgrade.rows().stream()
            .map(
                row ->
                    new ProofFindings.Entry(
                        new Problem(
                            row.severity(),
                            row.rule(),
                            row.path(),
                            row.what(),
                            row.clusterDoes(),
                            row.wayOut()),
                        Optional.of(row.values())))
            .toList();
    String name = "from " + upgrade.previousVersion() + " to " + upgrade.declaredVersion();
    return new Suite("upgrade", Duration.ZERO, tests(name, found));
  }

  /** A test for each place that something was found at; one that passes for none. */
  private static List<Test> tests(String whole, List<ProofFindings.Entry> found) {
    if (found.isEmpty()) {
      return List.of(new Test(whole, found));
    }
    Map<String, List<ProofFindings.Entry>> places = new LinkedHashMap<>();
    for (ProofFindings.Entry entry : found) {
      places.computeIfAbsent(entry.problem().path(), path -> new ArrayList<>()).add(entry);
    }
    return places.entrySet().stream()
        .map(place -> new Test(place.getKey(), place.getValue()))
        .toList();
  }

  private List<ProofFindings.Entry> take(Predicate<ProofFindings.Entry> wanted) {
    List<ProofFindings.Entry> taken = left.stream().filter(wanted).toList();
    left.removeAll(taken);
    return taken;
  }
}
