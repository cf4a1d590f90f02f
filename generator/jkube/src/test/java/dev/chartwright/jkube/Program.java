package dev.chartwright.jkube;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program on the path of this machine. */
record Program(Path file) {
  static Optional<Program> find(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Program::new);
  }

  /** What it says, on both channels, whatever comes out. */
  String run(Path folder, String... arguments) throws IOException, InterruptedException {
    return outcome(folder, arguments).said();
  }

  /** The same, for a program that has to succeed. */
  String require(Path folder, String... arguments) throws IOException, InterruptedException {
    Outcome outcome = outcome(folder, arguments);
    if (outcome.code() != 0) {
      throw new IOException(file + " " + String.join(" ", arguments) + "\n" + outcome.said());
    }
    return outcome.said();
  }

  private record Outcome(int code, String said) {}

  private Outcome outcome(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(file.toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), said);
  }
}
