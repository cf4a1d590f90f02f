package dev.chartwright.generator.prove;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Calls of Helm, one after the other on a thread of their own, so that what was rendered is judged
 * while the next is being rendered. Closing it drops the calls that have not begun, and waits for
 * the one that has.
 */
final class HelmQueue implements AutoCloseable {
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  <T> Future<T> add(Callable<T> call) {
    return thread.submit(call);
  }

  /** Waits for a call; what it throws is thrown. */
  static <T> T result(Future<T> call) {
    try {
      return call.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("Helm could not be called", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the proof was interrupted");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      // The folder that the last call reads is about to be deleted.
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("Helm does not come to an end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
