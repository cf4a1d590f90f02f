package dev.chartwright.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.chart.Chart;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.project.NewProject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation says compiles, is proven, and becomes what is shown beside it. In a page:
 *
 * <ul>
 *   <li>a block of Java is a whole source file, or statements about {@code chart}, a {@code
 *       Chart.Builder}, and its {@code values};
 *   <li>a block of YAML behind it begins with the file that it is a part of, such as {@code #
 *       templates/service.yaml}; a line {@code # …} stands for lines that are left out.
 * </ul>
 */
class DocumentationTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path README = ROOT.resolve("README.md");

  /** Generated, or about the inside. */
  private static final List<String> OTHER_PAGES = List.of("rules.md", "performance.md");

  @TempDir static Path folder;
  private static List<Fence> fences;
  private static Snippets snippets;

  @BeforeAll
  static void compileTheSnippets() throws IOException {
    fences = new ArrayList<>();
    for (Path page : pages()) {
      fences.addAll(Fence.of(page));
    }
    for (Path source : sources()) {
      fences.addAll(Fence.inComments(source));
    }
    String helloWeb =
        Files.readString(
            ROOT.resolve(
                "examples/hello-web/src/main/java/dev/chartwright/examples/web/HelloWeb.java"));
    snippets =
        Snippets.of(fences.stream().filter(Fence::isJava).toList(), List.of(helloWeb), folder);
  }

  @Test
  void everyChartIsProvenWithoutAFinding() {
    assertThat(charts()).isNotEmpty();
    charts()
        .forEach(
            (fence, chart) ->
                assertThat(Generator.prove(Generator.generate(chart)).findings())
                    .as(fence.place())
                    .isEmpty());
  }

  @Test
  void everyBlockOfYamlIsAPartOfTheFileThatItNames() {
    Optional<Generated> generated = Optional.empty();
    int compared = 0;
    for (Fence fence : fences) {
      if (fence.isJava()) {
        generated = snippets.chart(fence).map(Generator::generate);
      } else if (fence.isYaml() && fence.text().startsWith("# ")) {
        requirePart(generated.orElseThrow(() -> new AssertionError(fence.place())), fence);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static void requirePart(Generated generated, Fence fence) {
    List<String> lines = fence.text().lines().toList();
    String file = lines.get(0).substring(2).strip();
    assertThat(generated.chartFiles().paths()).as(fence.place()).contains(file);
    String whole = "\n" + generated.chartFiles().text(file);
    String rest = fence.text().substring(fence.text().indexOf('\n') + 1);
    for (String part : rest.split("(?m)^ *# …\n", -1)) {
      assertThat(whole).as(fence.place() + ", " + file).contains("\n" + part);
    }
  }

  @Test
  void theFirstProjectOfTheReadmeIsTheOneThatInitMakes() throws IOException {
    String readme = Files.readString(README, UTF_8);
    String expected = readme;
    NewProject project = NewProject.named("hello-web");
    for (Map.Entry<String, byte[]> file : project.files().files().entrySet()) {
      String text = new String(file.getValue(), UTF_8);
      String language = file.getKey().endsWith(".xml") ? "xml" : "java";
      expected =
          expected.replaceAll(
              "(?s)(<!-- of the new project: "
                  + file.getKey()
                  + " -->\n```"
                  + language
                  + "\n).*?```",
              "$1" + text.replace("\\", "\\\\").replace("$", "\\$") + "```");
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(README, expected);
    }
    assertThat(readme)
        .contains("<!-- of the new project: pom.xml -->", "<!-- of the new project: src/test")
        .isEqualTo(expected);
  }

  private static Map<Fence, Chart> charts() {
    Map<Fence, Chart> charts = new LinkedHashMap<>();
    for (Fence fence : fences) {
      if (fence.isJava()) {
        snippets.chart(fence).ifPresent(chart -> charts.put(fence, chart));
      }
    }
    return charts;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(README), pages.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !OTHER_PAGES.contains(page.getFileName().toString()))
          .toList();
    }
  }

  private static List<Path> sources() {
    return Stream.of("dsl", "generator/core")
        .map(module -> ROOT.resolve(module).resolve("src/main/java"))
        .flatMap(DocumentationTest::javaBelow)
        .filter(source -> !source.toString().contains("ReportJson"))
        .toList();
  }

  private static Stream<Path> javaBelow(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
