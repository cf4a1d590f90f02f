package dev.chartwright.generator.service;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether the process has a terminal. */
final class Terminal {
  private Terminal() {}

  /** Whether standard input and output are a terminal, and not a pipe, a file or a build server. */
  @SuppressWarnings("SystemConsoleNull") // Which is why it is asked further.
  static boolean isWatched() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console even without a terminal.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException before22) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException unknown) {
      return false;
    }
  }
}
