package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ObjectRules.SEC_07;
import static dev.chartwright.generator.rule.ValueRules.VAL_03;
import static java.util.Comparator.comparingInt;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.generator.cases.CaseName;
import dev.chartwright.generator.cases.CasePipeline;
import dev.chartwright.generator.cases.CasePipeline.Seen;
import dev.chartwright.generator.cases.CaseRenderer;
import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.cases.CaseRenderer.Planned;
import dev.chartwright.generator.cases.ChartSpace;
import dev.chartwright.generator.cases.ExpectationCheck;
import dev.chartwright.generator.cases.SmallestCase;
import dev.chartwright.generator.cases.WorkQueue;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.gotemplate.BranchUse;
import dev.chartwright.generator.gotemplate.BranchUse.Decision;
import dev.chartwright.generator.gotemplate.ValueMentions;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.prove.ObjectChecks.Judged;
import dev.chartwright.generator.roundtrip.RoundTrip;
import dev.chartwright.generator.space.Knob;
import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.Setting;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.space.ValueSpace;
import dev.chartwright.generator.space.ValueSpace.Interaction;
import dev.chartwright.generator.waiver.Waivers;
import dev.chartwright.problem.Cause;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Proves a chart over its value space: each case renders to objects that pass every rule, or is
 * turned down with the path of a value or a sentence that names one; each value changes something;
 * and what is wrong is told with the smallest values that show it. Used by one thread; others
 * render and look for symptoms from the beginning on, because there is always one that waits for
 * Helm. Closing it deletes its temporary folders.
 */
final class SpaceProof implements AutoCloseable {
  /** Cases over which a value is set that has shown nowhere else, and how often each. */
  private static final int MOST_BASES = 12;

  private static final int SETTINGS_OVER_BASE = 2;

  /** The most characters of a text that leaves room for the name of a release. */
  private static final int SHORT = 9;

  /** A combination of no more settings shows nothing without those that are refused. */
  private static final int FEWEST_TO_SPLIT = 2;

  private static final int MOST_SPLITS = 3;
  private static final int MOST_CONFLICTS = 10;

  /** Cases that look for one branch. */
  private static final int MOST_COMBINATIONS = 90;

  /** Of these go to Helm together. */
  private static final int FEW = 10;

  private final long start = System.nanoTime();
  private final Subject subject;
  private final ObjectChecks checks;
  private final Waivers waivers;
  private final CaseRenderer renderer;
  private final CasePipeline pipeline;
  private final ProofProgress progress;
  private final TimeBudget budget;
  private final Set<Cause> causes;
  private final ChartSpace space;
  private final List<Knob> knobs;
  private final Set<Interaction> interactions;
  private final KnobUse knobUse;
  private final FieldUse fieldUse = new FieldUse();
  private final ValueUse use;
  private final Set<String> reached = new HashSet<>();
  private final Map<String, Outcome> defaults = new HashMap<>();
  private final Map<String, Render> defaultObjects = new HashMap<>();
  private final List<Planned> combinations = new ArrayList<>();

  /** Combinations that the schema or the chart refuses, so that the rest of them shows nowhere. */
  private final List<Planned> refused = new ArrayList<>();

  /** Cases in which the version of the chart shows where it did not show before. */
  private final List<Planned> versioned = new ArrayList<>();

  private final Set<Judged> seen = new HashSet<>();

  /** Settings that leave out what is missing, by the cause of the finding. */
  private final Map<Cause, Set<ValuePath>> leftOut = new HashMap<>();

  private final List<Finding> faults = new ArrayList<>();
  private final int[] outcomes = new int[4];
  private List<Future<List<Seen>>> first = List.of();
  private int done;
  private int planned;

  /**
   * What is proven.
   *
   * @param folders where Helm reads it; they outlive the proof
   * @param examples values that are known to be useful: the chart's own ci cases
   * @param newVersions the chart under other versions
   * @param branches what the renderings enter
   */
  record Subject(
      ChartFolders folders,
      Optional<Chart> declared,
      List<Map<String, Object>> examples,
      ProofRequest request,
      SpaceRequest space,
      Optional<RoundTrip> roundTrip,
      NewVersions newVersions,
      BranchUse branches) {
    ParsedChart chart() {
      return folders.chart();
    }
  }

