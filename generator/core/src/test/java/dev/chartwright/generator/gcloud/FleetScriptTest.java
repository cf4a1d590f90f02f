package dev.chartwright.generator.gcloud;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.Generator;
import dev.chartwright.generator.compose.FleetChart;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.gcloud.ScriptRun.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
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
 * {@code fleet.sh} with a kubectl that carries out commands in a folder, which stands for the
 * jumpbox. If the environment variable {@code BASH_3_2} names a bash 3.2, the script runs with it.
 */
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason = "the jumpbox has the tools of Linux, and here it is this machine")
@Timeout(60)
@Tag("thorough")
class FleetScriptTest {
  /** Says what it was asked for, and has one run. */
  private static final String COMPANION =
      """
      #!/bin/bash
      printf '%s\\n' "$@" >>"${POD}/asked"
      case "$1" in
        prove | retry)
          echo 'run 000007-b34-34 is in the queue'
          echo 'a line of the log'
          ;;&
        prove | retry | follow)
          [[ -z "${FOREVER-}" ]] || { /bin/sleep 0.5; touch "${POD}/following"; exec /bin/sleep 30; }
          echo 'Proven.'
          exit "${RUN_CODE:-0}"
          ;;
        pause)
          shift
          [[ ! -e "${POD}/paused" ]] || { cat "${POD}/paused" >&2; exit 2; }
          echo "No run begins until \\`resume\\`: $*" >"${POD}/paused"
          ;;
        resume) rm -f "${POD}/paused" ;;
        runs)
          [[ ! -e "${POD}/paused" ]] || cat "${POD}/paused"
          [[ -z "${NO_RUN-}" ]] || exit 0
          [[ "${2-7}" == *7* ]] || { echo "Run $2 does not exist: \\`runs\\` lists all runs." >&2; exit 2; }
          echo "000007-b34-34        ${STATE:-running}  0 of 1 proven, 1 attempts"
          ;;
      esac
      """;

  private static final String VERIFY =
      """
      #!/bin/bash
      [[ -r "$1" ]] || { echo "the file does not exist: $1" >&2; exit 2; }
      grep -q right "$1" || { echo "NOT VERIFIED: $1" >&2; exit 1; }
      echo "verified: $1"
      """;

  @TempDir private Path root;
  private Path pod;
  private Path laptop;
  private ScriptRun fleet;

  @BeforeEach
  void jumpbox() throws IOException {
    pod = root.resolve("pod");
    for (String folder : List.of("data/witnesses", "data/proofs", "data/runs/running", "scripts")) {
      Files.createDirectories(pod.resolve(folder));
    }
    program("companion", COMPANION);
    program("verify", VERIFY);
    fleet = new ScriptRun(root.resolve("laptop"), ZeroProver.fleet()).set("POD", pod.toString());
    try (InputStream kubectl = FleetScriptTest.class.getResourceAsStream("jumpbox-kubectl.sh")) {
      fleet.answer("kubectl", new String(kubectl.readAllBytes(), UTF_8));
    }
    fleet.answer("sleep", "");
    laptop = root.resolve("laptop");
    String old = System.getenv("BASH_3_2");
    if (old != null) {
      fleet.shell(Path.of(old));
    }
  }

