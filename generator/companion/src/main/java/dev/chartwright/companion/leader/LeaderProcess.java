package dev.chartwright.companion.leader;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of the prover, with everything that it started. Used by one thread. */
public final class LeaderProcess implements AutoCloseable {
  /** How long a process may take to react to TERM before KILL ends it. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final Duration READING = Duration.ofSeconds(2);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Process process;
  private final Thread reader;
  private final Set<ProcessHandle> started = new LinkedHashSet<>();

  private LeaderProcess(Process process, Thread reader) {
    this.process = process;
    this.reader = reader;
  }

  /**
   * Starts a process. What it prints goes into the log, by a thread of its own.
   *
   * @param environment variables beside those of this process
   * @param input the file that it reads as standard input
   */
  public static LeaderProcess start(
      List<String> command, Path folder, Map<String, String> environment, Path input, RunLog log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    Thread reader = new Thread(() -> log.copy(process.getInputStream()), "leader-log");
    reader.setDaemon(true);
    reader.start();
    return new LeaderProcess(process, reader);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its exit code; empty while it runs. */
  public OptionalInt exitCode() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /** The CPU time that it and the processes that it started have used. */
  public Duration cpu() {
    return all()
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Waits until it ends. Returns false if it still runs after the time. */
  public boolean await(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Ends it and everything that it started, also what has outlived its parent, and waits for that.
   */
  @Override
  public void close() {
    all().forEach(started::add);
    started.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (isAnyAlive()) {
      all().forEach(started::add); // a process may start others while it ends
      if (System.nanoTime() > deadline) {
        started.forEach(ProcessHandle::destroyForcibly);
      }
      pause(PAUSE);
    }
    try {
      reader.join(READING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Stream<ProcessHandle> all() {
    List<ProcessHandle> known = List.copyOf(started);
    return Stream.concat(
            Stream.of(process.toHandle()),
            Stream.concat(Stream.of(process.toHandle()), known.stream())
                .flatMap(ProcessHandle::descendants))
        .distinct();
  }

  private boolean isAnyAlive() {
    return started.stream().anyMatch(ProcessHandle::isAlive);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
