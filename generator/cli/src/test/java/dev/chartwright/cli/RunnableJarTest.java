package dev.chartwright.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file itself, as people start it. */
class RunnableJarTest {
  private static final Path JAR = Path.of("target/chartwright.jar").toAbsolutePath();

  @TempDir Path folder;

  /** What a command did. */
  private record Run(int exit, String out, String err) {}

  @Test
  void provesAChartAndPrintsNothingBeside() throws Exception {
    Path chart = folder.resolve("demo");
    write("demo/Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: A chart.\n");
    write("demo/values.yaml", "text: Hello\n");
    write(
        "demo/values.schema.json",
        """
        {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object",
         "properties": {"text": {"type": "string"}}}
        """);
    write(
        "demo/templates/configmap.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: {{ .Release.Name }}
          labels:
            helm.sh/chart: demo-1.0.0
            app.kubernetes.io/name: demo
            app.kubernetes.io/instance: {{ .Release.Name }}
            app.kubernetes.io/managed-by: {{ .Release.Service }}
        data:
          text: {{ .Values.text | quote }}
        """);

    Run run = run("verify", chart.toString(), "--quiet");

    assertThat(run.out()).startsWith("defaults, release demo: 1 objects").contains("demo 1.0.0: ");
    assertThat(run.err()).doesNotContain("SLF4J", "WARNING", "Exception");
    assertThat(run.exit()).isZero();
  }

  @Test
  void makesAProjectAndGeneratesItsChartWithoutMaven() throws Exception {
    assertThat(run("init", ".", "--name", "hello").exit()).isZero();
    assertThat(run("generate").err()).contains("No class in", "--class");
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    JAR.toString(),
                    "-d",
                    folder.resolve("target/classes").toString(),
                    folder.resolve("src/main/java/com/example/hello/HelloChart.java").toString()))
        .isZero();

    Run generated = run("generate", "--quiet");

    assertThat(generated.out()).contains("hello 0.1.0: proven");
    assertThat(generated.err()).isEmpty();
    assertThat(run("render").out()).startsWith("---\n# Source: hello/templates/");
    assertThat(run("check").exit()).isZero();
  }

  @Test
  void printsItsHelpAndARule() throws Exception {
    assertThat(run("--help").out()).startsWith("Usage: ");
    Run rule = run("rules", "IMG-01");
    assertThat(rule.out()).contains("IMG-01");
    assertThat(rule.err()).isEmpty();
  }

  @Test
  void holdsTheLicencesOfItsParts() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release")).isEqualTo("true");
      for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE", "about.html")) {
        assertThat(jar.getEntry(name)).as(name).isNotNull();
      }
      assertThat(jar.stream().map(ZipEntry::getName))
          .doesNotHaveDuplicates()
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"))
          .anyMatch(name -> name.startsWith("dev/chartwright/chart/"));
      // A resource of another jar must not stand in the place of Chartwright's.
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), UTF_8);
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Run run(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString()));
    command.addAll(List.of(words));
    File out = folder.resolve("out.txt").toFile();
    File err = folder.resolve("err.txt").toFile();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out)
            .redirectError(err)
            .start();
    return new Run(
        process.waitFor(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }
}
