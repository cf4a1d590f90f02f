package dev.chartwright.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.problem.Finding;
import dev.chartwright.prover.Runs.OnFailure;
import dev.chartwright.units.DiskSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunsTest {
  @Test
  void aFleetHasAQueueOfRunsUnlessItIsDeclaredOtherwise() {
    assertThat(ProverFleet.named("provers").build().runs()).isEqualTo(Runs.enabled());
    assertThat(ProverFleet.named("provers").runs(Runs.disabled()).build().runs().isEnabled())
        .isFalse();
  }

  @Test
  void theUsualSettingsAreThoseOfTheDocumentation() {
    Runs runs = Runs.enabled();

    assertThat(runs.attempts()).isEqualTo(3);
    assertThat(runs.deadline()).isEqualTo(Duration.ofHours(24));
    assertThat(runs.onFailure()).isEqualTo(OnFailure.CONTINUE);
    assertThat(runs.redeliveries()).isEqualTo(10);
    assertThat(runs.keepDays()).isEmpty();
    assertThat(runs.minFree()).isEqualTo(DiskSize.gib(1));
  }

  @Test
  void everySettingIsKept() {
    Runs runs =
        Runs.enabled()
            .attempts(5)
            .deadline(Duration.ofHours(8))
            .onFailure(OnFailure.STOP)
            .redeliveries(2)
            .rpc(new SecretReference("node", "url"))
            .keepDays(14)
            .minFree(DiskSize.gib(20));

    assertThat(runs)
        .isEqualTo(
            new Runs(
                true,
                5,
                Duration.ofHours(8),
                OnFailure.STOP,
                2,
                Optional.of(new SecretReference("node", "url")),
                Optional.of(14),
                DiskSize.gib(20),
                List.of()));
  }

  @Test
  void whatAFollowedChainLeavesStaysForTwoWeeks() {
    Follow.Builder chain = Follow.chain(1).rpc(new SecretReference("node", "url"));

    assertThat(ProverFleet.named("provers").build().keepDays()).isZero();
    assertThat(ProverFleet.named("provers").follow(chain).build().keepDays()).isEqualTo(14);
    assertThat(
            ProverFleet.named("provers")
                .follow(chain)
                .runs(Runs.enabled().keepDays(0))
                .build()
                .keepDays())
        .isZero();
  }

  @Test
  void theWordsOfOnFailureAreThoseThatTheCompanionReads() {
    assertThat(OnFailure.values())
        .extracting(OnFailure::toString)
        .containsExactly("continue", "stop");
  }

  @Test
  void whatCannotBeKeptIsReportedAndLeftOut() {
    Runs runs = Runs.enabled().keepDays(-1).keepDays(4_000).minFree(DiskSize.parse("20 GB"));

    assertThat(runs.keepDays()).isEmpty();
    assertThat(ProverFleet.named("provers").runs(runs).build().findings())
        .extracting(finding -> finding.place().model())
        .containsExactly("runs.keepDays", "runs.keepDays", "runs.minFree");
  }

  @Test
  void aSettingOutOfRangeIsReportedAndLeftOut() {
    Runs runs =
        Runs.enabled().attempts(101).deadline(Duration.ofDays(400)).redeliveries(-1).attempts(2);

    assertThat(runs.findings())
        .extracting(Finding::what)
        .containsExactly("101 attempts", "a deadline of PT9600H", "-1 redeliveries");
    assertThat(runs.attempts()).isEqualTo(2);
    assertThat(Runs.enabled().rpc(new SecretReference("node", " ")).findings()).hasSize(1);
    assertThat(runs.deadline()).isEqualTo(Runs.enabled().deadline());
    assertThat(ProverFleet.named("provers").runs(runs).build().findings())
        .extracting(finding -> finding.place().model())
        .containsExactly("runs.attempts", "runs.deadline", "runs.redeliveries");
  }
}
