package dev.chartwright.generator.project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.chart.ChartSource;
import dev.chartwright.fixture.CompiledSources;
import dev.chartwright.generator.Generated;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.prove.ProofReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("thorough")
class NewProjectTest {
  private static final Path ROOT = Path.of("../..");

  @TempDir Path folder;

  @Test
  void holdsAPomAChartATestAndWhatGitIgnores() {
    NewProject project = NewProject.named("hello-web");
    assertThat(project.files().paths())
        .containsExactly(
            ".gitignore",
            ".mvn/jvm.config",
            "pom.xml",
            "src/main/java/com/example/helloweb/HelloWebChart.java",
            "src/test/java/com/example/helloweb/HelloWebChartTest.java");
  }

  @Test
  void declaresAChartThatIsProvenWithoutAFinding() {
    NewProject project = new NewProject("class", "org.acme.shop");
    String declaration = project.files().text("src/main/java/org/acme/shop/ClassChart.java");
    String test = project.files().text("src/test/java/org/acme/shop/ClassChartTest.java");
    CompiledSources compiled = CompiledSources.of(folder, declaration, test);
    Generated generated =
        Generator.generate(compiled.instance("org.acme.shop.ClassChart", ChartSource.class));

    ProofReport proof = Generator.prove(generated);

    assertThat(generated.name()).isEqualTo("class");
    assertThat(proof.findings()).isEmpty();
    assertThat(proof.isProven()).isTrue();
  }

  @Test
  void usesTheVersionsThatTheBuildOfChartwrightUses() throws IOException {
    String build = Files.readString(ROOT.resolve("pom.xml"), UTF_8);
    String pom = NewProject.named("hello").files().text("pom.xml");
    assertThat(value(build, "<artifactId>chartwright</artifactId>\\s*<version>([^<]+)<"))
        .isEqualTo(NewProject.VERSION);
    for (String plugin : new String[] {"resources", "compiler", "surefire", "jar"}) {
      assertThat(value(pom, "maven-" + plugin + "-plugin</artifactId>\\s*<version>([^<]+)<"))
          .isEqualTo(value(build, "<maven-" + plugin + "-plugin.version>([^<]+)<"));
    }
    assertThat(value(pom, "junit-jupiter</artifactId>\\s*<version>([^<]+)<"))
        .isEqualTo(value(build, "<junit.version>([^<]+)<"));
    assertThat(value(pom, "assertj-core</artifactId>\\s*<version>([^<]+)<"))
        .isEqualTo(value(build, "<assertj.version>([^<]+)<"));
  }

  @Test
  void refusesNamesThatCannotBeUsed() {
    for (String name : new String[] {"", "Hello", "1st", "a-", "a_b", "-a", "a".repeat(41)}) {
      assertThatThrownBy(() -> NewProject.named(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + name + "' is not the name of a chart");
    }
    for (String name : new String[] {"", "com.class", "com.1st", "com.", "com example"}) {
      assertThatThrownBy(() -> new NewProject("hello", name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is not the name of a package");
    }
    assertThat(NewProject.named("class").packageName()).isEqualTo("com.example.classchart");
    assertThat(NewProject.named("a--b-2c").className()).isEqualTo("AB2cChart");
  }

  private static String value(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(pattern).isTrue();
    return matcher.group(1);
  }
}
