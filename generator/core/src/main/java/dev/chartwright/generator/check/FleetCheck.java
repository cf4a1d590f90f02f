package dev.chartwright.generator.check;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.prover.ProverFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The stage that judges a declared fleet before anything is composed from it. */
public final class FleetCheck {
  private static final List<RuleFamily> FAMILIES =
      List.of(
          new NameRules(),
          new ReleaseRules(),
          new VariableRules(),
          new ImageRules(),
          new CircuitRules(),
          new BrokerRules(),
          new LeaderRules(),
          new CapacityRules(),
          new AutoscalingRules(),
          new ClusterRules(),
          new PoolRules(),
          new NetworkRules(),
          new SecretRules(),
          new InstallationRules(),
          new ModelRules());

  private FleetCheck() {}

  /**
   * All problems of the fleet, in the order of the rule families and of the fleet; without the
   * warnings that the fleet accepts.
   */
  public static List<Finding> check(ProverFleet fleet) {
    Findings findings = new Findings(fleet);
    FAMILIES.forEach(family -> family.check(fleet, findings));
    return AcceptedWarnings.settle(
        fleet.acceptedWarnings(), withDeclared(fleet, findings.findings()), ruleIds());
  }

  /**
   * The findings that the fleet carries come first. What a family finds at the same place is about
   * the value that stands in for the invalid one, so it is left out.
   */
  private static List<Finding> withDeclared(ProverFleet fleet, List<Finding> found) {
    List<Finding> all = new ArrayList<>(fleet.findings());
    Set<String> declared =
        all.stream().map(each -> each.place().model()).collect(Collectors.toSet());
    found.stream().filter(each -> !declared.contains(each.place().model())).forEach(all::add);
    return all;
  }

  /**
   * The warnings of a fleet without errors.
   *
   * @throws InvalidModelException with all problems if at least one is an error
   */
  public static List<Finding> requireValid(ProverFleet fleet) {
    List<Finding> problems = check(fleet);
    if (problems.stream().anyMatch(Finding::isError)) {
      throw new InvalidModelException(fleet.name(), problems);
    }
    return problems;
  }

  /** The ids of all rules about declared fleets, sorted. */
  public static SortedSet<String> ruleIds() {
    SortedSet<String> ids = new TreeSet<>();
    FAMILIES.forEach(family -> family.rules().forEach(rule -> ids.add(rule.id())));
    ids.add(AcceptedWarnings.RULE.id());
    FleetDeclarationRules.all().forEach(rule -> ids.add(rule.id()));
    return ids;
  }
}
