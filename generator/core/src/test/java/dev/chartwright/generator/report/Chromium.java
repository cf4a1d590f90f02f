package dev.chartwright.generator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A browser without a window, where this machine has one: named by {@code CHARTWRIGHT_CHROMIUM}, or
 * on the {@code PATH}.
 */
record Chromium(Path program) {
  private static final String VARIABLE = "CHARTWRIGHT_CHROMIUM";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long SECONDS = 60;

  /** A page as the browser has understood it, and what it had to complain about. */
  record Page(String dom, List<String> complaints) {}

  static Optional<Chromium> find() {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      return Optional.of(new Chromium(Path.of(named)));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(
            name ->
                Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /** Opens a file; a page of 500 pixels is the narrowest window that there is. */
  Page open(Path page, Path work, String... options) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(work, "profile");
    Path dom = Files.createTempFile(work, "page", ".html");
    Path log = Files.createTempFile(work, "page", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--enable-logging=stderr",
                "--user-data-dir=" + profile));
    command.addAll(List.of(options));
    command.add("--dump-dom");
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new IllegalStateException(
          program + " has not shown " + page + " in " + SECONDS + " s:\n" + Files.readString(log));
    }
    try (Stream<String> lines = new String(Files.readAllBytes(log), UTF_8).lines()) {
      return new Page(
          Files.readString(dom, UTF_8), lines.filter(line -> line.contains("CONSOLE")).toList());
    }
  }
}
