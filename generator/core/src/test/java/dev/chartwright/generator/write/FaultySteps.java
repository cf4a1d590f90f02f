package dev.chartwright.generator.write;

import java.io.IOException;

/**
 * Takes steps on the real disk until one goes wrong. Waiting for the platter is skipped: what has
 * not reached it is not lost when a process dies.
 */
final class FaultySteps implements Steps {
  private final int faulty;
  private final boolean crashes;
  private int taken;
  private String at = "";

  private FaultySteps(int faulty, boolean crashes) {
    this.faulty = faulty;
    this.crashes = crashes;
  }

  /** One step fails; those after it work. */
  static FaultySteps failingAt(int step) {
    return new FaultySteps(step, false);
  }

  /** From that step on nothing happens any more, as if the process were dead. */
  static FaultySteps crashingAt(int step) {
    return new FaultySteps(step, true);
  }

  int taken() {
    return taken;
  }

  String at() {
    return at;
  }

  @Override
  public void take(String name, Step step) throws IOException {
    if (name.startsWith("force ")) {
      return;
    }
    taken++;
    if (taken == faulty) {
      at = name;
    }
    if (crashes && taken >= faulty) {
      throw new Crash();
    }
    if (taken == faulty) {
      throw new IOException("broken at step " + taken);
    }
    step.take();
  }

  /** No handler of exceptions may see it: a dead process cleans nothing up. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }
}
