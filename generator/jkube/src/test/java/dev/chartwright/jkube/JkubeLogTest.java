package dev.chartwright.jkube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It listens to standard output.")
class JkubeLogTest {
  @Test
  void theColoursOfJkubeAreLeftOut() {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      new JkubeLog(new SystemStreamLog()).info("[[B]]HINT:[[B]] port %s, 100%%", 8080);
      new JkubeLog(new SystemStreamLog()).info("100%");
    } finally {
      System.setOut(before);
    }

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("[info] JKube: HINT: port 8080, 100%\n[info] JKube: 100%\n");
  }
}
