package dev.chartwright.companion.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.run.Run;
import dev.chartwright.companion.run.RunState;
import dev.chartwright.companion.run.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
  @TempDir Path folder;

  @Test
  void aRunThatAReorgEndedIsNoFailureAlsoWhenItHasMovedAway() throws Exception {
    Run run = new Run(RunState.FAILED, Files.createDirectory(folder.resolve("000001-b3-4")));
    assertThat(Service.isOrphaned(run)).isFalse();
    run.requestStop(Stop.PERSON);
    assertThat(Service.isOrphaned(run)).isFalse();
    run.requestStop(Stop.ORPHANED);
    assertThat(Service.isOrphaned(run)).isTrue();

    Files.move(run.folder(), folder.resolve("orphaned"));
    assertThat(Service.isOrphaned(run)).isTrue();
  }
}
