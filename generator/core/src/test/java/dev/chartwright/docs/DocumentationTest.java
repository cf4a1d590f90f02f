package dev.chartwright.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.project.NewProject;
import dev.chartwright.generator.prove.ChartProof;
import dev.chartwright.generator.prove.ProofReport;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.problem.InvalidModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documentation says compiles, is proven, and becomes what is shown beside it. In a page:
 *
 * <ul>
 *   <li>a block of Java is a whole source file, or statements about {@code chart}, a {@code
 *       Chart.Builder}, and its {@code values};
 *   <li>a block of YAML behind it begins with the file that it is a part of, such as {@code #
 *       templates/service.yaml}; a line {@code # …} stands for lines that are left out. In a block
 *       of JSON, {@code //} takes the place of the {@code #}.
 * </ul>
 */
class DocumentationTest {
  private static final Path ROOT = Path.of("../..");
  private static final Path README = ROOT.resolve("README.md");
  private static final Path DECISIONS = ROOT.resolve("docs/adr");

  /** A link within the project, with the heading that it leads to. */
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)]+))?\\)");

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
    snippets = Snippets.of(fences.stream().filter(Fence::isJava).toList(), folder);
  }

  @Tag("thorough")
  @Test
  void everyChartRendersWithItsDefaultsAndWithoutAFinding() {
    assertNoFinding(
        generated ->
            ChartProof.prove(
                generated.chartFiles(),
                generated.chart(),
                ProofRequest.of(generated.chart()).withoutSpace()));
  }

  @Test
  @Tag("thorough")
  void everyChartIsProvenWithoutAFinding() {
    assertNoFinding(Generator::prove);
  }

  private static void assertNoFinding(Function<Generated, ProofReport> proof) {
    List<String> problems = new ArrayList<>();
    int proven = 0;
    for (Fence fence : fences) {
      Optional<Generated> generated = generated(fence, problems);
      if (generated.isPresent()) {
        proof.apply(generated.get()).findings().stream()
            // What a page accepts, with the reason, is what it shows.
            .filter(each -> !each.isAccepted())
            .forEach(each -> problems.add(fence.place() + ": " + each));
        proven++;
      }
    }
    assertThat(problems).isEmpty();
    assertThat(proven).isPositive();
  }

  @Test
  void everyLinkBetweenPagesLeadsToAHeading() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page, UTF_8));
      while (link.find()) {
        Path target =
            link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
        boolean leads =
            Files.exists(target)
                && (link.group(2) == null || headings(target).contains(link.group(2)));
        if (!leads) {
          broken.add(page + ": " + link.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  /** What links call the headings of a page. */
  private static List<String> headings(Path page) throws IOException {
    return Files.readAllLines(page, UTF_8).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyBlockOfOutputIsAPartOfTheFileThatItNames() {
    List<String> problems = new ArrayList<>();
    Optional<Generated> generated = Optional.empty();
    int compared = 0;
    for (Fence fence : fences) {
      if (fence.isJava()) {
        generated = generated(fence, problems);
      } else if (fence.namesAFile() && generated.isPresent()) {
        compare(generated.get(), fence).ifPresent(problems::add);
        compared++;
      }
    }
    assertThat(problems).isEmpty();
    assertThat(compared).isPositive();
  }

  @Test
  void whatAPageAssertsIsTrue() {
    List<Fence> assertions =
        fences.stream()
            .filter(fence -> fence.isJava() && !fence.isWhole())
            .filter(fence -> fence.place().contains(".md:"))
            .filter(fence -> fence.text().contains("assertThat("))
            .toList();
    assertThat(assertions).isNotEmpty();
    assertions.forEach(snippets::run);
  }

  private static Optional<Generated> generated(Fence fence, List<String> problems) {
    try {
      return fence.isJava() ? snippets.chart(fence).map(Generator::generate) : Optional.empty();
    } catch (InvalidModelException refused) {
      problems.add(fence.place() + ": " + refused.getMessage());
      return Optional.empty();
    }
  }

  /** What is wrong with a block of YAML that shows a part of a file. */
  private static Optional<String> compare(Generated generated, Fence fence) {
    String file = fence.fileName();
    if (!generated.chartFiles().contains(file)) {
      return Optional.of(fence.place() + ": the chart has " + generated.chartFiles().paths());
    }
    String whole = generated.chartFiles().text(file);
    String rest = fence.text().substring(fence.text().indexOf('\n') + 1);
    boolean isPart =
        !rest.isBlank()
            && Stream.of(rest.split("(?m)^ *(#|//) …\n", -1))
                .allMatch(part -> ("\n" + whole).contains("\n" + part));
    return isPart
        ? Optional.empty()
        : Optional.of(fence.place() + ": this is not in " + file + ":\n" + whole);
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

  private static List<Path> pages() throws IOException {
    try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(README), pages.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !page.startsWith(DECISIONS))
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
