package dev.chartwright.companion.leader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-30T22:00:00.123Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void theCompanionsLinesStandBetweenThoseOfTheLeader() throws Exception {
    try (RunLog log = new RunLog(folder.resolve("log"), CLOCK)) {
      log.say("attempt 1 begins");
      log.copy(new ByteArrayInputStream("Proving block 3\nno end".getBytes(UTF_8)));
    }
    assertThat(folder.resolve("log"))
        .hasContent("2026-11-30T22:00:00Z companion: attempt 1 begins\nProving block 3\nno end");
  }

  @Test
  void theLogNeverGrowsBeyondItsBound() throws Exception {
    Path file = folder.resolve("log");
    String text = "x".repeat(99) + "\n";
    try (RunLog log = new RunLog(file, 1_000, CLOCK)) {
      log.copy(new ByteArrayInputStream(text.repeat(57).getBytes(UTF_8)));
      log.copy(new ByteArrayInputStream("last\n".getBytes(UTF_8)));
    }
    assertThat(Files.size(file)).isLessThanOrEqualTo(1_000);
    assertThat(Files.size(folder.resolve("log.old"))).isLessThanOrEqualTo(1_000);
    assertThat(Files.readString(file)).endsWith("last\n");
  }

  @Test
  void theMostTellingCauseIsKept() throws Exception {
    try (RunLog log = new RunLog(folder.resolve("log"), CLOCK)) {
      log.copy(
          new ByteArrayInputStream(
              """
              Error: Proving task finished with error: x
              Inconsistent pre-state for first block 0x1 with checkpoint state 0x2.
              """
                  .getBytes(UTF_8)));

      assertThat(log.takeCause()).contains(Cause.OTHER_STATE);
      assertThat(log.takeCause()).isEmpty();
    }
  }
}
