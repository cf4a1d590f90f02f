package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Scripts in a folder, with programs on the path that only write down how they are called. */
final class ScriptRun {
  /** Each program, and what it does after it has written down its arguments. */
  private static final List<String> PROGRAMS =
      List.of("gcloud", "kubectl", "helm", "curl", "gke-gcloud-auth-plugin");

  /** What the scripts use of any machine. */
  private static final List<String> TOOLS =
      List.of("bash", "cat", "dirname", "mktemp", "rm", "sed", "sleep");

  private final Path root;
  private final Path scripts;
  private final Path calls;
  private final Map<String, String> environment = new TreeMap<>();

  ScriptRun(Path root, ProverFleet fleet) throws IOException {
    this.root = root;
    this.scripts = Files.createDirectories(root.resolve("my scripts"));
    this.calls = root.resolve("calls");
    FileTree files = GcloudScripts.of(Infrastructure.of(fleet));
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      executable(scripts.resolve(file.getKey()), new String(file.getValue(), UTF_8));
    }
    for (String program : PROGRAMS) {
      answer(program, "exit 0");
    }
    environment.put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    environment.put("PROJECT", "my-project");
  }

  Path scripts() {
    return scripts;
  }

  ScriptRun set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  ScriptRun unset(String variable) {
    environment.remove(variable);
    return this;
  }

  /** Lets a program end with the given lines of bash. */
  ScriptRun answer(String program, String body) throws IOException {
    executable(
        root.resolve("bin").resolve(program),
        "#!/bin/bash\nprintf '%s\\0' "
            + program
            + " \"$@\" $'\\n' >>"
            + calls
            + "\n"
            + body
            + "\n");
    return this;
  }

  /** Lets another shell run the scripts. */
  ScriptRun shell(Path bash) throws IOException {
    forward("bash", bash);
    return this;
  }

  /** Takes a program away; one of the machine does not take its place. */
  ScriptRun remove(String program) throws IOException {
    Files.delete(root.resolve("bin").resolve(program));
    for (String tool : TOOLS) {
      forward(tool, Path.of("/bin").resolve(tool));
    }
    return set("PATH", root.resolve("bin").toString());
  }

  private void forward(String name, Path program) throws IOException {
    executable(root.resolve("bin").resolve(name), "#!/bin/sh\nexec '" + program + "' \"$@\"\n");
  }

  /** Runs a script by its name, without terminal. */
  Result run(String script, String... arguments) throws IOException, InterruptedException {
    Files.deleteIfExists(calls);
    List<String> command = new ArrayList<>(List.of(scripts.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Path output = root.resolve("stdout");
    Path errors = root.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script + " ends").isTrue();
    return new Result(
        process.exitValue(), Files.readString(output), Files.readString(errors), calls());
  }

  private List<List<String>> calls() throws IOException {
    List<List<String>> all = new ArrayList<>();
    if (Files.exists(calls)) {
      for (String call : Files.readString(calls).split("\n\0", -1)) {
        if (!call.isEmpty()) {
          all.add(List.of(call.substring(0, call.length() - 1).split("\0", -1)));
        }
      }
    }
    return all;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** How a script ended, what it said, and what it called: program and arguments. */
  record Result(int code, String output, String errors, List<List<String>> calls) {
    /** The calls that change something, as one line each. */
    List<String> changes() {
      return calls.stream()
          .filter(call -> call.stream().anyMatch(CHANGES::contains))
          .map(call -> String.join(" ", call))
          .toList();
    }

    private static final List<String> CHANGES =
        List.of(
            "create",
            "delete",
            "enable",
            "add-iam-policy-binding",
            "remove-iam-policy-binding",
            "get-credentials",
            "apply",
            "patch",
            "label",
            "upgrade",
            "uninstall");
  }
}
