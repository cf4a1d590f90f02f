package dev.chartwright.generator.prove;

import static java.util.Comparator.comparingInt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.Chart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.prove.CaseRenderer.Outcome;
import dev.chartwright.generator.prove.CaseRenderer.Planned;
import dev.chartwright.generator.prove.ObjectChecks.Judged;
import dev.chartwright.generator.space.Knob;
import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.ValueCase;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.space.ValueSpace;
import dev.chartwright.generator.space.ValueSpace.Interaction;
import dev.chartwright.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Proves a chart over its value space: each case renders to objects that pass every rule, or is
 * turned down with the path of a value or a sentence that names one; each value changes something;
 * and what is wrong is told with the smallest values that show it. Used by one thread; others
 * render and judge for it.
 */
final class SpaceProof {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Cases that are rendered in one call of Helm, so that there is always something to judge. */
  private static final int BATCH = 30;

  /** Cases over which a value is set that has shown nowhere else, and how often each. */
  private static final int MOST_BASES = 12;

  private static final int SETTINGS_OVER_BASE = 2;

  private final Subject subject;
  private final CaseRenderer renderer;
  private final ObjectChecks checks;
  private final ProofProgress progress;
  private final Set<String> causes;
  private final List<Knob> knobs;
  private final Set<Interaction> interactions;
  private final KnobUse knobUse;
  private final FieldUse fieldUse = new FieldUse();
  private final Map<String, Outcome> defaults = new HashMap<>();
  private final Map<String, Render> defaultObjects = new HashMap<>();
  private final List<Planned> combinations = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final int[] outcomes = new int[4];
  private int done;
  private int planned;

  /**
   * What is proven.
   *
   * @param examples values that are known to be useful: the chart's own ci cases
   */
  record Subject(
      FileTree chart,
      Optional<Chart> declared,
      List<Map<String, Object>> examples,
      ProofRequest request,
      SpaceRequest space,
      Optional<RoundTrip> roundTrip) {}

  /**
   * A problem and the values that show it.
   *
   * @param values a ready values file; empty for the defaults
   */
  record Fault(Problem problem, String values) {}

  /**
   * What came of it.
   *
   * @param report without its failures, whose numbers depend on what else is reported
   */
  record Result(SpaceReport report, List<Fault> faults) {}

  /**
   * What the proof begins with. Helm does most of it, so it is made while others still check.
   *
   * @param cases those of the value space, of which the schema has been asked
   * @param nanos how long that took
   */
  record Prepared(
      Subject subject,
      CaseRenderer renderer,
      Set<Interaction> interactions,
      List<Knob> knobs,
      List<Planned> cases,
      long nanos)
      implements AutoCloseable {
    @Override
    public void close() {
      renderer.close();
    }
  }

  /** Prepares the proof of a chart whose defaults render. */
  static Prepared prepare(Subject subject) {
    long start = System.nanoTime();
    ValueUse use = ValueUse.of(subject.chart());
    CaseRenderer renderer = CaseRenderer.of(subject.chart(), use, subject.request());
    List<Knob> knobs =
        subject.request().isForeign()
            ? Knobs.near(
                schema(subject.chart()), renderer.values(ValueSpace.defaults()), subject.examples())
            : knobs(subject.chart(), subject.declared(), subject.examples(), renderer);
    SpaceRequest space = subject.space();
    List<ValueCase> cases =
        ValueSpace.cases(knobs, use.interactions(), space.seed(), space.limit());
    if (subject.request().isForeign()) {
      // Each cause shows in its smallest case first, and need not be searched for in a large one.
      cases = cases.stream().sorted(comparingInt(each -> each.settings().size())).toList();
    }
    List<String> releases = subject.request().releases();
    List<Planned> all = new ArrayList<>();
    // The longest name of a release is the harder one, and has its turn as often as the others.
    cases.forEach(each -> all.add(new Planned(each, releases.get(all.size() % releases.size()))));
    renderer.validate(all);
    return new Prepared(
        subject, renderer, use.interactions(), knobs, List.copyOf(all), System.nanoTime() - start);
  }

  private SpaceProof(
      Prepared prepared, ObjectChecks checks, ProofProgress progress, Set<String> causes) {
    this.subject = prepared.subject();
    this.renderer = prepared.renderer();
    this.checks = checks;
    this.progress = progress;
    this.interactions = prepared.interactions();
    this.causes = causes;
    this.knobs = prepared.knobs();
    this.knobUse = new KnobUse(knobs);
  }

  /**
   * Proves a chart whose defaults render.
   *
   * @param causes of problems that were found before, which are not reported again; grows
   */
  static Result prove(
      Prepared prepared, ObjectChecks checks, ProofProgress progress, Set<String> causes) {
    long start = System.nanoTime();
    SpaceProof proof = new SpaceProof(prepared, checks, progress, causes);
    proof.run(prepared.cases());
    long nanos = prepared.nanos() + System.nanoTime() - start;
    return new Result(proof.report(nanos), List.copyOf(proof.faults));
  }

