package dev.chartwright.generator.prove;

import static dev.chartwright.generator.rule.ChartRules.GEN_02;
import static dev.chartwright.generator.rule.ChartRules.TPL_07;
import static dev.chartwright.generator.rule.HookRules.INS_09;
import static dev.chartwright.generator.rule.MonitorRules.OBS_02;
import static dev.chartwright.generator.rule.MonitorRules.OBS_08;
import static dev.chartwright.generator.rule.ObjectRules.NAM_05;
import static dev.chartwright.generator.rule.ObjectRules.NAM_09;
import static dev.chartwright.generator.rule.ObjectRules.SEC_07;
import static dev.chartwright.generator.rule.PodRules.POD_01;
import static dev.chartwright.generator.rule.PodRules.POD_02;
import static dev.chartwright.generator.rule.PodRules.POD_06;
import static dev.chartwright.generator.rule.ScalingRules.SCA_01;
import static dev.chartwright.generator.rule.ScalingRules.SCA_02;
import static dev.chartwright.generator.rule.ValueRules.VAL_10;

import dev.chartwright.generator.space.Knobs;
import dev.chartwright.generator.space.ValuePath;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user chooses who changes a setting of a third-party chart. A finding that only repeats the
 * choice says nothing about the chart. Immutable.
 *
 * @param settings what the user sets
 * @param values all values with it
 */
record UserChoice(Map<ValuePath, Object> settings, Map<String, Object> values) {
  /** Findings about something that is not there. */
  private static final Set<Rule> ABSENCES =
      Set.of(GEN_02, INS_09, NAM_05, NAM_09, OBS_02, OBS_08, SCA_02);

  /** Findings about two numbers that do not fit together. */
  private static final Set<Rule> CONTRADICTIONS = Set.of(POD_06, SCA_01, TPL_07, VAL_10);

  /** Holds quantities, which may be written as numbers and as text. */
  private static final String RESOURCES = "resources.";

  /** Fields of a list item that may be the same number in another item. */
  private static final List<String> PORTS = List.of("port", "containerPort", "nodePort");

  /**
   * Whether a setting asks for what was found. A user who sets the name of something that the chart
   * does not render has it already; and a user who turns {@code rbac} off, as Helm's best practices
   * call it, gives the account other roles.
   *
   * @param rendered what was rendered at a field of the object that the finding is about; null for
   *     nothing
   */
  boolean asksFor(Finding finding, Function<String, Object> rendered) {
    return settings.entrySet().stream()
        .anyMatch(each -> asksFor(finding, each.getKey(), each.getValue(), rendered));
  }

  private boolean asksFor(
      Finding finding, ValuePath setting, Object value, Function<String, Object> rendered) {
    Rule rule = finding.rule();
    String field = finding.place().field();
    if (rule.equals(GEN_02)) {
      return value instanceof String text
          && !text.isEmpty()
          && (text.toLowerCase(Locale.ROOT).startsWith("existing")
              || (rendered.apply(field) instanceof String name && name.contains(text)));
    }
    if (rule.equals(SEC_07)) {
      return isOf(setting, field)
          || (setting.keys().contains("rbac") && Boolean.FALSE.equals(value));
    }
    if (rule.equals(POD_01) || rule.equals(POD_02)) {
      return isOf(setting, field);
    }
    return CONTRADICTIONS.contains(rule)
        && ((rule.equals(VAL_10) && isPortTwice(setting, value))
            || compared(field).anyMatch(each -> isSame(value, rendered.apply(each), each)));
  }

  /** The fields that a finding about a number compares with each other. */
  private static Stream<String> compared(String field) {
    int end = field.lastIndexOf('.');
    String holder = end < 0 ? "" : field.substring(0, end);
    return Stream.of(
            Stream.of(field, field.replace(".requests.", ".limits.")),
            PORTS.stream().map(port -> Tree.below(field, port)),
            Stream.of("maxReplicas", "maxReplicaCount").map(most -> Tree.below(holder, most)))
        .flatMap(each -> each);
  }

  /** Whether a setting arrives as it is; a number that arrives as text is a fault of the chart. */
  private static boolean isSame(Object value, Object rendered, String field) {
    boolean isOfOneType =
        (value instanceof Number && rendered instanceof Number)
            || (value instanceof String && rendered instanceof String)
            || field.contains(RESOURCES);
    return isOfOneType && value != null && String.valueOf(value).equals(String.valueOf(rendered));
  }

  /** Whether a setting is of what a finding about the security of pods is about. */
  private static boolean isOf(ValuePath setting, String field) {
    String last = last(field);
    return !last.isEmpty() && setting.keys().stream().anyMatch(last::equalsIgnoreCase);
  }

  /** The last name of a field, without an index. */
  private static String last(String field) {
    String name = field.substring(field.lastIndexOf('.') + 1);
    int index = name.indexOf('[');
    return index < 0 ? name : name.substring(0, index);
  }

  /** Whether a setting makes a port equal to another one, which nobody does who has two. */
  private boolean isPortTwice(ValuePath setting, Object value) {
    return value instanceof Number port
        && isPort(setting)
        && Knobs.leaves(values).entrySet().stream()
            .anyMatch(
                each ->
                    !each.getKey().equals(setting)
                        && isPort(each.getKey())
                        && each.getValue() instanceof Number other
                        && other.longValue() == port.longValue());
  }

  private static boolean isPort(ValuePath path) {
    return path.keys().stream().anyMatch(key -> key.toLowerCase(Locale.ROOT).contains("port"));
  }

  /**
   * The settings that leave something out which the chart has by default, when the finding is that
   * something is not there.
   *
   * @param defaults the values without the choice
   */
  Set<ValuePath> leavesOut(Rule rule, Map<String, Object> defaults) {
    return ABSENCES.contains(rule)
        ? settings.entrySet().stream()
            .filter(each -> Boolean.FALSE.equals(each.getValue()))
            .map(Map.Entry::getKey)
            .filter(path -> Boolean.TRUE.equals(path.in(defaults)))
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }
}
