package dev.chartwright.cli;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.service.ChartService;
import dev.chartwright.generator.service.Comparison;
import dev.chartwright.generator.service.DeclaredProject;
import dev.chartwright.generator.service.Failure;
import dev.chartwright.generator.service.ProjectRequest;
import dev.chartwright.generator.service.ProofOptions;
import dev.chartwright.generator.service.ProofResult;
import dev.chartwright.generator.service.PushOptions;
import dev.chartwright.generator.service.RenderOptions;
import dev.chartwright.generator.service.RequestException;
import dev.chartwright.generator.service.Spelling;
import dev.chartwright.generator.service.StopSignal;
import dev.chartwright.generator.write.DriftReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FindingReport;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line over {@link ChartService}: reads arguments and prints results. It exits with 0:
 * done, 1: the model or its output is wrong, 2: anything else.
 */
public final class Main {
  /** How options are written on the command line. */
  private static final class Words implements Spelling {
    @Override
    public String option(Option option) {
      return switch (option) {
        case DECLARING_CLASS -> Setting.CLASS.toString();
        case RULE -> "the ID";
        case PACKAGE_NAME -> Setting.PACKAGE.toString();
        case REPOSITORY -> "the REPOSITORY";
        case REPOSITORY_TYPE -> Setting.TYPE.toString();
        default -> "--" + option.name().toLowerCase(Locale.ROOT).replace('_', '-');
      };
    }

    @Override
    public String compile() {
      return "the build that compiles it, such as mvn compile, and then this command again.";
    }

    @Override
    public String path(Path path) {
      return path.toString();
    }
  }

  private static final ChartService SERVICE = ChartService.spelling(new Words());

  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;
  private final StopSignal stop;

  private Main(Arguments arguments, StopSignal stop, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.stop = stop;
    this.out = out;
    this.err = err;
  }

