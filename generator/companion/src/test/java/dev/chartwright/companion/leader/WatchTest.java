package dev.chartwright.companion.leader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.companion.leader.Watch.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final Watch.Limits LIMITS =
      new Watch.Limits(Duration.ofSeconds(60), Duration.ofSeconds(60), 3);

  private final Watch watch = new Watch(LIMITS, Instant.EPOCH);
  private long seconds;
  private long cpu;
  private Reason reason;

  @Test
  void aTaskIsLostIfNoneIsOutstandingWhileTheLeaderWaits() {
    see(8, 0);
    for (int i = 0; i < 12; i++) {
      assertThat(see(0, 0)).isEmpty();
    }
    assertThat(see(0, 0))
        .contains("a task was lost: the leader waits, but no task has been outstanding for 60 s");
    assertThat(seconds).isLessThan(180);
    assertThat(reason.label()).isEqualTo("task_lost");
  }

  @Test
  void aLeaderThatComputesIsNotStuck() {
    for (int i = 0; i < 100; i++) {
      cpu += 2_000;
      assertThat(see(0, 0)).isEmpty();
    }
  }

  @Test
  void heartbeatsAreNoWork() {
    see(1, 0);
    Optional<String> fault = Optional.empty();
    for (int i = 0; i < 14 && fault.isEmpty(); i++) {
      cpu += 5;
      fault = see(0, 0);
    }
    assertThat(fault).isPresent();
  }

  @Test
  void aTaskOfHoursIsNotLost() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(see(1, 0)).isEmpty();
    }
  }

  @Test
  void aBrokerMayBeAwayForAMinute() {
    see(1, 0);
    for (int i = 0; i < 12; i++) {
      assertThat(silence()).isEmpty();
    }
    assertThat(silence()).contains("the broker has not answered for 60 s");
  }

  @Test
  void whileNobodyLookedNothingWasLost() {
    see(1, 0);
    seconds += 100; // a long verification
    assertThat(silence()).isEmpty();
    assertThat(see(0, 0)).isEmpty();
  }

  @Test
  void aBrokerThatRestartedHasLostTheTasksEvenIfItAnswersAtOnce() {
    see(1, 0);
    assertThat(
            told(
                watch.see(
                    now(), Optional.of(new Figures(0, 0, Optional.of(Duration.ZERO))), cpu())))
        .contains("the broker restarted, and the tasks in its queues are lost");
  }

  @Test
  void aBrokerThatRestartedIsNoticedEvenIfItDoesNotTellItsUptimeAtFirst() {
    see(1, 0);
    assertThat(told(watch.see(now(), Optional.of(new Figures(0, 0, Optional.empty())), cpu())))
        .isEmpty();
    assertThat(
            told(
                watch.see(
                    now(), Optional.of(new Figures(0, 0, Optional.of(Duration.ZERO))), cpu())))
        .contains("the broker restarted, and the tasks in its queues are lost");
  }

  @Test
  void aTaskThatEndsEachWorkerIsNoticed() {
    see(1, 40); // of runs before this one
    assertThat(see(1, 43)).isEmpty();
    assertThat(see(1, 44).orElseThrow()).startsWith("4 tasks went back to the queue");
  }

  private Optional<String> see(long outstanding, long redelivered) {
    Instant now = now();
    Optional<Duration> uptime = Optional.of(Duration.ofSeconds(1_000 + seconds));
    return told(watch.see(now, Optional.of(new Figures(outstanding, redelivered, uptime)), cpu()));
  }

  private Optional<String> silence() {
    return told(watch.see(now(), Optional.empty(), cpu()));
  }

  private Optional<String> told(Optional<Fault> fault) {
    fault.ifPresent(found -> reason = found.reason());
    return fault.map(Fault::sentence);
  }

  private Instant now() {
    seconds += 5;
    return Instant.ofEpochSecond(seconds);
  }

  private Duration cpu() {
    return Duration.ofMillis(cpu);
  }
}
