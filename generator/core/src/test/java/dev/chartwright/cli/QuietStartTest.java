package dev.chartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.fixture.Umbrella;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class QuietStartTest {
  @TempDir Path chart;

  @Test
  void nothingButFindingsIsPrintedBesideTheResult() throws Exception {
    Files.writeString(
        chart.resolve("Chart.yaml"),
        """
        apiVersion: v2
        name: demo
        version: 1.0.0
        description: A chart.
        """);
    Files.writeString(
        chart.resolve("values.schema.json"),
        """
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}
        """);
    Files.writeString(chart.resolve("values.yaml"), "{}\n");

    assertThat(errors("verify", chart.toString()))
        .doesNotContain("SLF4J")
        .doesNotContain("Exception");
  }

  /**
   * Cases set these to what is no boolean, no map and nothing, which Helm logs before it asks the
   * schema.
   */
  @Test
  void whatSwitchesASubchartAndWhatAllShareIsRejectedBeforeHelmLogsIt() throws Exception {
    assertThat(errors("verify", "--quiet", "--class", Umbrella.class.getName())).isEmpty();
  }

  private String errors(String... words) throws Exception {
    File errors = chart.resolve("errors.txt").toFile();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .redirectError(errors)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    return Files.readString(errors.toPath(), StandardCharsets.UTF_8);
  }
}