  public static void main(String... args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Runs a command and gives its exit code. */
  static int run(List<String> words, PrintStream out, PrintStream err) {
    try (StopSignal stop = new StopSignal()) {
      return new Main(Arguments.parse(words), stop, out, err).run() ? 0 : 1;
    } catch (RuntimeException | StackOverflowError thrown) {
      Failure failure = Failure.of(thrown, new Words());
      err.println(failure.message());
      return failure.kind() == Failure.Kind.MODEL ? 1 : 2;
    }
  }

  private boolean run() {
    if (arguments.verb().isRendering()) {
      Generator.prepare();
    }
    List<String> operands = arguments.operands();
    return switch (arguments.verb()) {
      case HELP ->
          print(operands.isEmpty() ? HelpText.all() : HelpText.of(Arguments.verb(operands.get(0))));
      case RULES -> print(operands.isEmpty() ? SERVICE.rules() : SERVICE.rule(operands.get(0)));
      case INIT ->
          printLine(
              SERVICE.init(
                  Path.of(operands.isEmpty() ? "." : operands.get(0)),
                  arguments.last(Setting.NAME),
                  arguments.last(Setting.PACKAGE)));
      case PUSH -> push();
      case VERIFY ->
          operands.isEmpty()
              ? declared()
              : show(SERVICE.verify(Path.of(operands.get(0)), options().withValues(values())));
      case DIFF ->
          operands.size() < 2
              ? declared()
              : show(SERVICE.diff(Path.of(operands.get(0)), Path.of(operands.get(1)), values()));
      default -> declared();
    };
  }

  private boolean push() {
    List<String> operands = arguments.operands();
    if (operands.size() < 2) {
      throw new RequestException(
          "'push' needs a chart and a repository: write push "
              + Verb.PUSH.operands()
              + ", such as push site-1.0.0.tgz oci://registry.example.com/charts");
    }
    PushOptions options =
        new PushOptions(
            operands.get(1),
            arguments.last(Setting.TYPE),
            Optional.empty(),
            arguments.has(Setting.DRY_RUN),
            arguments.has(Setting.PLAIN_HTTP),
            arguments.number(Setting.TIMEOUT).map(Math::toIntExact),
            arguments.has(Setting.SIGN),
            arguments.last(Setting.KEY));
    return printLine(SERVICE.push(SERVICE.pack(Path.of(operands.get(0))), options));
  }

  /** Does what is about a declaration. */
  private boolean declared() {
    if (arguments.verb() != Verb.RENDER && arguments.has(Setting.VALUES)) {
      throw new RequestException(
          "'"
              + arguments.verb()
              + "' of what a class declares does not take --values, which would change nothing: name"
              + " charts, "
              + arguments.verb()
              + " "
              + arguments.verb().operands()
              + ", or leave the option out.");
    }
    try (DeclaredProject project = SERVICE.open(project())) {
      Generated generated = project.generate();
      tell(generated.findings());
      Path output = Path.of(arguments.last(Setting.OUT).orElse("charts-out"));
      return switch (arguments.verb()) {
        case GENERATE ->
            show(SERVICE.prove(generated, options()))
                && printLine(SERVICE.write(generated, output, arguments.has(Setting.FORCE)))
                && tellForeign(generated.name(), output);
        case DEPENDENCIES ->
            printLine(
                SERVICE.fetch(generated, dependencies(), output, arguments.has(Setting.UPDATE)));
        case CHECK -> show(SERVICE.check(generated, output));
        case VERIFY -> show(SERVICE.prove(generated, options()));
        case DIFF ->
            show(
                SERVICE.diff(
                    generated, arguments.operands().stream().findFirst().map(Path::of), output));
        case RENDER -> render(generated);
        case PLAN -> print(SERVICE.plan(generated));
        case PREFLIGHT -> print(SERVICE.preflight(generated));
        default -> printLine(SERVICE.write(generated, part().orElseThrow(), output));
      };
    }
  }

  private ProjectRequest project() {
    List<Path> classPath =
        Stream.of(
                arguments
                    .last(Setting.CLASS_PATH)
                    .orElseGet(Main::classPath)
                    .split(File.pathSeparator))
            .map(Path::of)
            .toList();
    Set<Part> parts = SERVICE.partsWithout(arguments.all(Setting.WITHOUT));
    ProjectRequest request =
        ProjectRequest.of(classPath)
            .withParts(part().<Set<Part>>map(EnumSet::of).orElse(parts))
            .withDependencies(dependencies());
    return arguments.last(Setting.CLASS).map(request::declaredBy).orElse(request);
  }

  /**
   * The class path of this process; if that is one file, which cannot hold the user's classes, then
   * first the folders that Maven and Gradle compile to.
   */
  private static String classPath() {
    String own = System.getProperty("java.class.path");
    if (own.contains(File.pathSeparator) || !Files.isRegularFile(Path.of(own))) {
      return own;
    }
    return Stream.concat(
            Stream.of("target/classes", "build/classes/java/main", "build/classes/kotlin/main")
                .filter(folder -> Files.isDirectory(Path.of(folder))),
            Stream.of(own))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path dependencies() {
    return arguments.last(Setting.DEPENDENCIES).map(Path::of).orElse(ProjectRequest.DEPENDENCIES);
  }

  /** The only part that a command is about. */
  private Optional<Part> part() {
    return Part.find(arguments.verb().toString());
  }

  /** How to prove. Only a proof has something to report when the process is stopped. */
  private ProofOptions options() {
    ProofOptions options =
        ProofOptions.usual()
            .withCases(
                arguments.number(Setting.CASES).map(Math::toIntExact),
                arguments.number(Setting.SEED))
            .withCluster(
                arguments.last(Setting.KUBE_VERSION).orElse(""),
                arguments.all(Setting.API_VERSIONS))
            .withSeconds(arguments.number(Setting.SECONDS).map(Math::toIntExact))
            .withStop(stop.listen()::isGiven)
            .withReport(report());
    return arguments.has(Setting.QUIET)
        ? options
        : options.withProgress(new ProofOptions.Progress(Optional.of(err::print), err::println));
  }

  private Optional<Path> report() {
    return arguments.last(Setting.REPORT).map(Path::of);
  }

  private List<Path> values() {
    return arguments.all(Setting.VALUES).stream().map(Path::of).toList();
  }

  /** The worst first, what is found at several places once. */
  private void tell(List<Finding> findings) {
    if (!findings.isEmpty()) {
      err.println(FindingReport.of(findings));
    }
  }

  private boolean tellForeign(String name, Path output) {
    tell(SERVICE.foreignFiles(name, output));
    return true;
  }

  private boolean show(ProofResult result) {
    tell(result.proof().findings());
    result.renderings().forEach(out::println);
    String page = report().map(folder -> folder.resolve("report.html").toString()).orElse("");
    result.summary(page).forEach(out::println);
    return !result.hasErrors();
  }

  private boolean show(Comparison comparison) {
    out.print(comparison);
    return comparison.report().isSafe();
  }

  private boolean show(DriftReport report) {
    out.print(report);
    return report.isClean();
  }

  private boolean render(Generated generated) {
    RenderOptions options =
        new RenderOptions(
            arguments.last(Setting.RELEASE),
            arguments.last(Setting.NAMESPACE).orElse("default"),
            values());
    Rendering rendering = SERVICE.render(generated, options);
    if (rendering instanceof HelmFailure failure) {
      err.println(ChartService.refusal(generated, failure));
      return false;
    }
    return print(((Rendering.Rendered) rendering).manifest());
  }

  private boolean print(String document) {
    out.print(document);
    return true;
  }

  private boolean printLine(Object report) {
    out.println(report);
    return true;
  }
}
