package dev.chartwright.generator.source;

import dev.chartwright.chart.ChartSource;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.FleetSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The topology classes of a project: public classes with a public constructor without parameters,
 * or public objects of Kotlin, that implement {@link ChartSource} or {@link FleetSource}. Closing
 * it gives the jars of the class path free. Not for use by several threads.
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
    return declaring(classes).stream()
        .filter(type -> UnusableClass.of(type).isEmpty())
        .map(Class::getName)
        .toList();
  }

  /**
   * Classes in one folder of the class path that declare a chart or a fleet but cannot be used: one
   * line for each, with its name, the reason and the change. Sorted. No code of the project runs.
   *
   * @param classes a folder of compiled classes; need not exist
   */
  public List<String> nearly(Path classes) {
    return declaring(classes).stream()
        .filter(type -> !type.isInterface())
        .flatMap(
            type -> UnusableClass.of(type).map(unusable -> unusable.of(type.getName())).stream())
        .toList();
  }

  /** Every class of a folder that implements what a topology implements. */
  private List<Class<?>> declaring(Path classes) {
    if (!Files.isDirectory(classes)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.endsWith(CLASS) && !file.endsWith("-info" + CLASS))
          .map(file -> file.substring(0, file.length() - CLASS.length()))
          .map(file -> file.replace(classes.getFileSystem().getSeparator(), "."))
          .sorted()
          .<Class<?>>flatMap(name -> declaring(name).stream())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(classes + " cannot be read", failure);
    }
  }

  private Optional<Class<?>> declaring(String className) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      // Whether a class fits is found out here, too, since it may name what is absent.
      UnusableClass.of(type);
      return Optional.<Class<?>>of(type).filter(UnusableClass::isDeclaration);
    } catch (ClassNotFoundException | LinkageError notForUs) {
      // A class that needs something optional, which is absent here.
      return Optional.empty();
    }
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
      Optional<UnusableClass> unusable = UnusableClass.of(type);
      if (unusable.isPresent()) {
        throw new TopologyException("The class " + unusable.get().of(className) + ".");
      }
      return new Topology(instance(type), loader);
    } catch (ClassNotFoundException missing) {
      throw new TopologyException(
          "There is no class " + className + " on the class path of the project.");
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof InvalidModelException report) {
        throw report;
      }
      throw loader.blame("The constructor of " + className, failure.getCause());
    } catch (ExceptionInInitializerError failure) {
      if (failure.getCause() instanceof InvalidModelException report) {
        throw report;
      }
      throw loader.blame("Loading " + className, failure);
    } catch (LinkageError failure) {
      throw loader.blame("Loading " + className, failure);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(
          className + " was checked and cannot be instantiated", impossible);
    }
  }

  private static Object instance(Class<?> type) throws ReflectiveOperationException {
    Optional<Field> only = UnusableClass.onlyInstance(type);
    return only.isPresent() ? only.get().get(null) : type.getConstructor().newInstance();
  }

  @Override
  public void close() {
    loader.close();
  }
}
