package dev.chartwright.companion.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was tried for a run so far.
 *
 * @param number the number of attempts
 * @param failed the number of attempts that failed since the last new proof, or since somebody
 *     asked to try again. An attempt that was interrupted did not fail
 * @param since when the first attempt began, or the first one since somebody asked to try again
 */
public record Attempts(int number, int failed, Optional<Instant> since) {
  static Attempts of(List<Journal.Event> events) {
    int number = 0;
    int failed = 0;
    Instant since = null;
    for (Journal.Event event : events) {
      number = Math.max(number, event.attempt());
      switch (event.kind()) {
        case STARTED -> since = since == null ? event.at() : since;
        case FAILED -> failed++;
        case PUBLISHED -> failed = 0;
        case RETRIED -> {
          failed = 0;
          since = null;
        }
      }
    }
    return new Attempts(number, failed, Optional.ofNullable(since));
  }
}
