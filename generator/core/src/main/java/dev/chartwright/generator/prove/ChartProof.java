package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ChartRules.CHA_01;
import static dev.chartwright.generator.rule.ChartRules.CHA_05;
import static dev.chartwright.generator.rule.ChartRules.GEN_11;
import static dev.chartwright.generator.rule.ChartRules.TPL_03;
import static dev.chartwright.generator.rule.ChartRules.TPL_06;
import static dev.chartwright.generator.rule.ValueRules.VAL_09;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.cases.WorkQueue;
import dev.chartwright.generator.chartfile.Parsed;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.FailureReport;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.HelmUnavailableException;
import dev.chartwright.generator.engine.LintReport;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.BranchUse;
import dev.chartwright.generator.gotemplate.ClusterApis;
import dev.chartwright.generator.gotemplate.TemplateBranch;
import dev.chartwright.generator.gotemplate.ValueUse;
import dev.chartwright.generator.manifest.LoopExamples;
import dev.chartwright.generator.manifest.ManifestTrees;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.roundtrip.RoundTrip;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.rule.file.CarriedFileCheck;
import dev.chartwright.generator.rule.file.ChartFileCheck;
import dev.chartwright.generator.rule.file.ChartLockCheck;
import dev.chartwright.generator.rule.file.ClusterAssumptionCheck;
import dev.chartwright.generator.rule.file.CrdFolderCheck;
import dev.chartwright.generator.rule.file.SchemaDefaultCheck;
import dev.chartwright.generator.rule.file.SeparatorCheck;
import dev.chartwright.generator.rule.file.SubchartValuesCheck;
import dev.chartwright.generator.rule.file.TemplateFunctionCheck;
import dev.chartwright.generator.rule.file.TemplateValueCheck;
import dev.chartwright.generator.rule.file.TextFileCheck;
import dev.chartwright.generator.rule.file.ValuesSchemaCheck;
import dev.chartwright.generator.rule.hook.ObjectNames;
import dev.chartwright.generator.rule.pod.PoolCheck;
import dev.chartwright.generator.rule.reference.ReleaseCheck;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.waiver.Waivers;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Cause;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.ObjectName;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.TriedCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves a chart: its files are as they should be, Helm's strict lint has nothing to say, and with
 * its defaults and with each of its {@code ci/*-values.yaml} it renders to objects that a cluster
 * accepts and that fit together. Every finding is reported, and each one once.
 */
public final class ChartProof {
  private static final List<FileCheck> FILE_CHECKS =
      List.of(
          new ChartFileCheck(),
          new ChartLockCheck(),
          new ValuesSchemaCheck(),
          new SchemaDefaultCheck(),
          new SubchartValuesCheck(),
          new TextFileCheck(),
          new CrdFolderCheck(),
          new CarriedFileCheck(),
          new SeparatorCheck(),
          new TemplateFunctionCheck(),
          new TemplateValueCheck(),
          new ClusterAssumptionCheck());

  private static final String DEFAULTS = TriedCase.DEFAULTS;

  /** Templates that give objects; notes and helpers do not. */
  private static final Pattern TEMPLATE =
      Pattern.compile("(charts/[^/]+/)*templates/(?:[^/]+/)*[^/_][^/]*\\.ya?ml");

  private static final Pattern RELEASE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?");

  private final ParsedChart chart;
  private final ProofRequest request;
  private final List<ProofReport.Case> cases = new ArrayList<>();
  private final List<Finding> problems = new ArrayList<>();
  private final Set<Cause> causes = new HashSet<>();
  private final Optional<ManifestTrees> declared;
  private final Optional<RoundTrip> roundTrip;
  private final ChartFacts facts;
  private final ObjectChecks checks;
  private final Waivers waivers;
  private final NewVersions newVersions;

  /** What the defaults render to, by the name of the release. */
  private final Map<String, Render> releases = new HashMap<>();

  /** What each case renders to under the first name of a release. */
  private final Map<String, Render> rendered = new HashMap<>();

  /** What cases render to in a cluster with more APIs. */
  private final List<Render> withApis = new ArrayList<>();

  private final ProofProgress progress;
  private final TimeBudget budget;
  private final BranchUse branches;

  /** The APIs that the templates ask for and that the cluster lacks, in order. */
  private final Set<String> askedApis;

  private int planned;
  private Optional<SpaceProof> space = Optional.empty();

  private ChartProof(
      ParsedChart chart,
      Optional<ManifestTrees> declared,
      ProofRequest request,
      ProofProgress progress,
      TimeBudget budget) {
    this.chart = chart;
    this.declared = declared;
    this.request = request;
    this.progress = progress;
    this.budget = budget;
    this.branches = BranchUse.of(chart.files());
    this.askedApis = ClusterApis.asked(chart.files());
    askedApis.removeAll(request.apis());
    ObjectNames names = new ObjectNames(chart.files());
    this.facts = ChartFacts.of(chart, declared);
    this.checks = new ObjectChecks(request, names, facts);
    this.waivers = Waivers.of(request.waivers());
    this.newVersions = new NewVersions(chart, request, names);
    this.roundTrip =
        declared.map(
            each ->
                new RoundTrip(
                    each, request.kubeVersion().orElse(""), request.apis(), request.namespace()));
  }

  /**
   * Proves a chart.
   *
   * @param chart its files, by their paths below the chart's folder
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static ProofReport prove(FileTree chart, ProofRequest request) {
    return prove(
        ParsedChart.of(chart),
        Optional.empty(),
        request,
        ProofProgress.silent(),
        TimeBudget.unlimited());
  }

  /**
   * Proves a chart, and that it renders to what was declared.
   *
   * @param chart its files, by their paths below the chart's folder
   * @param declared what the files were generated from
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static ProofReport prove(FileTree chart, Chart declared, ProofRequest request) {
    return prove(
        ParsedChart.of(chart),
        Optional.of(ManifestTrees.of(declared)),
        request,
        ProofProgress.silent(),
        TimeBudget.unlimited());
  }

  /**
   * Proves a chart within a time, and reports progress.
   *
   * @param declared what the files were generated from; nothing for a chart of any other origin
   * @param progress receives the number of finished cases
   * @param budget stops the proof, which then reports what it has found
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static ProofReport prove(
      ParsedChart chart,
      Optional<ManifestTrees> declared,
      ProofRequest request,
      ProofProgress progress,
      TimeBudget budget) {
    long start = System.nanoTime();
    ChartProof files = new ChartProof(chart, declared, request, progress, budget);
    files.checkFiles();
    Map<String, String> values = files.cases();
    ChartProof proof = values.isEmpty() ? files : files.based(values);
    boolean sound = proof.problems.stream().map(proof.waivers::settle).noneMatch(Finding::isError);
    boolean complete = false;
    Optional<SpaceReport> space = Optional.empty();
    if (!values.isEmpty() || (sound && proof.chart.isLibrary())) {
      try (ChartFolders folders =
              ChartFolders.watched(proof.chart, proof.request.apis(), proof.branches);
          ChartFolders withApis =
              ChartFolders.watched(proof.chart, proof.withApis().apis(), proof.branches)) {
        try {
          complete = proof.render(values, folders, withApis);
          space = proof.space.map(SpaceProof::finish).map(proof::report);
        } finally {
          proof.space.ifPresent(SpaceProof::close);
        }
      }
    }
    proof.settle(complete && budget.end().isEmpty());
    Optional<ProofReport.Unfinished> unfinished = proof.unfinished();
    unfinished.map(ChartProof::finding).ifPresent(proof.problems::add);
    Optional<ForeignSubcharts> foreign = declared.map(each -> new ForeignSubcharts(each.chart()));
    List<Finding> findings =
        request.isThirdParty()
            ? proof.problems.stream().map(ThirdPartyPolicy::judge).toList()
            : proof.problems.stream()
                .filter(each -> foreign.map(known -> known.judge(each)).orElse(true))
                .toList();
    Optional<DeclaredLines> lines = declared.map(each -> new DeclaredLines(each.chart()));
    List<Finding> located =
        findings.stream()
            .map(each -> lines.map(known -> known.located(each)).orElse(each))
            .toList();
    return new ProofReport(
        proof.cases, located, space, unfinished, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The same proof with what a third-party chart takes. */
  private ChartProof based(Map<String, String> values) {
    if (!request.isThirdParty()) {
      return this;
    }
    Map<String, String> examples = new LinkedHashMap<>(values);
    examples.remove(DEFAULTS);
    ProofBase base = ProofBase.of(chart, examples, request, budget);
    ChartProof proof = new ChartProof(base.chart(), declared, base.request(), progress, budget);
    proof.problems.addAll(problems);
    proof.problems.addAll(base.notes());
    return proof;
  }

  /** How far the proof came, if it did not come to its end. */
  private Optional<ProofReport.Unfinished> unfinished() {
    int done = cases.size() + space.map(SpaceProof::done).orElse(0);
    int all = Math.max(done, planned + space.map(SpaceProof::planned).orElse(0));
    return budget.end().map(end -> new ProofReport.Unfinished(end, budget.limit(), done, all));
  }

  private static Finding finding(ProofReport.Unfinished unfinished) {
    String what =
        switch (unfinished.end()) {
          case OUT_OF_TIME ->
              "the "
                  + unfinished.limit().map(Duration::toSeconds).orElse(0L)
                  + " seconds of the proof were over";
          case STOPPED -> "the proof was stopped";
        };
    return Finding.error(
            GEN_11,
            Place.ofFile(ParsedChart.METADATA_FILE),
            what
                + " after "
                + unfinished.done()
                + " of "
                + unfinished.planned()
                + (unfinished.planned() == 1 ? " case" : " cases"))
        .fixedBy(
            unfinished.end() == TimeBudget.End.STOPPED
                ? "let the proof come to its end"
                : GEN_11.fix());
  }

  /**
   * The request in a cluster that also has the APIs that the templates of a third-party chart ask
   * for.
   */
  private ProofRequest withApis() {
    return request.isThirdParty() ? request.withApiVersions(askedApis) : request;
  }

  /**
   * Makes information of what is accepted, in its place, because the failures of the space are
   * counted.
   *
   * @param complete whether every rule had its turn, so that an acceptance may be of no use
   */
  private void settle(boolean complete) {
    problems.replaceAll(waivers::settle);
    if (complete) {
      List<Finding> unused = new ArrayList<>(waivers.unused(problems, request.earlier()));
      request.podSecurity().ifPresent(level -> unused.addAll(Waivers.unused(level, problems)));
      // In fewer cases than usual, what is accepted may not have had its turn.
      boolean isWhole = request.space().filter(each -> each.isAtLeast(usual())).isPresent();
      unused.forEach(each -> problems.add(isWhole ? each : each.severity(Severity.WARNING)));
    }
    Set<Cause> found = new HashSet<>();
    problems.forEach(each -> found.add(each.cause()));
    request.earlier().stream().filter(each -> !found.contains(each.cause())).forEach(problems::add);
  }

  private SpaceRequest usual() {
    return request.isThirdParty() ? SpaceRequest.thirdParty() : SpaceRequest.standard();
  }

  /** What to prove over the value space, if that is asked for. */
  private Optional<SpaceProof.Subject> subject(
      Map<String, String> values, ChartFolders folders, ProofRequest request) {
    List<Map<String, Object>> examples =
        values.entrySet().stream()
            .filter(each -> !each.getKey().equals(DEFAULTS))
            .map(each -> Tree.map(YamlReader.read(each.getValue())))
            .toList();
    return request
        .space()
        .map(
            space ->
                new SpaceProof.Subject(
                    folders,
                    declared.map(ManifestTrees::chart),
                    examples,
                    request,
                    space,
                    roundTrip,
                    newVersions,
                    branches));
  }

  private SpaceReport report(SpaceProof.Result result) {
    problems.addAll(result.findings());
    Set<String> sources = new HashSet<>(space.map(SpaceProof::reached).orElse(Set.of()));
    rendered.values().forEach(each -> each.objects().forEach(one -> sources.add(one.source())));
    withApis.forEach(each -> each.objects().forEach(one -> sources.add(one.source())));
    Set<String> reached = sources.stream().map(chart::file).collect(Collectors.toSet());
    List<String> templates =
        chart.files().paths().stream()
            .filter(path -> TEMPLATE.matcher(path).matches())
            .filter(path -> !ValueUse.isPartial(path) && !reached.contains(path))
            .toList();
    return result
        .report()
        .unreached(
            templates,
            // Nothing of a template that gives no object is reached.
            branches.unreached().stream()
                .filter(branch -> !templates.contains(branch.file()))
                .toList(),
            branches.unwatched().stream().filter(branch -> !isOfGenerator(branch)).toList());
  }

  /** The generator writes the same helpers into every chart that needs them, and tests them. */
  private boolean isOfGenerator(TemplateBranch branch) {
    return branch.file().endsWith("templates/_helpers.tpl")
        && declared
            .map(each -> !new ForeignSubcharts(each.chart()).holds(branch.file()))
            .orElse(false);
  }

  private void checkFiles() {
    FILE_CHECKS.stream()
        .takeWhile(none -> budget.allows())
        .forEach(check -> problems.addAll(check.check(chart)));
    // Evaluating the texts of users there is the declared choice of the author.
    problems.removeIf(
        each -> each.rule().equals(TPL_03) && facts.passedOn().contains(each.place().file()));
    declared.ifPresent(each -> problems.addAll(ChartFacts.problems(each.chart())));
    declared.ifPresent(each -> problems.addAll(LoopExamples.problems(each)));
  }

  /** Reports the progress of the value space, which comes after the named cases. */
  private void progress(int done, int all, int findings) {
    progress.cases(cases.size() + done, planned + all, problems.size() + findings);
  }

  /** The values of each case that can be read; nothing when there is no point in rendering. */
  private Map<String, String> cases() {
    Map<String, String> readable = new LinkedHashMap<>();
    if (!chart.metadataFile().isPresent()
        || !areReadable(ParsedChart.VALUES_FILE, chart.valuesFile())) {
      return readable;
    }
    int overlay = 1;
    for (String text : request.overlays()) {
      if (!areReadable("overlay " + overlay, Parsed.yaml(text))) {
        return readable;
      }
      overlay++;
    }
    // Helm loads no chart that lacks a dependency, which is told once.
    if (chart.isLibrary() || problems.stream().anyMatch(each -> each.rule().equals(CHA_05))) {
      return readable;
    }
    readable.put(DEFAULTS, "");
    chart
        .ciCases()
        .forEach(
            (path, text) -> {
              if (areReadable(path, Parsed.yaml(text))) {
                readable.put(path, text);
              }
            });
    request
        .cases()
        .forEach(
            (name, text) -> {
              if (areReadable(name, Parsed.yaml(text))) {
                readable.put(name, text);
              }
            });
    return readable;
  }

  private boolean areReadable(String place, Parsed<Object> values) {
    Object content = values.content().orElse(Map.of());
    if (values.failure().isEmpty() && content instanceof Map) {
      return true;
    }
    String what =
        values
            .failure()
            .orElseGet(() -> "the values are " + Tree.describe(content) + ", not a map");
    problems.add(
        Finding.error(VAL_09, Place.ofFile(place), what)
            .because("Helm cannot read the values, or reads others")
            .fixedBy("correct the file"));
    return false;
  }

  /** Renders the cases; false when the defaults cannot be rendered. */
  private boolean render(Map<String, String> values, ChartFolders folders, ChartFolders withApis) {
    Set<String> guards = request.isThirdParty() ? askedApis : Set.of();
    String first = request.releases().get(0);
    planned = values.size() * request.releases().size();
    try (WorkQueue helm = WorkQueue.ofOneThread()) {
      List<Future<List<Rendering>>> renderings = new ArrayList<>();
      for (String text : values.values()) {
        renderings.add(helm.add(() -> renderings(folders, text)));
      }
      Map<String, Future<Optional<Rendering>>> guarded = new LinkedHashMap<>();
      if (!guards.isEmpty()) {
        values.forEach(
            (name, text) ->
                guarded.put(
                    name,
                    helm.add(
                        inTime(
                            () -> rendering(withApis.whole(), text, first, request.namespace())))));
      }
      Map<String, Future<Optional<Rendering>>> neighbours = new LinkedHashMap<>();
      for (String release : values.isEmpty() ? List.<String>of() : neighbours()) {
        neighbours.put(
            release,
            helm.add(
                inTime(() -> rendering(folders.accepted(), "", release, request.namespace()))));
      }
      Future<Optional<LintReport>> lint =
          helm.add(inTime(() -> folders.whole().lint(request.overlays())));
      Iterator<Future<List<Rendering>>> next = renderings.iterator();
      boolean installable = true;
      for (Map.Entry<String, String> each : values.entrySet()) {
        List<Rendering> found = WorkQueue.result(next.next());
        if (each.getKey().equals(DEFAULTS)) {
          installable =
              found.size() == request.releases().size()
                  && found.stream().allMatch(Rendering.Rendered.class::isInstance);
        }
        if (each.getKey().equals(DEFAULTS) && installable) {
          boolean hasApis =
              !guards.isEmpty()
                  && WorkQueue.result(guarded.get(DEFAULTS))
                      .filter(Rendering.Rendered.class::isInstance)
                      .isPresent();
          space =
              (hasApis ? subject(values, withApis, withApis()) : subject(values, folders, request))
                  .map(known -> SpaceProof.begin(known, checks, this::progress, budget, causes));
        }
        Iterator<String> release = request.releases().iterator();
        found.forEach(
            one -> {
              String name = release.next();
              prove(one, tried(each.getKey(), name), each.getValue(), name);
              progress(0, 0, 0);
            });
      }
      List<String> apis = guards.stream().sorted().toList();
      guarded.forEach(
          (name, each) -> {
            Optional<Rendering> rendering = WorkQueue.result(each);
            // What it refuses beside some operator is its own choice.
            rendering
                .filter(one -> !(one instanceof HelmFailure.Refusal))
                .filter(one -> !(one instanceof HelmFailure.SchemaRejection))
                .ifPresent(
                    one -> prove(one, tried(name, first).withApis(apis), values.get(name), first));
          });
      // Lint renders the defaults too, and would only say once more why that fails.
      if (installable) {
        if (values.containsKey(DEFAULTS)) {
          neighbours.forEach(
              (release, each) ->
                  WorkQueue.result(each).ifPresent(rendering -> compare(release, rendering)));
          compareNamespaces(folders);
          askedApis.forEach(api -> renderWithout(api, folders.accepted()));
          values.forEach((name, text) -> compareVersions(name, text, folders.accepted()));
        }
        WorkQueue.result(lint).ifPresent(this::report);
      }
      return installable;
    }
  }

  /** A call of Helm, which gives nothing when the time is over. */
  private <T> Callable<Optional<T>> inTime(Supplier<T> call) {
    return () -> budget.allows() ? Optional.of(call.get()) : Optional.empty();
  }

  /** A case under each name of a release; the schema says the same under each. */
  private List<Rendering> renderings(ChartFolders folders, String text) {
    List<Rendering> renderings = new ArrayList<>();
    for (String release : request.releases()) {
      if (!budget.allows()) {
        return renderings;
      }
      boolean first = renderings.isEmpty();
      renderings.add(
          !first && renderings.get(0) instanceof HelmFailure.SchemaRejection rejection
              ? rejection
              : rendering(
                  first ? folders.whole() : folders.accepted(),
                  text,
                  release,
                  request.namespace()));
    }
    return renderings;
  }

  /** Names that are hard to stand beside those of the request. */
  private List<String> neighbours() {
    List<String> names = new ArrayList<>();
    request.releases().stream()
        .flatMap(each -> ReleaseCheck.sibling(each).stream())
        .forEach(names::add);
    // Many a release is called as its chart, or as a part of it.
    Stream.concat(
            Stream.of(chart.name()), declared.stream().flatMap(each -> subcharts(each.chart())))
        .distinct()
        .filter(name -> RELEASE.matcher(name).matches() && !request.releases().contains(name))
        .forEach(names::add);
    // A number for a name is so rare that third-party charts need not accept it.
    if (!request.isThirdParty()) {
      names.add(ReleaseCheck.NUMBER);
    }
    return names;
  }

  /** The subcharts of the same build that give objects, by the names that Helm gives them. */
  private static Stream<String> subcharts(Chart chart) {
    return chart.dependencies().stream()
        .filter(each -> each.chart().filter(below -> !below.isLibrary()).isPresent())
        .flatMap(
            each ->
                Stream.concat(
                    Stream.of(each.key()), each.chart().stream().flatMap(ChartProof::subcharts)));
  }

  /** Holds the defaults under another name against those under the names of the request. */
  private void compare(String release, Rendering rendering) {
    if (!(rendering instanceof Rendering.Rendered rendered)) {
      return;
    }
    List<ObjectChecks.Judged> parts = parts(rendered, release);
    if (release.equals(ReleaseCheck.NUMBER)) {
      List<Finding> findings = checks.findings(release, parts);
      report(
          ReleaseCheck.retyped(findings, checks.render(parts, release)),
          tried(DEFAULTS, release),
          checks.render(parts, release));
    } else {
      Render render = checks.render(parts, release);
      releases
          .values()
          .forEach(each -> report(ReleaseCheck.compare(each, render), tried(DEFAULTS, ""), render));
    }
  }

  /** Installs the defaults again, under the same name in another namespace. */
  private void compareNamespaces(ChartFolders folders) {
    String first = request.releases().get(0);
    Render demo = releases.get(first);
    boolean reachesOut = demo.objects().stream().anyMatch(BuiltInKinds::isClusterScoped);
    if (reachesOut
        && budget.allows()
        && rendering(folders.accepted(), "", first, request.namespace() + "-2")
            instanceof Rendering.Rendered elsewhere) {
      Render render = checks.render(parts(elsewhere, first), first);
      report(ReleaseCheck.compareNamespaces(demo, render), tried(DEFAULTS, ""), render);
    }
  }

  /**
   * Installs what was declared in a cluster that lacks one of the APIs that its templates ask for.
   * It may refuse that, which the settings of the other cases prevent.
   */
  private void renderWithout(String api, ChartFolder folder) {
    if (declared.isEmpty() || !budget.allows()) {
      return;
    }
    Set<String> others = new TreeSet<>(askedApis);
    others.remove(api);
    Set<String> apis = request.withApiVersions(others).apis();
    Rendering rendering =
        folder.renderIn(
            apis, request.releases().get(0), request.namespace(), List.of(), request.kubeVersion());
    if (rendering instanceof HelmFailure failure && !(failure instanceof HelmFailure.Refusal)) {
      report(failure, tried(DEFAULTS, "").withApis(List.copyOf(others)), "");
    }
  }

  /** Installs a case from a chart of another version. */
  private void compareVersions(String name, String text, ChartFolder folder) {
    Render plain = rendered.get(name);
    // A Job of one name may hold a version in any text, which the defaults show.
    if (plain != null
        && (newVersions.isNew(plain.objects()) || name.equals(DEFAULTS))
        && budget.allows()) {
      List<Finding> findings = newVersions.findings(plain, values(text), folder);
      findings.removeIf(finding -> isOfValues(finding.place(), text));
      report(findings, tried(name, plain.release()), plain);
    }
  }

  private Rendering rendering(ChartFolder folder, String text, String release, String namespace) {
    return folder.render(release, namespace, values(text), request.kubeVersion());
  }

  private List<String> values(String text) {
    List<String> values = new ArrayList<>();
    if (!text.isEmpty()) {
      values.add(text);
    }
    values.addAll(request.overlays());
    return values;
  }

  private List<ObjectChecks.Judged> parts(Rendering.Rendered rendered, String release) {
    List<ObjectChecks.Judged> parts = new ArrayList<>();
    RenderedManifest.files(rendered.manifest())
        .forEach((source, file) -> parts.add(checks.judged(release, source, file)));
    return parts;
  }

  /** Checks one case. */
  private void prove(Rendering rendering, TriedCase tried, String text, String release) {
    if (rendering instanceof HelmFailure failure) {
      report(failure, tried, text);
      cases.add(new ProofReport.Case(tried, release, 0));
      return;
    }
    List<ObjectChecks.Judged> parts = parts((Rendering.Rendered) rendering, release);
    List<Finding> findings = new ArrayList<>(checks.findings(release, parts));
    findings.removeIf(finding -> isOfValues(finding.place(), text));
    Render render = checks.render(parts, release);
    if (tried.isDefaults() && tried.apis().isEmpty()) {
      releases.put(release, render);
    }
    if (tried.apis().isEmpty()) {
      rendered.putIfAbsent(tried.name(), render);
    } else {
      withApis.add(render);
    }
    // Other values may ask for other nodes than those that are declared.
    findings.addAll(new PoolCheck(request.pools()).check(render));
    roundTrip.ifPresent(
        trip -> findings.addAll(trip.check(render, tried.name(), text, request.overlays())));
    report(findings, tried, render);
    cases.add(new ProofReport.Case(tried, release, render.objects().size()));
  }

  /**
   * Whether the values of a case write an object out, and the template only passes it on. What is
   * wrong with it is not the chart's.
   */
  private boolean isOfValues(Place place, String values) {
    String kind = place.object().map(ObjectName::kind).orElse("");
    return request.isThirdParty()
        && values.lines().anyMatch(line -> line.strip().endsWith("kind: " + kind))
        && !chart.text(place.file()).contains("kind:");
  }

  /** What has a cause that an earlier case has shown is not reported again. */
  private void report(List<Finding> findings, TriedCase tried, Render render) {
    Set<Cause> fresh = new HashSet<>();
    for (Finding finding : waivers.settle(findings, render::valueAt)) {
      if (!causes.contains(finding.cause())) {
        fresh.add(finding.cause());
        problems.add(finding.at(finding.place().shownBy(tried)));
      }
    }
    causes.addAll(fresh);
  }

  private TriedCase tried(String name, String release) {
    return TriedCase.named(name, release.equals(request.releases().get(0)) ? "" : release);
  }

  private void report(HelmFailure failure, TriedCase tried, String text) {
    Map<String, Object> values = Tree.map(YamlReader.read(text));
    // What the files alone show was found before.
    problems.forEach(each -> causes.add(each.cause()));
    for (Finding finding : FailureReport.problems(failure, tried.name(), values)) {
      if (causes.add(finding.cause())) {
        problems.add(finding.at(finding.place().shownBy(tried)));
      }
    }
  }

  private void report(LintReport lint) {
    for (LintReport.Message message : lint.messages()) {
      // Our own checks look at the same files, and say more.
      boolean known =
          problems.stream().anyMatch(each -> each.place().file().equals(message.file()));
      // Lint executes NOTES.txt too, and then tells no file.
      if (message.fails()
          && message.file().isEmpty()
          && HelmFailure.of(message.text()) instanceof HelmFailure.TemplateError error) {
        report(error, tried(DEFAULTS, ""), "");
      } else if (message.fails() && (message.file().isEmpty() || !known)) {
        Rule rule = message.file().startsWith("templates/") ? TPL_06 : CHA_01;
        problems.add(
            new Finding(
                request.isThirdParty() ? ThirdPartyPolicy.severity(message) : Severity.ERROR,
                rule,
                Place.ofFile(message.file().isEmpty() ? ParsedChart.METADATA_FILE : message.file()),
                message.text(),
                "helm lint --strict fails",
                "correct what lint names"));
      }
    }
  }
}
