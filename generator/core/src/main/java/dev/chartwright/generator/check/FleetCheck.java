package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ChartRules.GEN_03;
import static dev.chartwright.generator.rule.FleetRules.CAP_04;
import static dev.chartwright.generator.rule.FleetRules.CIR_07;
import static dev.chartwright.generator.rule.FleetRules.INS_05;
import static dev.chartwright.generator.rule.FleetRules.INS_06;
import static dev.chartwright.generator.rule.GkeRules.POO_01;

import dev.chartwright.generator.rule.FleetRules;
import dev.chartwright.generator.rule.GkeRules;
import dev.chartwright.generator.waiver.Waivers;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Waiver;
import dev.chartwright.prover.ProverFleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
          new FollowRules(),
          new CapacityRules(),
          new AutoscalingRules(),
          new ClusterRules(),
          new PoolRules(),
          new NodeKeyRules(),
          new NetworkRules(),
          new SecretRules(),
          new InstallationRules(),
          new ReleaseFaultRules(),
          new ModelRules());

  /** Rules about fleets that a chart can break, too. */
  private static final Set<Rule> OF_CHARTS = Set.of(CAP_04, CIR_07, INS_05, INS_06, POO_01);

  private FleetCheck() {}

  /**
   * All problems of the fleet, in the order of the rule families and of the fleet; what the fleet
   * accepts is a note.
   */
  public static List<Finding> check(ProverFleet fleet) {
    Findings findings = new Findings(fleet);
    FAMILIES.forEach(family -> family.check(fleet, findings));
    Waivers waivers = Waivers.of(fleet.waivers());
    List<Finding> all =
        new ArrayList<>(
            withDeclared(fleet, findings.findings()).stream().map(waivers::settle).toList());
    all.addAll(waivers.mistakes());
    // The proof of the chart may find what the declaration does not show.
    List<Waiver> judged = fleet.waivers().stream().filter(FleetCheck::isOfDeclaration).toList();
    Waivers.of(judged).unused(all, List.of()).stream()
        .filter(each -> !all.contains(each))
        .forEach(all::add);
    return List.copyOf(all);
  }

  /** Whether only the declaration of a fleet can break the rule, or only there it is accepted. */
  private static boolean isOfDeclaration(Waiver waiver) {
    return !waiver.place().model().isEmpty()
        || Stream.of(FleetRules.all(), GkeRules.all())
            .flatMap(List::stream)
            .filter(rule -> !OF_CHARTS.contains(rule))
            .anyMatch(rule -> rule.id().equals(waiver.rule()));
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
    ids.add(GEN_03.id());
    FleetDeclarationRules.all().forEach(rule -> ids.add(rule.id()));
    return ids;
  }
}
