package dev.chartwright.generator.service;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.ThirdPartyChart;
import dev.chartwright.generator.chartfile.ChartReader;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.KubernetesRequest;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.plan.PlanDocument;
import dev.chartwright.generator.preflight.PreflightDocument;
import dev.chartwright.generator.project.NewProject;
import dev.chartwright.generator.prove.ProofProgress;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.TimeBudget;
import dev.chartwright.generator.push.ChartPackage;
import dev.chartwright.generator.push.CredentialSources;
import dev.chartwright.generator.push.PushResult;
import dev.chartwright.generator.report.LogProgress;
import dev.chartwright.generator.report.ProofDocument;
import dev.chartwright.generator.report.TerminalProgress;
import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.generator.source.SourceFiles;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.ChartArchive;
import dev.chartwright.generator.write.CommittedChart;
import dev.chartwright.generator.write.DriftReport;
import dev.chartwright.generator.write.NewFiles;
import dev.chartwright.generator.write.OutputFolder;
import dev.chartwright.generator.write.ReportFolder;
import dev.chartwright.generator.write.WriteReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything that the command line and the Maven plugin do, apart from reading arguments and
 * printing. Each method takes a request and returns a result; what goes wrong is thrown, and {@link
 * Failure} says what it means. Immutable.
 */
public final class ChartService {
  /** The most seconds that a proof takes. */
  private static final int USUAL_SECONDS = 120;

  /** The folder beside a report for the chart that was not written. */
  private static final String UNPROVEN = "unproven";

  private final Spelling spelling;

  private ChartService(Spelling spelling) {
    this.spelling = Objects.requireNonNull(spelling, "spelling");
  }

  /** A service whose messages name options as its caller's users write them. */
  public static ChartService spelling(Spelling spelling) {
    return new ChartService(spelling);
  }

  /** All parts of a fleet but those named. */
  public Set<Part> partsWithout(List<String> names) {
    Set<Part> parts = EnumSet.allOf(Part.class);
    for (String name : names) {
      parts.remove(
          Part.find(name)
              .orElseThrow(
                  () ->
                      new RequestException(
                          spelling.option(Spelling.Option.WITHOUT)
                              + ": '"
                              + name
                              + "' is not one of "
                              + EnumSet.allOf(Part.class))));
    }
    return parts;
  }

  /**
   * Stops if a source file was changed after its class was compiled.
   *
   * @throws RequestException with the file and the command that compiles it
   */
  public void requireCompiled(ProjectRequest request) {
    request.compiled().forEach(each -> requireCompiled(each, spelling));
  }

  static void requireCompiled(ProjectRequest.Compiled compiled, Spelling spelling) {
    Optional<Path> stale = SourceFiles.newerThanItsClass(compiled.sources(), compiled.classes());
    if (stale.isPresent()) {
      throw new RequestException(
          spelling.path(stale.get())
              + " was changed after it was compiled: the chart would be that of the old class. Run "
              + spelling.compile());
    }
  }

  /**
   * Loads the class that declares the chart or the fleet.
   *
   * @throws RequestException if there is none, there are several, or it was not compiled since its
   *     source file was changed
   */
  public DeclaredProject open(ProjectRequest request) {
    return DeclaredProject.open(request, spelling);
  }

  /**
   * Loads the class that adds to JKube's description, if the project has one.
   *
   * @throws RequestException if there are several, if it cannot be used, or if it was not compiled
   *     since its source file was changed
   */
  public RefiningProject refine(ProjectRequest request) {
    return RefiningProject.open(request, spelling);
  }

  /**
   * Fetches the subcharts of a declared chart.
   *
   * @param dependencies the folder that gets them, as in the request
   * @param output the folder that holds one folder a chart or fleet
   * @param isUpdate whether versions are chosen anew
   */
  public WriteReport fetch(Generated generated, Path dependencies, Path output, boolean isUpdate) {
    return Generator.fetch(generated, dependencies, output.resolve(generated.name()), isUpdate);
  }

