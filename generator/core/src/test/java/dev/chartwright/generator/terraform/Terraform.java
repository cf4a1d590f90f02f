package dev.chartwright.generator.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real Terraform in a folder, offline. */
final class Terraform {
  private final Path folder;

  private Terraform(Path folder) {
    this.folder = folder;
  }

  /** Skips the test where there is none. */
  static Terraform in(Path folder) {
    boolean found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(path -> Path.of(path, "terraform"))
            .anyMatch(Files::isExecutable);
    assumeTrue(found, "there is no terraform on the path: its own checks are skipped");
    return new Terraform(folder);
  }

  Terraform with(String path, String text) {
    try {
      Files.writeString(folder.resolve(path), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** What it prints, errors included, and how it ends. */
  Result run(String input, String... arguments) {
    try {
      Path in = Files.writeString(Files.createTempFile(folder, "in", ".txt"), input, UTF_8);
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path settings = Files.writeString(folder.resolve("settings.rc"), "", UTF_8);
      List<String> command = new ArrayList<>(List.of("terraform"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("TF_"));
      environment.put("TF_CLI_CONFIG_FILE", settings.toString());
      environment.put("TF_IN_AUTOMATION", "true");
      environment.put("CHECKPOINT_DISABLE", "true");
      Process process = builder.start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("no end of " + command);
      }
      return new Result(process.exitValue(), Files.readString(out, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** How a run ended. */
  record Result(int exit, String output) {}
}
