package dev.chartwright.companion.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run: the blocks of one witness, to be proven one after the other.
 *
 * @param folder its folder; every file in it can be read with {@code cat}
 */
public record Run(RunState state, Path folder) {
  /** Its name, such as {@code 000012-b3-6}: a number that gives the order, and its blocks. */
  public String id() {
    return folder.getFileName().toString();
  }

  public Path witness() {
    return folder.resolve("witness.json");
  }

  /** The previous proof that was given with the witness. */
  public Path previousProof() {
    return folder.resolve("previous.zkproof");
  }

  /** What the leader and the companion have written, the newest part of it. */
  public Path log() {
    return folder.resolve("log");
  }

  /** The journal of its attempts. */
  public Journal journal() {
    return new Journal(folder.resolve("attempts"));
  }

  /** The folder of one attempt, in which the leader works. */
  public Path attempt(int number) {
    return folder.resolve("attempt-" + number);
  }

  public RunRequest request() throws IOException {
    return RunRequest.parse(Files.readString(requestFile()));
  }

  /** How it ended, one sentence; empty while it has not. */
  public Optional<String> outcome() throws IOException {
    return content(outcomeFile()).map(String::strip);
  }

  /** Its exit code: 0 if all its blocks are proven; empty while it has not ended. */
  public Optional<Integer> exitCode() throws IOException {
    return content(exitCodeFile()).map(text -> Integer.valueOf(text.strip()));
  }

  /** What the workers cost while the companion worked on the run. */
  public Usage usage() throws IOException {
    return content(usageFile()).map(Usage::parse).orElse(Usage.NONE);
  }

  /** Adds to what the workers cost. */
  public void charge(Usage further) throws IOException {
    Durable.write(usageFile(), usage().plus(further) + "\n");
  }

  /** Asks the companion to end the run. */
  public void requestStop(Stop why) throws IOException {
    Durable.write(stopFile(), why + "\n");
  }

  /** Why it shall end; empty if it need not. */
  public Optional<Stop> stop() throws IOException {
    return content(stopFile()).map(Stop::of);
  }

  Path requestFile() {
    return folder.resolve("request.json");
  }

  Path outcomeFile() {
    return folder.resolve("outcome");
  }

  Path exitCodeFile() {
    return folder.resolve("exit-code");
  }

  private Path usageFile() {
    return folder.resolve("usage.json");
  }

  Path stopFile() {
    return folder.resolve("stop");
  }

  private static Optional<String> content(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
