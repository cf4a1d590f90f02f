package dev.chartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    File errors = chart.resolve("errors.txt").toFile();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "verify",
                chart.toString())
            .redirectError(errors)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();

    assertThat(Files.readString(errors.toPath(), StandardCharsets.UTF_8))
        .doesNotContain("SLF4J")
        .doesNotContain("Exception");
  }
}
