package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.fixture.ZeroProver;
import dev.chartwright.generator.gcloud.ScriptRun.Result;
import dev.chartwright.generator.infrastructure.Infrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in a real bash, with programs that stand in for those of the cloud. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "the scripts are for bash")
@Timeout(180)
@Tag("thorough")
class GcloudScriptsTest {
  private static final String ABSENT =
      "echo 'ResponseError: code=404, message=Not found' >&2; exit 1";

  /** Describes nothing, and does everything else. */
  private static final String NOTHING_THERE =
      "[[ \" $* \" != *' describe '* ]] || { " + ABSENT + "; }";

  @TempDir private Path root;
  private ScriptRun example;
  private ScriptRun everything;
  private ScriptRun machines;

  @BeforeEach
  void scripts() throws IOException {
    assumeThat(Files.isExecutable(Path.of("/bin/bash"))).as("bash is there").isTrue();
    example = new ScriptRun(root.resolve("example"), ZeroProver.fleet());
    everything = new ScriptRun(root.resolve("everything"), Fleets.everything());
    machines = new ScriptRun(root.resolve("machines"), FallbackMachines.fleet());
  }

  @Test
  void bashReadsEveryScript() throws Exception {
    for (Path script : files()) {
      assertThat(output("bash", "-n", script.toString())).as(script.toString()).isEmpty();
    }
  }

  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeThat(Stream.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"))
        .as("shellcheck is installed")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck")));
    List<String> command = new ArrayList<>(List.of("shellcheck", "-o", "all", "-S", "style"));
    files().forEach(file -> command.add(file.toString()));

    assertThat(output(command.toArray(String[]::new))).isEmpty();
  }

  @Test
  void helpCallsNothingAndNamesOptionsSettingsAndExitCodes() throws Exception {
    for (ScriptRun run : List.of(example, everything, machines)) {
      for (String script : scriptNames()) {
        Result result = run.unset("PROJECT").run(script, "--help");

        assertThat(result.code()).as(script).isZero();
        assertThat(result.output())
            .as(script)
            .contains("Usage: " + script, "--dry-run", "PROJECT ", "Exit codes: 0 ")
            .doesNotContain("#");
        assertThat(result.calls()).as(script).isEmpty();
        assertThat(result.errors()).as(script).isEmpty();
      }
    }
  }

  @Test
  void aDryRunCallsNothingAndShowsWhatAShellReadsBack() throws Exception {
    for (ScriptRun run : List.of(example, everything, machines)) {
      for (String script : scriptNames()) {
        Result result = run.run(script, with("--dry-run", script));

        assertThat(result.code()).as(script + result.errors()).isZero();
        assertThat(result.calls()).as(script).isEmpty();
        assertThat(result.output()).as(script).isNotEmpty();
        Path shown = Files.writeString(root.resolve("shown.sh"), result.output());
        assertThat(output("bash", "-n", shown.toString())).isEmpty();
      }
    }
  }

  @Test
  void aDryRunWithoutAProjectAsksNobodyAndNamesAPlaceholder() throws Exception {
    example.unset("PROJECT").answer("gcloud", "exit 1");
    for (String script : scriptNames()) {
      Result result = example.run(script, with("--dry-run", script));

      assertThat(result.code()).as(script + result.errors()).isZero();
      assertThat(result.errors()).contains("PROJECT is not set: the commands name PROJECT_ID\n");
      assertThat(result.calls()).as(script).isEmpty();
    }
    assertThat(example.run("20-cluster.sh", "--dry-run").output()).contains("--project=PROJECT_ID");
  }

  @Test
  void aDryRunShowsExactlyTheCommandsOfAFirstRun() throws Exception {
    example.answer("gcloud", NOTHING_THERE);
    for (String script : List.of("10-network.sh", "20-cluster.sh", "30-node-pools.sh")) {
      Result shown = example.run(script, "--dry-run");
      Result run = example.run(script);

      assertThat(run.code()).as(script + run.errors()).isZero();
      assertThat(run.errors()).contains(shown.output().lines().toList());
      // In this test nothing came with the cluster, so that its pool is created by the second run.
      int given = script.equals("30-node-pools.sh") ? 1 : 0;
      assertThat(run.changes()).hasSize((int) shown.output().lines().count() + given);
    }
  }

