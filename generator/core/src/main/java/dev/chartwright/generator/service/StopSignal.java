package dev.chartwright.generator.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of a user or of a build server that this process ends. The process waits a while until
 * this is closed, so that a proof can report what it has found. Threads may share it.
 */
public final class StopSignal implements AutoCloseable {
  /** Most build servers kill a process that takes longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch reported = new CountDownLatch(1);
  private volatile boolean isGiven;
  private Optional<Thread> listener = Optional.empty();

  /** Begins to listen for Ctrl-C and for {@code kill}. */
  public synchronized StopSignal listen() {
    if (listener.isEmpty()) {
      listener = Optional.of(new Thread(this::receive, "stop-signal"));
      Runtime.getRuntime().addShutdownHook(listener.get());
    }
    return this;
  }

  private void receive() {
    isGiven = true;
    try {
      // Whether the report is there or not, the process ends.
      boolean unused = reported.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether somebody wants the process to end. */
  public boolean isGiven() {
    return isGiven;
  }

  /** Lets the process end. */
  @Override
  public synchronized void close() {
    reported.countDown();
    try {
      listener.ifPresent(Runtime.getRuntime()::removeShutdownHook);
    } catch (IllegalStateException ending) {
      // The listener has been called.
    }
  }
}
