package dev.chartwright.generator.engine;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The signal handlers of the process, kept as they were across a call of the Helm engine. Rendering
 * makes the Go runtime take SIGINT, SIGQUIT and SIGTERM for itself and drop them: after that,
 * neither Ctrl-C nor {@code kill} would end the JVM, and {@code jstack} could not attach to it.
 */
final class SignalHandlers {
  private static final int[] TAKEN = {2, 3, 15};
  private static final int LARGEST_SIGACTION = 512;

  private final Map<Integer, Memory> kept = new LinkedHashMap<>();

  private SignalHandlers() {}

  /** Notes the handlers of now. On Windows there is nothing to note. */
  static SignalHandlers keep() {
    SignalHandlers handlers = new SignalHandlers();
    if (!Platform.isWindows()) {
      for (int signal : TAKEN) {
        Memory action = new Memory(LARGEST_SIGACTION);
        action.clear();
        if (Posix.C.sigaction(signal, null, action) == 0) {
          handlers.kept.put(signal, action);
        }
      }
    }
    return handlers;
  }

  void restore() {
    kept.forEach((signal, action) -> Posix.C.sigaction(signal, action, null));
  }

  private interface Posix extends com.sun.jna.Library {
    Posix C = Native.load("c", Posix.class);

    int sigaction(int signal, Pointer action, Pointer previous);
  }
}
