package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.INS_07;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Severity;
import dev.chartwright.prover.Autoscaling;
import dev.chartwright.prover.Autoscaling.Protocol;
import dev.chartwright.prover.Fallback;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ReleaseFault;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rule about known faults of the releases that are installed before the fleet. */
final class ReleaseFaultRules implements RuleFamily {
  @Override
  public Set<Rule> rules() {
    return Set.of(INS_07);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    for (ReleaseFault fault : fleet.platform().faults()) {
      met(fault, fleet, findings).forEach(met -> findings.add(finding(fault, fleet, met)));
    }
  }

  private static Finding finding(ReleaseFault fault, ProverFleet fleet, Met met) {
    ReleaseFault.Program program = fault.program();
    return Finding.of(
            met.severity(),
            INS_07,
            Place.ofModel(met.path()),
            program + " " + program.on(fleet.platform()) + " " + fault.what())
        .because(fault.consequence() + ": " + fault.source())
        .fixedBy(
            "write platform(Platform.current()."
                + program.setting()
                + "(\""
                + fault.fixedIn()
                + "\")), or a newer release"
                + met.orElse());
  }

  /** Where a fleet meets a fault. */
  private static Stream<Met> met(ReleaseFault fault, ProverFleet fleet, Findings findings) {
    if (fault == ReleaseFault.CREDENTIALS_IGNORED) {
      return fleet.broker().declaredSettings().keySet().stream()
          .filter(Set.of("default_user", "default_pass")::contains)
          .limit(1)
          .map(key -> new Met("broker.additionalConfig", Severity.ERROR, ""));
    }
    return fleet.workers().stream()
        .flatMap(
            group ->
                group.autoscaling().stream()
                    .flatMap(scaling -> met(fault, fleet, scaling).stream())
                    .map(met -> met.below(findings.path(group) + ".autoscaling")));
  }

  private static Optional<Met> met(ReleaseFault fault, ProverFleet fleet, Autoscaling scaling) {
    return switch (fault) {
      case FALLBACK_REFUSED ->
          scaling
              .fallback(fleet.platform())
              .map(fallback -> new Met(".fallback", Severity.ERROR, ""));
      case NO_FALLBACK_FROM_ZERO ->
          scaling
              .fallback()
              .filter(fallback -> scaling.min() == 0)
              .map(
                  fallback -> new Met(".fallback", Severity.WARNING, ", or a minimum of 1 worker"));
      case FALLBACK_AT_FIRST_FAILURE ->
          scaling
              .fallback()
              .filter(fallback -> fallback.behavior() == Fallback.Behavior.STATIC)
              .map(fallback -> new Met(".fallback", Severity.WARNING, ", or no fallback"));
      case PAUSED_REPLICAS_LOST ->
          fleet.runs().isEnabled()
              ? Optional.empty()
              : Optional.of(new Met("", Severity.NOTE, ", or runs(Runs.enabled())"));
      case CONNECTIONS_LEAK ->
          scaling.protocol() == Protocol.AMQP
              ? Optional.of(new Met(".protocol", Severity.WARNING, ", or protocol(Protocol.HTTP)"))
              : Optional.empty();
      case CREDENTIALS_IGNORED -> Optional.empty();
    };
  }

  /**
   * A place where a fleet meets a fault.
   *
   * @param path the setting that meets it
   * @param severity how bad it is
   * @param orElse what helps beside a newer release
   */
  private record Met(String path, Severity severity, String orElse) {
    Met below(String parent) {
      return new Met(parent + path, severity, orElse);
    }
  }
}
