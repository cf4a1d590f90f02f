package dev.chartwright.generator.gcloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.fixture.FallbackMachines;
import dev.chartwright.generator.gcloud.ScriptRun.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scripts say and ask while a zone has no machines, and what they refuse to freeze. */
@Timeout(60)
class StockOutTest {
  @TempDir private Path root;
  private ScriptRun fleet;

  @BeforeEach
  void scripts() throws IOException {
    fleet = new ScriptRun(root, FallbackMachines.fleet());
    String old = System.getenv("BASH_3_2");
    if (old != null) {
      fleet.shell(Path.of(old));
    }
  }

  @Test
  void aPodThatFindsNoNodeForTenMinutesIsReportedWithWhatToDo() throws Exception {
    kubectl(since(11) + " worker-a\n" + since(9) + " worker-b\nworker-c\n", "");
    Result status = fleet.run("status.sh");

    assertThat(status.errors())
        .contains("WARNING  worker-a has found no node since ", "orElse(...)")
        .doesNotContain("worker-b", "worker-c");
  }

  @Test
  void aScaleUpThatFailedIsReportedWithItsReason() throws Exception {
    kubectl("", "worker-c: Node scale up in zones europe-west1-c failed: GCE out of resources\n");
    Result status = fleet.run("status.sh");

    assertThat(status.errors())
        .contains(
            "WARNING  a scale-up failed for worker-c: Node scale up in zones europe-west1-c failed:"
                + " GCE out of resources")
        .contains("Declare another machine");
  }

  @Test
  void whereEveryPodHasItsNodeNothingIsSaid() throws Exception {
    kubectl("", "");

    assertThat(fleet.run("status.sh").errors()).doesNotContain("WARNING", "Declare another");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "on 0 | from 1 to 720 hours, not 0",
        "on 721 | from 1 to 720 hours, not 721",
        "on 99999 | not a number of hours, and not a time such as 2026-12-24T18:00Z: 99999",
        "on tomorrow | not a number of hours, and not a time such as 2026-12-24T18:00Z: tomorrow",
        "on 2026-12-24 | not a number of hours, and not a time such as",
        "on 2001-01-01T00:00Z | this time is over: 2001-01-01T00:00Z",
        "on 2099-12-24T18:00Z | from 1 to 720 hours, which is until 20",
        "off 3 | usage: fleet.sh freeze on [HOURS | END], freeze off",
        "maybe | usage: fleet.sh freeze on [HOURS | END], freeze off",
        "on 1 2 | usage: fleet.sh freeze on [HOURS | END], freeze off"
      })
  void aFreezeThatMakesNoSenseChangesNothing(String arguments, String message) throws Exception {
    Result result = fleet.run("fleet.sh", ("freeze " + arguments).split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains(message);
    assertThat(result.calls()).as("nobody is asked").isEmpty();
  }

  @Test
  void aFreezeLastsThirtyDaysAtMost() throws Exception {
    assertThat(frozenUntil(29).errors()).doesNotContain("from 1 to 720 hours");
    assertThat(frozenUntil(29).output()).contains("--add-maintenance-exclusion-end=20");
    Instant last = Instant.now().plus(30, ChronoUnit.DAYS);
    Result longer = frozenUntil(31);
    assertThat(longer.code()).isEqualTo(2);
    assertThat(longer.errors())
        .contains(
            "which is until " + last.toString().substring(0, 10), "security fixes of the nodes");
  }

  private Result frozenUntil(int days) throws Exception {
    String end = Instant.now().plus(days, ChronoUnit.DAYS).toString().substring(0, 16) + "Z";
    return fleet.run("fleet.sh", "freeze", "on", end, "--dry-run");
  }

  @Test
  void aDryRunShowsTheFreezeAndAsksNobody() throws Exception {
    Result on = fleet.run("fleet.sh", "freeze", "on", "008", "--dry-run");

    assertThat(on.code()).as(on.errors()).isZero();
    assertThat(on.calls()).isEmpty();
    assertThat(on.output())
        .contains(
            "--add-maintenance-exclusion-name=freeze-zero-prover"
                + " --add-maintenance-exclusion-scope=no_minor_or_node_upgrades"
                + " --add-maintenance-exclusion-end=+PT8H");
    assertThat(fleet.run("fleet.sh", "freeze", "off", "--dry-run").output())
        .contains("--remove-maintenance-exclusion=freeze-zero-prover");
  }

  private static String since(long minutes) {
    return Instant.now()
        .minus(minutes, ChronoUnit.MINUTES)
        .truncatedTo(ChronoUnit.SECONDS)
        .toString();
  }

  /** Lets kubectl answer for the pods that wait and for the events, and nothing else. */
  private void kubectl(String waiting, String failed) throws IOException {
    fleet.answer(
        "kubectl",
        """
        case "$*" in
          *status.phase=Pending*) printf '%s' '@waiting@' ;;
          *reason=FailedScaleUp*) printf '%s' '@failed@' ;;
        esac
        """
            .replace("@waiting@", waiting)
            .replace("@failed@", failed));
  }
}
