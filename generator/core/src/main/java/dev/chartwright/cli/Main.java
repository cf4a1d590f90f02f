package dev.chartwright.cli;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.Terminal;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.HelmUnavailableException;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.plan.PlanDocument;
import dev.chartwright.generator.preflight.PreflightDocument;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.report.ProofDocument;
import dev.chartwright.generator.report.ProofText;
import dev.chartwright.generator.report.TerminalProgress;
import dev.chartwright.generator.source.TopologyClasses;
import dev.chartwright.generator.source.TopologyException;
import dev.chartwright.generator.space.SpaceRequest;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.ChartFiles;
import dev.chartwright.generator.write.DriftReport;
import dev.chartwright.generator.write.OutputException;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.ProverFleet;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The command line over {@link Generator}. It exits with 0: done, 1: the model or its output is
 * wrong, 2: anything else.
 */
public final class Main {
  private static final String USAGE =
      """

      Usage: generate | check | verify | diff | render | plan | preflight | gcloud | terraform | diagram
             verify CHART            any chart: its folder, or the .tgz of helm package
             diff PREVIOUS [CHART]   what an upgrade does; of what is declared, or of any chart
        --class NAME        what declares the chart or fleet; looked for in the folders of the class path
        --class-path PATH   where it and its libraries are; the class path of this process
        --out FOLDER        holds one folder a chart; charts-out
        --without PART      leave out gcloud, terraform, plan or diagram; may be repeated
        --report FOLDER     generate, verify: write report.html, report.json and JUnit XML there
        --cases NUMBER      generate, verify: the most cases of the value space that are to render; 120, of any chart 150
        --seed NUMBER       generate, verify: decides which values are combined; 1
        --kube-version V    generate, verify: the version of Kubernetes to prove for; 1.33
        --api-versions API  generate, verify: an API that the cluster has too, such as cert-manager.io/v1; may be repeated
        --force             generate: overwrite generated files that were edited by hand
        --values FILE       render, verify and diff of any charts: a values file; may be repeated, later ones win
        --release NAME      render: the name of the release; that of the chart
        --namespace NAME    render: the namespace; default
      """;

  /** What asks the Helm engine, which loads while the chart is being generated. */
  private static final Set<String> RENDERING = Set.of("generate", "verify", "diff", "render");

  private final Arguments arguments;
  private final PrintStream out;
  private final PrintStream err;

