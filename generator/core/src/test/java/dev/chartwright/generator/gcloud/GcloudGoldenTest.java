package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * All scripts of a fleet as they were last approved. After a change that is meant, run the test
 * once with {@code -Dgolden.update=true} and read the difference.
 */
class GcloudGoldenTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "gcloud");

  @Test
  void theScriptsOfAFleetWithEverythingAreTheApprovedOnes() throws IOException {
    assertApproved("everything", Fleets.everything());
  }

  private static void assertApproved(String name, ProverFleet fleet) throws IOException {
    FileTree scripts = GcloudScripts.of(Infrastructure.of(fleet));
    Path folder = GOLDEN.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : scripts.files().entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
    }

    Map<String, String> approved = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.toList()) {
        approved.put(path.getFileName().toString(), Files.readString(path, UTF_8));
      }
    }
    assertThat(scripts.files().keySet()).isEqualTo(approved.keySet());
    approved.forEach((path, text) -> assertThat(scripts.text(path)).as(path).isEqualTo(text));
  }
}
