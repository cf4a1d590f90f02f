package dev.chartwright.generator.service;

import dev.chartwright.generator.source.SourceFiles;
import dev.chartwright.generator.source.SourceKind;
import dev.chartwright.generator.source.TopologyClasses;
import dev.chartwright.project.JkubeSource;
import java.util.Optional;

/**
 * A project whose chart comes of JKube's description, with the class of its author that adds to it,
 * if there is one. What it adds is usable until it is closed. Not for use by several threads.
 */
public final class RefiningProject implements AutoCloseable {
  /** Changes nothing. */
  private static final JkubeSource NOTHING = new JkubeSource() {};

  private final TopologyClasses classes;
  private final Optional<JkubeSource> source;
  private final boolean isDeclared;

  private RefiningProject(
      TopologyClasses classes, Optional<JkubeSource> source, boolean isDeclared) {
    this.classes = classes;
    this.source = source;
    this.isDeclared = isDeclared;
  }

  static RefiningProject open(ProjectRequest request, Spelling spelling) {
    TopologyClasses classes = TopologyClasses.of(request.classPath());
    try {
      ProjectClasses project = new ProjectClasses(classes, request, spelling);
      Optional<String> name = project.name(SourceKind.REFINEMENT, "implement JkubeSource");
      if (name.isEmpty()) {
        // Otherwise the chart would silently lack what the author adds.
        requireCompiled(request, spelling);
        project
            .nearly(SourceKind.REFINEMENT)
            .ifPresent(
                near -> {
                  throw new RequestException(
                      "No class in "
                          + project.folders()
                          + " that implements JkubeSource can be used.\n"
                          + near
                          + ".");
                });
      }
      return new RefiningProject(
          classes,
          name.map(each -> project.load(each, classes::refinement)),
          !project.found(SourceKind.TOPOLOGY).isEmpty());
    } catch (RuntimeException | Error failure) {
      classes.close();
      throw failure;
    }
  }

  private static void requireCompiled(ProjectRequest request, Spelling spelling) {
    for (ProjectRequest.Compiled each : request.compiled()) {
      SourceFiles.withoutAnyClass(each.sources(), each.classes())
          .or(
              () ->
                  SourceFiles.withoutClass(
                      each.sources(), each.classes(), JkubeSource.class.getSimpleName()))
          .ifPresent(
              source -> {
                throw new RequestException(
                    spelling.path(source)
                        + " is not compiled: the chart would lack what a class that implements"
                        + " JkubeSource adds. Run "
                        + spelling.compile());
              });
    }
  }

  /** What the author adds; one that changes nothing if the project has no such class. */
  public JkubeSource source() {
    return source.orElse(NOTHING);
  }

  /** Whether a class of the project declares a chart or a fleet too. */
  public boolean isDeclared() {
    return isDeclared;
  }

  @Override
  public void close() {
    classes.close();
  }
}
