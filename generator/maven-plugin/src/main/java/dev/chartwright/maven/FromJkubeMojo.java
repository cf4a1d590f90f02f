package dev.chartwright.maven;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.service.RefiningProject;
import java.io.IOException;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Makes the chart of the project from what JKube finds out about it: image, ports, health checks,
 * fragments; a class that implements {@code JkubeSource} can add to it. Proves the chart with the
 * Helm engine, and writes the files that changed. Goals that follow in the same build use this
 * chart. Needs {@code chartwright-jkube} as a dependency of the plugin.
 */
@Mojo(
    name = "from-jkube",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE,
    threadSafe = true)
public final class FromJkubeMojo extends WritingMojo {
  /** The chart of JKube, and whether a class of the project declares one too. */
  private record Described(Generated generated, boolean isDeclaredToo) {}

  @Override
  void generate() throws IOException, MojoExecutionException, MojoFailureException {
    Described described = described();
    run(described.generated());
    keep(described.generated(), described.isDeclaredToo());
    if (topology() == null && described.isDeclaredToo()) {
      getLog()
          .warn(
              "A class of the project declares a chart too, and the other goals take that one instead"
                  + " of the chart of JKube: remove it, or leave out from-jkube.");
    }
  }

  private Described described() throws MojoExecutionException, MojoFailureException {
    try {
      ProjectChart jkube = bridge();
      Generator.prepare();
      try (RefiningProject project = service().refine(request())) {
        Chart chart = jkube.of(session(), execution(), project.source(), getLog());
        return new Described(Generator.generate(chart, dependencies()), project.isDeclared());
      }
    } catch (LinkageError | ServiceConfigurationError other) {
      throw new MojoFailureException(
          "The <dependencies> of chartwright-maven-plugin in the POM do not fit the plugin ("
              + other
              + "): give chartwright-jkube the version of the plugin, and leave out JKube, fabric8"
              + " and Jackson, which it brings.",
          other);
    }
  }

  /** Found by the loader of the plugin, which has the plugin's dependencies. */
  private ProjectChart bridge() throws MojoFailureException {
    return ServiceLoader.load(ProjectChart.class, getClass().getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new MojoFailureException(
                    "The goal from-jkube needs the bridge to JKube: add"
                        + " dev.chartwright:chartwright-jkube, in the version of the plugin, to the"
                        + " <dependencies> of chartwright-maven-plugin in the POM."));
  }
}
