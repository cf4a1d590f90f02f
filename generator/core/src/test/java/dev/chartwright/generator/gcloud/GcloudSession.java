package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The real gcloud, which stays in memory between commands: a tenth of the time that it takes to
 * start it for each. Not for threads to share.
 */
final class GcloudSession implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROGRAM = "gcloud-session.py";

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private GcloudSession(Process process) {
    this.process = process;
    this.questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static GcloudSession start(Gcloud gcloud) throws IOException, InterruptedException {
    Path program = gcloud.root().resolve(PROGRAM);
    try (InputStream text = GcloudSession.class.getResourceAsStream(PROGRAM)) {
      Files.write(program, Objects.requireNonNull(text, PROGRAM).readAllBytes());
    }
    return new GcloudSession(
        gcloud.start(List.of(gcloud.python(), program.toString(), gcloud.installation())));
  }

  /**
   * Runs a command.
   *
   * @param arguments what follows the word gcloud
   */
  Verdict run(List<String> arguments) throws IOException {
    questions.write(JSON.writeValueAsString(arguments));
    questions.newLine();
    questions.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("gcloud ended in the middle of " + arguments);
    }
    JsonNode answer = JSON.readTree(line);
    return new Verdict(
        switch (answer.path("refused").asText()) {
          case "parser" -> Judge.PARSER;
          case "execution" -> Judge.EXECUTION;
          default -> Judge.NOBODY;
        },
        answer.path("said").asText());
  }

  @Override
  public void close() throws IOException {
    questions.close();
    process.destroy();
  }

  /** Who refused a command. */
  enum Judge {
    /** It never got as far as being run. */
    PARSER,
    /** Either gcloud itself, or the service that it asked. */
    EXECUTION,
    NOBODY
  }

  /** What became of a command, and what gcloud said. */
  record Verdict(Judge refusedBy, String said) {}
}
