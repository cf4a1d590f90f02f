package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts share, tried by bats function by function: {@code src/test/bats/lib.bats}. */
@Timeout(120)
class LibraryBatsTest {
  @Tag("thorough")
  @Test
  void batsFindsEveryFunctionAsItSays(@TempDir Path folder) throws Exception {
    Optional<Path> bats = program("bats");
    assumeThat(bats).as("bats is installed").isPresent();
    Path library =
        Files.writeString(
            folder.resolve("lib.sh"),
            GcloudScripts.of(Infrastructure.of(ZeroProver.fleet())).text("lib.sh"));
    ProcessBuilder builder =
        new ProcessBuilder(
            bats.orElseThrow().toString(),
            "--tap",
            Path.of("src/test/bats/lib.bats").toAbsolutePath().toString());
    builder.environment().put("LIB", library.toString());

    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).startsWith("1..").doesNotContain("not ok").contains("\nok 13 ");
  }

  private static Optional<Path> program(String name) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getenv("PATH"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
