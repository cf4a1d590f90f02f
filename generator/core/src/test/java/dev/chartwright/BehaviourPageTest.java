package dev.chartwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the prover's behaviours names a test for each answer. */
class BehaviourPageTest {
  private static final Path ROOT = Path.of("../..");
  private static final Pattern TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  private final List<String> rows = rows();

  @Test
  void thereAreTwelveBehaviours() {
    assertThat(rows).hasSize(12);
  }

  @Test
  void eachAnswerHasATestThatExists() {
    for (String row : rows) {
      List<String> tests = TEST.matcher(row).results().map(match -> match.group()).toList();
      assertThat(tests).as(row).isNotEmpty().allMatch(BehaviourPageTest::exists);
    }
  }

  private static List<String> rows() {
    try (Stream<String> lines = Files.lines(ROOT.resolve("docs/prover-behaviour.md"))) {
      return lines.filter(line -> line.startsWith("| **")).toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean exists(String name) {
    var match = TEST.matcher(name);
    assertThat(match.matches()).isTrue();
    for (String module : List.of("companion", "core")) {
      try (Stream<Path> sources = Files.walk(ROOT.resolve("generator/" + module + "/src/test"))) {
        for (Path source :
            sources.filter(path -> path.endsWith(match.group(1) + ".java")).toList()) {
          if (Files.readString(source).contains("void " + match.group(2) + "(")) {
            return true;
          }
        }
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }
}
