package dev.chartwright.companion.command;

import dev.chartwright.companion.metrics.Metric;
import dev.chartwright.companion.metrics.Metrics;
import dev.chartwright.companion.run.Retention;
import dev.chartwright.companion.run.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Watches the room on the leader's volume, and deletes what is old. Used by one thread.
 *
 * @param retention deletes; empty if everything stays
 */
record Housekeeping(
    Path data, Optional<Retention> retention, Metrics metrics, Consumer<String> say) {
  private static final int LOOKS_BETWEEN = 60;

  /**
   * Works until the thread is interrupted.
   *
   * @param tick how often it looks; it deletes the first time, and then once in 60 times
   */
  void work(Duration tick) throws InterruptedException {
    String told = "";
    for (int look = 0; ; look = (look + 1) % LOOKS_BETWEEN) {
      try {
        if (look == 0 && retention.isPresent()) {
          tell(retention.get().apply());
        }
        metrics.set(Metric.DISK_FREE_BYTES, Room.of(data));
        told = "";
      } catch (IOException | RuntimeException e) {
        String why = "old files cannot be deleted: " + e;
        if (!why.equals(told)) {
          told = why;
          say.accept(why);
        }
      }
      Thread.sleep(tick.toMillis());
    }
  }

  private void tell(List<Path> deleted) {
    if (!deleted.isEmpty()) {
      say.accept(
          "deleted, because older than KEEP_DAYS: "
              + deleted.stream()
                  .collect(
                      Collectors.groupingBy(
                          path -> path.getName(0).toString(),
                          java.util.TreeMap::new,
                          Collectors.counting())));
    }
  }
}
