package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gcloud.ScriptRun.Result;
import dev.chartwright.generator.infrastructure.Infrastructure;
import dev.chartwright.prover.ProverFleet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The scripts under bash 3.2, which macOS has. The environment variable {@code BASH_3_2} names one,
 * for the tests that run it.
 */
@Timeout(300)
class OldShellTest {
  /** What bash 3.2 lacks, or does otherwise. */
  private static final Map<String, Pattern> LACKING = new LinkedHashMap<>();

  static {
    lacks("associative arrays and names of names", "\\b(declare|local|typeset) +-[a-zA-Z]*[Aglnu]");
    lacks("mapfile", "\\b(mapfile|readarray)\\b");
    lacks("the case of letters", "\\$\\{\\w+(\\[[^]]*\\])?(\\^|,)");
    lacks("transformations", "\\$\\{\\w+(\\[[^]]*\\])?@[A-Za-z]\\}");
    lacks("whether a variable is set", "\\[\\[ +(! +)?-[vR] |\\b(test|\\[) +-[vR] ");
    lacks("an index from the end", "\\[-[0-9]+\\]|\\$\\{\\w+: -[0-9]+:|:[0-9]*:-[0-9]");
    lacks("the redirection of both channels that appends", "&>>");
    lacks("the pipe of both channels", "\\|&");
    lacks("a case that falls through", ";;?&");
    lacks("a number that the shell chooses for a channel", "\\{\\w+\\}[<>]");
    lacks("coprocesses", "\\bcoproc\\b");
    lacks("waiting for the next process", "\\bwait +-[nfp]\\b");
    lacks("the time by printf", "%(\\([^)]*\\)|\\(.*\\))T");
    lacks("an element of an array by printf", "printf +-v +[\"']?\\w+\\[");
    lacks(
        "options of the shell", "\\bshopt .*(globstar|lastpipe|inherit_errexit|autocd|checkjobs)");
    lacks("variables of the shell", "\\b(BASHPID|EPOCHSECONDS|EPOCHREALTIME|SRANDOM)\\b");
    lacks(
        "reading with a default, a part or without delay",
        "\\bread +-[a-z]*[iN]\\b|\\bread .*-t *0");
    lacks("letters by their number", "\\$'[^']*\\\\[uU]");
    lacks("numbers in braces with zeros or steps", "\\{0[0-9]+\\.\\.|\\.\\.[0-9]+\\.\\.");
    // An empty array counts as unset there, so that its elements end a script under set -u.
    lacks(
        "elements of an array that may be empty",
        "(?<!\\+)\"\\$\\{(?!describe\\b)\\w+\\[@\\]\\}\"");
  }

  @TempDir private Path root;

  private static void lacks(String what, String pattern) {
    LACKING.put(what, Pattern.compile(pattern));
  }

  @Test
  void noScriptUsesWhatTheOldShellLacks() {
    List<String> findings = new ArrayList<>();
    for (ProverFleet fleet :
        List.of(ZeroProver.fleet(), FallbackMachines.fleet(), Fleets.everything())) {
      FileTree files = GcloudScripts.of(Infrastructure.of(fleet));
      for (String name : files.files().keySet()) {
        files
            .text(name)
            .lines()
            .filter(line -> !line.strip().startsWith("#"))
            .forEach(
                line ->
                    LACKING.forEach(
                        (what, pattern) -> {
                          if (pattern.matcher(line).find()) {
                            findings.add(name + ": " + what + ": " + line.strip());
                          }
                        }));
      }
    }
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "declare -A by_name",
        "local -n other=$1",
        "mapfile -t lines <file",
        "echo ${name,,}",
        "echo ${name^}",
        "echo \"${name@Q}\"",
        "[[ -v NAME ]]",
        "echo ${all[-1]}",
        "echo ${text:1:-1}",
        "command &>>log",
        "command |& cat",
        "a) echo ;;&",
        "exec {fd}>file",
        "wait -n",
        "printf '%(%F)T' -1",
        "printf -v 'all[1]' x",
        "shopt -s globstar",
        "echo ${EPOCHSECONDS}",
        "read -t 0",
        "echo {01..10}",
        "run \"${options[@]}\""
      })
  void theListKnowsWhatTheOldShellLacks(String line) {
    assertThat(LACKING.values()).anyMatch(pattern -> pattern.matcher(line).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit 0",
        "[[ \" $* \" != *' describe '* ]] || { echo 'code=404, message=Not found' >&2; exit 1; }",
        "echo 'ResponseError: code=404, message=Not found' >&2; exit 1",
        "echo 'ResponseError: code=403, message=Permission denied' >&2; exit 1",
        "exit 1",
        "echo 528.0.0; echo RUNNING"
      })
  @EnabledOnOs(
      value = {OS.LINUX, OS.MAC},
      disabledReason = "the scripts are for bash")
  @Tag("thorough")
  void bothShellsSayAndDoTheSame(String answer) throws Exception {
    String old = System.getenv("BASH_3_2");
    assumeTrue(old != null, "BASH_3_2 names no bash 3.2: the scripts are not tried with it");
    for (ProverFleet fleet : List.of(ZeroProver.fleet(), Fleets.everything())) {
      Path folder = root.resolve(fleet.name());
      ScriptRun usual = machine(folder.resolve("usual"), fleet, answer);
      ScriptRun before = machine(folder.resolve("before"), fleet, answer).shell(Path.of(old));
      List<String> names =
          GcloudScripts.of(Infrastructure.of(fleet)).files().keySet().stream()
              .filter(name -> !name.equals("lib.sh"))
              .toList();
      for (String script : names) {
        for (String option : List.of("--help", "--dry-run", "--dryrun", "--yes", "")) {
          String[] options = option.isEmpty() ? new String[0] : new String[] {option};

          assertThat(told(before.run(script, options), folder.resolve("before")))
              .as(script + " " + option)
              .isEqualTo(told(usual.run(script, options), folder.resolve("usual")));
        }
      }
    }
  }

  private static ScriptRun machine(Path folder, ProverFleet fleet, String answer)
      throws IOException {
    ScriptRun run = new ScriptRun(folder, fleet).answer("sleep", "");
    for (String program : List.of("gcloud", "kubectl", "helm", "curl")) {
      run.answer(program, answer);
    }
    return run;
  }

  private static String told(Result result, Path folder) {
    return result.toString().replace(folder.toString(), "<folder>");
  }
}
