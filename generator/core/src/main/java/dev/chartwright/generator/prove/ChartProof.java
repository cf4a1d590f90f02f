package dev.chartwright.generator.prove;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.cases.WorkQueue;
import dev.chartwright.generator.engine.ChartFolder;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.FailureReport;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.HelmUnavailableException;
import dev.chartwright.generator.engine.LintReport;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gotemplate.ClusterApis;
import dev.chartwright.generator.object.BuiltInKinds;
import dev.chartwright.generator.object.Finding;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.roundtrip.RoundTrip;
import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.generator.rule.check.FileCheck;
import dev.chartwright.generator.rule.file.CarriedFileCheck;
import dev.chartwright.generator.rule.file.ChartFileCheck;
import dev.chartwright.generator.rule.file.ClusterAssumptionCheck;
import dev.chartwright.generator.rule.file.CrdFolderCheck;
import dev.chartwright.generator.rule.file.SchemaDefaultCheck;
import dev.chartwright.generator.rule.file.SeparatorCheck;
import dev.chartwright.generator.rule.file.TemplateFunctionCheck;
import dev.chartwright.generator.rule.file.TemplateValueCheck;
import dev.chartwright.generator.rule.file.TextFileCheck;
import dev.chartwright.generator.rule.file.ValuesSchemaCheck;
import dev.chartwright.generator.rule.hook.ObjectNames;
import dev.chartwright.generator.rule.pod.PoolCheck;
import dev.chartwright.generator.rule.reference.ReleaseCheck;
import dev.chartwright.generator.schema.Fault;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import dev.chartwright.problem.Problem;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.problem.Strictness;
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
import java.util.concurrent.Future;
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
          new ValuesSchemaCheck(),
          new SchemaDefaultCheck(),
          new TextFileCheck(),
          new CrdFolderCheck(),
          new CarriedFileCheck(),
          new SeparatorCheck(),
          new TemplateFunctionCheck(),
          new TemplateValueCheck(),
          new ClusterAssumptionCheck());

  private static final String DEFAULTS = "defaults";

  private final FileTree chart;
  private final ProofRequest request;
  private final List<ProofReport.Case> cases = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> causes = new HashSet<>();
  private final Optional<Chart> declared;
  private final Optional<RoundTrip> roundTrip;
  private final ObjectChecks checks;
  private final NewVersions newVersions;

  /** What the defaults render to, by the name of the release. */
  private final Map<String, Render> releases = new HashMap<>();

  /** What each case renders to under the first name of a release. */
  private final Map<String, Render> rendered = new HashMap<>();

  private final ProofProgress progress;
  private Optional<SpaceProof> space = Optional.empty();

  private ChartProof(
      FileTree chart, Optional<Chart> declared, ProofRequest request, ProofProgress progress) {
    this.chart = chart;
    this.declared = declared;
    this.request = request;
    this.progress = progress;
    ObjectNames names = new ObjectNames(chart);
    this.checks = new ObjectChecks(request, names);
    this.newVersions = new NewVersions(chart, request, names);
    this.roundTrip =
        declared.map(each -> new RoundTrip(each, request.kubeVersion().orElse(""), request.apis()));
  }

  /**
   * Proves a chart.
   *
   * @param chart its files, by their paths below the chart's folder
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static ProofReport prove(FileTree chart, ProofRequest request) {
    return prove(chart, Optional.empty(), request, ProofProgress.silent());
  }

  /**
   * Proves a chart, and that it renders to what was declared.
   *
   * @param chart its files, by their paths below the chart's folder
   * @param declared what the files were generated from
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static ProofReport prove(FileTree chart, Chart declared, ProofRequest request) {
    return prove(chart, Optional.of(declared), request, ProofProgress.silent());
  }

  /**
   * The same, for those who want to know how far it has come.
   *
   * @param declared what the files were generated from; nothing for a chart of any other origin
   * @throws HelmUnavailableException when this machine cannot run the Helm engine
   */
  public static ProofReport prove(
      FileTree chart, Optional<Chart> declared, ProofRequest request, ProofProgress progress) {
    long start = System.nanoTime();
    ChartProof files = new ChartProof(chart, declared, request, progress);
    files.checkFiles();
    Map<String, String> values = files.cases();
    ChartProof proof = values.isEmpty() ? files : files.based(values);
    boolean sound =
        proof.problems.stream()
            .noneMatch(each -> each.isError() && !request.accepted().containsKey(each.rule()));
    boolean complete = false;
    Optional<SpaceReport> space = Optional.empty();
    if (!values.isEmpty() || (sound && proof.isLibrary())) {
      try (ChartFolders folders = ChartFolders.of(proof.chart, proof.request.apis());
          ChartFolders withApis = ChartFolders.of(proof.chart, proof.withApis().apis());
          NewVersions versions = proof.newVersions) {
        try {
          complete = proof.render(values, folders, withApis);
          space = proof.space.map(SpaceProof::finish).map(proof::report);
        } finally {
          proof.space.ifPresent(SpaceProof::close);
        }
      }
    }
    proof.settle(complete);
    ProblemGroups found =
        request.isForeign()
            ? ProblemGroups.of(proof.problems.stream().map(ChartProof::lenient).toList(), space)
            : new ProblemGroups(proof.problems, space);
    return new ProofReport(
        proof.cases, found.problems(), found.space(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** The same proof with what a chart of others takes. */
  private ChartProof based(Map<String, String> values) {
    if (!request.isForeign()) {
      return this;
    }
    Map<String, String> examples = new LinkedHashMap<>(values);
    examples.remove(DEFAULTS);
    ProofBase base = ProofBase.of(chart, examples, request);
    ChartProof proof = new ChartProof(base.chart(), declared, base.request(), progress);
    proof.problems.addAll(problems);
    proof.problems.addAll(base.notes());
    return proof;
  }

  /** The request in a cluster that also has the APIs that the templates of others ask for. */
  private ProofRequest withApis() {
    return request.isForeign() ? request.withApiVersions(guards()) : request;
  }

  private Set<String> guards() {
    Set<String> asked =
        ClusterApis.asked(
            chart.files().keySet().stream()
                .filter(path -> path.matches("(charts/[^/]+/)*templates/.*"))
                .map(chart::text)
                .toList());
    asked.removeAll(request.apis());
    return asked;
  }

  /** Judges a chart of others as strictly as the rule demands. */
  private static Problem lenient(Problem problem) {
    Strictness strictness =
        RuleRegister.complete()
            .find(problem.rule())
            .map(Rule::strictness)
            .orElse(Strictness.ALWAYS);
    // What only other values than the defaults weaken is the choice of the user who sets them.
    boolean isMild =
        strictness == Strictness.OWN_CHARTS
            || (strictness == Strictness.DEFAULTS_ONLY && problem.path().contains(" (with "));
    return isMild
        ? Problem.warning(
            problem.rule(), problem.path(), problem.what(), problem.why(), problem.fix())
        : problem;
  }

  /**
   * Makes information of what is accepted, in its place, because the failures of the space are
   * counted.
   *
   * @param complete whether every rule had its turn, so that an acceptance may be of no use
   */
  private void settle(boolean complete) {
    Set<String> seen = new HashSet<>();
    problems.forEach(each -> seen.add(each.rule()));
    problems.replaceAll(
        each -> {
          String reason = request.accepted().get(each.rule());
          return reason == null
              ? each
              : Problem.information(
                  each.rule(), each.path(), each.what(), each.why(), "accepted: " + reason);
        });
    for (String rule : request.accepted().keySet()) {
      if (complete && !seen.contains(rule)) {
        problems.add(
            Problem.warning(
                "GEN-03",
                "accepted[" + rule + "]",
                rule + " is accepted but does not occur",
                "an acceptance that is out of date hides the next problem of its kind",
                "remove the acceptance of " + rule));
      }
    }
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
                    folders, declared, examples, request, space, roundTrip, newVersions));
  }

  private SpaceReport report(SpaceProof.Result result) {
    List<SpaceReport.Failure> failures = new ArrayList<>();
    for (SpaceProof.Fault fault : result.faults()) {
      failures.add(new SpaceReport.Failure(problems.size(), fault.values()));
      problems.add(fault.problem());
    }
    return result.report().with(failures);
  }

  private void checkFiles() {
    FILE_CHECKS.forEach(check -> problems.addAll(check.check(chart)));
  }

  /** The values of each case that can be read; nothing when there is no point in rendering. */
  private Map<String, String> cases() {
    Map<String, String> readable = new LinkedHashMap<>();
    if (!chart.contains("Chart.yaml") || !areReadable("values.yaml", text("values.yaml"))) {
      return readable;
    }
    int overlay = 1;
    for (String text : request.overlays()) {
      if (!areReadable("overlay " + overlay, text)) {
        return readable;
      }
      overlay++;
    }
    // Helm loads no chart that lacks a dependency, which is told once.
    if (isLibrary() || problems.stream().anyMatch(each -> each.rule().equals("CHA-05"))) {
      return readable;
    }
    readable.put(DEFAULTS, "");
    Stream<String> files = chart.files().keySet().stream();
    files
        .filter(path -> path.matches("ci/[^/]*-values\\.yaml"))
        .filter(path -> areReadable(path, chart.text(path)))
        .forEach(path -> readable.put(path, chart.text(path)));
    request
        .cases()
        .forEach(
            (name, text) -> {
              if (areReadable(name, text)) {
                readable.put(name, text);
              }
            });
    return readable;
  }

  /** A library chart has nothing to render, but lint looks at it. */
  private boolean isLibrary() {
    try {
      return Tree.text(YamlReader.read(text("Chart.yaml")), "type")
          .filter("library"::equals)
          .isPresent();
    } catch (InvalidYamlException unreadable) {
      return false; // ChartFileCheck tells.
    }
  }

  private String text(String path) {
    return chart.contains(path) ? chart.text(path) : "";
  }

  private boolean areReadable(String place, String text) {
    String what;
    try {
      Object values = YamlReader.read(text);
      if (values == null || values instanceof Map) {
        return true;
      }
      what = "the values are " + Fault.describe(values) + ", not a map";
    } catch (InvalidYamlException invalid) {
      what = invalid.getMessage();
    }
    problems.add(
        Problem.error(
            "VAL-09",
            place,
            what,
            "Helm cannot read the values, or reads others",
            "correct the file"));
    return false;
  }

  /** Renders the cases; false when the defaults cannot be rendered. */
  private boolean render(Map<String, String> values, ChartFolders folders, ChartFolders withApis) {
    Set<String> guards = request.isForeign() ? guards() : Set.of();
    String first = request.releases().get(0);
    try (WorkQueue helm = WorkQueue.ofOneThread()) {
      List<Future<List<Rendering>>> renderings = new ArrayList<>();
      for (String text : values.values()) {
        renderings.add(helm.add(() -> renderings(folders, text)));
      }
      Map<String, Future<Rendering>> guarded = new LinkedHashMap<>();
      if (!guards.isEmpty()) {
        values.forEach(
            (name, text) ->
                guarded.put(
                    name,
                    helm.add(() -> rendering(withApis.whole(), text, first, request.namespace()))));
      }
      Map<String, Future<Rendering>> neighbours = new LinkedHashMap<>();
      for (String release : values.isEmpty() ? List.<String>of() : neighbours()) {
        neighbours.put(
            release,
            helm.add(() -> rendering(folders.accepted(), "", release, request.namespace())));
      }
      Future<LintReport> lint = helm.add(() -> folders.whole().lint(request.overlays()));
      Iterator<Future<List<Rendering>>> next = renderings.iterator();
      boolean installable = true;
      for (Map.Entry<String, String> each : values.entrySet()) {
        List<Rendering> found = WorkQueue.result(next.next());
        if (each.getKey().equals(DEFAULTS)) {
          installable = found.stream().allMatch(Rendering.Rendered.class::isInstance);
        }
        if (each.getKey().equals(DEFAULTS) && installable) {
          boolean hasApis =
              !guards.isEmpty()
                  && WorkQueue.result(guarded.get(DEFAULTS)) instanceof Rendering.Rendered;
          space =
              (hasApis ? subject(values, withApis, withApis()) : subject(values, folders, request))
                  .map(known -> SpaceProof.begin(known, checks, progress, causes));
        }
        Iterator<String> release = request.releases().iterator();
        found.forEach(one -> prove(one, each.getKey(), each.getValue(), release.next()));
      }
      String apis =
          (guards.size() == 1 ? " with the API " : " with the APIs ") + String.join(", ", guards);
      guarded.forEach(
          (name, each) -> {
            Rendering rendering = WorkQueue.result(each);
            // What it refuses beside some operator is its own choice.
            if (!(rendering instanceof HelmFailure.Refusal)
                && !(rendering instanceof HelmFailure.SchemaRejection)) {
              prove(rendering, name + apis, values.get(name), first);
            }
          });
      // Lint renders the defaults too, and would only say once more why that fails.
      if (installable) {
        if (values.containsKey(DEFAULTS)) {
          neighbours.forEach((release, each) -> compare(release, WorkQueue.result(each)));
          compareNamespaces(folders);
          values.forEach(this::compareVersions);
        }
        report(WorkQueue.result(lint));
      }
      return installable;
    }
  }

  /** A case under each name of a release; the schema says the same under each. */
  private List<Rendering> renderings(ChartFolders folders, String text) {
    List<Rendering> renderings = new ArrayList<>();
    for (String release : request.releases()) {
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
    // A number for a name is so rare that the charts of others need not stand it.
    if (!request.isForeign()) {
      names.add(ReleaseCheck.NUMBER);
    }
    return names;
  }

  /** Holds the defaults under another name against those under the names of the request. */
  private void compare(String release, Rendering rendering) {
    if (!(rendering instanceof Rendering.Rendered rendered)) {
      return;
    }
    List<ObjectChecks.Judged> parts = parts(rendered, release);
    if (release.equals(ReleaseCheck.NUMBER)) {
      List<Finding> findings = checks.findings(release, parts);
      report(ReleaseCheck.retyped(findings), suffix(DEFAULTS, release));
    } else {
      Render render = checks.render(parts, release);
      releases.values().forEach(each -> report(ReleaseCheck.compare(each, render), ""));
    }
  }

  /** Installs the defaults again, under the same name in another namespace. */
  private void compareNamespaces(ChartFolders folders) {
    String first = request.releases().get(0);
    Render demo = releases.get(first);
    boolean reachesOut = demo.objects().stream().anyMatch(BuiltInKinds::isClusterScoped);
    if (reachesOut
        && rendering(folders.accepted(), "", first, request.namespace() + "-2")
            instanceof Rendering.Rendered elsewhere) {
      Render render = checks.render(parts(elsewhere, first), first);
      report(ReleaseCheck.compareNamespaces(demo, render), "");
    }
  }

  /** Installs a case from a chart of another version. */
  private void compareVersions(String name, String text) {
    Render plain = rendered.get(name);
    // A Job of one name may hold a version in any text, which the defaults show.
    if (plain != null && (newVersions.isNew(plain.objects()) || name.equals(DEFAULTS))) {
      List<Finding> findings = newVersions.findings(plain, values(text));
      findings.removeIf(finding -> isOfValues(finding.object(), text));
      report(findings, suffix(name, plain.release()));
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
  private void prove(Rendering rendering, String name, String text, String release) {
    if (rendering instanceof HelmFailure failure) {
      report(failure, name, text, suffix(name, release));
      cases.add(new ProofReport.Case(name, release, 0));
      return;
    }
    List<ObjectChecks.Judged> parts = parts((Rendering.Rendered) rendering, release);
    List<Finding> findings = new ArrayList<>(checks.findings(release, parts));
    findings.removeIf(finding -> isOfValues(finding.object(), text));
    Render render = checks.render(parts, release);
    if (name.equals(DEFAULTS)) {
      releases.put(release, render);
    }
    rendered.putIfAbsent(name, render);
    // Other values may ask for other nodes than those that are declared.
    findings.addAll(new PoolCheck(request.pools()).check(render));
    roundTrip.ifPresent(
        trip -> findings.addAll(trip.check(render, name, text, request.overlays())));
    report(findings, suffix(name, release));
    cases.add(new ProofReport.Case(name, release, render.objects().size()));
  }

  /**
   * Whether the values of a case write an object out, and the template only passes it on. What is
   * wrong with it is not the chart's.
   */
  private boolean isOfValues(RenderedObject object, String values) {
    return request.isForeign()
        && values.lines().anyMatch(line -> line.strip().endsWith("kind: " + object.kind()))
        && !text(object.source()).contains("kind:");
  }

  /** What has a cause that an earlier case has shown is not reported again. */
  private void report(List<Finding> findings, String suffix) {
    Set<String> fresh = new HashSet<>();
    for (Finding finding : findings) {
      if (!causes.contains(finding.cause())) {
        fresh.add(finding.cause());
        problems.add(finding.problem(suffix));
      }
    }
    causes.addAll(fresh);
  }

  /** Tells the case; nothing for the defaults under the first release name. */
  private String suffix(String name, String release) {
    List<String> parts = new ArrayList<>();
    if (name.startsWith(DEFAULTS + " ")) {
      parts.add(name.substring(DEFAULTS.length() + 1));
    } else if (!name.equals(DEFAULTS)) {
      parts.add(name);
    }
    if (!release.equals(request.releases().get(0))) {
      parts.add(
          release.length() < 20
              ? "release name " + release
              : "release name of " + release.length() + " characters");
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private void report(HelmFailure failure, String name, String text, String suffix) {
    Map<String, Object> values = Tree.map(YamlReader.read(text));
    for (Problem problem : FailureReport.problems(failure, name, values)) {
      if (causes.add(problem.rule() + " " + problem.path())) {
        problems.add(problem.path().startsWith(name) ? problem : at(problem, suffix));
      }
    }
  }

  private static Problem at(Problem problem, String suffix) {
    return new Problem(
        problem.severity(),
        problem.rule(),
        problem.path() + suffix,
        problem.what(),
        problem.why(),
        problem.fix());
  }

  private void report(LintReport lint) {
    for (LintReport.Message message : lint.messages()) {
      // Our own checks look at the same files, and say more.
      boolean known =
          problems.stream().anyMatch(problem -> problem.path().startsWith(message.file()));
      // Lint executes NOTES.txt too, and then tells no file.
      if (message.fails()
          && message.file().isEmpty()
          && HelmFailure.of(message.text()) instanceof HelmFailure.TemplateError error) {
        report(error, DEFAULTS, "", "");
      } else if (message.fails() && (message.file().isEmpty() || !known)) {
        String rule = message.file().startsWith("templates/") ? "TPL-06" : "CHA-01";
        boolean isMild = request.isForeign() && message.level().equals("WARNING");
        problems.add(
            new Problem(
                isMild ? Severity.WARNING : Severity.ERROR,
                rule,
                message.file().isEmpty() ? "Chart.yaml" : message.file(),
                message.text(),
                "helm lint --strict fails",
                "correct what lint names"));
      }
    }
  }
}
