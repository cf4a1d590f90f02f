package dev.chartwright.generator.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Loads the classes of a user's project. What a topology hands over must be the very types that the
 * generator knows, so the packages of the DSL, and the Kubernetes model that its signatures name,
 * come from the generator. Everything else comes from the project, and nothing else of the
 * generator is seen. Thread-safe, as every class loader.
 */
final class ProjectClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String NAME = "topology";

  private static final List<String> SHARED =
      List.of(
          "dev.chartwright.chart.",
          "dev.chartwright.cloud.",
          "dev.chartwright.problem.",
          "dev.chartwright.project.",
          "dev.chartwright.prover.",
          "dev.chartwright.resource.",
          "dev.chartwright.units.",
          "dev.chartwright.workload.",
          // Resources of the user's own carry Jackson's annotations, which must be those that the
          // generator reads.
          "com.fasterxml.jackson.",
          "io.fabric8.kubernetes.");

  private final ClassLoader generator = ProjectClassLoader.class.getClassLoader();

  ProjectClassLoader(List<Path> classPath) {
    super(NAME, urls(classPath), ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SHARED.stream().anyMatch(name::startsWith)) {
      try {
        return generator.loadClass(name);
      } catch (ClassNotFoundException onlyInTheProject) {
        return super.findClass(name);
      }
    }
    return super.findClass(name);
  }

  /**
   * Runs code of the project, which finds the project's classes through the context class loader
   * too.
   */
  <T> T asContext(Supplier<T> code) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try {
      return code.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A failure of the project's code, for its author: what failed, and at which line of theirs. */
  TopologyException blame(String code, Throwable failure) {
    StringBuilder message = new StringBuilder(code).append(" failed: ").append(failure);
    appendPlace(message, failure);
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      message.append("\n  caused by ").append(cause);
      appendPlace(message, cause);
    }
    if (failure instanceof LinkageError) {
      message.append(
          "\nIf it is a class of Chartwright that does not fit: chartwright-dsl and the generator must have the same version.");
    }
    return new TopologyException(message.toString(), failure);
  }

  private void appendPlace(StringBuilder message, Throwable failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      if (NAME.equals(frame.getClassLoaderName())) {
        String place = frame.getClassName() + "." + frame.getMethodName();
        message.append("\n    at ").append(place).append('(').append(frame.getFileName());
        message.append(':').append(frame.getLineNumber()).append(')');
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      super.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("the class path of the project cannot be closed", failure);
    }
  }

  private static URL[] urls(List<Path> classPath) {
    return classPath.stream().map(ProjectClassLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException("not a class path entry: " + entry, impossible);
    }
  }
}