  /**
   * What came of it.
   *
   * @param findings each with the smallest values that show it
   */
  record Result(SpaceReport report, List<Finding> findings) {
    Result {
      findings = List.copyOf(findings);
    }
  }

  private SpaceProof(
      Subject subject,
      ObjectChecks checks,
      ProofProgress progress,
      TimeBudget budget,
      Set<Cause> causes) {
    this.subject = subject;
    this.checks = checks;
    this.progress = progress;
    this.budget = budget;
    this.causes = causes;
    this.use = ValueUse.of(subject.chart().files());
    this.renderer = CaseRenderer.of(subject.folders(), subject.request().settings());
    Map<String, Object> defaults = renderer.values(ValueSpace.defaults());
    this.space =
        subject.request().isThirdParty()
            ? ChartSpace.near(subject.chart(), defaults, subject.examples())
            : ChartSpace.of(subject.chart(), subject.declared(), defaults, subject.examples());
    this.knobs = space.knobs();
    this.interactions = space.interactions();
    this.knobUse = new KnobUse(knobs);
    this.waivers = Waivers.of(subject.request().waivers());
    this.pipeline = new CasePipeline(renderer, this::symptoms, budget::allows);
  }

  /**
   * Begins to prove a chart whose defaults render.
   *
   * @param causes of problems that are found before the end, which are not reported again; grows
   */
  static SpaceProof begin(
      Subject subject,
      ObjectChecks checks,
      ProofProgress progress,
      TimeBudget budget,
      Set<Cause> causes) {
    SpaceProof proof = new SpaceProof(subject, checks, progress, budget, causes);
    try {
      proof.renderDefaults();
      proof.first = proof.start(proof.cases());
      return proof;
    } catch (RuntimeException failure) {
      proof.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    pipeline.close();
    renderer.close();
  }

  /** Those of the value space. */
  private List<Planned> cases() {
    SpaceRequest space = subject.space();
    List<ValueCase> cases = ValueSpace.cases(knobs, interactions, space.seed(), limit(space));
    if (subject.request().isThirdParty()) {
      // Each cause shows in its smallest case first, and need not be searched for in a large one.
      cases = cases.stream().sorted(comparingInt(each -> each.settings().size())).toList();
    }
    cases = Stream.concat(cases.stream(), contradictions()).toList();
    List<String> releases = subject.request().releases();
    List<Planned> all = new ArrayList<>();
    // The longest name of a release is the harder one, and has its turn as often as the others.
    cases.forEach(each -> all.add(new Planned(each, release(each, all.size(), releases))));
    return all;
  }

  /** What is long is hardest beside the longest name of a release. */
  private static String release(ValueCase values, int number, List<String> releases) {
    boolean isLong =
        values.settings().values().stream()
            .anyMatch(each -> each instanceof String text && text.length() > SHORT);
    return isLong
        ? releases.stream().max(comparingInt(String::length)).orElseThrow()
        : releases.get(number % releases.size());
  }

  private int limit(SpaceRequest request) {
    return request.limit((int) knobs.stream().filter(knob -> !knob.isSection()).count());
  }

  /** A value with one setting under its name and another one under each earlier name. */
  private Stream<ValueCase> contradictions() {
    return subject.declared().stream()
        .flatMap(chart -> chart.values().renamed().stream())
        .flatMap(
            value ->
                value.formerNames().stream()
                    .map(name -> contradiction(value.path(), name.path()))
                    .flatMap(Optional::stream));
  }

  private Optional<ValueCase> contradiction(String path, String earlier) {
    ValuePath name = ValuePath.of(path);
    List<Object> settings =
        knobs.stream()
            .filter(knob -> knob.path().equals(name))
            .flatMap(knob -> knob.legal().stream().map(Setting::value))
            .filter(Objects::nonNull)
            .limit(2)
            .toList();
    return settings.size() < 2
        ? Optional.empty()
        : Optional.of(
            ValueCase.together(
                Map.of(name, settings.get(0), ValuePath.of(earlier), settings.get(1))));
  }

  private void renderDefaults() {
    List<Planned> plain =
        subject.request().releases().stream()
            .map(release -> new Planned(ValueSpace.defaults(), release))
            .toList();
    Iterator<Outcome> outcomes = renderer.render(plain).iterator();
    for (Planned each : plain) {
      Outcome outcome = outcomes.next();
      defaults.put(each.release(), outcome);
      if (outcome instanceof Outcome.Rendered rendered) {
        defaultObjects.put(each.release(), checks.render(parts(each, rendered), each.release()));
      }
    }
  }

  private List<Future<List<Seen>>> start(List<Planned> cases) {
    planned += cases.size();
    renderer.validate(cases);
    return pipeline.start(cases);
  }

  /** Judges what was begun, and goes on until all is known or the time is over. */
  Result finish() {
    judge(
        first,
        (each, outcome, symptoms) -> {
          each.values()
              .alone()
              .ifPresent(
                  path ->
                      knobUse.compare(path, each.values(), outcome, defaults.get(each.release())));
          judge(each, outcome, symptoms);
        });
    if (subject.request().isThirdParty()) {
      // Too many of its values show under settings that only its author knows.
      ValueMentions mentions = ValueMentions.of(subject.chart());
      knobUse.dead().stream()
          .filter(knob -> mentions.lack(knob.path()))
          .forEach(knob -> faults.add(unread(knob)));
    } else {
      split();
      revive();
      reach();
      // A value is dead when all of its settings were tried.
      if (budget.end().isEmpty()) {
        knobUse.dead().forEach(knob -> faults.add(dead(knob)));
      }
    }
    versioned.stream().takeWhile(none -> budget.allows()).forEach(this::compareVersions);
    return new Result(report(), faults);
  }

  /** Installs a case from a chart of another version. */
  private void compareVersions(Planned planned) {
    Render plain =
        checks.render(
            parts(planned, (Outcome.Rendered) renderer.render(List.of(planned)).get(0)),
            planned.release());
    String values = CaseName.valuesFile(planned.values());
    List<String> layers = new ArrayList<>(List.of(values));
    layers.addAll(subject.request().overlays());
    for (Finding finding :
        subject.newVersions().findings(plain, layers, subject.folders().accepted())) {
      if (causes.add(finding.cause())) {
        TriedCase tried = TriedCase.ofSpace(CaseName.of(planned.values()), "", values);
        faults.add(finding.at(finding.place().shownBy(tried)));
      }
    }
  }

  private interface Judge {
    void judge(Planned planned, Outcome outcome, List<Finding> symptoms);
  }

  private void judge(List<Future<List<Seen>>> batches, Judge judge) {
    for (Future<List<Seen>> batch : batches) {
      for (Seen seen : WorkQueue.result(batch)) {
        if (!budget.allows()) {
          return;
        }
        judge.judge(seen.planned(), seen.outcome(), WorkQueue.result(seen.symptoms()));
        done++;
      }
      progress.cases(done, planned, faults.size());
    }
  }

  private void judge(Planned planned, Outcome outcome, List<Finding> symptoms) {
    outcomes[kind(outcome)]++;
    if (isRefused(outcome)
        && planned.values().expectation() == Setting.Expectation.EITHER
        && planned.values().settings().size() > FEWEST_TO_SPLIT) {
      refused.add(planned);
    }
    if (outcome instanceof Outcome.Rendered rendered) {
      List<Judged> parts = parts(planned, rendered);
      fieldUse.add(parts, CaseName.of(planned.values()));
      parts.forEach(part -> part.objects().forEach(object -> reached.add(object.source())));
      List<RenderedObject> unseen =
          parts.stream().filter(seen::add).flatMap(part -> part.objects().stream()).toList();
      if (subject.newVersions().isNew(unseen)) {
        versioned.add(planned);
      }
      if (planned.values().alone().isEmpty()) {
        combinations.add(planned);
      }
    }
    for (Finding symptom : symptoms) {
      if (!isChosen(symptom, planned, outcome) && causes.add(symptom.cause())) {
        add(symptom, planned);
      }
    }
  }

  private UserChoice choice(ValueCase values) {
    return new UserChoice(values.settings(), renderer.values(values));
  }

  /** Whether a user who sets the values of a case asks for what is found in it. */
  private boolean isChosen(Finding finding, Planned planned, Outcome outcome) {
    // A user who turns 'rbac' off gives the account its role elsewhere, in any chart.
    if (!subject.request().isThirdParty() && !finding.rule().equals(SEC_07)) {
      return false;
    }
    Map<ValuePath, Object> settings = planned.values().settings();
    return leftOut.getOrDefault(finding.cause(), Set.of()).stream()
            .anyMatch(path -> Boolean.FALSE.equals(settings.get(path)))
        || choice(planned.values())
            .asksFor(
                finding,
                field -> valueAt(finding.place().field(field), planned, outcome).orElse(null));
  }

  /** Adds what was found, as a note where the setting itself leaves out what is missing. */
  private void add(Finding symptom, Planned planned) {
    ValueCase smallest = smallest(symptom, planned);
    Finding fault = shown(symptom, planned, smallest);
    Set<ValuePath> paths =
        subject.request().isThirdParty()
            ? choice(smallest).leavesOut(symptom.rule(), renderer.values(ValueSpace.defaults()))
            : Set.of();
    if (paths.isEmpty()) {
      faults.add(fault);
    } else {
      faults.add(fault.severity(Severity.NOTE));
      // With another setting, the same cause may be a fault of the chart.
      causes.remove(symptom.cause());
      leftOut.computeIfAbsent(symptom.cause(), none -> new HashSet<>()).addAll(paths);
    }
  }

  /** What was rendered at a place. */
  private Optional<Object> valueAt(Place place, Planned planned, Outcome outcome) {
    return outcome instanceof Outcome.Rendered rendered
        ? checks.render(parts(planned, rendered), planned.release()).valueAt(place)
        : Optional.empty();
  }

  private static int kind(Outcome outcome) {
    if (outcome instanceof Outcome.Rendered) {
      return 0;
    }
    if (outcome instanceof Outcome.Rejected) {
      return 1;
    }
    return ((Outcome.Failed) outcome).failure() instanceof HelmFailure.Refusal ? 2 : 3;
  }

  private static boolean isRefused(Outcome outcome) {
    return outcome instanceof Outcome.Rejected
        || (outcome instanceof Outcome.Failed failed
            && failed.failure() instanceof HelmFailure.Refusal);
  }

  /**
   * Takes the settings that are refused together out of combinations, each in turn, so that every
   * other pair of the combination shows.
   */
  private void split() {
    List<Map<ValuePath, Object>> conflicts = new ArrayList<>();
    for (int round = 0; round < MOST_SPLITS && !refused.isEmpty(); round++) {
      List<Planned> whole = List.copyOf(refused);
      refused.clear();
      Set<Planned> parts = new LinkedHashSet<>();
      for (Planned each : whole) {
        Map<ValuePath, Object> settings = each.values().settings();
        if (conflicts.stream().noneMatch(known -> settings.entrySet().containsAll(known.entrySet()))
            && conflicts.size() < MOST_CONFLICTS
            && budget.allows()) {
          conflicts.add(conflict(each));
        }
        conflicts.stream()
            .filter(known -> settings.entrySet().containsAll(known.entrySet()))
            .findFirst()
            .ifPresent(
                known ->
                    known
                        .keySet()
                        .forEach(
                            path ->
                                parts.add(new Planned(without(settings, path), each.release()))));
      }
      judge(start(List.copyOf(parts)), this::judge);
    }
  }

  /** The fewest settings of a combination that are refused together. */
  private Map<ValuePath, Object> conflict(Planned planned) {
    return new SmallestCase(
            values ->
                budget.allows()
                    && isRefused(
                        renderer.render(List.of(new Planned(values, planned.release()))).get(0)))
        .fewer(planned.values())
        .settings();
  }

  private static ValueCase without(Map<ValuePath, Object> settings, ValuePath path) {
    Map<ValuePath, Object> fewer = new LinkedHashMap<>(settings);
    fewer.remove(path);
    return ValueCase.together(fewer);
  }

  /** A value set over a case in which it may show. */
  private record Attempt(Planned base, Knob knob, Planned varied) {}

  /**
   * Sets values that have shown nowhere yet over cases that switch other things on: over what
   * decides about them, over the chart's examples, then over combinations that they were part of.
   * One round tries one case for each of them.
   */
  private void revive() {
    String release = subject.request().releases().get(0);
    List<Planned> examples =
        subject.examples().stream().map(tree -> new Planned(wholeTree(tree), release)).toList();
    Map<Knob, List<Planned>> bases = new LinkedHashMap<>();
    for (Knob knob : knobUse.dead()) {
      Stream<Planned> conditions =
          ValueSpace.conditions(knob, knobs, interactions).stream()
              .map(base -> new Planned(base, release));
      Stream<Planned> parts =
          combinations.stream()
              .filter(each -> each.values().settings().containsKey(knob.path()))
              .limit(MOST_BASES);
      // Before, a value of open shape is not set alone, because what is made up for it makes no
      // sense; and where there are many values, not all have their turn within the limit.
      Stream<Planned> alone = Stream.of(new Planned(ValueSpace.defaults(), release));
      bases.put(
          knob,
          Stream.of(alone, conditions, examples.stream(), parts).flatMap(each -> each).toList());
    }
    // Twice as many in each round, because the few that are left are hard to find.
    int most = bases.values().stream().mapToInt(List::size).max().orElse(0);
    for (int from = 0, size = 1; from < most && budget.allows(); from += size, size *= 2) {
      List<Attempt> attempts = new ArrayList<>();
      for (Knob knob : knobUse.dead()) {
        bases.get(knob).stream()
            .skip(from)
            .limit(size)
            .forEach(base -> attempts.addAll(attempts(base, knob)));
      }
      revive(attempts);
    }
  }

  private static List<Attempt> attempts(Planned base, Knob knob) {
    return ValueSpace.variations(base.values(), knob, SETTINGS_OVER_BASE).stream()
        .map(varied -> new Attempt(base, knob, new Planned(varied, base.release())))
        .toList();
  }

  private void revive(List<Attempt> attempts) {
    List<Planned> bases = attempts.stream().map(Attempt::base).distinct().toList();
    List<Planned> all = new ArrayList<>(bases);
    attempts.forEach(attempt -> all.add(attempt.varied()));
    renderer.validate(all);
    Map<Planned, Outcome> below = new HashMap<>();
    for (List<Planned> batch : renderer.batches(bases)) {
      if (!budget.allows()) {
        return;
      }
      for (Outcome outcome : renderer.render(batch)) {
        below.put(bases.get(below.size()), outcome);
      }
    }
    Iterator<Attempt> next = attempts.iterator();
    judge(
        start(attempts.stream().map(Attempt::varied).toList()),
        (each, outcome, symptoms) -> {
          Attempt attempt = next.next();
          ValuePath path = attempt.knob().path();
          knobUse.compare(path, each.values(), outcome, below.get(attempt.base()));
          if (!attempt.knob().isOpen()) {
            judge(each, outcome, symptoms);
          }
        });
  }

  /**
   * Combines the settings of the values that decide about branches that no case has entered. What
   * is inside of a branch has its turn when the branch was entered.
   */
  private void reach() {
    Set<Decision> tried = new HashSet<>();
    boolean isGoing = true;
    while (isGoing && budget.allows()) {
      isGoing = false;
      for (Decision deciding : subject.branches().deciding()) {
        if (tried.add(deciding)) {
          isGoing = true;
          List<Planned> cases =
              space.paths(deciding.file(), deciding.values()).stream()
                  .flatMap(
                      paths -> ValueSpace.combinations(knobs, paths, MOST_COMBINATIONS).stream())
                  .map(each -> new Planned(each, subject.request().releases().get(0)))
                  .toList();
          for (int from = 0; from < cases.size(); from += FEW) {
            if (subject.branches().deciding().contains(deciding)) {
              judge(start(cases.subList(from, Math.min(from + FEW, cases.size()))), this::judge);
            }
          }
        }
      }
    }
  }

  private static ValueCase wholeTree(Map<String, Object> tree) {
    Map<ValuePath, Object> settings = new LinkedHashMap<>();
    Knobs.leaves(tree).forEach(settings::put);
    return ValueCase.together(settings);
  }

  private Finding dead(Knob knob) {
    Finding dead =
        Finding.error(
            VAL_03, place(knob), "none of the settings that were tried changes what is rendered");
    // Where only its default is known, the right setting may not have been found.
    return subject.declared().isPresent() ? dead : dead.severity(Severity.WARNING);
  }

  private static Finding unread(Knob knob) {
    return Finding.error(VAL_03, place(knob), "no template reads it").severity(Severity.WARNING);
  }

  private static Place place(Knob knob) {
    return Place.ofValue(knob.path().toString())
        .shownBy(TriedCase.ofSpace(TriedCase.DEFAULTS, "", ""));
  }

  private List<Finding> symptoms(Planned planned, Outcome outcome) {
    List<Finding> symptoms = new ArrayList<>(ExpectationCheck.check(planned.values(), outcome));
    if (symptoms.isEmpty() && outcome instanceof Outcome.Rendered rendered) {
      List<Judged> parts = parts(planned, rendered);
      Render render = checks.render(parts, planned.release());
      checks.findings(planned.release(), parts).forEach(symptoms::add);
      Render plain = defaultObjects.get(planned.release());
      if (plain != null) {
        symptoms.addAll(checks.unnoticed(plain, render));
      }
      subject
          .roundTrip()
          .ifPresent(
              trip ->
                  trip.check(render, renderer.settings(planned.values()), rendered.fresh())
                      .forEach(symptoms::add));
      return waivers.settle(symptoms, render::valueAt);
    }
    return symptoms;
  }

  private List<Judged> parts(Planned planned, Outcome.Rendered outcome) {
    return outcome.files().entrySet().stream()
        .filter(file -> !file.getKey().endsWith(".txt"))
        .map(file -> checks.judged(planned.release(), file.getKey(), file.getValue()))
        .toList();
  }

  private ValueCase smallest(Finding symptom, Planned planned) {
    return new SmallestCase(
            values -> budget.allows() && find(symptom, values, planned.release()).isPresent())
        .of(planned.values());
  }

  private Finding shown(Finding symptom, Planned planned, ValueCase smallest) {
    // A user who tries the values gives the release a short name.
    Optional<Finding> plain = find(symptom, smallest, subject.request().releases().get(0));
    Finding shown = plain.or(() -> find(symptom, smallest, planned.release())).orElse(symptom);
    String release = plain.isPresent() || smallest.settings().isEmpty() ? "" : planned.release();
    TriedCase tried =
        TriedCase.ofSpace(CaseName.of(smallest), release, CaseName.valuesFile(smallest));
    return shown.at(shown.place().shownBy(tried));
  }

  private Optional<Finding> find(Finding symptom, ValueCase values, String release) {
    Planned probe = new Planned(values, release);
    return symptoms(probe, renderer.render(List.of(probe)).get(0)).stream()
        .filter(each -> each.cause().equals(symptom.cause()))
        .findFirst();
  }

  /**
   * Values that no case has varied. The author of a declared chart has said what each value may be,
   * so a case was made for all of them, except where no text was found that their pattern matches.
   */
  private List<String> untried() {
    List<ValuePath> varied = knobs.stream().map(Knob::path).filter(knobUse::isTried).toList();
    if (subject.declared().isPresent()) {
      return budget.end().isEmpty() ? withoutSettings() : knobUse.untried();
    }
    Stream<ValuePath> read =
        subject.chart().files().paths().stream()
            .filter(path -> path.startsWith("templates/"))
            .flatMap(path -> use.paths(path).stream());
    Stream<ValuePath> given =
        Knobs.leaves(renderer.values(ValueSpace.defaults())).keySet().stream();
    return Stream.concat(given, read)
        .filter(path -> varied.stream().noneMatch(path::overlaps))
        .map(ValuePath::toString)
        .distinct()
        .sorted()
        .toList();
  }

  /** Values whose author has to give an example, because nothing that they may be is known. */
  private List<String> withoutSettings() {
    return knobs.stream()
        .filter(knob -> !knob.isSection() && knob.legal().isEmpty())
        .map(Knob::path)
        .filter(path -> space.value(path).filter(SpaceProof::hasOtherSetting).isPresent())
        .map(ValuePath::toString)
        .toList();
  }

  private static boolean hasOtherSetting(Value<?> value) {
    boolean isOneWord = value.type() instanceof EnumType words && words.choices().size() == 1;
    boolean isOneNumber =
        value.type() instanceof IntegerType number && number.min() == number.max();
    return !isOneWord && !isOneNumber;
  }

  /** How many cases were judged. */
  int done() {
    return done;
  }

  /** How many cases were to be judged, as far as was known. */
  int planned() {
    return planned;
  }

  /** The files that gave an object in some case. */
  Set<String> reached() {
    return reached;
  }

  private SpaceReport report() {
    return new SpaceReport(
        subject.space().seed(),
        outcomes[0],
        outcomes[1],
        outcomes[2],
        outcomes[3],
        knobUse.coverage(),
        fieldUse.rare(),
        untried(),
        List.of(),
        List.of(),
        List.of(),
        Duration.ofNanos(System.nanoTime() - start));
  }
}
