package dev.chartwright.maven;

import dev.chartwright.problem.Rule;
import static dev.chartwright.generator.rule.ChartRules.GEN_08;
import static dev.chartwright.generator.rule.ChartRules.GEN_05;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.engine.HelmUnavailableException;
import dev.chartwright.generator.source.Topology;
import dev.chartwright.generator.source.TopologyClasses;
import dev.chartwright.generator.source.TopologyException;
import dev.chartwright.generator.upgrade.UpgradeReport;
import dev.chartwright.generator.write.OutputException;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * What every goal does first: find the topology class of the project and generate from it, in
 * memory. Failures of the user's model and failures of the environment leave as the two exceptions
 * that Maven tells apart.
 */
abstract class ChartMojo extends AbstractMojo {
  /** The rule of problems that nobody can mend in the model or the output. */
  private static final Rule UNWRITABLE = GEN_08;

  private static final Rule EDITED = GEN_05;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  /**
   * The class that declares the chart or the fleet: public, with a public constructor without
   * parameters, an implementation of {@code ChartSource} or {@code FleetSource}. When absent, it is
   * looked for among the project's own compiled classes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.topology")
  private String topology;

  /**
   * Whether to do nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The parts of a fleet's output beside its chart that are not generated: gcloud, terraform, plan,
   * diagram.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.without")
  private List<String> without;

  /** Whether the goal has nothing to do; found out before any class of the project is loaded. */
  boolean isUpToDate() throws IOException, MojoExecutionException, MojoFailureException {
    return false;
  }

  /** Whether the goal is about what the project declares. */
  boolean needsProject() {
    return true;
  }

  /** What the goal does with what was generated. */
  abstract void run(Generated generated)
      throws IOException, MojoExecutionException, MojoFailureException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped: <skip> (chartwright.skip) is true");
      return;
    }
    if (project.getPackaging().equals("pom") && needsProject()) {
      getLog().info("Skipped: a project with packaging pom has no classes");
      return;
    }
    long start = System.nanoTime();
    try {
      if (!isUpToDate()) {
        generate();
      }
    } catch (InvalidModelException | TopologyException mistake) {
      throw new MojoFailureException(mistake.getMessage(), mistake);
    } catch (OutputException failure) {
      throw explain(failure);
    } catch (HelmUnavailableException failure) {
      throw new MojoExecutionException(failure.getMessage(), failure);
    } catch (IOException | UncheckedIOException failure) {
      throw new MojoExecutionException(
          "A file cannot be read or written: " + failure.getMessage(), failure);
    } catch (RuntimeException bug) {
      throw new MojoExecutionException(
          "Chartwright failed, which is a mistake of its own: " + bug, bug);
    }
    getLog()
        .debug(
            String.format(
                Locale.ROOT, "The goal took %d ms", (System.nanoTime() - start) / 1_000_000));
  }

  void generate() throws IOException, MojoExecutionException, MojoFailureException {
    try (TopologyClasses classes = TopologyClasses.of(classPath())) {
      String className = topology == null ? find(classes) : topology;
      Generated generated = load(classes, className).generate(parts());
      getLog().debug(generated.chart() + " is declared by " + className);
      run(generated);
    }
  }

  /** The parts that are generated. */
  Set<Part> parts() throws MojoFailureException {
    Set<Part> parts = EnumSet.allOf(Part.class);
    for (String name : without == null ? List.<String>of() : without) {
      parts.remove(
          Part.find(name)
              .orElseThrow(
                  () ->
                      new MojoFailureException(
                          "<without> (chartwright.without): '"
                              + name
                              + "' is not one of "
                              + EnumSet.allOf(Part.class))));
    }
    return parts;
  }

  private Topology load(TopologyClasses classes, String className) throws MojoFailureException {
    try {
      return classes.load(className);
    } catch (TopologyException unusable) {
      String hint = topology == null ? "" : "\nIt is named in <topology> (chartwright.topology).";
      throw new MojoFailureException(unusable.getMessage() + hint, unusable);
    }
  }

  final MavenProject project() {
    return project;
  }

  final String topology() {
    return topology;
  }

  /**
   * Where runs remember what they did; deleted whenever the build is cleaned. Without a project,
   * below the folder that Maven was started in.
   */
  final Path stamps() {
    boolean isAlone = project.getBasedir() == null;
    return Path.of(isAlone ? "target" : project.getBuild().getDirectory(), "chartwright");
  }

  /** Stops when an upgrade would fail, would lose something, or is hidden by the version. */
  static void requireSafe(UpgradeReport upgrade) throws MojoFailureException {
    if (!upgrade.isSafe()) {
      throw new MojoFailureException(upgrade.toString());
    }
  }

  /** A path as a reader of the log looks for it: relative to the project where it is inside. */
  final String shown(Path path) {
    if (project.getBasedir() == null) {
      return path.toString();
    }
    Path base = project.getBasedir().toPath();
    return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
  }

  final List<Path> classPath() throws MojoExecutionException {
    try {
      return project.getCompileClasspathElements().stream().map(Path::of).toList();
    } catch (DependencyResolutionRequiredException unresolved) {
      throw new MojoExecutionException(
          "The dependencies of the project are not resolved", unresolved);
    }
  }

  private String find(TopologyClasses classes) throws MojoFailureException {
    Path folder = Path.of(project.getBuild().getOutputDirectory());
    List<String> found = classes.in(folder);
    if (found.isEmpty()) {
      throw new MojoFailureException(
          "No class in "
              + shown(folder)
              + " declares a chart or a fleet: it must be public, have a public constructor without parameters and implement"
              + " ChartSource or FleetSource.\n"
              + "Compile the project first, or name a class of the class path in <topology> (chartwright.topology).");
    }
    if (found.size() > 1) {
      throw new MojoFailureException(
          found.size()
              + " classes declare a chart or a fleet:\n  "
              + String.join("\n  ", found)
              + "\nName one of them in <topology> (chartwright.topology); several take one <execution> each.");
    }
    return found.get(0);
  }

  private static MojoFailureException explain(OutputException failure)
      throws MojoExecutionException {
    Set<String> rules = failure.findings().stream().map(Finding::rule).collect(Collectors.toSet());
    if (rules.equals(Set.of(UNWRITABLE))) {
      throw new MojoExecutionException(failure.getMessage(), failure);
    }
    String hint =
        rules.contains(EDITED)
            ? "\nTo have edits of generated files overwritten, set <force> (chartwright.force)."
            : "";
    return new MojoFailureException(failure.getMessage() + hint, failure);
  }
}