  /** Proves a generated chart, and writes the report if it is asked for. */
  public ProofResult prove(Generated generated, ProofOptions options) {
    SpaceRequest space = space(SpaceRequest.standard(), options);
    KubernetesRequest cluster = cluster(options);
    TimeBudget budget = budget(options);
    ProofReport proof;
    try (ProofProgress progress = progress(generated.name(), options)) {
      proof = Generator.prove(generated, space, cluster, progress, budget);
    }
    // The time of a proof that is not finished is over.
    Optional<UpgradeReport> upgrade =
        options
            .previous()
            .filter(none -> proof.unfinished().isEmpty())
            .map(chart -> Generator.diff(ChartReader.read(chart), generated));
    ProofDocument document =
        upgrade
            .map(report -> Generator.document(generated, proof, report))
            .orElseGet(() -> Generator.document(generated, proof));
    return written(
        new ProofResult(document, upgrade, keepUnproven(generated, document, options)), options);
  }

  /** Proves any chart, a folder or an archive, and writes the report if it is asked for. */
  public ProofResult verify(Path chart, ProofOptions options) {
    SpaceRequest space = space(SpaceRequest.thirdParty(), options);
    KubernetesRequest cluster = cluster(options);
    TimeBudget budget = budget(options);
    List<String> values = texts(options.values());
    ThirdPartyChart parsed = ThirdPartyChart.of(ChartReader.read(chart));
    ProofReport proof;
    try (ProofProgress progress = progress(chart.toString(), options)) {
      proof = Generator.verify(parsed, values, space, cluster, progress, budget);
    }
    return written(
        new ProofResult(Generator.document(parsed, proof), Optional.empty(), Optional.empty()),
        options);
  }

  /**
   * Keeps a chart that is not proven beside its report, so that its templates can be read; nothing
   * remains there of a chart that is.
   */
  private Optional<String> keepUnproven(
      Generated generated, ProofDocument document, ProofOptions options) {
    if (options.report().isEmpty()) {
      return Optional.empty();
    }
    Path report = options.report().get();
    String folder = UNPROVEN + "/" + generated.chart().name();
    ReportFolder.remove(report, folder);
    if (!document.hasErrors()) {
      return Optional.empty();
    }
    ReportFolder.write(report, generated.chartFiles().below(folder));
    return Optional.of(spelling.path(report.resolve(folder)));
  }

  private static ProofResult written(ProofResult result, ProofOptions options) {
    options.report().ifPresent(folder -> Generator.writeReport(result.document(), folder));
    return result;
  }

  private SpaceRequest space(SpaceRequest usual, ProofOptions options) {
    options
        .cases()
        .filter(limit -> limit < 1)
        .ifPresent(
            limit -> {
              throw new RequestException(
                  spelling.option(Spelling.Option.CASES)
                      + " is "
                      + limit
                      + ", which proves nothing: write 1 or more");
            });
    return options
        .cases()
        .map(usual::withLimit)
        .orElse(usual)
        .withSeed(options.seed().orElse(usual.seed()));
  }

  private TimeBudget budget(ProofOptions options) {
    int seconds = options.seconds().orElse(USUAL_SECONDS);
    if (seconds < 1) {
      throw new RequestException(
          spelling.option(Spelling.Option.SECONDS)
              + " is "
              + seconds
              + ", in which nothing can be proven: write 1 or more");
    }
    return TimeBudget.of(Duration.ofSeconds(seconds), System::nanoTime, options.isStopped());
  }

  private KubernetesRequest cluster(ProofOptions options) {
    try {
      return KubernetesRequest.of(options.kubeVersion(), options.apiVersions());
    } catch (IllegalArgumentException malformed) {
      throw new RequestException(
          spelling.option(Spelling.Option.KUBE_VERSION)
              + " or "
              + spelling.option(Spelling.Option.API_VERSIONS)
              + ": "
              + malformed.getMessage(),
          malformed);
    }
  }

