package dev.chartwright.companion.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
  @TempDir Path folder;

  @Test
  void whatARunCostsIsAddedUpOverRestarts() throws IOException {
    Run run = new Run(RunState.RUNNING, folder);
    assertThat(run.usage()).isEqualTo(Usage.NONE);

    run.charge(new Usage(3_600, 2.75));
    run.charge(new Usage(1_800, 1.375));

    assertThat(Files.readString(folder.resolve("usage.json")))
        .isEqualTo("{\"workerSeconds\":5400.0,\"dollars\":4.1250}\n");
    assertThat(run.usage().phrase())
        .isEqualTo(
            "1.50 worker-hours, $4.13, without nodes that start or are idle, broker and jumpbox");
  }

  @Test
  void aPriceThatIsNotKnownIsNotNothing() {
    assertThat(new Usage(360, 0).phrase())
        .isEqualTo("0.10 worker-hours, whose price is not known: set runs.workerHourDollars");
    assertThat(Usage.NONE.phrase()).startsWith("0.00 worker-hours, $0.00, ");
  }

  @Test
  void aFileThatIsNoneCountsAsNothing() throws IOException {
    Run run = new Run(RunState.RUNNING, folder);
    for (String text : new String[] {"", "{", "[]", "{\"workerSeconds\":\"many\"}"}) {
      Files.writeString(folder.resolve("usage.json"), text);
      assertThat(run.usage()).as(text).isEqualTo(Usage.NONE);
    }
  }
}
