package dev.chartwright.generator.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WriteReportTest {
  @Test
  void saysInOneLineWhatWasDone() {
    assertThat(summary(0, 0, 31)).isEqualTo("Nothing to write: 31 files are up to date");
    assertThat(summary(0, 0, 1)).isEqualTo("Nothing to write: 1 file is up to date");
    assertThat(summary(3, 1, 27)).isEqualTo("Wrote 3 files, removed 1, 27 unchanged");
    assertThat(summary(1, 0, 0)).isEqualTo("Wrote 1 file");
    assertThat(summary(0, 2, 5)).isEqualTo("Removed 2 files, 5 unchanged");
  }

  private static String summary(int written, int removed, int unchanged) {
    return new WriteReport(paths(written), paths(removed), paths(unchanged)).summary();
  }

  private static List<String> paths(int count) {
    return Collections.nCopies(count, "path");
  }
}
