package dev.chartwright.maven;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Part;
import dev.chartwright.generator.service.ChartService;
import dev.chartwright.generator.service.DeclaredProject;
import dev.chartwright.generator.service.Failure;
import dev.chartwright.generator.service.ProjectRequest;
import dev.chartwright.generator.service.Spelling;
import dev.chartwright.generator.upgrade.UpgradeReport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
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
  private static final String KEPT = Kept.class.getName();

  /**
   * What from-jkube has generated.
   *
   * @param topology the class that its configuration names, or null
   * @param isDeclaredToo whether another class of the project declares a chart
   */
  private record Kept(Generated generated, String topology, boolean isDeclaredToo) {}

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution execution;

  /**
   * The class that declares the chart or fleet. It must be public, have a public constructor
   * without parameters, and implement {@code ChartSource} or {@code FleetSource}; for from-jkube,
   * {@code JkubeSource}. By default it is found among the compiled classes of the project.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.topology")
  private String topology;

  /**
   * Whether to skip the goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.skip", defaultValue = "false")
  private boolean skip;

  /**
   * The parts of a fleet's output that are not generated: gcloud, terraform, plan, diagram.
   *
   * @since 0.1.0
   */
  @Parameter(property = "chartwright.without")
  private List<String> without;

  /**
   * The folder of the subcharts that the goal {@code dependencies} has fetched. Commit it.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "chartwright.dependencies",
      defaultValue = "${project.basedir}/src/main/charts")
  private File dependencies;

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
      if (needsProject()) {
        service().requireCompiled(request());
      }
      if (!isUpToDate()) {
        generate();
      }
    } catch (IOException | RuntimeException | StackOverflowError thrown) {
      fail(Failure.of(thrown, spelling()), thrown);
    }
    getLog()
        .debug(
            String.format(
                Locale.ROOT, "The goal took %d ms", (System.nanoTime() - start) / 1_000_000));
  }

  void generate() throws IOException, MojoExecutionException, MojoFailureException {
    Optional<Generated> kept = kept();
    if (kept.isPresent()) {
      run(kept.get());
      return;
    }
    try (DeclaredProject declared = service().open(request())) {
      Generated generated = declared.generate();
      getLog().debug(generated.chart() + " is declared by " + declared.className());
      run(generated);
    }
  }

  /** Lets the goals that follow in this build of the project take what was generated. */
  @SuppressWarnings("unchecked") // Maven declares the map without types.
  final void keep(Generated generated, boolean isDeclaredToo) {
    getPluginContext().put(KEPT, new Kept(generated, topology, isDeclaredToo));
  }

  /** Whether an earlier goal of this build has generated it. */
  final boolean isKept(Generated generated) {
    return getPluginContext().get(KEPT) instanceof Kept kept && kept.generated() == generated;
  }

  /** What an earlier goal of this build has kept, unless another class of the project declares. */
  private Optional<Generated> kept() {
    if (!(getPluginContext().get(KEPT) instanceof Kept kept)) {
      return Optional.empty();
    }
    boolean isMeant = topology == null ? !kept.isDeclaredToo() : topology.equals(kept.topology());
    return isMeant ? Optional.of(kept.generated()) : Optional.empty();
  }

  private Spelling spelling() {
    return new PluginOptions(execution.getGoal(), this::shown);
  }

  /** What does the work. */
  final ChartService service() {
    return ChartService.spelling(spelling());
  }

  /** The parts that are generated. */
  Set<Part> parts() {
    return service().partsWithout(without == null ? List.of() : without);
  }

  final ProjectRequest request() throws MojoExecutionException {
    ProjectRequest request =
        ProjectRequest.of(classPath())
            .in(Path.of(project.getBuild().getOutputDirectory()), sources())
            .withParts(parts())
            .withDependencies(dependencies());
    return topology == null ? request : request.declaredBy(topology);
  }

  /**
   * The source files to compare with the classes, unless a phase of the build has compiled them.
   */
  private List<Path> sources() {
    if (execution.getSource() != MojoExecution.Source.CLI) {
      return List.of();
    }
    List<Path> sources =
        new ArrayList<>(project.getCompileSourceRoots().stream().map(Path::of).toList());
    sources.add(project.getBasedir().toPath().resolve("src").resolve("main").resolve("kotlin"));
    return sources;
  }

  private static void fail(Failure failure, Throwable cause)
      throws MojoExecutionException, MojoFailureException {
    switch (failure.kind()) {
      case MODEL, REQUEST -> throw new MojoFailureException(failure.message(), cause);
      case ENVIRONMENT, DEFECT -> throw new MojoExecutionException(failure.message(), cause);
    }
  }

  /** Prints a document that is the product of a goal, whatever the level of the log. */
  static void print(String document) {
    System.out.print(document);
    System.out.flush();
  }

  /** The folder of the subcharts that were fetched. */
  final Path dependencies() {
    return dependencies.toPath().normalize();
  }

  final MavenProject project() {
    return project;
  }

  final MojoExecution execution() {
    return execution;
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
}
