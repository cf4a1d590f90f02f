package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The real gcloud, which stays in memory between the commands of scripts: each runs in a process of
 * its own that need not read the modules of gcloud, which takes most of the time. All tests of a
 * JVM share one, which ends with the JVM.
 */
final class GcloudServer {
  private static final String PROGRAM = "gcloud-server.py";

  /** Where Linux tells what a client was started with. */
  private static final Path PROCESSES = Path.of("/proc/self/environ");

  private static Optional<String> port;

  private GcloudServer() {}

  /**
   * Where it listens; nothing on a system other than Linux.
   *
   * @param gcloud to ask where the Python of the SDK is
   */
  static synchronized Optional<String> port(Gcloud gcloud)
      throws IOException, InterruptedException {
    if (port == null) {
      port = Files.isReadable(PROCESSES) ? Optional.ofNullable(start(gcloud)) : Optional.empty();
    }
    return port;
  }

  private static String start(Gcloud gcloud) throws IOException, InterruptedException {
    Path program = Files.createTempFile("chartwright-", PROGRAM);
    program.toFile().deleteOnExit();
    try (InputStream text = GcloudServer.class.getResourceAsStream(PROGRAM)) {
      Files.write(program, Objects.requireNonNull(text, PROGRAM).readAllBytes());
    }
    // Its standard input is a pipe from this JVM, at whose end it stops.
    ProcessBuilder server =
        new ProcessBuilder(gcloud.python(), "-S", program.toString(), gcloud.installation())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    server.environment().put("PYTHONIOENCODING", "UTF-8"); // As gcloud's own script does.
    Process process = server.start();
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
  }
}
