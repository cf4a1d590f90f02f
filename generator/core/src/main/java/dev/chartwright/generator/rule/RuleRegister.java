package dev.chartwright.generator.rule;

import dev.chartwright.problem.ComponentRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Rule;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every rule that a finding can refer to. Immutable. */
public final class RuleRegister {
  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("BRO", "Brokers"),
          Map.entry("CAP", "Capacity and cost"),
          Map.entry("CHA", "Files of a chart"),
          Map.entry("CIR", "Circuits"),
          Map.entry("CMP", "Components"),
          Map.entry("DEC", "Declarations"),
          Map.entry("FOL", "Following a chain"),
          Map.entry("GEN", "Use, references and generated files"),
          Map.entry("IMG", "Images"),
          Map.entry("INS", "Installation"),
          Map.entry("LEA", "The leader"),
          Map.entry("NAM", "Names, labels, selectors and ports"),
          Map.entry("NET", "Networks"),
          Map.entry("OBS", "Monitoring"),
          Map.entry("POD", "Pods"),
          Map.entry("POO", "Clusters and node pools"),
          Map.entry("PRV", "Provers"),
          Map.entry("SCA", "Autoscaling"),
          Map.entry("SEC", "Secrets"),
          Map.entry("TPL", "Templates and schemas"),
          Map.entry("UPG", "Upgrades"),
          Map.entry("VAL", "Values"));

  private static final RuleRegister COMPLETE =
      of(
          List.of(
              ChartRules.all(),
              DeclarationRules.all(),
              ComponentRules.all(),
              FleetDeclarationRules.all(),
              FleetRules.all(),
              GkeRules.all(),
              HookRules.all(),
              MonitorRules.all(),
              ObjectRules.all(),
              PodRules.all(),
              ScalingRules.all(),
              UpgradeRules.all(),
              ValueRules.all()));

  private final SortedMap<String, Rule> rules;

  private RuleRegister(SortedMap<String, Rule> rules) {
    this.rules = rules;
  }

  /** The register of all rules of this version. */
  public static RuleRegister complete() {
    return COMPLETE;
  }

  /**
   * A register of some rules.
   *
   * @throws IllegalArgumentException if two rules have one id, or a family has no title
   */
  static RuleRegister of(Collection<List<Rule>> groups) {
    SortedMap<String, Rule> rules = new TreeMap<>();
    for (Rule rule : groups.stream().flatMap(List::stream).toList()) {
      if (rules.putIfAbsent(rule.id(), rule) != null) {
        throw new IllegalArgumentException(
            rule
                + " is registered twice, so a finding could mean either: use the next free number");
      }
      if (!TITLES.containsKey(rule.family())) {
        throw new IllegalArgumentException(
            rule + " is of a family without a title, so it cannot be documented: add its title");
      }
    }
    return new RuleRegister(rules);
  }

  /** Every rule, sorted by id. */
  public List<Rule> all() {
    return List.copyOf(rules.values());
  }

  /** The rule of an id, such as {@code CAP-01}. */
  public Optional<Rule> find(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /** The rules of each family, sorted by id; the key is the beginning of their ids. */
  public SortedMap<String, List<Rule>> byFamily() {
    return all().stream()
        .collect(Collectors.groupingBy(Rule::family, TreeMap::new, Collectors.toList()));
  }

  /**
   * What the rules of a family are about, such as {@code Circuits} for {@code CIR}.
   *
   * @throws IllegalArgumentException if there is no such family
   */
  public static String title(String family) {
    String title = TITLES.get(family);
    if (title == null) {
      throw new IllegalArgumentException(
          "'"
              + family
              + "' is not a family of rules: use one of "
              + new TreeSet<>(TITLES.keySet()));
    }
    return title;
  }
}
