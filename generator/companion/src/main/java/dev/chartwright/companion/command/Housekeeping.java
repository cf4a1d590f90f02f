package dev.chartwright.companion.command;

import dev.chartwright.companion.run.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Deletes what is old from the leader's volume. Used by one thread. */
record Housekeeping(Retention retention, Consumer<String> say) {
  /** Deletes now, and then once in a while, until the thread is interrupted. */
  void work(Duration interval) throws InterruptedException {
    String told = "";
    while (true) {
      try {
        tell(retention.apply());
        told = "";
      } catch (IOException | RuntimeException e) {
        String why = "old files cannot be deleted: " + e;
        if (!why.equals(told)) {
          told = why;
          say.accept(why);
        }
      }
      Thread.sleep(interval.toMillis());
    }
  }

  private void tell(List<Path> deleted) {
    if (!deleted.isEmpty()) {
      say.accept(
          "deleted, because older than runs.keepDays: "
              + deleted.stream()
                  .collect(
                      Collectors.groupingBy(
                          path -> path.getName(0).toString(),
                          TreeMap::new,
                          Collectors.counting())));
    }
  }
}
