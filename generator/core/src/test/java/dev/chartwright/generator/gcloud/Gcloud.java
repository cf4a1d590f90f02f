package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A machine on which the real gcloud is installed and everything else stands for itself: the login
 * is a token that nobody issued, and nothing leads to the network. Not for threads to share.
 */
final class Gcloud {
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param root an empty folder of its own
   * @param settings what is set besides
   */
  Gcloud(Path root, Map<String, String> settings) throws IOException {
    this.root = root;
    environment.put("CLOUDSDK_CONFIG", Files.createDirectories(root.resolve("config")).toString());
    environment.put(
        "CLOUDSDK_AUTH_ACCESS_TOKEN_FILE",
        Files.writeString(root.resolve("token"), "a-token-of-nobody").toString());
    environment.put("CLOUDSDK_CORE_DISABLE_PROMPTS", "1");
    environment.put("CLOUDSDK_CORE_DISABLE_USAGE_REPORTING", "1");
    environment.put("CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK", "1");
    environment.put("HOME", Files.createDirectories(root.resolve("home")).toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", System.getenv("PATH"));
    environment.putAll(settings);
  }

  /** Skips the test where gcloud is not installed. */
  static void assumeInstalled() {
    assumeTrue(
        installed().isPresent(), "gcloud is not installed: generated commands are not tried");
  }

  /** Where gcloud is, or nothing. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, "gcloud"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The interpreter that gcloud uses. */
  String python() throws IOException, InterruptedException {
    return info("basic.python_location");
  }

  /** The folder that the SDK is in. */
  String installation() throws IOException, InterruptedException {
    return info("installation.sdk_root");
  }

  private String info(String field) throws IOException, InterruptedException {
    return run(installed().orElseThrow().toString(), "info", "--format=value(" + field + ")")
        .out()
        .strip();
  }

  Gcloud set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path root() {
    return root;
  }

  Outcome run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  /** Runs a program without a terminal to its end. */
  Outcome run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile(root, "out", ".txt");
    Path err = Files.createTempFile(root, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(new TreeMap<>(environment));
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + Files.readString(err, UTF_8));
    }
    return new Outcome(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }

  /** Starts a program that is talked to; its complaints go to a file. */
  Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectError(Files.createTempFile(root, "err", ".txt").toFile());
    builder.environment().clear();
    builder.environment().putAll(new TreeMap<>(environment));
    return builder.start();
  }

  /** How a program ended, and what it said. */
  record Outcome(int code, String out, String err) {
    @Override
    public String toString() {
      return "exit " + code + "\n" + out + err;
    }
  }
}