  private void program(String name, String text) throws IOException {
    Path file = Files.writeString(pod.resolve("scripts").resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path witness(String name) {
    return pod.resolve("data/witnesses").resolve(name);
  }

  private String asked() throws IOException {
    Path asked = pod.resolve("asked");
    return Files.exists(asked) ? Files.readString(asked) : "";
  }

  private List<String> inWitnesses() throws IOException {
    try (Stream<Path> files = Files.list(pod.resolve("data/witnesses"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "34.json",
        "my witness.json",
        "it's \"34\".json",
        "$(touch broken) `touch broken`.json",
        "-n",
        "*?[a].json",
        "back\\slash\\.json",
        "två→.json",
        "a\nb.json"
      })
  void aFileArrivesWithItsNameAndItsBytes(String name) throws Exception {
    Files.write(laptop.resolve(name), new byte[] {0, -1, 10, 13, 39, 0, 10, 10});

    Result result = fleet.run("fleet.sh", "put", laptop.resolve(name).toString());

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(inWitnesses()).containsExactly(name);
    assertThat(witness(name)).hasBinaryContent(new byte[] {0, -1, 10, 13, 39, 0, 10, 10});
    assertThat(result.errors()).isEqualTo("/data/witnesses/" + name + ": copied\n");
    assertThat(result.output()).isEmpty();
    assertThat(laptop.resolve("broken")).doesNotExist();
  }

  @Test
  void aFileOfSeveralPiecesArrivesWhole() throws Exception {
    byte[] bytes = new byte[(17 << 20) + 5];
    new java.util.Random(34).nextBytes(bytes);
    Files.write(laptop.resolve("large.json"), bytes);

    Result result = fleet.run("fleet.sh", "put", "large.json");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(witness("large.json")).hasBinaryContent(bytes);
  }

  @Test
  void aFileThatIsThereWithTheSameBytesIsSuccess() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[]");
    Files.writeString(witness("34.json"), "[]");

    Result result = fleet.run("fleet.sh", "put", "34.json");

    assertThat(result.code()).isZero();
    assertThat(result.errors()).isEqualTo("/data/witnesses/34.json: is there already\n");
  }

  @Test
  void aFileThatIsThereWithOtherBytesIsNotReplaced() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[1]");
    Files.writeString(witness("34.json"), "[2]");

    Result result = fleet.run("fleet.sh", "put", "34.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "fleet.sh: /data/witnesses/34.json: is there already, with other content: rename your"
                + " file\n");
    assertThat(witness("34.json")).hasContent("[2]");
    assertThat(inWitnesses()).containsExactly("34.json");
  }

  @Test
  void ofACutTransferNothingStays() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[{}, {}]");

    Result result = fleet.set("CUT", "4").run("fleet.sh", "put", "34.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "fleet.sh: /data/witnesses/34.json: only a part arrived, and was deleted: try"
                + " again\n");
    assertThat(inWitnesses()).isEmpty();
  }

  @Test
  void aTransferEndsEvenIfTheConnectionDoesNotTellTheEndOfItsInput() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[{}, {}]");
    long start = System.nanoTime();

    Result result = fleet.set("OPEN", "yes").run("fleet.sh", "put", "34.json");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(9).toNanos());
  }

  @Test
  void aConnectionThatCannotBeMadeIsReported() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[]");
    fleet.answer(
        "kubectl",
        "case \" $* \" in *' get pods '*) echo jumpbox-0 ;; *) echo 'error: no route' >&2; exit 1;"
            + " esac");

    Result result = fleet.run("fleet.sh", "prove", "34.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo("fleet.sh: /data/witnesses/34.json: was not copied: error: no route\n");
  }

  @Test
  void aLocalWitnessIsPutAndOneOfTheJumpboxIsTakenAsItIs() throws Exception {
    Files.writeString(laptop.resolve("a b.json"), "[]");

    assertThat(fleet.run("fleet.sh", "prove", "a b.json", "--continue").code()).isZero();
    assertThat(fleet.run("fleet.sh", "prove", "/data/x.json", "/data/proofs/p").code()).isZero();

    assertThat(asked())
        .isEqualTo(
            """
            prove
            POD/data/witnesses/a b.json
            --continue
            prove
            POD/data/x.json
            POD/data/proofs/p
            """
                .replace("POD", pod.toString()));
  }

  @Test
  void aLocalPreviousProofIsPutToo() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[]");
    Files.writeString(laptop.resolve("33.zkproof"), "proof");

    assertThat(fleet.run("fleet.sh", "prove", "34.json", "./33.zkproof").code()).isZero();

    assertThat(asked()).contains("/data/witnesses/34.json\n", "/data/witnesses/33.zkproof\n");
    assertThat(witness("33.zkproof")).hasContent("proof");
  }

  @Test
  void theLogOfARunAndItsExitCodeArePassedOn() throws Exception {
    Result result =
        fleet.set("RUN_CODE", "7").set("STATE", "failed").run("fleet.sh", "prove", "/data/x.json");

    assertThat(result.code()).isEqualTo(7);
    assertThat(result.output())
        .isEqualTo("run 000007-b34-34 is in the queue\na line of the log\nProven.\n");
    assertThat(result.errors()).doesNotContain("follow");
  }

  @Test
  void aLostConnectionLeavesTheRunAloneAndTellsHowToFollowIt() throws Exception {
    Result result = fleet.set("LOST", "prove").run("fleet.sh", "prove", "/data/x.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            """
            error: lost connection to pod
            the run goes on; to follow it again: fleet.sh follow 000007-b34-34
            """);
    assertThat(fleet.unset("LOST").run("fleet.sh", "follow", "7").output()).isEqualTo("Proven.\n");
  }

  @Test
  void aRunThatIsDoneWhileTheConnectionIsLostIsSuccess() throws Exception {
    Result result =
        fleet.set("LOST", "prove").set("STATE", "done").run("fleet.sh", "prove", "/data/x.json");

    assertThat(result.code()).isZero();
    assertThat(result.errors()).contains("000007-b34-34        done");
  }

  @Test
  void aRunThatDoesNotExistIsNotSaidToGoOn() throws Exception {
    program("companion", COMPANION.replace("exit \"${RUN_CODE:-0}\"", "exit 2"));

    Result result = fleet.run("fleet.sh", "follow", "12");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).doesNotContain("goes on", "left alone");
  }

  @Test
  void ctrlCLeavesTheRunAloneAndTellsHowToFollowIt() throws Exception {
    Result result =
        fleet
            .set("FOREVER", "yes")
            .run(
                terminal(
                    "while [[ ! -e \"${POD}/following\" ]]; do /bin/sleep 0.05; done; printf '\\003'"),
                "trap : INT; fleet.sh prove /data/x.json; echo \"code $?\"");

    assertThat(result.output())
        .contains("a line of the log")
        .contains("the run goes on; to follow it again: fleet.sh follow 000007-b34-34")
        .contains("code 130")
        .doesNotContain("Proven.", "stopped at line");
  }

  @Test
  void progressIsReportedOnATerminalOnly() throws Exception {
    Files.write(laptop.resolve("large.json"), new byte[12 << 20]);

    Result result = fleet.run(terminal(""), "fleet.sh put large.json");

    assertThat(result.output())
        .contains("large.json: 66 %", "large.json: 100 %", "/data/witnesses/large.json: copied");
  }

  /**
   * A script that runs a command in a terminal, on which something is typed. Ctrl-C discards output
   * that the terminal has not shown yet.
   */
  private String terminal(String typing) throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    Path file =
        Files.writeString(
            fleet.scripts().resolve("terminal.sh"),
            "#!/bin/bash\nset -m\nPATH=\"${0%/*}:${PATH}\"\n{ "
                + (typing.isEmpty() ? "" : typing + "; ")
                + "/bin/sleep 0.5; } | script -qec \"$1\" /dev/null\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return "terminal.sh";
  }

  @Test
  void aBatchPutsTheWitnessesOfAFolder() throws Exception {
    Files.createDirectories(laptop.resolve("my night"));
    for (String name : List.of("my night/34.json", "my night/3 5.json", "my night/notes.txt")) {
      Files.writeString(laptop.resolve(name), name);
    }
    Files.writeString(laptop.resolve("36.json"), "36");

    Result result = fleet.run("fleet.sh", "batch", "my night/", "36.json", "/data/late");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(inWitnesses()).containsExactly("3 5.json", "34.json", "36.json");
    assertThat(asked())
        .isEqualTo(
            """
            batch
            POD/data/witnesses/3 5.json
            POD/data/witnesses/34.json
            POD/data/witnesses/36.json
            /data/late
            """
                .replace("POD", pod.toString())
                .replace("/data/late", pod + "/data/late"));
  }

  @Test
  void aBatchCopiesNothingIfOneOfItsFilesDoesNotExist() throws Exception {
    Files.writeString(laptop.resolve("34.json"), "[]");

    Result result = fleet.run("fleet.sh", "batch", "34.json", "35.json");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors())
        .isEqualTo("fleet.sh: the file does not exist or cannot be read: 35.json\n");
    assertThat(result.calls()).isEmpty();
  }

  @Test
  void aProofIsVerifiedAndFetched() throws Exception {
    Files.writeString(pod.resolve("data/proofs/b34.zkproof"), "right\n");

    Result result = fleet.run("fleet.sh", "get", "34");
    Result named = fleet.run("fleet.sh", "get", "34", "it's mine");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(laptop.resolve("b34.zkproof")).hasContent("right\n");
    assertThat(named.code()).as(named.errors()).isZero();
    assertThat(laptop.resolve("it's mine")).hasContent("right\n");
    assertThat(fleet.run("fleet.sh", "get", "34").code()).as("the same file is there").isZero();
  }

  @Test
  void aProofThatDoesNotVerifyIsNotFetched() throws Exception {
    Files.writeString(pod.resolve("data/proofs/b34.zkproof"), "wrong\n");

    Result result = fleet.run("fleet.sh", "get", "34");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).contains("NOT VERIFIED: " + pod + "/data/proofs/b34.zkproof");
    assertThat(laptop.resolve("b34.zkproof")).doesNotExist();
    assertThat(fleet.run("fleet.sh", "get", "35").code()).isEqualTo(2);
  }

  @Test
  void aFileOfThisMachineIsNotReplacedByAProof() throws Exception {
    Files.writeString(pod.resolve("data/proofs/b34.zkproof"), "right\n");
    Files.writeString(laptop.resolve("mine"), "mine");

    Result result = fleet.run("fleet.sh", "get", "34", "mine");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo("fleet.sh: the file exists already, with other content: mine\n");
    assertThat(laptop.resolve("mine")).hasContent("mine");
  }

  @Test
  void ofAProofThatArrivesInPartNothingStays() throws Exception {
    Files.writeString(pod.resolve("data/proofs/b34.zkproof"), "right\n");

    Result result = fleet.set("SHORT", "3").run("fleet.sh", "get", "34");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "fleet.sh: b34.zkproof: the proof did not arrive whole, and was deleted: try again\n");
    try (Stream<Path> files = Files.list(laptop)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("b34"));
    }
  }

  @Test
  void theOtherVerbsArePassedOn() throws Exception {
    Files.writeString(pod.resolve("data/proofs/b34.zkproof"), "right\n");
    for (List<String> verb :
        List.of(
            List.of("runs"),
            List.of("runs", "7"),
            List.of("stop", "7"),
            List.of("retry", "7"),
            List.of("reset"),
            List.of("pause", "somebody's", "upgrade"),
            List.of("resume"))) {
      Files.deleteIfExists(pod.resolve("asked"));
      Result result = fleet.run("fleet.sh", verb.toArray(String[]::new));

      assertThat(result.code()).as(verb + result.errors()).isZero();
      assertThat(asked().lines()).as(verb.toString()).containsExactlyElementsOf(verb);
    }
    assertThat(fleet.run("fleet.sh", "verify", "34").output()).startsWith("verified: ");
    assertThat(fleet.run("fleet.sh", "verify", "/data/proofs/b34.zkproof").code()).isZero();
    assertThat(fleet.run("fleet.sh", "verify", "35").code()).isEqualTo(2);
  }

  @Test
  void theLogsOfARunOfTheCompanionAndOfTheWorkersAreShown() throws Exception {
    Path run = Files.createDirectories(pod.resolve("data/runs/running/000007-b34-34"));
    Files.writeString(run.resolve("log"), "the log of 34\n");

    assertThat(fleet.run("fleet.sh", "logs", "7").output()).isEqualTo("the log of 34\n");
    assertThat(fleet.run("fleet.sh", "logs", "3").code()).isEqualTo(2);
    assertThat(fleet.run("fleet.sh", "logs").calls().get(1))
        .contains("logs", "--container=leader", "jumpbox-0");
    assertThat(fleet.set("PODS", "").run("fleet.sh", "logs", "--workers").calls().get(1))
        .contains("--prefix", "--container=worker")
        .contains(
            "--selector=app.kubernetes.io/instance=zero-prover,app.kubernetes.io/component in"
                + " (worker)");
  }

  @Test
  void withoutAJumpboxOneSentenceSaysSo() throws Exception {
    Result result = fleet.set("PODS", "").set("RELEASE", "mine").run("fleet.sh", "runs");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "fleet.sh: no jumpbox is running: there is no pod of the release mine in the namespace"
                + " zero-prover\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "fetch",
        "put",
        "prove",
        "prove a b c",
        "batch",
        "runs 1 2",
        "follow",
        "stop",
        "retry",
        "resume now",
        "reset all",
        "upload",
        "uploads now",
        "verify",
        "get",
        "get last",
        "logs 1 2",
        "top 1 2",
        "top --workers",
        "circuits",
        "circuits prune",
        "circuits remove",
        "circuits remove 1 2",
        "rotate-password now",
        "put none.json",
        "put /data/x",
        "runs --all"
      })
  void wrongUsageIsOneSentenceAndAsksNobody(String arguments) throws Exception {
    String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" ");

    Result result = fleet.run("fleet.sh", words);

    assertThat(result.code()).as(result.errors()).isEqualTo(2);
    assertThat(result.errors()).startsWith("fleet.sh: ").hasLineCount(1);
    assertThat(result.calls()).isEmpty();
  }

  @Test
  void aDryRunOfEachVerbShowsWhatAShellReadsBackAndCallsNothing() throws Exception {
    Files.writeString(laptop.resolve("it's.json"), "[]");
    for (String verb :
        List.of(
            "put it's.json",
            "prove it's.json --continue",
            "batch it's.json",
            "runs",
            "follow 1",
            "stop 1",
            "retry 1",
            "reset",
            "pause",
            "resume",
            "uploads",
            "upload 34",
            "verify 34",
            "get 34",
            "logs",
            "logs 1",
            "logs --workers",
            "top",
            "top 1",
            "top --atop",
            "top 1 --atop",
            "circuits list",
            "circuits remove 0a1b2c3d",
            "rotate-password")) {
      Result result = fleet.run("fleet.sh", ("--dry-run " + verb).split(" "));

      assertThat(result.code()).as(verb + result.errors()).isZero();
      assertThat(result.calls()).as(verb).isEmpty();
      assertThat(result.output()).as(verb).contains("kubectl --context=gke_my-project_");
      Path shown = Files.writeString(root.resolve("shown.sh"), result.output());
      assertThat(new ProcessBuilder("bash", "-n", shown.toString()).start().waitFor()).isZero();
    }
  }

  /** Circuits on the volume: used, not used, and not complete. */
  private Path circuits() throws IOException {
    Path volume = Files.createDirectories(pod.resolve("circuits"));
    for (String digest : List.of("0a1b2c3d", "11111111", "22222222")) {
      Path folder = Files.createDirectories(volume.resolve("v0.7-" + digest + "_circuit_cache"));
      Files.writeString(folder.resolve("prover_state_base_x"), "12345");
      Files.writeString(
          folder.resolve(".complete"),
          "prover_state_base_x " + (digest.startsWith("2") ? 6 : 5) + "\n");
    }
    Files.createDirectories(volume.resolve("v0.7-notes_circuit_cache"));
    Files.writeString(
        pod.resolve("jumpbox"),
        """
        example.com/prover:1
        my-circuits
        zero-prover

        {"runAsNonRoot":true}
        {"allowPrivilegeEscalation":false}
        {"pool":"a"}
        [{"key":"k"}]
        """);
    Files.writeString(
        pod.resolve("users"),
        """
        object Pod worker-1
        claim my-circuits
        value 1
        value /circuits/v0.7-0a1b2c3d_circuit_cache
        value /circuits/v0.7-0a1b2c3d_circuit_cache/.complete
        object Pod of-another-release
        claim other-circuits
        value /circuits/v0.7-11111111_circuit_cache
        object Deployment worker
        claim my-circuits
        value /circuits/v0.7-0a1b2c3d_circuit_cache
        """);
    return volume;
  }

  @Test
  void circuitsAreListedWithTheirStateAndTheirUsers() throws Exception {
    circuits();

    Result result = fleet.run("fleet.sh", "circuits", "list");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.output())
        .isEqualTo(
            """
            DIGEST           MIB  STATE       USED BY
            0a1b2c3d           0  complete    Pod worker-1, Deployment worker
            11111111           0  complete    -
            22222222           0  incomplete  -
            """);
  }

  @Test
  void circuitsThatNoPodUsesAreRemovedByAPodThatIsDeleted() throws Exception {
    Path volume = circuits();
    Files.createDirectories(volume.resolve(".removed.earlier"));

    Result result = fleet.run("fleet.sh", "circuits", "remove", "11111111");

    assertThat(result.code()).as(result.errors()).isZero();
    try (Stream<Path> folders = Files.list(volume)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "v0.7-0a1b2c3d_circuit_cache",
              "v0.7-22222222_circuit_cache",
              "v0.7-notes_circuit_cache");
    }
    assertThat(pod.resolve("deleted")).exists();
    JsonNode spec = new ObjectMapper().readTree(pod.resolve("pod.json").toFile()).path("spec");
    assertThat(spec.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(spec.path("activeDeadlineSeconds").asInt()).isPositive();
    assertThat(spec.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
    assertThat(spec.path("tolerations")).hasSize(1);
    JsonNode container = spec.path("containers").path(0);
    assertThat(container.path("image").asText()).isEqualTo("example.com/prover:1");
    assertThat(container.path("securityContext").path("allowPrivilegeEscalation").asBoolean(true))
        .isFalse();
    assertThat(container.path("resources").path("limits")).hasSize(3);
    assertThat(
            spec.path("volumes").path(0).path("persistentVolumeClaim").path("claimName").asText())
        .isEqualTo("my-circuits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0a1b2c3d | 1 | the circuits 0a1b2c3d are in use: Pod worker-1, Deployment worker",
        "33333333 | 1 | there are no circuits 33333333: fleet.sh circuits list",
        "1111 | 2 | not the digest of circuits, such as 0a1b2c3d: 1111",
        "../../11 | 2 | not the digest of circuits, such as 0a1b2c3d: ../../11",
        "1111111* | 2 | not the digest of circuits, such as 0a1b2c3d: 1111111*"
      })
  void otherCircuitsAreNotRemoved(String digest, int code, String why) throws Exception {
    circuits();

    Result result = fleet.run("fleet.sh", "circuits", "remove", digest);

    assertThat(result.code()).isEqualTo(code);
    assertThat(result.errors()).isEqualTo("fleet.sh: " + why + "\n");
    assertThat(result.calls()).noneMatch(call -> call.contains("create"));
  }

  @Test
  void aPodThatFailsOrIsNotAdmittedIsDeletedAndReported() throws Exception {
    Path volume = circuits();
    Files.createDirectories(volume.resolve(".removed"));

    Result failed = fleet.set("PHASE", "Failed").run("fleet.sh", "circuits", "remove", "11111111");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.errors()).contains(" failed: ");
    assertThat(pod.resolve("deleted")).exists();

    Files.delete(pod.resolve("deleted"));
    Result refused = fleet.set("NO_POD", "yes").run("fleet.sh", "circuits", "remove", "22222222");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.errors()).endsWith(" was not created: Error: forbidden\n");
    assertThat(pod.resolve("deleted")).exists();
  }

  @Test
  void ctrlCDeletesThePodThatRemovesCircuits() throws Exception {
    circuits();
    fleet.set("PHASE", "Running");
    fleet.answer("sleep", "touch \"${POD}/waiting\"; exec /bin/sleep 30");

    Result result =
        fleet.run(
            terminal(
                "while [[ ! -e \"${POD}/waiting\" ]]; do /bin/sleep 0.05; done; printf '\\003'"),
            "trap : INT; fleet.sh circuits remove 11111111; echo \"code $?\"");

    assertThat(result.output()).contains("code 130").doesNotContain("were removed");
    assertThat(pod.resolve("deleted")).exists();
  }

  @Test
  void circuitsOfEachWorkerAreNotListed() throws Exception {
    Result result =
        new ScriptRun(root.resolve("other"), Fleets.everything())
            .run("fleet.sh", "circuits", "list");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .isEqualTo(
            "fleet.sh: the circuits are not on a volume that all pods share: there is nothing to"
                + " list or remove\n");
  }

  private static final String OLD = "old-pass.~word*";

  /** A broker and a Secret with the old password. */
  private void broker() throws IOException {
    Path secret = Files.createDirectories(pod.resolve("secret"));
    for (Path file : List.of(pod.resolve("changes"), pod.resolve("paused"))) {
      Files.deleteIfExists(file);
    }
    Files.writeString(pod.resolve("version"), "41");
    Files.writeString(pod.resolve("password"), OLD);
    Files.writeString(secret.resolve("username"), "\"fleet\"");
    Files.writeString(secret.resolve("password"), '"' + OLD + '"');
    Files.writeString(secret.resolve("port"), "\"5672\"");
    Files.writeString(
        secret.resolve("connection_string"), "\"amqp://fleet:" + OLD + "@broker:5672/\"");
    Files.writeString(
        secret.resolve("default_user.conf"),
        "\"default_user = fleet\\ndefault_pass = " + OLD + "\\n\"");
    fleet.set("NO_RUN", "yes");
  }

  private String entry(String key) throws IOException {
    return Files.readString(pod.resolve("secret").resolve(key)).replace("\"", "");
  }

  /** All that has the new password, and nothing that has the old one. */
  private void assertRotated(String as) throws IOException {
    String password = Files.readString(pod.resolve("password"));
    assertThat(password).as(as).matches("[A-Za-z0-9]{32}");
    assertThat(entry("password")).as(as).isEqualTo(password);
    assertThat(entry("connection_string"))
        .as(as)
        .isEqualTo("amqp://fleet:" + password + "@broker:5672/");
    assertThat(entry("default_user.conf"))
        .as(as)
        .isEqualTo("default_user = fleet\\ndefault_pass = " + password + "\\n");
    assertThat(entry("username") + entry("port")).as(as).isEqualTo("fleet5672");
    assertThat(pod.resolve("secret/next-password")).as(as).doesNotExist();
    assertThat(pod.resolve("paused")).as(as).doesNotExist();
  }

  @Test
  void brokerAndSecretGetANewPasswordWhichNobodySees() throws Exception {
    broker();

    Result result = fleet.run("fleet.sh", "rotate-password");

    assertThat(result.code()).as(result.errors()).isZero();
    assertRotated("after the rotation");
    String password = entry("password");
    assertThat(result.errors() + result.output() + result.calls())
        .doesNotContain(password, OLD)
        .contains("the user fleet of the broker has a new password");
    assertThat(result.calls().stream().map(call -> String.join(" ", call)).toList())
        .filteredOn(call -> call.contains("rollout restart"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIE_BEFORE", "DIE_AFTER"})
  void anotherCallMendsARotationThatEndedAtAnyChange(String fault) throws Exception {
    int change = 0;
    int code = 1;
    while (code != 0) {
      broker();
      change++;
      code = fleet.set(fault, Integer.toString(change)).run("fleet.sh", "rotate-password").code();
      String broker = Files.readString(pod.resolve("password"));
      Path next = pod.resolve("secret/next-password");
      assertThat(broker)
          .as("somebody knows the broker's password after " + fault + " " + change)
          .isIn(entry("password"), Files.exists(next) ? entry("next-password") : "");

      Result again = fleet.unset(fault).run("fleet.sh", "rotate-password");

      assertThat(again.code()).as(fault + change + again.errors()).isZero();
      assertRotated(fault + " " + change);
    }
    assertThat(change).as("changes of a rotation").isEqualTo(10);
  }

  @Test
  void aRotationWaitsForTheRunAndCtrlCLetsRunsBeginAgain() throws Exception {
    broker();
    fleet
        .unset("NO_RUN")
        .answer("sleep", "[[ \"$1\" != 5 ]] || { touch \"${POD}/waiting\"; exec /bin/sleep 30; }");

    Result result =
        fleet.run(
            terminal(
                "while [[ ! -e \"${POD}/waiting\" ]]; do /bin/sleep 0.05; done; printf '\\003'"),
            "trap : INT; fleet.sh rotate-password; echo \"code $?\"");

    assertThat(result.output())
        .contains(
            "waiting for the end of the run 000007-b34-34; Ctrl-C cancels the rotation, and starts"
                + " runs again")
        .contains("code 130")
        .doesNotContain("incomplete");
    assertThat(asked()).contains("pause\n").endsWith("resume\n");
    assertThat(entry("password")).isEqualTo(OLD);
    assertThat(pod.resolve("paused")).doesNotExist();
  }

  @Test
  void aQueueThatWasPausedBeforeStaysPaused() throws Exception {
    broker();
    Files.writeString(pod.resolve("paused"), "No run begins until `reset`: run 3 failed\n");

    Result result = fleet.run("fleet.sh", "rotate-password");

    assertThat(result.code()).isZero();
    assertThat(result.errors()).contains("the queue was paused before, and stays paused");
    assertThat(pod.resolve("paused")).exists();
    assertThat(entry("password")).isNotEqualTo(OLD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IMMUTABLE | true | the Secret my-secret is immutable",
        "OWNERS | ExternalSecret | the Secret my-secret belongs to: ExternalSecret, which",
        "FORBIDDEN | secrets/my-secret | you may not get secrets/my-secret in the namespace",
        "BROKERS | '' | no pod of the broker broker is running"
      })
  void whatCannotWorkIsRefusedBeforeAnything(String setting, String value, String why)
      throws Exception {
    broker();

    Result result = fleet.set(setting, value).run("fleet.sh", "rotate-password");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors()).startsWith("fleet.sh: " + why).hasLineCount(1);
    assertThat(asked()).isEmpty();
    assertThat(entry("password")).isEqualTo(OLD);
  }

  @Test
  void aFleetWithoutAQueueOfRunsSaysSo() throws Exception {
    broker();
    program(
        "companion",
        "#!/bin/bash\necho \"$1: there is no queue of runs, because runs.enabled is false\""
            + " >&2; exit 2\n");

    for (String verb :
        List.of("prove /data/x", "batch /data/x", "runs", "pause", "logs 7", "rotate-password")) {
      Result result = fleet.run("fleet.sh", verb.split(" "));

      assertThat(result.code()).as(verb).isEqualTo(2);
      assertThat(result.errors()).as(verb).contains(": there is no queue of runs, because ");
    }
    assertThat(entry("password")).isEqualTo(OLD);
  }

  @Test
  void theCompanionHasTheVerbsThatAreWrittenHere() throws Exception {
    companion();
    Files.writeString(laptop.resolve("34.json"), "[]");

    assertThat(fleet.run("fleet.sh", "runs").output()).isEmpty();
    assertThat(fleet.run("fleet.sh", "pause", "it's night").code()).isZero();
    assertThat(fleet.run("fleet.sh", "runs").output())
        .isEqualTo("No run begins until `resume`: it's night\n");
    assertThat(fleet.run("fleet.sh", "pause").code()).isEqualTo(2);
    assertThat(fleet.run("fleet.sh", "resume").output()).isEqualTo("runs may begin\n");
    for (String verb : List.of("follow", "stop", "retry", "logs")) {
      Result result = fleet.run("fleet.sh", verb, "7");
      assertThat(result.code()).as(verb).isEqualTo(2);
      assertThat(result.errors())
          .as(verb)
          .startsWith("Run 7 does not exist: `runs` lists all runs.\n");
    }
    for (String verb : List.of("prove", "batch")) {
      Result result = fleet.run("fleet.sh", verb, "34.json");
      assertThat(result.code()).as(verb).isEqualTo(2);
      assertThat(result.errors()).as(verb).contains("34.json").doesNotContain("usage: ");
    }
    assertThat(fleet.run("fleet.sh", "reset").errors())
        .contains("The variable AMQP_HOST is not set.");
  }

  @Test
  void theRotationWaitsForARunOfTheRealCompanion() throws Exception {
    companion();
    broker();
    Path run = Files.createDirectories(pod.resolve("data/runs/running/000007-b34-34"));
    Files.writeString(
        run.resolve("request.json"),
        "{\"first\":34,\"last\":34,\"previous\":\"none\",\"source\":\"34.json\"}\n");
    // When it is looked at again, the run is over.
    fleet.answer(
        "sleep",
        "[[ \"$1\" != 5 ]] || mv \"${POD}/data/runs/running/\"* \"${POD}/data/runs/done\"");

    Result result;
    try (FileChannel work =
        FileChannel.open(
            pod.resolve("data/runs/.working"),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE)) {
      work.lock(); // as the companion does while it works on a run
      work.write(ByteBuffer.wrap("000007-b34-34".getBytes(UTF_8)));
      result = fleet.run("fleet.sh", "rotate-password");
    }

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.errors()).contains("waiting for the end of the run 000007-b34-34; ");
    assertRotated("after the run");
    assertThat(pod.resolve("data/runs/paused")).doesNotExist();
  }

  /** The real companion, with the script of the chart. */
  private void companion() throws Exception {
    try (InputStream script =
        FleetChart.class.getResourceAsStream("/dev/chartwright/generator/compose/companion.sh")) {
      program("companion", new String(script.readAllBytes(), UTF_8));
    }
    Path companion = Files.createDirectories(pod.resolve("companion"));
    Files.createSymbolicLink(
        companion.resolve("runtime"), Path.of(System.getProperty("java.home")));
    Files.createSymbolicLink(
        companion.resolve("classes"),
        Path.of(
            Class.forName("dev.chartwright.companion.command.Main")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()));
    fleet
        .set("COMPANION", companion.toString())
        .set("HOME", pod.resolve("data").toString())
        .set("PROVER_RELEASE", "0.7");
  }

  @Test
  void theNamesAreThoseOfTheChart() {
    FileTree chart = Generator.generate(FleetChart.of(ZeroProver.fleet())).chartFiles();

    assertThat(chart.text("templates/leader/deployment.yaml"))
        .contains(
            "app.kubernetes.io/component: leader\n",
            "        - name: " + FleetCommands.LEADER + "\n          image:",
            "            - name: " + FleetCommands.BROKER_HOST + "\n              value:",
            "            - name: "
                + FleetCommands.BROKER_PASSWORD
                + "\n              valueFrom:\n                secretKeyRef:",
            "        - name: " + FleetCommands.CIRCUITS + "\n          persistentVolumeClaim:",
            "value: \"/circuits/v0.7-{{",
            "}}_circuit_cache\"\n",
            "- /data/witnesses\n",
            "mountPath: /scripts\n");
    assertThat(chart.text("templates/worker/deployment.yaml"))
        .contains(
            "app.kubernetes.io/component: worker\n",
            "        - name: " + FleetCommands.WORKER + "\n          image:",
            "        - name: " + FleetCommands.RECORDER + "\n          image:",
            "            - name: atop\n              mountPath: /atop\n");
    assertThat(chart.text("templates/scripts/configmap.yaml"))
        .contains("\n  companion: |", "\n  verify: |", "\n  atop-top: |");
  }
}
