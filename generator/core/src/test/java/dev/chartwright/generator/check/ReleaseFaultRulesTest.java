package dev.chartwright.generator.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.cloud.NodePool;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Severity;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Autoscaling.Protocol;
import dev.chartwright.prover.Broker;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.Platform;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ReleaseFault;
import dev.chartwright.prover.Runs;
import dev.chartwright.prover.Version;
import dev.chartwright.prover.Workers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is known to be broken in a release is reported to the fleets that meet it. */
class ReleaseFaultRulesTest {
  private static final Fallback FALLBACK = Fallback.keepCurrent(2);

  @ParameterizedTest
  @CsvSource({"2.16.1, false", "2.17.0, true", "2.17.1, false", "2.20.2, false"})
  void onlyKeda2170RefusesAFallback(String keda, boolean refused) {
    List<Finding> findings =
        findings(keda, Runs.enabled(), between(1, 8).fallback(Fallback.setTo(8)));

    assertThat(findings.stream().anyMatch(Finding::isError)).isEqualTo(refused);
  }

  /** It is generated whether or not it is declared. */
  @Test
  void theDefaultFallbackIsRefusedToo() {
    assertThat(findings("2.17.0", Runs.enabled(), between(1, 8)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.place().model()).isEqualTo("workers.autoscaling.fallback");
              assertThat(finding.what())
                  .isEqualTo(
                      "KEDA 2.17.0 rejects every ScaledObject that has a fallback and leaves the"
                          + " metric type to its default");
              assertThat(finding.why())
                  .isEqualTo(
                      "the installation of the chart fails:"
                          + " https://github.com/kedacore/keda/issues/6696");
              assertThat(finding.fix())
                  .isEqualTo(
                      "write platform(Platform.current().keda(\"2.17.1\")), or a newer release");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "2.18.3, 0, true",
    "2.18.3, 1, false",
    "2.19.0, 0, false",
    "2.17.1, 0, true",
  })
  void beforeKeda219AFleetAtZeroHasNoFallback(String keda, int min, boolean reported) {
    assertThat(findings(keda, Runs.enabled(), between(min, 8).fallback(FALLBACK)))
        .hasSize(reported ? 1 : 0)
        .allMatch(finding -> finding.severity() == Severity.WARNING);
  }

  /** The default keeps what runs, and at 0 nothing does. */
  @Test
  void nobodyWhoDeclaresNoFallbackIsWarnedOfIt() {
    assertThat(findings("2.18.3", Runs.enabled(), between(0, 8))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2.16.1, true", "2.17.1, false"})
  void beforeKeda217AFallbackAppliesAtOnce(String keda, boolean reported) {
    assertThat(findings(keda, Runs.enabled(), between(1, 8).fallback(Fallback.setTo(8))))
        .hasSize(reported ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"2.18.1, true", "2.18.2, false"})
  void whoResetsByHandIsToldThatPausingMayFail(String keda, boolean reported) {
    assertThat(findings(keda, Runs.disabled(), between(1, 8)))
        .hasSize(reported ? 1 : 0)
        .allMatch(finding -> finding.severity() == Severity.NOTE);
    assertThat(findings(keda, Runs.enabled(), between(1, 8))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2.19.0, true", "2.20.0, false"})
  void beforeKeda220ConnectionsOverAmqpLeak(String keda, boolean reported) {
    Autoscaling.Builder amqp = between(1, 8).protocol(Protocol.AMQP);

    assertThat(findings(keda, Runs.enabled(), amqp)).hasSize(reported ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"2.18.0, true", "2.19.0, false"})
  void beforeOperator219CredentialsOfTheConfigurationLockEveryoneOut(
      String operator, boolean reported) {
    ProverFleet fleet =
        ProverFleet.named("provers")
            .platform(Platform.current().operator(operator))
            .broker(
                Broker.on(NodePool.defaultPool())
                    .additionalConfig("default_user = prover\ndefault_pass = secret"))
            .build();

    assertThat(reported(fleet)).hasSize(reported ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(ReleaseFault.class)
  void aFaultIsInNoReleaseThatFixesIt(ReleaseFault fault) {
    Version fixed = fault.fixedIn();

    assertThat(fault.isIn(fixed)).isFalse();
    assertThat(fault.isIn(new Version(fixed.major() + 1, 0, 0))).isFalse();
    fault.since().ifPresent(since -> assertThat(fault.isIn(since)).isTrue());
    assertThat(fault.source()).startsWith("https://github.com/");
  }

  @Test
  void theCurrentPlatformHasNoKnownFault() {
    assertThat(Platform.current().faults()).isEmpty();
  }

  private static Autoscaling.Builder between(int min, int max) {
    return Autoscaling.between(min, max);
  }

  private static List<Finding> findings(String keda, Runs runs, Autoscaling.Builder scaling) {
    ProverFleet fleet =
        ProverFleet.named("provers")
            .platform(Platform.current().keda(keda))
            .runs(runs)
            .workers(
                Workers.on(NodePool.highmemPool())
                    .longestTask(Duration.ofMinutes(1))
                    .autoscaling(scaling))
            .build();
    return reported(fleet);
  }

  private static List<Finding> reported(ProverFleet fleet) {
    return FleetCheck.check(fleet).stream()
        .filter(finding -> finding.rule().id().equals("INS-07"))
        .toList();
  }
}