  private Main(Arguments arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  public static void main(String... args) {
    System.exit(run(List.of(args), System.out, System.err));
  }

  /** Runs a command and gives its exit code. */
  static int run(List<String> words, PrintStream out, PrintStream err) {
    try {
      return new Main(Arguments.parse(words), out, err).run() ? 0 : 1;
    } catch (Arguments.Unusable unusable) {
      err.println(unusable.getMessage());
      err.print(USAGE);
      return 2;
    } catch (InvalidModelException | TopologyException | OutputException mistake) {
      err.println(mistake.getMessage());
      return 1;
    } catch (HelmUnavailableException | IOException | UncheckedIOException failure) {
      err.println(failure.getMessage());
      return 2;
    } catch (RuntimeException | StackOverflowError defect) {
      err.println(
          "This is a defect of Chartwright, and nothing is known of the input: "
              + defect
              + Stream.of(defect.getStackTrace())
                  .filter(frame -> frame.getClassName().startsWith("dev.chartwright."))
                  .findFirst()
                  .map(frame -> " at " + frame)
                  .orElse("")
              + ". Report it with the chart or class that shows it.");
      return 2;
    }
  }

  private boolean run() throws IOException {
    if (RENDERING.contains(arguments.command())) {
      Generator.prepare();
    }
    if (arguments.command().equals("verify") && !arguments.charts().isEmpty()) {
      FileTree chart = ChartFiles.read(Path.of(arguments.charts().get(0)));
      ProofReport report;
      try (TerminalProgress progress = progress(arguments.charts().get(0))) {
        report =
            Generator.verify(
                chart, values(), space(SpaceRequest.foreign()), arguments.cluster(), progress);
      }
      return show(Generator.document(chart, report));
    }
    if (arguments.charts().size() == 2) {
      FileTree chart = ChartFiles.read(Path.of(arguments.charts().get(1)));
      FileTree previous = ChartFiles.read(Path.of(arguments.charts().get(0)));
      return show(Generator.diff(previous, chart, values()));
    }
    List<Path> classPath =
        Stream.of(
                arguments
                    .last("--class-path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .map(Path::of)
            .toList();
    try (TopologyClasses classes = TopologyClasses.of(classPath)) {
      List<String> found =
          arguments.all("--class").isEmpty()
              ? classPath.stream().flatMap(entry -> classes.in(entry).stream()).toList()
              : arguments.all("--class");
      if (found.size() != 1) {
        throw new Arguments.Unusable(
            "One class must declare the chart or fleet, not " + found + ": name it with --class.");
      }
      Generated generated = classes.load(found.get(0)).generate(arguments.parts());
      generated.findings().forEach(err::println);
      Path folder = Path.of(arguments.last("--out", "charts-out")).resolve(generated.name());
      return switch (arguments.command()) {
        case "generate" -> prove(generated) && write(generated, folder);
        case "check" -> check(generated, folder);
        case "verify" -> prove(generated);
        case "diff" -> diff(generated, folder);
        case "render" -> render(generated);
        case "plan" -> print(PlanDocument.of(Generator.plan(fleet(generated))));
        case "preflight" -> print(PreflightDocument.of(Generator.preflight(fleet(generated))));
        default -> write(generated, Part.find(arguments.command()).orElseThrow(), folder);
      };
    }
  }

  private boolean prove(Generated generated) {
    ProofReport report;
    try (TerminalProgress progress = progress(generated.name())) {
      report =
          Generator.prove(generated, space(SpaceRequest.standard()), arguments.cluster(), progress);
    }
    return show(Generator.document(generated, report));
  }

  private SpaceRequest space(SpaceRequest usual) {
    return usual
        .withLimit((int) arguments.number("--cases", usual.limit()))
        .withSeed(arguments.number("--seed", usual.seed()));
  }

  private TerminalProgress progress(String chart) {
    return Terminal.isWatched()
        ? TerminalProgress.on(chart, err::print, System::nanoTime)
        : TerminalProgress.silent();
  }

  private boolean show(ProofDocument document) {
    document.proof().findings().forEach(err::println);
    for (ProofReport.Case rendering : document.proof().cases()) {
      out.println(
          rendering.name()
              + ", release "
              + rendering.release()
              + ": "
              + rendering.objects()
              + " objects");
    }
    Path folder = Path.of(arguments.last("--report", ""));
    if (!folder.toString().isEmpty()) {
      Generator.writeReport(document, folder);
    }
    String page = folder.toString().isEmpty() ? "" : folder.resolve("report.html").toString();
    ProofText.of(document, page).forEach(out::println);
    return document.isProven();
  }

  private boolean diff(Generated generated, Path folder) {
    Path previous =
        arguments.charts().isEmpty()
            ? folder.resolve("helm").resolve(generated.chart().name())
            : Path.of(arguments.charts().get(0));
    return show(Generator.diff(ChartFiles.read(previous), generated));
  }

  private boolean show(UpgradeReport report) {
    out.print(report);
    return report.isSafe();
  }

  private boolean write(Generated generated, Path folder) {
    out.println(
        arguments.isForced()
            ? Generator.overwrite(generated, folder)
            : Generator.write(generated, folder));
    return true;
  }

  private boolean write(Generated generated, Part part, Path folder) {
    fleet(generated);
    out.println(Generator.write(generated, part, folder));
    return true;
  }

  private boolean print(String document) {
    out.print(document);
    return true;
  }

  private static ProverFleet fleet(Generated generated) {
    return generated
        .fleet()
        .orElseThrow(
            () ->
                new Arguments.Unusable(
                    generated.name() + " is a chart: only a fleet has infrastructure."));
  }

  private boolean check(Generated generated, Path folder) {
    DriftReport report = Generator.check(generated, folder);
    out.print(report);
    return report.isClean();
  }

  private List<String> values() throws IOException {
    List<String> values = new ArrayList<>();
    for (String file : arguments.all("--values")) {
      values.add(Files.readString(Path.of(file)));
    }
    return values;
  }

  private boolean render(Generated generated) throws IOException {
    Rendering rendering =
        Generator.render(
            generated,
            arguments.last("--release", generated.chart().name()),
            arguments.last("--namespace", "default"),
            values());
    if (rendering instanceof HelmFailure failure) {
      err.println(failure.message());
      return false;
    }
    out.print(((Rendering.Rendered) rendering).manifest());
    return true;
  }
}
