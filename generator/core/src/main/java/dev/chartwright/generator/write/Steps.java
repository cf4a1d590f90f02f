package dev.chartwright.generator.write;

import java.io.IOException;

/**
 * Takes the single steps that change a disk. Between any two of them a process may die, and any of
 * them may fail: that is what the tests put in here.
 */
@FunctionalInterface
interface Steps {
  Steps PLAIN = (name, step) -> step.take();

  void take(String name, Step step) throws IOException;

  /** One call of the file system. */
  @FunctionalInterface
  interface Step {
    void take() throws IOException;
  }
}