  @Test
  void withoutAProjectNothingStarts() throws Exception {
    Result result = example.unset("PROJECT").run("20-cluster.sh");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.errors())
        .contains("20-cluster.sh: no project: set PROJECT, or run gcloud config set project");
    assertThat(result.changes()).isEmpty();
  }

  @Test
  void withoutGcloudOneSentenceSaysSo() throws Exception {
    example.unset("PROJECT").remove("gcloud");
    for (String script : scriptNames()) {
      if (!script.equals("preflight.sh") && !script.equals("up.sh")) {
        Result result = example.run(script, with("", script));

        assertThat(result.code()).as(script).isEqualTo(1);
        assertThat(result.errors()).isEqualTo(script + ": gcloud is not installed\n");
        assertThat(result.calls()).as(script).isEmpty();
      }
    }
  }

  @Test
  void withoutGcloudTheToolsAreCheckedAndNothingElse() throws Exception {
    example
        .remove("gcloud")
        .answer("helm", "echo v3.19.0")
        .answer("kubectl", "echo 'Client Version: v1.34.2'")
        .answer("gke-gcloud-auth-plugin", "echo 'Kubernetes v1.34.1-alpha'");

    Result result = example.run("preflight.sh");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output().lines().filter(line -> line.startsWith("PROBLEM")).toList())
        .hasSize(1);
    assertThat(result.output()).contains("it is not in PATH");
    assertThat(result.errors())
        .isEqualTo("preflight.sh: problems: 1; without gcloud, nothing else can be checked\n");
  }

  @Test
  void anUnknownOptionIsRefused() throws Exception {
    for (String script : scriptNames()) {
      Result result = example.run(script, "--dryrun");

      assertThat(result.code()).as(script).isEqualTo(2);
      assertThat(result.errors()).contains("unknown option: --dryrun; --help lists all options");
      assertThat(result.calls()).isEmpty();
    }
  }

  @Test
  void onlyNotFoundMeansAbsent() throws Exception {
    for (String complaint :
        List.of(
            "ResponseError: code=403, message=Permission denied (or it may not exist)",
            "ERROR: Unable to find the server at container.googleapis.com",
            "ResponseError: code=500, message=Internal error",
            "Could not fetch resource: - The resource 'projects/my-project' was not found")) {
      example.answer("gcloud", "echo \"" + complaint + "\" >&2; exit 1");

      Result result = example.run("20-cluster.sh");

      assertThat(result.code()).as(complaint).isEqualTo(1);
      assertThat(result.errors())
          .contains("cluster zero-prover-test-01: cannot find out whether it exists: " + complaint);
      assertThat(result.changes()).isEmpty();
    }
    for (String complaint :
        List.of(
            "ResponseError: code=404, message=Not found",
            "NOT_FOUND: Unknown service account",
            "The resource 'projects/my-project/global/networks/x' was not found",
            "NAT `x` not found")) {
      example.answer(
          "gcloud",
          "[[ \" $* \" == *' create '* ]] || { echo \"" + complaint + "\" >&2; exit 1; }");

      assertThat(example.run("20-cluster.sh").changes()).as(complaint).hasSize(1);
    }
  }

  @Test
  void whatDiffersIsToldAndLeftAsItIs() throws Exception {
    example.answer(
        "gcloud",
        "[[ \" $* \" != *' describe highmem-pool '* ]] || printf 'RUNNING\\nc3d-highmem-90\\n'");

    Result result = example.run("30-node-pools.sh");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.errors())
        .contains(
            "node pool highmem-pool: config.machineType is 'c3d-highmem-90', declared"
                + " 'c3d-highmem-180'")
        .doesNotContain("node pool highmem-pool: status");
    assertThat(result.changes()).isEmpty();
  }

  @Test
  void aPoolThatIsStillBeingMadeIsWaitedFor() throws Exception {
    Path seen = root.resolve("seen");
    example
        .answer("sleep", "")
        .answer(
            "gcloud",
            "if [[ -e "
                + seen
                + " ]]; then echo RUNNING; else touch "
                + seen
                + "; echo PROVISIONING; fi");

    Result result = example.run("30-node-pools.sh");

    assertThat(result.errors())
        .contains("node pool default-pool: PROVISIONING")
        .doesNotContain("status is");
  }

  @Test
  void anExistingNetworkIsLookedForAndNeverMadeOrRemoved() throws Exception {
    everything.answer("gcloud", NOTHING_THERE);
    Result absent = everything.run("10-network.sh");
    assertThat(absent.code()).isEqualTo(1);
    assertThat(absent.errors()).contains("network shared: must exist before");
    assertThat(String.join("\n", absent.changes())).doesNotContain("networks");

    everything.answer("gcloud", "exit 0");
    assertThat(String.join("\n", everything.run("down.sh", "--yes").changes()))
        .contains("clusters delete blocks")
        .doesNotContain("networks", "subnets");
  }

  @Test
  void aPoolThatOnlyStartedTheClusterGoesAndOneOfItsNameStays() throws Exception {
    everything.answer("gcloud", "[[ \" $* \" != *' describe default-pool '* ]] || echo true");
    assertThat(everything.run("30-node-pools.sh").changes())
        .singleElement()
        .asString()
        .contains("node-pools delete default-pool");

    everything.answer("gcloud", "exit 0");
    assertThat(everything.run("30-node-pools.sh").changes()).isEmpty();
  }

  @Test
  void aRemovalWithoutTerminalNeedsYes() throws Exception {
    Result result = example.run("down.sh");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors())
        .contains("  cluster zero-prover-test-01 with its node pools default-pool, highmem-pool")
        .endsWith("down.sh: there is no terminal to ask for confirmation: use --yes\n");
    assertThat(result.calls()).isEmpty();
  }

  @Test
  void aRemovalGoesTheOtherWayRoundAndKeepsTheProofs() throws Exception {
    example.answer("gcloud", "[[ \" $* \" != *' clusters describe '* ]] || echo RUNNING");
    example.answer("kubectl", "[[ \" $* \" != *' crd '* ]] || echo crd/x");

    Result kept = example.run("down.sh", "--yes");

    assertThat(kept.code()).as(kept.errors()).isZero();
    assertThat(kept.changes().stream().map(GcloudScriptsTest::gist).toList())
        .containsExactly(
            "gcloud container clusters get-credentials",
            "helm uninstall zero-prover",
            "kubectl delete scaledobjects.keda.sh",
            "kubectl delete rabbitmqclusters.rabbitmq.com",
            "kubectl delete pods",
            "kubectl delete persistentvolumeclaims --selector=app.kubernetes.io/component=circuits",
            "helm uninstall keda",
            "kubectl delete",
            "gcloud container clusters delete",
            "gcloud iam service-accounts delete",
            "gcloud compute firewall-rules delete",
            "gcloud compute routers nats delete",
            "gcloud compute routers delete",
            "gcloud compute networks subnets delete",
            "gcloud compute networks delete zero-prover");
    assertThat(example.run("down.sh", "--yes", "--delete-proofs").changes())
        .anySatisfy(
            call -> assertThat(call).contains("delete persistentvolumeclaims").contains(" --all"));
  }

  @Test
  void allStepsRunInOrderAndAFailureStopsThem() throws Exception {
    List<String> steps =
        List.of(
            "preflight.sh --enable-services",
            "10-network.sh",
            "20-cluster.sh",
            "30-node-pools.sh",
            "40-connect.sh",
            "50-operators.sh",
            "60-release.sh");
    for (String step : steps) {
      Files.writeString(
          example.scripts().resolve(step.split(" ", 2)[0]),
          "#!/bin/bash\necho \"${0##*/}${1:+ $1}\"\n[[ ${0##*/} != \"${FAILING:-}\" ]] || exit"
              + " ${CODE}\n");
    }

    assertThat(example.run("up.sh").output().lines()).containsExactlyElementsOf(steps);

    Result stopped = example.set("FAILING", "20-cluster.sh").set("CODE", "1").run("up.sh");
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.output().lines()).hasSize(3);
    assertThat(stopped.errors())
        .endsWith("up.sh: 20-cluster.sh failed; the next run continues there\n");

    Result different = example.set("CODE", "3").run("up.sh");
    assertThat(different.code()).isEqualTo(3);
    assertThat(different.output().lines()).hasSize(7);
  }

  @Test
  void preflightTellsAllProblemsAtOnce() throws Exception {
    example
        .answer("helm", "echo v3.9.0")
        .answer("kubectl", "echo 'Client Version: v1.31.2'")
        .answer("gke-gcloud-auth-plugin", "echo 'Kubernetes v1.30.1-alpha'")
        .answer("curl", "echo '{\"permissions\": [\"container.clusters.create\"]}'")
        .answer(
            "gcloud",
            """
            case " $* " in
              *' --version '*) echo 'Google Cloud SDK 528.0.0' ;;
              *' services list '*) printf '%s\\n' compute.googleapis.com container.googleapis.com ;;
              *' print-access-token '*) echo token ;;
              *' describe c3d-highmem-180 '*) echo 'it was not found' >&2; exit 1 ;;
              *' get-server-config '*) printf '%s\\n' RAPID,1.34.1-gke.1 REGULAR,1.30.9-gke.2 ;;
              *' clusters describe '*) echo 'code=404' >&2; exit 1 ;;
              *' regions describe '*)
                printf '%s\\n' C3D_CPUS,400.0,100.0 CPUS,500.0,8.0 IN_USE_ADDRESSES,8.0,0.0 ;;
            esac
            """);

    Result result = example.run("preflight.sh");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output().lines().filter(line -> line.startsWith("PROBLEM")).toList())
        .hasSize(14);
    assertThat(result.output())
        .contains("the version is v3.9.0", "gcloud services enable file.googleapis.com")
        .contains("the permission compute.networks.create is missing")
        .contains(
            "the version is 1.30.9-gke.2",
            "300 of 400 are free",
            "the region does not report this quota")
        .contains("ok       the caller has roles/container.admin")
        .contains("ok       16 of the quota CPUS");
    assertThat(result.errors()).endsWith("preflight.sh: problems: 14\n");
    assertThat(result.changes()).isEmpty();

    assertThat(example.run("preflight.sh", "--enable-services").changes()).hasSize(3);
  }

  @Test
  void theNewestVersionsAreToldBesideTheDeclaredOnes() throws Exception {
    example
        .answer("helm", "printf 'appVersion: 2.21.0\\nversion: 2.21.0\\n'")
        .answer("curl", "printf https://github.com/rabbitmq/cluster-operator/releases/tag/v2.23.1")
        .answer("gcloud", "printf '%s\\n' RAPID,1.35.0 REGULAR,1.34.1-gke.5");

    Result result = example.run("versions.sh");

    assertThat(result.output())
        .isEqualTo(
            """
                                          DECLARED    NEWEST
            KEDA chart                    2.20.2      2.21.0
            RabbitMQ Cluster Operator     2.21.0      2.23.1
            GKE                           regular     1.34.1-gke.5
            """);
  }

  @Test
  void theValuesOfTheUserReachHelmAsOneWord() throws Exception {
    Result result = example.set("VALUES", "my values.yaml").run("60-release.sh");

    assertThat(result.code()).as(result.errors()).isZero();
    assertThat(result.calls())
        .anySatisfy(
            call ->
                assertThat(call)
                    .contains("--values=my values.yaml", "zero-prover")
                    .contains(example.scripts() + "/../helm/zero-prover"));
  }

  @Test
  void noTemplateSwitchesQuotingOff() throws IOException {
    Path templates =
        Path.of("src", "main", "resources", "dev", "chartwright", "generator", "gcloud");
    try (Stream<Path> files = Files.list(templates)) {
      for (Path file : files.toList()) {
        assertThat(file).content().doesNotContain("no_esc", "no_autoesc", "output_format");
      }
    }
  }

  /** An option, if it is not empty, and what a script does not work without. */
  private static String[] with(String option, String script) {
    return Stream.of(option, script.equals("fleet.sh") ? "runs" : "")
        .filter(word -> !word.isEmpty())
        .toArray(String[]::new);
  }

  private static String gist(String call) {
    List<String> words = List.of(call.split(" "));
    return words.stream()
        .filter(word -> !word.startsWith("--") || word.startsWith("--selector="))
        .filter(word -> !word.contains("zero-prover-test-01"))
        .limit(5)
        .reduce((left, right) -> left + " " + right)
        .orElseThrow();
  }

  private static List<String> scriptNames() {
    return GcloudScripts.of(Infrastructure.of(ZeroProver.fleet())).files().keySet().stream()
        .filter(name -> !name.equals("lib.sh"))
        .toList();
  }

  private List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>();
    for (ScriptRun run : List.of(example, everything)) {
      try (Stream<Path> paths = Files.list(run.scripts())) {
        paths.sorted().forEach(all::add);
      }
    }
    // The other scripts of this fleet differ in names only.
    for (String script : List.of("30-node-pools.sh", "50-operators.sh", "lib.sh", "status.sh")) {
      all.add(machines.scripts().resolve(script));
    }
    return all;
  }

  /** What a program says on both channels. */
  private String output(String... command) throws IOException, InterruptedException {
    Path output = root.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.waitFor();
    return Files.readString(output);
  }
}
