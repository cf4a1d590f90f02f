package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the scripts show in a dry run, one by one, as they are and with mistakes. */
@Tag("gcloud")
class MistakenCommandsTest {
  private static final List<String> SCRIPTS =
      List.of("up.sh", "status.sh", "versions.sh", "down.sh");

  @TempDir Path root;
  private Site site;

  @BeforeAll
  static void findGcloud() {
    Gcloud.assumeInstalled();
  }

  @BeforeEach
  void write() throws Exception {
    site = new Site(root, BuiltFleets.withEverything());
    site.gcloud().set("PROJECT", GoogleCloud.PROJECT);
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void everyCommandIsAcceptedAndEveryMistakeInOneIsNot() throws Exception {
    Map<GcloudSession.Judge, Integer> mistakes = new EnumMap<>(GcloudSession.Judge.class);
    Map<Mutation.Kind, Integer> kinds = new EnumMap<>(Mutation.Kind.class);
    List<String> accepted = new ArrayList<>();
    List<String> survivors = new ArrayList<>();
    List<List<String>> commands = commands();
    try (GcloudSession session = GcloudSession.start(site.gcloud())) {
      for (List<String> command : commands) {
        Runnable before = site.cloud().remember();
        for (Mutation mutation : Mutation.of(command)) {
          GcloudSession.Verdict verdict = session.run(mutation.arguments());
          mistakes.merge(verdict.refusedBy(), 1, Integer::sum);
          kinds.merge(mutation.kind(), 1, Integer::sum);
          if (verdict.refusedBy() == GcloudSession.Judge.NOBODY) {
            survivors.add(mutation + " of " + command);
          }
          before.run();
        }
        GcloudSession.Verdict verdict = session.run(command);
        if (verdict.refusedBy() == GcloudSession.Judge.NOBODY) {
          accepted.add(command.toString());
        } else {
          survivors.add(verdict + " of " + command);
        }
      }
    }
    int total = mistakes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%d of %d commands are accepted%n%d of %d commands with a mistake are refused: %s, %s%n",
        accepted.size(),
        commands.size(),
        total - mistakes.getOrDefault(GcloudSession.Judge.NOBODY, 0),
        total,
        mistakes,
        kinds);
    assertThat(survivors).isEmpty();
    assertThat(total).isGreaterThanOrEqualTo(60);
    // What down.sh leaves is the bucket: it holds the proofs.
    assertThat(site.cloud().created()).containsExactly("b/fleet-proofs");
  }

  /** Without the word gcloud: what a first run changes, what all ask, what a removal changes. */
  private List<List<String>> commands() throws Exception {
    List<String> lines = new ArrayList<>();
    List<String> questions = new ArrayList<>();
    for (String script : SCRIPTS) {
      if (script.equals("down.sh")) {
        lines.addAll(questions);
      }
      Gcloud.Outcome outcome = site.run(script, "--dry-run");
      assertThat(outcome.code()).as("%s", outcome).isZero();
      for (String line : outcome.out().lines().toList()) {
        if (line.startsWith("gcloud ")) {
          (line.contains(" describe ") ? questions : lines).add(line);
        }
      }
    }
    List<List<String>> commands = new ArrayList<>();
    for (String line : lines.stream().distinct().toList()) {
      List<String> words = words(line);
      commands.add(words.subList(1, words.size()));
    }
    return commands;
  }

  /** As bash reads them back. */
  private List<String> words(String line) throws Exception {
    Gcloud.Outcome outcome =
        site.gcloud()
            .run("bash", "-c", "eval \"words=($1)\"; printf '%s\\n' \"${words[@]}\"", "-", line);
    return outcome.out().lines().toList();
  }
}
