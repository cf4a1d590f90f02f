package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.FleetRules.CAP_09;
import static dev.chartwright.generator.rule.FleetRules.CIR_03;
import static dev.chartwright.generator.rule.FleetRules.PRV_03;
import static dev.chartwright.generator.rule.FleetRules.PRV_04;
import static dev.chartwright.generator.rule.FleetRules.PRV_05;
import static dev.chartwright.generator.rule.FleetRules.PRV_10;
import static dev.chartwright.generator.rule.FleetRules.PRV_11;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.CircuitTable;
import dev.chartwright.prover.Environment;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.ProverRelease;
import dev.chartwright.prover.Workers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules about the user's variables that contradict what the chart derives from the model. */
final class VariableRules implements RuleFamily {
  private static final long STACK = 33_554_432;
  private static final Set<String> AMQP_VARIABLES =
      Arrays.stream(ProverRelease.values())
          .map(ProverRelease::amqpUriVariable)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> DIRECTORY_VARIABLES =
      Arrays.stream(ProverRelease.values())
          .map(ProverRelease::circuitsDirectoryVariable)
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<String> RANGE_VARIABLES =
      Arrays.stream(CircuitTable.values())
          .map(CircuitTable::variable)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public Set<Rule> rules() {
    return Set.of(PRV_03, PRV_04, PRV_05, PRV_10, PRV_11, CIR_03, CAP_09);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    environment("leader", fleet.leader().environment(), fleet, findings);
    for (Workers group : fleet.workers()) {
      environment(findings.path(group), group.environment(), fleet, findings);
      threads(group, findings);
    }
  }

  private static void environment(
      String path, Environment environment, ProverFleet fleet, Findings findings) {
    environment.literals().keySet().forEach(name -> variable(path, name, fleet, findings));
    environment.secrets().keySet().forEach(name -> variable(path, name, fleet, findings));
    String stack = environment.literals().get("RUST_MIN_STACK");
    if (stack != null && number(stack) < STACK) {
      findings.add(
          Finding.warning(
              PRV_05,
              Place.ofModel(path + ".environment[RUST_MIN_STACK]"),
              "the stack of a thread is " + stack + " bytes"));
    }
  }

  private static void variable(String owner, String name, ProverFleet fleet, Findings findings) {
    String path = owner + ".environment[" + name + "]";
    String twice = name + " is also set by the chart";
    if (AMQP_VARIABLES.contains(name)) {
      ProverRelease release = fleet.release();
      boolean read = name.equals(release.amqpUriVariable());
      findings.add(
          Finding.error(
                  PRV_03,
                  Place.ofModel(path),
                  read ? twice : name + " is not read by release " + release)
              .because(
                  read
                      ? "two addresses of the broker contradict each other"
                      : "the process finds no broker and panics, minutes later, after it has built its"
                          + " circuits")
              .fixedBy(
                  "remove it; the chart sets "
                      + release.amqpUriVariable()
                      + " from the Secret of the broker"));
    } else if (RANGE_VARIABLES.contains(name) || DIRECTORY_VARIABLES.contains(name)) {
      findings.add(
          Finding.error(CIR_03, Place.ofModel(path), name + " declares circuits a second time"));
    } else if (name.equals("PALADIN_SERIALIZER")) {
      findings.add(Finding.error(PRV_04, Place.ofModel(path), twice));
    } else if (name.equals("PALADIN_RUNTIME") || name.equals("RUST_LOG")) {
      findings.add(Finding.error(PRV_10, Place.ofModel(path), twice));
    } else if (name.equals("PALADIN_TASK_BUS_ROUTING_KEY")) {
      findings.add(Finding.error(PRV_11, Place.ofModel(path), twice));
    }
  }

  private static void threads(Workers group, Findings findings) {
    for (String name : List.of("RAYON_NUM_THREADS", "TOKIO_WORKER_THREADS")) {
      String threads = group.environment().literals().get(name);
      if (threads != null && number(threads) != group.threads()) {
        findings.add(
            Finding.warning(
                    CAP_09,
                    Place.ofModel(findings.path(group) + ".environment[" + name + "]"),
                    "a worker of " + group.cpu() + " cores starts " + threads + " threads")
                .fixedBy("remove the variable; the chart sets " + group.threads()));
      }
    }
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }
}
