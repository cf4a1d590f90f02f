package dev.chartwright.companion.leader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LeaderProcessTest {
  @TempDir Path folder;

  @Test
  void itReadsTheWitnessAndItsOutputIsLogged() throws Exception {
    Path witness = Files.writeString(folder.resolve("w.json"), "[1]\n");
    try (RunLog log = new RunLog(folder.resolve("log"), Clock.systemUTC());
        LeaderProcess leader =
            LeaderProcess.start(
                List.of("bash", "-c", "echo $NAME; cat; echo failed >&2; exit 3"),
                folder,
                Map.of("NAME", "a leader"),
                witness,
                log)) {
      assertThat(leader.await(Duration.ofSeconds(20))).isTrue();
      assertThat(leader.exitCode()).hasValue(3);
    }
    assertThat(folder.resolve("log")).hasContent("a leader\n[1]\nfailed\n");
  }

  @Test
  void itEndsWithEverythingThatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String stubborn = "trap '' TERM; echo $BASHPID >>pids; sleep 600 & echo $! >>pids; wait; wait";
    try (RunLog log = new RunLog(folder.resolve("log"), Clock.systemUTC());
        LeaderProcess leader =
            LeaderProcess.start(
                List.of("bash", "-c", "(" + stubborn + ") & (" + stubborn + ") & wait"),
                folder,
                Map.of(),
                Path.of("/dev/null"),
                log)) {
      while (!Files.exists(pids) || Files.readAllLines(pids).size() < 4) {
        Thread.sleep(20);
      }
      assertThat(leader.isAlive()).isTrue();
    }
    assertThat(Files.readAllLines(pids))
        .hasSize(4)
        .allSatisfy(pid -> assertThat(ProcessHandle.of(Long.parseLong(pid))).isEmpty());
  }

  @Test
  void theCpuTimeOfWhatItStartedCounts() throws Exception {
    try (RunLog log = new RunLog(folder.resolve("log"), Clock.systemUTC());
        LeaderProcess leader =
            LeaderProcess.start(
                List.of("bash", "-c", "(while :; do :; done) & wait"),
                folder,
                Map.of(),
                Path.of("/dev/null"),
                log)) {
      while (leader.cpu().toMillis() < 300) {
        Thread.sleep(20);
      }
    }
  }
}
