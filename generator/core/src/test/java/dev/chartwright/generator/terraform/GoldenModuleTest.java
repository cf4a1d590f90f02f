package dev.chartwright.generator.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole modules as they were last approved. After a change that is meant, run the test once with
 * {@code -Dgolden.update=true} and read the difference.
 */
class GoldenModuleTest {
  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "terraform");

  @ParameterizedTest
  @ValueSource(strings = {"everything", "public-nodes"})
  void theModuleIsTheApprovedOne(String fleet) throws IOException {
    FileTree module = TerraformModule.of(Fleets.all().get(fleet));
    Path golden = GOLDEN.resolve(fleet);
    if (Boolean.getBoolean("golden.update")) {
      replace(golden, module);
    }

    Map<String, String> approved = approved(golden);
    assertThat(module.files().keySet()).isEqualTo(approved.keySet());
    approved.forEach((path, text) -> assertThat(module.text(path)).as(path).isEqualTo(text));
  }

  private static Map<String, String> approved(Path golden) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(golden)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(
            golden.relativize(path).toString().replace('\\', '/'), Files.readString(path, UTF_8));
      }
    }
    return files;
  }

  private static void replace(Path golden, FileTree module) throws IOException {
    if (Files.exists(golden)) {
      try (Stream<Path> paths = Files.walk(golden)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    for (Map.Entry<String, byte[]> file : module.files().entrySet()) {
      Path path = golden.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }
}