  private static ProofProgress progress(String chart, ProofOptions options) {
    if (options.progress().isEmpty()) {
      return ProofProgress.silent();
    }
    ProofOptions.Progress shown = options.progress().get();
    return shown
        .terminal()
        .filter(none -> Terminal.isWatched())
        .<ProofProgress>map(terminal -> TerminalProgress.on(chart, terminal, System::nanoTime))
        .orElseGet(() -> LogProgress.in(chart, shown.log(), System::nanoTime));
  }

  /**
   * Compares with an earlier version.
   *
   * @param previous the earlier version, a folder or an archive; without, the chart that was
   *     committed: that of git's HEAD where there is one, else the one on disk
   * @param output the folder that holds one folder a chart or fleet
   */
  public Comparison diff(Generated generated, Optional<Path> previous, Path output) {
    if (previous.isPresent()) {
      return new Comparison(
          spelling.path(previous.get()),
          Generator.diff(ChartReader.read(previous.get()), generated));
    }
    Path folder =
        output.resolve(generated.name()).resolve("helm").resolve(generated.chart().name());
    CommittedChart committed = CommittedChart.read(folder);
    return new Comparison(
        spelling.path(folder) + " " + committed.origin(),
        Generator.diff(committed.files(), generated));
  }

  /** Compares two versions of any chart, folders or archives. */
  public Comparison diff(Path previous, Path current, List<Path> values) {
    return new Comparison(
        spelling.path(previous),
        Generator.diff(ChartReader.read(previous), ChartReader.read(current), texts(values)));
  }

  /** How the output folder differs from what is generated; nothing is written. */
  public DriftReport check(Generated generated, Path output) {
    return Generator.check(generated, output.resolve(generated.name()));
  }

  /**
   * Writes the output.
   *
   * @param isForced whether generated files that were edited by hand are overwritten
   */
  public WriteReport write(Generated generated, Path output, boolean isForced) {
    Path folder = output.resolve(generated.name());
    return isForced ? Generator.overwrite(generated, folder) : Generator.write(generated, folder);
  }

  /** Writes one part of a fleet's output and leaves the rest as it is. */
  public WriteReport write(Generated generated, Part part, Path output) {
    fleet(generated);
    return Generator.write(generated, part, output.resolve(generated.name()));
  }

  /**
   * Files in the folder of a generated chart that were not generated, and that Helm reads with it;
   * nothing if nothing was written yet.
   *
   * @param name of the chart or fleet
   * @param output the folder that holds one folder a chart or fleet
   */
  public List<Finding> foreignFiles(String name, Path output) {
    return OutputFolder.at(output.resolve(name)).foreignFiles();
  }

  /** What tells whether the output was changed; empty if nothing was written. */
  public Optional<String> fingerprint(String name, Path output) {
    return OutputFolder.at(output.resolve(name)).fingerprint();
  }

  /** A generated chart, packed. */
  public ChartPackage pack(Generated generated, ChartArchive kind) {
    return ChartPackage.pack(generated.chartFiles(), kind);
  }

  /** Any chart to push: an archive as it is, a folder packed. */
  public ChartPackage pack(Path chart) {
    return pushing().read(chart);
  }

  /**
   * The same archive with a provenance file, which {@code helm verify} reads.
   *
   * @param key that signs; by default the first secret key of gpg
   */
  public ChartPackage sign(ChartPackage chart, Optional<String> key) {
    return pushing().sign(chart, key);
  }

  /** Pushes a packed chart to a registry or a repository, or finds out what that would do. */
  public PushResult push(ChartPackage chart, PushOptions options) {
    return pushing().push(chart, options);
  }

  private Pushing pushing() {
    return new Pushing(spelling, CredentialSources.ofThisProcess());
  }

