package dev.chartwright.companion.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.run.Journal.Event;
import dev.chartwright.companion.run.Journal.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Instant START = Instant.parse("2026-11-30T22:00:00Z");

  @TempDir Path folder;

  @Test
  void eventsAreLinesThatAreReadAsTheyWereWritten() throws Exception {
    Journal journal = new Journal(folder.resolve("attempts"));
    Event started = new Event(Kind.STARTED, START, 1, 3, "");
    Event failed = new Event(Kind.FAILED, START.plusSeconds(9), 1, 0, "a \"task\"\nfailed");
    journal.add(started);
    journal.add(failed);

    assertThat(journal.events()).containsExactly(started, failed);
    assertThat(journal.file())
        .hasContent(
            """
            {"event":"started","at":"2026-11-30T22:00:00Z","attempt":1,"block":3}
            {"event":"failed","at":"2026-11-30T22:00:09Z","attempt":1,"text":"a \\"task\\"\\nfailed"}
            """);
  }

  @Test
  void aLineThatACrashCutIsPassedOverWhereverItIsCut() throws Exception {
    Event first = new Event(Kind.STARTED, START, 1, 3, "");
    Event next = new Event(Kind.STARTED, START, 2, 3, "");
    String cut = new Event(Kind.PUBLISHED, START, 1, 3, "").toString();
    for (int length = 1; length < cut.length(); length++) {
      Journal journal = new Journal(folder.resolve("attempts-" + length));
      journal.add(first);
      Files.writeString(journal.file(), first + "\n" + cut.substring(0, length));
      journal.add(next);

      assertThat(journal.events()).containsExactly(first, next);
    }
  }

  @Test
  void attemptsAreCountedSinceTheLastProofOrTheLastWishToTryAgain() throws Exception {
    Journal journal = new Journal(folder.resolve("attempts"));
    assertThat(journal.attempts()).isEqualTo(new Attempts(0, 0, Optional.empty()));
    journal.add(new Event(Kind.STARTED, START, 1, 3, ""));
    journal.add(new Event(Kind.FAILED, START, 1, 0, "x"));
    journal.add(new Event(Kind.STARTED, START, 2, 3, ""));
    assertThat(journal.attempts()).isEqualTo(new Attempts(2, 1, Optional.of(START)));

    journal.add(new Event(Kind.PUBLISHED, START, 2, 3, ""));
    journal.add(new Event(Kind.FAILED, START, 2, 0, "x"));
    assertThat(journal.attempts()).isEqualTo(new Attempts(2, 1, Optional.of(START)));

    journal.add(new Event(Kind.RETRIED, START, 2, 0, ""));
    assertThat(journal.attempts()).isEqualTo(new Attempts(2, 0, Optional.empty()));
    journal.add(new Event(Kind.STARTED, START.plusSeconds(5), 3, 4, ""));
    assertThat(journal.attempts()).isEqualTo(new Attempts(3, 0, Optional.of(START.plusSeconds(5))));
  }
}
