package dev.chartwright.generator.write;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A process of its own that writes a folder and dies at a given step. */
final class KilledWriter {
  static final int REFUSED = 3;
  private static final int KILLED = 137;

  private KilledWriter() {}

  /** Starts it, waits for its end, and returns its exit status. */
  static int run(Path root, int step) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                root.toString(),
                String.valueOf(step))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the writer did not end");
    }
    return process.exitValue();
  }

  public static void main(String[] arguments) {
    int last = Integer.parseInt(arguments[1]);
    AtomicInteger taken = new AtomicInteger();
    Steps mortal =
        (name, step) -> {
          if (!name.startsWith("force ") && taken.incrementAndGet() == last) {
            Runtime.getRuntime().halt(KILLED);
          }
          step.take();
        };
    try {
      OutputFolder.at(Path.of(arguments[0]), mortal).write(OutputFolderCrashTest.NEW);
    } catch (OutputException refused) {
      Runtime.getRuntime().halt(REFUSED);
    }
  }
}
