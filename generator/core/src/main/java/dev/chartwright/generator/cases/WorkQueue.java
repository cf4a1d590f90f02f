package dev.chartwright.generator.cases;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Work beside the thread that asks for it, begun in the order of asking, so that what was rendered
 * is judged while the next is being rendered. Closing it drops what has not begun, and waits for
 * what has.
 */
public final class WorkQueue implements AutoCloseable {
  private final ExecutorService threads;

  private WorkQueue(int threads) {
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** For calls of Helm, one after the other. */
  public static WorkQueue ofOneThread() {
    return new WorkQueue(1);
  }

  /** For work that shares nothing. */
  static WorkQueue ofAllProcessors() {
    return new WorkQueue(Runtime.getRuntime().availableProcessors());
  }

  public <T> Future<T> add(Callable<T> work) {
    return threads.submit(work);
  }

  /** Waits for what was added; what it throws is thrown. */
  public static <T> T result(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("the proof failed", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the proof was interrupted");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      // The folder that the last call reads is about to be deleted.
      if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Helm does not come to an end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
