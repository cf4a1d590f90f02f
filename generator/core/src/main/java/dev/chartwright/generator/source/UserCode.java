package dev.chartwright.generator.source;

import dev.chartwright.problem.InvalidModelException;
import java.util.function.Supplier;

/**
 * An instance of a class of the project. Usable until the class loader is closed.
 *
 * @param source the instance
 * @param loader has loaded its class
 */
record UserCode(Object source, ProjectClassLoader loader) {
  String className() {
    return source.getClass().getName();
  }

  /**
   * What a method of the instance returns. Only the user's own code may be blamed on the user.
   *
   * @param method its name, for messages
   * @throws TopologyException if it throws, or returns null
   */
  <T> T call(String method, Supplier<T> body) {
    String code = className() + "." + method + "()";
    T result;
    try {
      result = loader.asContext(body);
    } catch (InvalidModelException report) {
      throw report;
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      throw loader.blame(code, failure);
    }
    if (result == null) {
      throw new TopologyException(code + " returned null.");
    }
    return result;
  }
}
