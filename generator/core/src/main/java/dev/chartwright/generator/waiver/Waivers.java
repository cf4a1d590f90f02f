package dev.chartwright.generator.waiver;

import static dev.chartwright.generator.rule.ChartRules.GEN_03;

import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.generator.rule.RuleRegister;
import dev.chartwright.generator.rule.UpgradeRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.PodSecurity;
import dev.chartwright.problem.PodSecurityLevel;
import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Suggestion;
import dev.chartwright.problem.Waiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The waivers of a chart or of a fleet. Immutable. */
public final class Waivers {
  /** Places that a message lists. */
  private static final int MOST_PLACES = 3;

  private final List<Waiver> waivers;

  private Waivers(List<Waiver> waivers) {
    this.waivers = List.copyOf(waivers);
  }

  /** Waivers; of two that cover a finding, the first one accepts it. */
  public static Waivers of(List<Waiver> waivers) {
    return new Waivers(waivers);
  }

  /** Returns a finding as it is, or as one that a waiver accepts. */
  public Finding settle(Finding finding) {
    return settle(finding, place -> Optional.empty());
  }

  /**
   * Returns a finding as it is, or as one that a waiver accepts.
   *
   * @param valueAt what stands at a place of the object that the finding is about; needed to find
   *     the item of a list that a waiver names
   */
  public Finding settle(Finding finding, Function<Place, Optional<Object>> valueAt) {
    if (finding.isAccepted() || !finding.rule().isWaivable()) {
      return finding;
    }
    for (Waiver waiver : waivers) {
      if (waiver.rule().equals(finding.rule().id())
          && covers(waiver.place(), finding.place(), valueAt)) {
        return finding.accepted(waiver);
      }
    }
    return finding;
  }

  /** Returns findings, with those accepted that a waiver covers. */
  public List<Finding> settle(List<Finding> findings, Function<Place, Optional<Object>> valueAt) {
    return waivers.isEmpty()
        ? findings
        : findings.stream().map(each -> settle(each, valueAt)).toList();
  }

  private static boolean covers(
      Place accepted, Place found, Function<Place, Optional<Object>> valueAt) {
    return isBelow(found.model(), accepted.model())
        && isOf(found.file(), accepted.file())
        && (accepted.field().isEmpty()
            || isBelow(found.field(), accepted.field())
            || indexed(accepted.field(), found, valueAt)
                .filter(field -> isBelow(found.field(), field))
                .isPresent());
  }

  /** Whether it is that file, a file of that folder, or any file. */
  private static boolean isOf(String file, String accepted) {
    return accepted.isEmpty()
        || file.equals(accepted)
        || (accepted.endsWith("/") && file.startsWith(accepted));
  }

  private static boolean isBelow(String path, String prefix) {
    return path.startsWith(prefix)
        && (prefix.isEmpty()
            || path.length() == prefix.length()
            || path.charAt(prefix.length()) == '.'
            || path.charAt(prefix.length()) == '[');
  }

  /** The path with the number of each item that it names; nothing without such an item. */
  private static Optional<String> indexed(
      String field, Place found, Function<Place, Optional<Object>> valueAt) {
    FieldPath path;
    try {
      path = FieldPath.parse(field);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty(); // The check of the waivers reports it.
    }
    FieldPath here = FieldPath.ROOT;
    for (FieldPath.Step step : path.steps()) {
      if (step instanceof FieldPath.Name name) {
        Object list = valueAt.apply(found.field(here.toString())).orElse(null);
        int index = index(list, name.name());
        if (index < 0) {
          return Optional.empty();
        }
        here = here.item(index);
      } else if (step instanceof FieldPath.Index index) {
        here = here.item(index.index());
      } else {
        here = here.key(((FieldPath.Key) step).key());
      }
    }
    return Optional.of(here.toString());
  }

