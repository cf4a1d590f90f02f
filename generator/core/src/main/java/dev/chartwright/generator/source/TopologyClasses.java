package dev.chartwright.generator.source;

import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.project.JkubeSource;
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
 * The classes of a project that are for the generator: public classes with a public constructor
 * without parameters, or public objects of Kotlin, that are of a kind. Closing it gives the jars of
 * the class path free. Not for use by several threads.
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
   * The names of all classes of a kind in one folder of the class path, sorted. No code of the
   * project runs.
   *
   * @param classes a folder of compiled classes; need not exist
   */
  public List<String> in(Path classes, SourceKind kind) {
    return all(classes, kind).stream()
        .filter(type -> UnusableClass.of(type, kind).isEmpty())
        .map(Class::getName)
        .toList();
  }

  /**
   * Classes in one folder of the class path that are of a kind but cannot be used: one line for
   * each, with its name, the reason and the change. Sorted. No code of the project runs.
   *
   * @param classes a folder of compiled classes; need not exist
   */
  public List<String> nearly(Path classes, SourceKind kind) {
    return all(classes, kind).stream()
        .filter(type -> !type.isInterface())
        .flatMap(
            type ->
                UnusableClass.of(type, kind).map(unusable -> unusable.of(type.getName())).stream())
        .toList();
  }

  /** Every class of a folder that implements what the kind asks for. */
  private List<Class<?>> all(Path classes, SourceKind kind) {
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
          .<Class<?>>flatMap(name -> find(name, kind).stream())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(classes + " cannot be read", failure);
    }
  }

  private Optional<Class<?>> find(String className, SourceKind kind) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      // Whether a class fits is found out here, too, since it may name what is absent.
      UnusableClass.of(type, kind);
      return Optional.<Class<?>>of(type).filter(kind::includes);
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
    return new Topology(code(className, SourceKind.TOPOLOGY));
  }

  /**
   * What a class adds to JKube's description; its failures are {@link TopologyException}s.
   *
   * @throws TopologyException when there is no such class, or it cannot be used or instantiated
   * @throws InvalidModelException when its constructor finds a problem of the model
   */
  public JkubeSource refinement(String className) {
    return new Refinement(code(className, SourceKind.REFINEMENT));
  }

  private UserCode code(String className, SourceKind kind) {
    return loader.asContext(() -> instance(className, kind));
  }

  private UserCode instance(String className, SourceKind kind) {
    try {
      Class<?> type = Class.forName(className, false, loader);
      Optional<UnusableClass> unusable = UnusableClass.of(type, kind);
      if (unusable.isPresent()) {
        throw new TopologyException("The class " + unusable.get().of(className) + ".");
      }
      return new UserCode(instance(type), loader);
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
