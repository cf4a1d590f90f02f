package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.prover.ProverRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A folder in which the scripts of the pods run, with programs that stand in for the prover's. */
final class ScriptPod implements AutoCloseable {
  private final Path root;
  private final Path scripts;
  private final Path programs;
  private final Path home;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Map<String, String> environment = new TreeMap<>();
  private final List<Running> started = new ArrayList<>();

  /**
   * @param root an empty folder of its own
   */
  ScriptPod(Path root) throws IOException {
    assumeThat(isInstalled("bash")).as("bash is on this machine").isTrue();
    this.root = root;
    scripts = Files.createDirectory(root.resolve("scripts"));
    programs = Files.createDirectory(root.resolve("programs"));
    home = Files.createDirectory(root.resolve("data"));
    Files.createDirectories(home.resolve("witnesses"));
    Files.createDirectories(home.resolve("proofs"));
    environment.put("HOME", home.toString());
    environment.put("TMPDIR", Files.createDirectory(root.resolve("tmp")).toString());
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    environment.put("AMQP_HOST", "127.0.0.1");
    environment.put("AMQP_PORT", "1");
  }

  /** Writes the scripts of a release. */
  void install(ProverRelease release) throws IOException {
    for (Map.Entry<String, String> script : Script.of(release).entrySet()) {
      executable(scripts.resolve(script.getKey()), script.getValue());
    }
  }

  /** A program that stands in for one of the prover's. */
  void program(String name, String body) throws IOException {
    executable(programs.resolve(name), "#!/bin/bash\n" + body + "\n");
  }

  Path scripts() {
    return scripts;
  }

  Path home() {
    return home;
  }

  Map<String, String> environment() {
    return environment;
  }

  Result run(String script, String... arguments) throws Exception {
    return start(script, arguments).end();
  }

  Running start(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(scripts.resolve(script).toString()));
    command.addAll(List.of(arguments));
    return start(command);
  }

  Running start(List<String> command) throws IOException {
    Path output = Files.createTempFile(root, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Running running = new Running(builder.start(), output);
    started.add(running);
    return running;
  }

  static boolean isInstalled(String program) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Ends whatever still runs. */
  @Override
  public void close() {
    started.forEach(Running::kill);
  }

  /** How a script ended, and what it said on both channels. */
  record Result(int code, String output) {}

  /** A script that runs. */
  record Running(Process process, Path log) {
    void waitFor(String text) throws Exception {
      Instant end = Instant.now().plus(PATIENCE);
      while (!Files.readString(log, UTF_8).contains(text)) {
        boolean goesOn = process.isAlive() && Instant.now().isBefore(end);
        assertThat(goesOn).as("%s in %s", text, Files.readString(log, UTF_8)).isTrue();
        Thread.sleep(20);
      }
    }

    /** As the kubelet does: the signal goes to the first process alone. */
    void terminate() {
      process.destroy();
    }

    void signal(String name) throws Exception {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }

    /** Ends it and what it has started, which would go on without it. */
    void kill() {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }

    Result end() throws Exception {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Result(process.exitValue(), Files.readString(log, UTF_8));
    }
  }
}
