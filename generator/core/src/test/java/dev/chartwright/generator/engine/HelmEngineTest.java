package dev.chartwright.generator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.HelmFailure.Location;
import dev.chartwright.generator.engine.HelmFailure.Violation;
import dev.chartwright.generator.prove.TestChart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HelmEngineTest {
  private static final Optional<String> KUBERNETES = Optional.of("1.33.0");

  private final HelmEngine engine = HelmEngine.embedded();

  @TempDir Path temporary;

  @Test
  void rendersAChartWithValuesFiles() throws Exception {
    Path chart = write(TestChart.web());
    Path values = Files.writeString(temporary.resolve("values.yaml"), "replicas: 7\n");
    Rendering rendering = engine.template(chart, "demo", "space", List.of(values), KUBERNETES);
    assertThat(manifest(rendering)).contains("\n  replicas: 7\n").doesNotContain("kind: Pod\n");
  }

  @Test
  void theCopyInAFolderRendersHooksWithTheirAnnotations() {
    try (ChartFolder folder = ChartFolder.of(ParsedChart.of(TestChart.web().files()), engine)) {
      String manifest = manifest(folder.render("demo", "space", List.of(), KUBERNETES));
      assertThat(manifest)
          .contains("kind: Pod\n", "    helm.sh/hook: test\n", "    helm.sh/hook-delete-policy: ")
          .doesNotContain("rendered-hook");
    }
  }

  @Test
  void theCopyIsGoneWhenItIsClosed() {
    ChartFolder folder = ChartFolder.of(ParsedChart.of(TestChart.web().files()), engine);
    Path root = folder.root();
    assertThat(root.resolve("web/templates/tests/pod.yaml")).exists();
    folder.render("demo", "space", List.of("replicas: 3\n"), KUBERNETES);
    folder.close();
    assertThat(root).doesNotExist();
  }

  @Test
  void lintsWithValuesLaidOverThoseOfTheChart() {
    TestChart guarded =
        TestChart.web()
            .put("templates/x.yaml", "{{- if eq .Values.greeting \"hi\" }}\n  a: 1\n{{- end }}\n");
    try (ChartFolder folder = ChartFolder.of(ParsedChart.of(guarded.files()), engine)) {
      assertThat(folder.lint(List.of("greeting: hi\n")).failed()).isTrue();
      assertThat(folder.lint(List.of("greeting: hi\n", "greeting: bye\n")).messages()).isEmpty();
      assertThat(folder.lint(List.of()).messages()).isEmpty();
    }
  }

  @Test
  void findsItsLibraryWhateverTheContextClassLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertThat(engine.lint(write(TestChart.web())).failed()).isFalse();
      assertThat(thread.getContextClassLoader()).isNull();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void tellsAChartThatCannotBeLoaded() {
    assertThat(template(temporary.resolve("nothing"), "demo"))
        .isEqualTo(
            new HelmFailure.Unusable("path \"" + temporary.resolve("nothing") + "\" not found"));
  }

  @Test
  void refusesWhatHelmWouldMisread() throws Exception {
    Path values = Files.writeString(temporary.resolve("a,b.yaml"), "replicas: 1\n");
    assertThat(
            engine.template(write(TestChart.web()), "demo", "space", List.of(values), KUBERNETES))
        .isEqualTo(
            new HelmFailure.Unusable(
                "the path of a values file contains a comma, which Helm takes for two paths: "
                    + values));
  }

  @Test
  void tellsAReleaseNameThatIsTooLong() {
    HelmFailure failure = (HelmFailure) template(write(TestChart.web()), "r".repeat(54));
    assertThat(failure.message())
        .startsWith("release name \"" + "r".repeat(54) + "\": invalid release name")
        .endsWith("the length must not be longer than 53");
  }

  @Test
  void readsTheFormsOfHelmsErrors() {
    assertThat(
            HelmFailure.of(
                "execution error at (web/templates/a.yaml:7:6): First.\n  Second.\n\n"
                    + "Use --debug flag to render out invalid YAML"))
        .isEqualTo(
            new HelmFailure.Refusal(new Location("templates/a.yaml", 7), "First.\n  Second."));
    assertThat(
            HelmFailure.of(
                "parse error at (web/templates/p.yaml:3): unclosed action started at"
                    + " web/templates/p.yaml:2"))
        .isEqualTo(
            new HelmFailure.TemplateError(
                new Location("templates/p.yaml", 3),
                Optional.empty(),
                "unclosed action started in line 2"));
    assertThat(
            HelmFailure.of(
                "template: web/templates/p.yaml:1:6: executing \"web/templates/p.yaml\" at <include"
                    + " \"q\" .>: error calling include: template: web/charts/sub/templates/_h.tpl:2:10:"
                    + " executing \"q\" at <.Values.a.b.c>: nil pointer evaluating interface {}.b"))
        .isEqualTo(
            new HelmFailure.TemplateError(
                new Location("charts/sub/templates/_h.tpl", 2),
                Optional.of(".Values.a.b.c"),
                "nil pointer evaluating interface {}.b"));
    assertThat(
            HelmFailure.of(
                "values don't meet the specifications of the schema(s) in the following"
                    + " chart(s):\nweb:\n- at '/ports/0/a~1b': got string, want integer\n- at '':"
                    + " additional properties 'x', 'y' not allowed\n"))
        .isEqualTo(
            new HelmFailure.SchemaRejection(
                List.of(
                    new Violation("ports[0].a/b", "got string, want integer"),
                    new Violation("x", "is not a value of this chart"),
                    new Violation("y", "is not a value of this chart"))));
    assertThat(
            HelmFailure.of(
                "values don't meet the specifications of the schema(s) in the following"
                    + " chart(s):\nweb:\n- at '/a/\"\\';$(id) \\\\ \\n': got object, want string\n- at '':"
                    + " additional properties 'it\\'s', 'y' not allowed\n- at '/b/\\': got object,"
                    + " want string\n- at '/c': additional properties 'k\\', '*/ \\' not allowed\n"))
        .isEqualTo(
            new HelmFailure.SchemaRejection(
                List.of(
                    new Violation("a.\"';$(id) \\ \\n", "got object, want string"),
                    new Violation("b.\\", "got object, want string"),
                    new Violation("c.*/ \\", "is not a value of this chart"),
                    new Violation("c.k\\", "is not a value of this chart"),
                    new Violation("it's", "is not a value of this chart"),
                    new Violation("y", "is not a value of this chart"))));
    assertThat(HelmFailure.of("something else\n"))
        .isEqualTo(new HelmFailure.Unusable("something else"));
  }

  @Test
  void servesThreadsOneAfterTheOther() throws Exception {
    Path chart = write(TestChart.web());
    String expected = manifest(template(chart, "demo"));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> render = () -> manifest(template(chart, "demo"));
      List<Future<String>> manifests =
          threads.invokeAll(IntStream.range(0, 40).mapToObj(each -> render).toList());
      for (Future<String> manifest : manifests) {
        assertThat(manifest.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void leavesTheSignalsToTheJvm() throws Exception {
    Path chart = write(TestChart.web());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Renderer.class.getName(),
                chart.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("rendered");
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A program that renders, and then would go on for a long time. */
  static final class Renderer {
    public static void main(String[] arguments) throws InterruptedException {
      HelmEngine.embedded().template(Path.of(arguments[0]), "demo", "space", List.of(), KUBERNETES);
      System.out.println("rendered");
      Thread.sleep(60_000);
    }
  }

  private Rendering template(Path chart, String release) {
    return engine.template(chart, release, "space", List.of(), KUBERNETES);
  }

  private static String manifest(Rendering rendering) {
    return ((Rendering.Rendered) rendering).manifest();
  }

  private Path write(TestChart chart) {
    Path folder = temporary.resolve("web");
    chart
        .files()
        .files()
        .forEach(
            (path, content) -> {
              try {
                Files.createDirectories(folder.resolve(path).getParent());
                Files.write(folder.resolve(path), content);
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
    return folder;
  }
}