  /** Renders a generated chart. */
  public Rendering render(Generated generated, RenderOptions options) {
    return Generator.render(
        generated,
        options.release().orElse(generated.chart().name()),
        options.namespace(),
        texts(options.values()));
  }

  /** Why a chart was not rendered. */
  public static String refusal(Generated generated, HelmFailure failure) {
    return generated.name() + " cannot be rendered with these values: " + failure.message();
  }

  /** How much a fleet needs and what it costs. */
  public String plan(Generated generated) {
    return PlanDocument.of(Generator.plan(fleet(generated)));
  }

  /** What must hold in the project before a fleet is built. */
  public String preflight(Generated generated) {
    return PreflightDocument.of(Generator.preflight(fleet(generated)));
  }

  private static ProverFleet fleet(Generated generated) {
    return generated
        .fleet()
        .orElseThrow(
            () ->
                new RequestException(
                    generated.name()
                        + " is declared by a ChartSource: only a fleet, declared by a"
                        + " FleetSource, has infrastructure to plan and to build."));
  }

  /**
   * Makes a Maven project with a class that declares a chart, and a test of it. No file that exists
   * is changed.
   *
   * @param folder of the project, made if there is none
   * @param name of the chart; by default the name of the folder
   * @param packageName of the classes; by default one below {@code com.example}
   * @throws RequestException if a name is not valid
   * @throws dev.chartwright.generator.write.OutputException if a file exists already; then nothing
   *     is written
   */
  public CreatedProject init(Path folder, Optional<String> name, Optional<String> packageName) {
    String chart = name.orElseGet(() -> nameOf(folder));
    NewProject project =
        valid(name.isPresent() ? Spelling.Option.NAME : null, () -> NewProject.named(chart));
    if (packageName.isPresent()) {
      project = valid(Spelling.Option.PACKAGE_NAME, () -> new NewProject(chart, packageName.get()));
    }
    FileTree files = project.files();
    NewFiles.write(folder, files);
    return new CreatedProject(chart, spelling.path(folder), List.copyOf(files.paths()));
  }

  private static String nameOf(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "" : last.toString();
  }

  private NewProject valid(Spelling.Option option, Supplier<NewProject> project) {
    try {
      return project.get();
    } catch (IllegalArgumentException invalid) {
      String where =
          option == null
              ? "The folder gives the chart its name, unless "
                  + spelling.option(Spelling.Option.NAME)
                  + " does: "
              : spelling.option(option) + ": ";
      throw new RequestException(where + invalid.getMessage(), invalid);
    }
  }

  /** Every rule in one line. */
  public String rules() {
    return RuleText.index(RuleRegister.complete());
  }

  /**
   * One rule, whole.
   *
   * @param id such as {@code CAP-01}; letters of either case
   */
  public String rule(String id) {
    RuleRegister register = RuleRegister.complete();
    Rule rule =
        register
            .find(id.strip().toUpperCase(Locale.ROOT))
            .orElseThrow(
                () ->
                    RequestException.unknown(
                        id,
                        "a rule",
                        register.all().stream().map(Rule::id).toList(),
                        "leave "
                            + spelling.option(Spelling.Option.RULE)
                            + " out to list all rules"));
    return RuleText.of(rule);
  }

  private List<String> texts(List<Path> files) {
    List<String> texts = new ArrayList<>();
    for (Path file : files) {
      texts.add(text(file));
    }
    return texts;
  }

  private String text(Path file) {
    String option = spelling.option(Spelling.Option.VALUES) + ": ";
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new RequestException(
          option + "there is no file " + spelling.path(file) + ": name a file that exists",
          missing);
    } catch (CharacterCodingException unreadable) {
      throw new RequestException(
          option + spelling.path(file) + " is not UTF-8 text: save it as UTF-8", unreadable);
    } catch (IOException failure) {
      throw new RequestException(
          option + spelling.path(file) + " cannot be read: " + failure.getMessage(), failure);
    }
  }
}
