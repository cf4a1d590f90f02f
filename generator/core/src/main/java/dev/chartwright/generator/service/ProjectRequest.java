package dev.chartwright.generator.service;

import dev.chartwright.generator.Part;
import dev.chartwright.generator.source.SourceFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which class declares the chart or the fleet, and what is wanted of it. Immutable.
 *
 * @param classPath the class and its libraries, folders and jars
 * @param compiled the folders to look for the class in, with the source files that they come from
 * @param className the class; found if there is only one
 * @param parts the parts of a fleet to generate
 * @param dependencies the folder with the subcharts that were fetched, which need not exist
 */
public record ProjectRequest(
    List<Path> classPath,
    List<Compiled> compiled,
    Optional<String> className,
    Set<Part> parts,
    Path dependencies) {
  /** Where subcharts that were fetched are kept, below the folder of the project. */
  public static final Path DEPENDENCIES = Path.of("src", "main", "charts");

  /**
   * A folder of the class path.
   *
   * @param classes the folder of compiled classes
   * @param sources the folders of their source files; none if nobody has to compare them
   */
  public record Compiled(Path classes, List<Path> sources) {
    public Compiled {
      Objects.requireNonNull(classes, "classes");
      sources = List.copyOf(sources);
    }
  }

  public ProjectRequest {
    classPath = List.copyOf(classPath);
    compiled = List.copyOf(compiled);
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(dependencies, "dependencies");
    EnumSet<Part> ordered = EnumSet.noneOf(Part.class);
    ordered.addAll(parts);
    parts = Collections.unmodifiableSet(ordered);
  }

  /** Whatever the class path declares, with source files where Maven and Gradle have them. */
  public static ProjectRequest of(List<Path> classPath) {
    List<Compiled> compiled =
        classPath.stream().map(each -> new Compiled(each, SourceFiles.conventional(each))).toList();
    return new ProjectRequest(
        classPath, compiled, Optional.empty(), EnumSet.allOf(Part.class), DEPENDENCIES);
  }

  /** A request that looks into this folder alone for the class. */
  public ProjectRequest in(Path classes, List<Path> sources) {
    return new ProjectRequest(
        classPath, List.of(new Compiled(classes, sources)), className, parts, dependencies);
  }

  /** A request for a class by its name. */
  public ProjectRequest declaredBy(String name) {
    return new ProjectRequest(classPath, compiled, Optional.of(name), parts, dependencies);
  }

  /** A request for some parts of a fleet. */
  public ProjectRequest withParts(Set<Part> some) {
    return new ProjectRequest(classPath, compiled, className, some, dependencies);
  }

  /** A request with another folder of subcharts. */
  public ProjectRequest withDependencies(Path folder) {
    return new ProjectRequest(classPath, compiled, className, parts, folder);
  }

  /** The folders that hold a class. */
  List<Compiled> holding(String name) {
    String file = name.replace('.', '/') + ".class";
    List<Compiled> holding = new ArrayList<>(compiled);
    holding.removeIf(each -> !each.classes().resolve(file).toFile().isFile());
    return holding;
  }
}