  private static int index(Object list, String name) {
    if (list instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        if (items.get(i) instanceof Map<?, ?> item && name.equals(item.get("name"))) {
          return i;
        }
      }
    }
    return -1;
  }

  /** What is wrong with the waivers themselves, whatever they cover. */
  public List<Finding> mistakes() {
    List<Finding> mistakes = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (Waiver waiver : waivers) {
      Place place = waiver.place();
      mistake(waiver).ifPresent(mistakes::add);
      if (!seen.add(List.of(waiver.rule(), place.model(), place.file(), place.field()))) {
        mistakes.add(
            error(waiver, waiver.rule() + " is accepted twice" + where(waiver))
                .fixedBy("remove one of the two acceptances"));
      }
    }
    return mistakes;
  }

  private static Optional<Finding> mistake(Waiver waiver) {
    Optional<Rule> rule = RuleRegister.complete().find(waiver.rule());
    if (rule.isEmpty()) {
      return Optional.of(
          error(waiver, "there is no rule '" + waiver.rule() + "'")
              .fixedBy(
                  meant(waiver.rule())
                      .map(near -> "did you mean " + near + "?")
                      .orElse("write the id that the finding gives, such as POD-01")));
    }
    if (!rule.get().isWaivable()) {
      return Optional.of(
          error(
                  waiver,
                  "nothing works that breaks "
                      + rule.get()
                      + " ("
                      + rule.get().title()
                      + "), so it cannot be accepted")
              .because(rule.get().consequence())
              .fixedBy(rule.get().fix()));
    }
    if (waiver.reason().isBlank()) {
      return Optional.of(
          error(waiver, "the acceptance of " + waiver.rule() + " gives no reason")
              .because("nobody can judge whether it is still needed")
              .fixedBy("give the reason in one sentence"));
    }
    return unreadable(waiver);
  }

  /**
   * What is wrong with the fields that the waivers name.
   *
   * @param trees the declared objects, without control flow, by the path of their template
   */
  public List<Finding> mistakesIn(Map<String, Map<String, Object>> trees) {
    List<Finding> mistakes = new ArrayList<>();
    for (Waiver waiver : waivers) {
      Map<String, Object> tree = trees.get(waiver.place().file());
      if (tree != null && !waiver.place().field().isEmpty() && mistake(waiver).isEmpty()) {
        WaivedField.mistake(FieldPath.parse(waiver.place().field()), tree)
            .map(each -> error(waiver, each.message()).fixedBy(each.fix()))
            .ifPresent(mistakes::add);
      }
    }
    return mistakes;
  }

  /** What is wrong with the Pod Security level of a chart itself. */
  public static List<Finding> mistakes(PodSecurity level) {
    return mistake(level.waiver(level.level())).stream().toList();
  }

  /**
   * What is wrong with a level that no pod needs.
   *
   * @param findings everything that was found, settled
   */
  public static List<Finding> unused(PodSecurity declared, List<Finding> findings) {
    Set<Waiver> needed = new HashSet<>();
    findings.forEach(each -> each.waiver().ifPresent(needed::add));
    PodSecurityLevel level = declared.level();
    if (needed.contains(declared.waiver(level))) {
      return List.of();
    }
    Optional<PodSecurityLevel> enough =
        Stream.of(PodSecurityLevel.values())
            .filter(each -> needed.contains(declared.waiver(each)))
            .findFirst();
    Finding finding =
        error(
            declared.waiver(level),
            "the Pod Security level "
                + level
                + " is declared, and "
                + enough.map(each -> "pods need " + each).orElse("pods need restricted")
                + " only");
    return List.of(
        finding.fixedBy(
            enough
                .map(each -> "write PodSecurityLevel." + each.name())
                .orElse("remove podSecurity(…)")));
  }

  private static Optional<Finding> unreadable(Waiver waiver) {
    if (waiver.place().field().isEmpty()) {
      return Optional.empty();
    }
    try {
      FieldPath.parse(waiver.place().field());
      return Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.of(
          error(waiver, unreadable.getMessage())
              .fixedBy("write a path such as spec.template.spec.containers[agent]"));
    }
  }

  private static Optional<String> meant(String id) {
    List<String> ids = RuleRegister.complete().all().stream().map(Rule::id).toList();
    return Suggestion.nearest(id.strip(), ids);
  }

  /**
   * What is wrong with waivers that cover nothing.
   *
   * @param findings everything that was found, settled
   * @param used what earlier stages have found, settled
   */
  public List<Finding> unused(List<Finding> findings, Collection<Finding> used) {
    Set<Waiver> needed = new HashSet<>();
    findings.forEach(each -> each.waiver().ifPresent(needed::add));
    used.forEach(each -> each.waiver().ifPresent(needed::add));
    List<Finding> unused = new ArrayList<>();
    for (Waiver waiver : waivers) {
      Optional<Finding> mistake = mistake(waiver);
      if (mistake.isPresent()) {
        unused.add(mistake.get());
      } else if (!needed.contains(waiver) && !isJudgedElsewhere(waiver)) {
        unused.add(unused(waiver, findings));
      }
    }
    return unused;
  }

  /**
   * Whether the comparison with an earlier version shows what breaks the rule, or the proof of a
   * subchart for itself.
   */
  private static boolean isJudgedElsewhere(Waiver waiver) {
    return waiver.place().file().startsWith("charts/")
        || RuleRegister.complete()
            .find(waiver.rule())
            .filter(UpgradeRules.all()::contains)
            .isPresent();
  }

  private static Finding unused(Waiver waiver, List<Finding> findings) {
    List<Finding> ofRule =
        findings.stream().filter(each -> each.rule().id().equals(waiver.rule())).toList();
    List<String> open = places(ofRule.stream().filter(each -> !each.isAccepted()).toList());
    Finding finding =
        error(waiver, waiver.rule() + " is accepted but does not occur" + where(waiver));
    if (!open.isEmpty()) {
      return finding.fixedBy(
          "accept it where it occurs, or remove the acceptance of "
              + waiver.rule()
              + "; it occurs at "
              + String.join(", ", open));
    }
    return finding.fixedBy(
        "remove the acceptance of "
            + waiver.rule()
            + (ofRule.isEmpty() ? "" : "; another one accepts it already"));
  }

  private static List<String> places(List<Finding> findings) {
    List<String> all = findings.stream().map(each -> each.place().target()).distinct().toList();
    return all.size() <= MOST_PLACES ? all : all.subList(0, MOST_PLACES);
  }

  private static String where(Waiver waiver) {
    return waiver.target().isEmpty() ? "" : " in " + waiver.target();
  }

  private static Finding error(Waiver waiver, String what) {
    return Finding.error(GEN_03, waiver.declared(), what);
  }
}
