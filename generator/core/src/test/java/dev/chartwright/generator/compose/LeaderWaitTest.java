package dev.chartwright.generator.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.chartwright.generator.compose.ScriptPod.Result;
import dev.chartwright.generator.compose.ScriptPod.Running;
import dev.chartwright.prover.ProverRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Process 1 of the jumpbox, with a program that stands in for the companion. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the scripts read /proc, as in the pods")
@Timeout(120)
@Tag("thorough")
@Execution(ExecutionMode.CONCURRENT)
class LeaderWaitTest {
  /** A container: processes of its own, of which the first one is number 1. */
  private static final List<String> CONTAINER =
      List.of("unshare", "--user", "--map-root-user", "--pid", "--fork", "--mount-proc");

  @TempDir private Path root;
  private ScriptPod pod;
  private Path companion;
  private String proofs;

  @BeforeEach
  void aJumpbox() throws IOException {
    pod = new ScriptPod(root);
    pod.install(ProverRelease.V0_7);
    companion = root.resolve("companion");
    Files.createDirectories(companion.resolve("runtime/bin"));
    pod.environment().put("COMPANION", companion.toString());
    proofs = pod.home() + "/proofs";
  }

  @AfterEach
  void nothingIsLeftBehind() {
    pod.close();
  }

  @Test
  void theCompanionRunsAsAServiceAndItsEndIsTheEndOfTheContainer() throws Exception {
    companion("printf '<%s>' \"$@\"; exit 3");

    Result result = pod.run("leader-wait", proofs);

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output())
        .contains("ready: " + proofs + "\n", "<dev.chartwright.companion.command.Main><serve>");
  }

  @Test
  void theCompanionIsToldToStopAndMayFinishWhatItDoes() throws Exception {
    companion(
        "trap 'echo stopping; sleep 5; echo finished; exit 0' TERM; echo started;"
            + " while :; do sleep 0.1; done");
    Running jumpbox = pod.start("leader-wait", proofs);
    jumpbox.waitFor("started");

    jumpbox.terminate();

    assertThat(jumpbox.end().code()).isZero();
    assertThat(jumpbox.end().output()).contains("stopping\n").endsWith("finished\n");
  }

  @Test
  void aCompanionThatEndsByTheSignalHasEndedWellAndOneThatFailsHasNot() throws Exception {
    companion("echo started; exec sleep 300");
    Running jumpbox = pod.start("leader-wait", proofs);
    jumpbox.waitFor("started");
    jumpbox.terminate();
    assertThat(jumpbox.end().code()).isZero();

    companion("trap 'exit 4' TERM; echo started; while :; do sleep 0.1; done");
    Running failing = pod.start("leader-wait", proofs);
    failing.waitFor("started");
    failing.terminate();
    assertThat(failing.end().code()).isEqualTo(4);
  }

  @Test
  void aSignalIsNeverLostWheneverItComes() throws Exception {
    companion("exec sleep 300");
    Random moments = new Random(11);
    List<Running> jumpboxes = new ArrayList<>();
    for (int each = 0; each < 40; each++) {
      if (each % 2 == 0) {
        pod.environment().remove("COMPANION");
      } else {
        pod.environment().put("COMPANION", companion.toString());
      }
      Running jumpbox = pod.start("leader-wait", proofs);
      Thread.sleep(moments.nextInt(30), moments.nextInt(1_000_000));
      jumpbox.terminate();
      jumpboxes.add(jumpbox);
    }
    for (Running jumpbox : jumpboxes) {
      assertThat(jumpbox.process().waitFor(20, TimeUnit.SECONDS)).as("it ends").isTrue();
    }
  }

  @Test
  void processesThatLostTheirParentLeaveNoZombies() throws Exception {
    assumeContainers();
    companion(
        """
        for ((each = 0; each < 20; each++)); do (sleep 0.1 &); done
        sleep 4
        printf 'process %s, parent %s, zombies %s\\n' "$$" "${PPID}" \
          "$(grep -l '^State:.Z' /proc/[0-9]*/status | wc -l)"
        exit 5
        """);
    List<String> command = new ArrayList<>(CONTAINER);
    command.addAll(List.of(pod.scripts().resolve("leader-wait").toString(), proofs));

    Result result = pod.start(command).end();

    assertThat(result.code()).isEqualTo(5);
    assertThat(result.output()).containsPattern("process \\d+, parent 1, zombies 0\n");
  }

  @Test
  void asProcessOneItPassesTheSignalOn() throws Exception {
    assumeContainers();
    companion("trap 'echo stopping; exit 0' TERM; echo started; while :; do sleep 0.1; done");
    List<String> command = new ArrayList<>(CONTAINER);
    command.addAll(List.of(pod.scripts().resolve("leader-wait").toString(), proofs));
    Running jumpbox = pod.start(command);
    jumpbox.waitFor("started");

    long begin = System.nanoTime();
    assertThat(jumpbox.process().children().findFirst().orElseThrow().destroy()).isTrue();

    assertThat(jumpbox.end().code()).isZero();
    assertThat(jumpbox.end().output()).endsWith("stopping\n");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aCommandGoesToTheCompanion() throws Exception {
    companion("printf '<%s>' \"$@\"; exit 3");

    Result result = pod.run("retry", "a b");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.output()).endsWith("<dev.chartwright.companion.command.Main><retry><a b>");
    pod.environment().remove("COMPANION");
    assertThat(pod.run("retry", "7").output())
        .isEqualTo("retry: there is no queue of runs, because runs.enabled is false\n");
  }

  private void assumeContainers() throws Exception {
    assumeThat(ScriptPod.isInstalled("unshare")).as("unshare is on this machine").isTrue();
    List<String> command = new ArrayList<>(CONTAINER);
    command.add("true");
    assumeThat(pod.start(command).end().code()).as("this machine lets us have processes").isZero();
  }

  /** A program that stands in for Java with the companion. */
  private void companion(String body) throws IOException {
    Path java = companion.resolve("runtime/bin/java");
    Files.writeString(java, "#!/bin/bash\n" + body + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }
}
