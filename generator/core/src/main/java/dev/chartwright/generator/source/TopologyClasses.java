package dev.chartwright.generator.source;

import dev.chartwright.chart.ChartSource;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.FleetSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The topology classes of a project: public classes with a public constructor without parameters
 * that implement {@link ChartSource} or {@link FleetSource}. Closing it gives the jars of the class
 * path free. Not for use by several threads.
 */
public final class TopologyClasses implements AutoCloseable {
  private static final String CLASS = ".class";

  private final ProjectClassLoader loader;

  private TopologyClasses(ProjectClassLoader loader) {
    this.loader = loader;
  }

  /** The classes of a class path, its folders and jars in order. */
  public static TopologyClasses of(List<Path> classPath) {
    return new TopologyClasses(new ProjectClassLoader(classPath));
  }

  /**
   * The names of all topology classes in one folder of the class path, sorted. No code of the
   * project runs.
   *
   * @param classes a folder of compiled classes; need not exist
   */
  public List<String> in(Path classes) {
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(CLASS) && !file.endsWith("-info" + CLASS))
          .map(file -> file.substring(0, file.length() - CLASS.length()))
          .map(file -> file.replace(classes.getFileSystem().getSeparator(), "."))
          .filter(this::isTopology)
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(classes + " cannot be read", failure);
    }
  }

  private boolean isTopology(String className) {
    try {
      return complaint(Class.forName(className, false, loader)).isEmpty();
    } catch (ClassNotFoundException | LinkageError notForUs) {
      // A class that needs something optional, which is absent here.
      return false;
    }
  }

  /** Why a class cannot be a topology; empty when it can. */
  private static String complaint(Class<?> type) {
    if (!ChartSource.class.isAssignableFrom(type) && !FleetSource.class.isAssignableFrom(type)) {
      return "implements neither ChartSource nor FleetSource";
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "is abstract";
    }
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        return outer == type ? "is not public" : "is inside a class that is not public";
      }
    }
    boolean constructible =
        Stream.of(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    return constructible ? "" : "has no public constructor without parameters";
  }

  /**
   * An instance of a topology class.
   *
   * @throws TopologyException when there is no such class, or it cannot be used or instantiated
   * @throws InvalidModelException when its constructor finds a problem of the model
   */
  public Topology load(String className) {
    return loader.asContext(() -> instance(className));
  }

  private Topology instance(String className) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      String complaint = complaint(type);
      if (!complaint.isEmpty()) {
        throw new TopologyException("The class " + className + " " + complaint + ".");
      }
      return new Topology(type.getConstructor().newInstance(), loader);
    } catch (ClassNotFoundException missing) {
      throw new TopologyException(
          "There is no class " + className + " on the class path of the project.");
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof InvalidModelException report) {
        throw report;
      }
      throw loader.blame("The constructor of " + className, failure.getCause());
    } catch (LinkageError failure) {
      throw loader.blame("Loading " + className, failure);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(
          className + " was checked and cannot be instantiated", impossible);
    }
  }

  @Override
  public void close() {
    loader.close();
  }
}