  /** The values of a chart, from the best source that there is. */
  static List<Knob> knobs(
      FileTree chart,
      Optional<Chart> declared,
      List<Map<String, Object>> examples,
      CaseRenderer renderer) {
    Map<String, Object> values = renderer.values(ValueSpace.defaults());
    return declared.isPresent()
        ? Knobs.of(declared.get(), values, examples)
        : schema(chart)
            .map(schema -> Knobs.of(schema, values, examples))
            .orElseGet(() -> Knobs.of(values, examples));
  }

  private static Optional<JsonNode> schema(FileTree chart) {
    try {
      return chart.contains("values.schema.json")
          ? Optional.of(JSON.readTree(chart.text("values.schema.json")))
          : Optional.empty();
    } catch (JsonProcessingException unreadable) {
      return Optional.empty(); // ValuesSchemaCheck tells.
    }
  }

  private void run(List<Planned> all) {
    List<String> releases = subject.request().releases();
    List<Outcome> plain =
        renderer.render(
            releases.stream().map(release -> new Planned(ValueSpace.defaults(), release)).toList());
    for (int i = 0; i < releases.size(); i++) {
      String release = releases.get(i);
      defaults.put(release, plain.get(i));
      if (plain.get(i) instanceof Outcome.Rendered rendered) {
        Planned planned = new Planned(ValueSpace.defaults(), release);
        defaultObjects.put(release, checks.render(parts(planned, rendered), release));
      }
    }
    render(
        all,
        (each, outcome, symptoms) -> {
          each.values()
              .alone()
              .ifPresent(
                  path ->
                      knobUse.compare(path, each.values(), outcome, defaults.get(each.release())));
          judge(each, outcome, symptoms);
        });
    if (subject.request().isForeign()) {
      // Too many of its values show under settings that only its author knows.
      ValueMentions mentions = ValueMentions.of(subject.chart());
      knobUse.dead().stream()
          .filter(knob -> mentions.lack(knob.path()))
          .forEach(knob -> faults.add(new Fault(unread(knob), "")));
      return;
    }
    revive();
    knobUse.dead().forEach(knob -> faults.add(new Fault(dead(knob), "")));
  }

  private interface Judge {
    void judge(Planned planned, Outcome outcome, List<Symptom> symptoms);
  }

  /** Renders batch by batch on one thread, and looks at each case on others. */
  private void render(List<Planned> all, Judge judge) {
    planned += all.size();
    renderer.validate(all);
    try (WorkQueue helm = WorkQueue.ofOneThread();
        WorkQueue checking = WorkQueue.ofAllProcessors()) {
      List<Future<List<Outcome>>> batches = new ArrayList<>();
      for (int from = 0; from < all.size(); from += BATCH) {
        List<Planned> batch = all.subList(from, Math.min(from + BATCH, all.size()));
        batches.add(helm.add(() -> renderer.render(batch)));
      }
      int next = 0;
      for (Future<List<Outcome>> batch : batches) {
        List<Outcome> outcomes = WorkQueue.result(batch);
        List<Future<List<Symptom>>> symptoms = new ArrayList<>();
        for (Outcome outcome : outcomes) {
          Planned each = all.get(next + symptoms.size());
          symptoms.add(checking.add(() -> symptoms(each, outcome)));
        }
        for (int i = 0; i < outcomes.size(); i++) {
          judge.judge(all.get(next), outcomes.get(i), WorkQueue.result(symptoms.get(i)));
          next++;
          done++;
        }
        progress.cases(done, planned, faults.size());
      }
    }
  }

  private void judge(Planned planned, Outcome outcome, List<Symptom> symptoms) {
    outcomes[kind(outcome)]++;
    if (outcome instanceof Outcome.Rendered rendered) {
      fieldUse.add(parts(planned, rendered), CaseName.of(planned.values()));
      if (planned.values().alone().isEmpty()) {
        combinations.add(planned);
      }
    }
    for (Symptom symptom : symptoms) {
      if (!isAskedFor(symptom, planned) && causes.add(symptom.cause())) {
        faults.add(smallest(symptom, planned));
      }
    }
  }

