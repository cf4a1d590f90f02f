package dev.chartwright.companion.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system that is soon full. */
public record SmallVolume(Path folder) implements AutoCloseable {
  /**
   * Mounts one; where that is not allowed, the test is skipped.
   *
   * @param size such as 64m
   */
  public static SmallVolume mounted(Path folder, String size)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()) == 0,
        "no small file system can be mounted here");
    return new SmallVolume(folder);
  }

  /** Writes a file that takes all the room that is left. */
  public Path fill(String name) throws IOException, InterruptedException {
    Path filler = folder.resolve(name);
    run("dd", "if=/dev/zero", "of=" + filler, "bs=4k");
    return filler;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", folder.toString());
  }
}
