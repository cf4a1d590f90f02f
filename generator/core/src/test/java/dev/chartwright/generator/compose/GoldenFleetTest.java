package dev.chartwright.generator.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.Generator;
import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The whole chart of the fleet of June 2024, v0.6, as it was last approved. After a change that is
 * meant, run the test once with {@code -Dgolden.update=true} and read the difference.
 */
class GoldenFleetTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "june-2024");

  @Test
  void theChartOfJune2024IsTheApprovedOne() throws IOException {
    // The sources of the companion are in their own module.
    FileTree chart =
        Generator.generate(FleetChartTest.june2024())
            .chartFiles()
            .only(path -> !path.startsWith("templates/companion/"));
    if (Boolean.getBoolean("golden.update")) {
      replace(chart);
    }

    Map<String, String> approved = approved();
    assertThat(chart.files().keySet()).isEqualTo(approved.keySet());
    approved.forEach((path, text) -> assertThat(chart.text(path)).as(path).isEqualTo(text));
  }

  private static Map<String, String> approved() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(GOLDEN)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            GOLDEN.relativize(path).toString().replace('\\', '/'), Files.readString(path, UTF_8));
      }
    }
    return files;
  }

  private static void replace(FileTree chart) throws IOException {
    if (Files.exists(GOLDEN)) {
      try (Stream<Path> paths = Files.walk(GOLDEN)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    for (Map.Entry<String, byte[]> file : chart.files().entrySet()) {
      Path path = GOLDEN.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
