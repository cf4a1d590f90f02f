package dev.chartwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir Path temporary;
  private Path launcher;

  @BeforeEach
  void install() throws IOException {
    Path bin = Files.createDirectories(temporary.resolve("a product/bin"));
    launcher = Files.copy(Path.of("src/main/launcher/chartwright"), bin.resolve("chartwright"));
    makeExecutable(launcher);
  }

  @Test
  void startsTheCommandLineForOneShortRun() throws Exception {
    assertThat(run("17.0.15", "verify", "a chart"))
        .containsExactly(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            temporary.toRealPath().resolve("a product/lib") + "/*",
            "dev.chartwright.cli.Main",
            "verify",
            "a chart");
  }

  @Test
  void keepsLoadedClassesWhereTheJvmDoesSoByItself() throws Exception {
    assertThat(run("21.0.2"))
        .contains(
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + temporary + "/cache/chartwright/classes-21.jsa");
    assertThat(temporary.resolve("cache/chartwright")).isDirectory();
  }

  @Test
  void runsThroughALink() throws Exception {
    launcher = Files.createSymbolicLink(temporary.resolve("chartwright"), launcher);
    assertThat(run("17"))
        .contains(temporary.toRealPath().resolve("a product/lib") + "/*", "-XX:+UseSerialGC");
  }

  @Test
  void namesTheJavaThatIsMissing() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", temporary.resolve("absent").toString());
    Process process = builder.start();
    assertThat(text(process)).contains(temporary.resolve("absent") + "/bin/java", "JDK 17");
    assertThat(process.waitFor()).isEqualTo(2);
  }

  /** Runs the launcher with a Java that prints its arguments. */
  private List<String> run(String version, String... arguments) throws Exception {
    Path jdk = temporary.resolve("jdk");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    makeExecutable(Files.writeString(bin.resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    ProcessBuilder builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(arguments));
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("XDG_CACHE_HOME", temporary.resolve("cache").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("CHARTWRIGHT_"));
    Process process = builder.start();
    List<String> words = text(process).lines().toList();
    assertThat(process.waitFor()).isZero();
    return words;
  }

  private static String text(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void makeExecutable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