  /**
   * Whoever sets the name of something that the chart does not render has it already; and whoever
   * turns {@code rbac} off, as Helm's best practices call it, gives the account roles of his own.
   */
  private boolean isAskedFor(Symptom symptom, Planned planned) {
    return subject.request().isForeign()
        && planned.values().settings().entrySet().stream()
            .anyMatch(
                setting ->
                    switch (symptom.problem().rule()) {
                      case "GEN-02" ->
                          setting.getValue() instanceof String text
                              && !text.isEmpty()
                              && symptom.problem().what().contains(text);
                      case "SEC-07" ->
                          setting.getKey().keys().contains("rbac")
                              && Boolean.FALSE.equals(setting.getValue());
                      default -> false;
                    });
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
      bases.put(
          knob, Stream.of(conditions, examples.stream(), parts).flatMap(each -> each).toList());
    }
    // Twice as many in each round, because the few that are left are hard to find.
    int most = bases.values().stream().mapToInt(List::size).max().orElse(0);
    for (int from = 0, size = 1; from < most; from += size, size *= 2) {
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
    for (Outcome outcome : renderer.render(bases)) {
      below.put(bases.get(below.size()), outcome);
    }
    Iterator<Attempt> next = attempts.iterator();
    render(
        attempts.stream().map(Attempt::varied).toList(),
        (each, outcome, symptoms) -> {
          Attempt attempt = next.next();
          ValuePath path = attempt.knob().path();
          knobUse.compare(path, each.values(), outcome, below.get(attempt.base()));
          if (!attempt.knob().isOpen()) {
            judge(each, outcome, symptoms);
          }
        });
  }

  private static ValueCase wholeTree(Map<String, Object> tree) {
    Map<ValuePath, Object> settings = new LinkedHashMap<>();
    Knobs.leaves(tree).forEach(settings::put);
    return ValueCase.together(settings);
  }

  private Problem dead(Knob knob) {
    String path = "values.yaml " + knob.path();
    String what = "none of the settings that were tried changes what is rendered";
    String why = "people turn a knob that does nothing";
    String fix = "use it in a template, or remove it";
    // Where only its default is known, the right setting may not have been found.
    return subject.declared().isPresent()
        ? Problem.error("VAL-03", path, what, why, fix)
        : Problem.warning("VAL-03", path, what, why, fix);
  }

  private static Problem unread(Knob knob) {
    return Problem.warning(
        "VAL-03",
        "values.yaml " + knob.path(),
        "no template reads it",
        "people turn a knob that does nothing",
        "use it in a template, or remove it");
  }

  private List<Symptom> symptoms(Planned planned, Outcome outcome) {
    List<Symptom> symptoms = new ArrayList<>(CasePromise.broken(planned.values(), outcome));
    if (symptoms.isEmpty() && outcome instanceof Outcome.Rendered rendered) {
      List<Judged> parts = parts(planned, rendered);
      Render render = checks.render(parts, planned.release());
      checks.findings(planned.release(), parts).forEach(each -> symptoms.add(Symptom.of(each)));
      Render plain = defaultObjects.get(planned.release());
      if (plain != null) {
        ChecksumCheck.compare(plain, render).forEach(each -> symptoms.add(Symptom.of(each)));
      }
      subject
          .roundTrip()
          .ifPresent(
              trip ->
                  trip.check(render, renderer.settings(planned.values()), rendered.fresh())
                      .forEach(each -> symptoms.add(Symptom.of(each))));
    }
    return symptoms;
  }

  private List<Judged> parts(Planned planned, Outcome.Rendered outcome) {
    return outcome.files().entrySet().stream()
        .filter(file -> !file.getKey().endsWith(".txt"))
        .map(file -> checks.judged(planned.release(), file.getKey(), file.getValue()))
        .toList();
  }

  private Fault smallest(Symptom symptom, Planned planned) {
    ValueCase smallest =
        new SmallestCase(values -> find(symptom, values, planned.release()).isPresent())
            .of(planned.values());
    // Whoever tries the values gives the release a short name.
    Optional<Symptom> plain = find(symptom, smallest, subject.request().releases().get(0));
    Symptom shown = plain.or(() -> find(symptom, smallest, planned.release())).orElse(symptom);
    String release =
        plain.isPresent() ? "" : ", release name of " + planned.release().length() + " characters";
    String suffix =
        smallest.settings().isEmpty() ? "" : " (with " + CaseName.of(smallest) + release + ")";
    return new Fault(shown.in(suffix), CaseName.valuesFile(smallest));
  }

  private Optional<Symptom> find(Symptom symptom, ValueCase values, String release) {
    Planned probe = new Planned(values, release);
    return symptoms(probe, renderer.render(List.of(probe)).get(0)).stream()
        .filter(each -> each.cause().equals(symptom.cause()))
        .findFirst();
  }

  private SpaceReport report(long nanos) {
    return new SpaceReport(
        subject.space().seed(),
        outcomes[0],
        outcomes[1],
        outcomes[2],
        outcomes[3],
        knobUse.coverage(),
        fieldUse.rare(),
        List.of(),
        Duration.ofNanos(nanos));
  }
}
