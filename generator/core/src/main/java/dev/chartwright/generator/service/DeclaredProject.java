package dev.chartwright.generator.service;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.source.SourceKind;
import dev.chartwright.generator.source.Topology;
import dev.chartwright.generator.source.TopologyClasses;
import dev.chartwright.generator.source.TopologyException;
import dev.chartwright.problem.InvalidModelException;
import java.util.List;

/**
 * A project whose class is loaded. What was generated from it is usable until it is closed. Not for
 * use by several threads.
 */
public final class DeclaredProject implements AutoCloseable {
  private final TopologyClasses classes;
  private final Topology topology;
  private final ProjectRequest request;

  private DeclaredProject(TopologyClasses classes, Topology topology, ProjectRequest request) {
    this.classes = classes;
    this.topology = topology;
    this.request = request;
  }

  static DeclaredProject open(ProjectRequest request, Spelling spelling) {
    TopologyClasses classes = TopologyClasses.of(request.classPath());
    try {
      ProjectClasses project = new ProjectClasses(classes, request, spelling);
      String name =
          project
              .name(SourceKind.TOPOLOGY, "declare a chart or a fleet")
              .orElseThrow(() -> none(project));
      return new DeclaredProject(classes, project.load(name, classes::load), request);
    } catch (RuntimeException | Error failure) {
      classes.close();
      throw failure;
    }
  }

  private static RequestException none(ProjectClasses project) {
    String reason = "No class in " + project.folders() + " declares a chart or a fleet: ";
    List<String> refining = project.found(SourceKind.REFINEMENT);
    if (!refining.isEmpty()) {
      return new RequestException(
          reason
              + refining.get(0)
              + " adds to what JKube describes, so the goal from-jkube comes first: mvn"
              + " process-classes chartwright:from-jkube, and in the same line the goals that take"
              + " its chart.");
    }
    return new RequestException(
        reason
            + "it must be public, have a public constructor without parameters and implement"
            + " ChartSource or FleetSource.\n"
            + project
                .nearly(SourceKind.TOPOLOGY)
                .orElseGet(
                    () ->
                        "Compile the project first, or name a class of the class path in "
                            + project.option())
            + "."
            + project.spelling().withoutClass());
  }

  /** The name of the class that declares. */
  public String className() {
    return topology.className();
  }

  /**
   * Generates what was asked for, in memory.
   *
   * @throws TopologyException if the user's code throws
   * @throws InvalidModelException with every problem of the model
   */
  public Generated generate() {
    return topology.generate(request.parts(), request.dependencies());
  }

  @Override
  public void close() {
    classes.close();
  }
}
