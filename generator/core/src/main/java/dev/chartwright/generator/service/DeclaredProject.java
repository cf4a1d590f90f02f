package dev.chartwright.generator.service;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.source.Topology;
import dev.chartwright.generator.source.TopologyClasses;
import dev.chartwright.generator.source.TopologyException;
import dev.chartwright.problem.InvalidModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
      String name = request.className().orElseGet(() -> find(classes, request, spelling));
      request.holding(name).forEach(each -> ChartService.requireCompiled(each, spelling));
      return new DeclaredProject(classes, load(classes, name, request, spelling), request);
    } catch (RuntimeException | Error failure) {
      classes.close();
      throw failure;
    }
  }

  private static Topology load(
      TopologyClasses classes, String name, ProjectRequest request, Spelling spelling) {
    try {
      return classes.load(name);
    } catch (TopologyException unusable) {
      if (request.className().isEmpty()) {
        throw unusable;
      }
      throw new RequestException(
          unusable.getMessage()
              + "\nIt is named in "
              + spelling.option(Spelling.Option.DECLARING_CLASS)
              + ".",
          unusable);
    }
  }

  private static String find(TopologyClasses classes, ProjectRequest request, Spelling spelling) {
    List<String> found = new ArrayList<>();
    for (ProjectRequest.Compiled each : request.compiled()) {
      found.addAll(classes.in(each.classes()));
    }
    String option = spelling.option(Spelling.Option.DECLARING_CLASS);
    if (found.isEmpty()) {
      String folders =
          request.compiled().stream()
              .map(ProjectRequest.Compiled::classes)
              .filter(each -> !each.toFile().isFile())
              .map(spelling::path)
              .collect(Collectors.joining(", "));
      List<String> near =
          request.compiled().stream()
              .flatMap(each -> classes.nearly(each.classes()).stream())
              .toList();
      throw new RequestException(
          "No class in "
              + (folders.isEmpty() ? "a folder of the class path" : folders)
              + " declares a chart or a fleet: it must be public, have a public constructor without"
              + " parameters and implement ChartSource or FleetSource.\n"
              + (near.isEmpty()
                  ? "Compile the project first, or name a class of the class path in " + option
                  : "These classes nearly fit:\n  "
                      + String.join("\n  ", near)
                      + "\nChange one of"
                      + " them, or name a class of the class path in "
                      + option)
              + ".");
    }
    if (found.size() > 1) {
      throw new RequestException(
          found.size()
              + " classes declare a chart or a fleet:\n  "
              + String.join("\n  ", found)
              + "\nName one of them in "
              + option
              + ".");
    }
    return found.get(0);
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
