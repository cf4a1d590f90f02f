package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.gcloud.ScriptRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of gcloud that the scripts run, before the SDK's own parser. */
@Timeout(180)
@Tag("thorough")
class GcloudCommandsTest {
  private static final Path SDK = Path.of("/usr/lib/google-cloud-sdk");
  private static final String ABSENT =
      "[[ \" $* \" != *' describe '* ]] || { echo code=404 >&2; exit 1; }";

  @TempDir private static Path root;

  /** What all scripts of the fleets call when nothing is there, and when everything is. */
  private static Set<List<String>> commands;

  @Test
  void theSdkAcceptsAllOfThem() throws Exception {
    assumeThat(SDK.resolve("platform/bundledpythonunix/bin/python3"))
        .as("the Google Cloud SDK is installed")
        .isExecutable();

    List<String> report = parse(commands);

    assertThat(commands).hasSizeGreaterThan(60);
    assertThat(report).containsExactly("accepted " + commands.size());
  }

  @Test
  void theParserRefusesWhatIsWrong() throws Exception {
    assumeThat(SDK.resolve("platform/bundledpythonunix/bin/python3"))
        .as("the Google Cloud SDK is installed")
        .isExecutable();

    List<String> report =
        parse(
            Set.of(
                List.of("gcloud", "compute", "networks", "create", "n", "--subnet-mode=customm"),
                List.of("gcloud", "container", "clusters", "list", "--zone=z", "--region=r")));

    assertThat(report).last().isEqualTo("accepted 0");
  }

  @Test
  void eachNamesItsProjectAsksNothingAndHasAtMostOneLocation() {
    for (List<String> command : commands) {
      assertThat(command).as(command.toString()).contains("--quiet");
      assertThat(command.stream().filter(GcloudCommandsTest::isLocation).count())
          .as(command.toString())
          .isLessThanOrEqualTo(1);
      if (!command.contains("config") && !command.contains("--version")) {
        assertThat(command.stream().filter(word -> word.startsWith("--project="))).hasSize(1);
      }
      if (command.contains("container")) {
        assertThat(command.stream().filter(GcloudCommandsTest::isLocation)).hasSize(1);
      }
    }
  }

  private static boolean isLocation(String word) {
    return word.matches("--(zone|region|location)=.*");
  }

  @BeforeAll
  static void runAllScripts() throws IOException, InterruptedException {
    commands = new LinkedHashSet<>();
    List<ScriptRun> runs =
        List.of(
            new ScriptRun(root.resolve("example"), ZeroProver.fleet()),
            new ScriptRun(root.resolve("machines"), FallbackMachines.fleet()),
            new ScriptRun(root.resolve("everything"), Fleets.everything()));
    for (ScriptRun run : runs) {
      for (String answer : List.of(ABSENT, "echo true")) {
        run.answer("gcloud", answer);
        run.answer("curl", "echo {}");
        for (String script : scripts(run)) {
          Result result =
              run.run(script, script.equals("down.sh") ? new String[] {"--yes"} : new String[0]);
          collect(result);
        }
        collect(run.run("fleet.sh", "freeze", "on"));
        collect(run.run("fleet.sh", "freeze", "off"));
      }
    }
  }

  private static void collect(Result result) {
    result.calls().stream()
        .filter(call -> call.get(0).equals("gcloud") && !call.contains("--version"))
        .forEach(commands::add);
  }

  private static List<String> scripts(ScriptRun run) throws IOException {
    try (Stream<Path> paths = Files.list(run.scripts())) {
      return paths
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith(".sh"))
          .filter(name -> !name.equals("lib.sh") && !name.equals("up.sh"))
          .sorted()
          .toList();
    }
  }

  private static List<String> parse(Set<List<String>> commands)
      throws IOException, InterruptedException {
    StringBuilder words = new StringBuilder();
    for (List<String> command : commands) {
      command.forEach(word -> words.append(word).append('\0'));
      words.append("\n\0");
    }
    Path file = Files.writeString(root.resolve("commands"), words);
    Path output = root.resolve("report");
    List<String> python =
        new ArrayList<>(List.of(SDK.resolve("platform/bundledpythonunix/bin/python3").toString()));
    python.add("src/test/resources/dev/chartwright/generator/gcloud/parse-commands.py");
    python.addAll(List.of(SDK.toString(), file.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(python)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("CLOUDSDK_CONFIG", root.resolve("config").toString());
    builder.environment().put("CLOUDSDK_CORE_DISABLE_PROMPTS", "1");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    assertThat(builder.start().waitFor()).isZero();
    return Files.readAllLines(output);
  }
}
