package dev.chartwright.jkube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints the table of {@code docs/jkube-compared.md}: the charts that JKube and Chartwright make of
 * the same projects. The real Maven builds the projects; the tools that judge the charts are those
 * on the path.
 */
@Tag("trial")
class ComparisonTest {
  /**
   * A project of the integration builds.
   *
   * @param name its folder
   * @param title what the table calls it
   */
  private record Framework(String name, String title) {}

  @TempDir private Path temporary;

  @Test
  void bothChartsOfThreeProjectsAreMeasured() throws Exception {
    Optional<Program> maven = Program.find("mvn");
    assumeTrue(maven.isPresent(), "mvn is not on the path");
    Path settings = settings();
    Path repository = Path.of("target/it-repo").toAbsolutePath();
    List<String> titles = new ArrayList<>();
    List<Map<String, String>> columns = new ArrayList<>();
    for (Framework framework :
        List.of(
            new Framework("spring-boot", "Spring Boot"),
            new Framework("quarkus", "Quarkus"),
            new Framework("plain", "plain Java"))) {
      List<FrameworkProject> versions = new ArrayList<>();
      for (String version : List.of("2.1.0", "2.2.0")) {
        FrameworkProject project =
            FrameworkProject.create(
                temporary.resolve(framework.name() + version), framework.name(), version);
        project.makeCharts(maven.get(), settings, repository);
        versions.add(project);
      }
      FrameworkProject first = versions.get(0);
      FrameworkProject second = versions.get(1);
      titles.add(framework.title() + ": JKube");
      columns.add(new MeasuredChart(first.chartOfJkube(), second.chartOfJkube()).aspects());
      titles.add(framework.title() + ": Chartwright");
      columns.add(new MeasuredChart(first.chart(), second.chart()).aspects());
    }
    System.out.println(table(titles, columns));
    assertThat(columns).extracting(column -> column.get("schema of the values")).contains("yes");
  }

  /** What the build has resolved is taken from there. */
  private Path settings() throws Exception {
    String local = Path.of(System.getProperty("localRepository")).toUri().toString();
    return Files.writeString(
        temporary.resolve("settings.xml"),
        Files.readString(Path.of("../maven-plugin/src/it/settings.xml"))
            .replace("@localRepositoryUrl@", local));
  }

  private static String table(List<String> titles, List<Map<String, String>> columns) {
    StringBuilder table = new StringBuilder("\n| | " + String.join(" | ", titles) + " |\n|---");
    table.append("|---".repeat(titles.size())).append("|\n");
    for (String aspect : columns.get(0).keySet()) {
      table.append("| ").append(aspect);
      columns.forEach(column -> table.append(" | ").append(column.get(aspect)));
      table.append(" |\n");
    }
    return table.toString();
  }
}
