package dev.chartwright.generator.space;

import dev.chartwright.generator.space.PairRows.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Cases to render a chart with: every setting of every value alone; all values at their fullest,
 * and all switches off; every two switches, and every switch with each value that it decides about,
 * in all of their states; and every pair of settings of two values that interact, packed into few
 * cases. The same knobs and seed give the same cases.
 */
public final class ValueSpace {
  /** Settings of a value that take part in pairs, beside its default. */
  private static final int PAIRED_SETTINGS = 2;

  /** Values that one case sets: more, and one that is refused hides too many others. */
  private static final int MOST_TOGETHER = 8;

  /** The part of a limited number of cases, one in so many, that is kept for combinations. */
  private static final int LEAST_TOGETHER = 3;

  /** Cases to be rejected for each that is to render. */
  private static final int MOST_REJECTED = 4;

  private ValueSpace() {}

  /**
   * Two values of which one decides whether or how the other shows.
   *
   * @param condition decides
   * @param dependent shows
   */
  public record Interaction(ValuePath condition, ValuePath dependent) {}

  /**
   * The cases, most telling first.
   *
   * @param interactions between values, or sections, or fields of values
   * @param limit the most cases that are to render; one that is to be rejected costs a fraction of
   *     them, so there may be four times as many of these
   */
  public static List<ValueCase> cases(
      List<Knob> knobs, Set<Interaction> interactions, long seed, int limit) {
    List<ValueCase> extremes = extremes(knobs);
    List<ValueCase> alone = new ArrayList<>();
    List<ValueCase> rejected = new ArrayList<>();
    // The first setting of each value before the second of any, so that a limit is fair.
    int deepest = knobs.stream().mapToInt(knob -> knob.settings().size()).max().orElse(0);
    for (int index = 0; index < deepest; index++) {
      for (Knob knob : knobs) {
        if (index < knob.settings().size() && standsAlone(knob, knob.settings().get(index))) {
          Setting setting = knob.settings().get(index);
          (isToBeRejected(knob, setting) ? rejected : alone)
              .add(ValueCase.alone(knob.path(), setting));
        }
      }
    }
    Set<ValueCase> combinations = new LinkedHashSet<>(covering(knobs, interactions, seed));
    combinations.addAll(
        alternately(switchedOn(knobs, interactions), pairs(knobs, interactions, seed, limit)));
    List<ValueCase> together = List.copyOf(combinations);
    int left = limit - Math.min(limit, extremes.size());
    int combined = Math.min(Math.max(limit / LEAST_TOGETHER, left - alone.size()), together.size());
    List<ValueCase> cases = new ArrayList<>();
    cases.addAll(first(rejected, limit * MOST_REJECTED));
    cases.addAll(first(extremes, limit));
    cases.addAll(first(alone, left - Math.min(left, combined)));
    cases.addAll(first(together, Math.min(left, combined)));
    return List.copyOf(cases);
  }

  /** Where a declaration promises anything, a value that is taken away is mostly missed. */
  private static boolean isToBeRejected(Knob knob, Setting setting) {
    return setting.isIllegal()
        || (setting.value() == null && knob.settings().stream().anyMatch(Setting::isIllegal));
  }

  private static <T> List<T> first(List<T> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }

  private static <T> List<T> alternately(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>();
    for (int i = 0; i < Math.max(some.size(), others.size()); i++) {
      all.addAll(some.subList(Math.min(i, some.size()), Math.min(i + 1, some.size())));
      all.addAll(others.subList(Math.min(i, others.size()), Math.min(i + 1, others.size())));
    }
    return all;
  }

  /** What an example has in a value of open shape may need the rest of the example. */
  private static boolean standsAlone(Knob knob, Setting setting) {
    return knob.standsAlone(setting) || isEmpty(setting.value());
  }

  /** Under a switch that is off by default, a value shows nothing alone. */
  private static List<ValueCase> switchedOn(List<Knob> knobs, Set<Interaction> interactions) {
    Set<Map<ValuePath, Object>> cases = new LinkedHashSet<>();
    for (Interaction each : interactions) {
      for (Knob condition : overlapping(knobs, each.condition())) {
        if (condition.isFlag() && Boolean.FALSE.equals(condition.defaultValue())) {
          for (Knob dependent : overlapping(knobs, each.dependent())) {
            dependent.legal().stream()
                .filter(setting -> standsAlone(dependent, setting))
                .filter(setting -> !dependent.path().equals(condition.path()))
                .forEach(
                    setting -> {
                      Map<ValuePath, Object> both = new LinkedHashMap<>();
                      both.put(condition.path(), true);
                      both.put(dependent.path(), setting.value());
                      cases.add(both);
                    });
          }
        }
      }
    }
    return cases.stream().map(ValueCase::together).toList();
  }

  /** Everything on and full; everything off and empty. */
  private static List<ValueCase> extremes(List<Knob> knobs) {
    Map<ValuePath, Object> full = new LinkedHashMap<>();
    Map<ValuePath, Object> empty = new LinkedHashMap<>();
    for (Knob knob : knobs) {
      List<Setting> legal = knob.legal();
      if (knob.isFlag()) {
        full.put(knob.path(), true);
        empty.put(knob.path(), false);
      } else if (!legal.isEmpty()
          && !knob.isSection()
          && !knob.isFormer()
          && knob.standsAlone(legal.get(0))) {
        full.put(knob.path(), legal.get(0).value());
        legal.stream()
            .map(Setting::value)
            .filter(ValueSpace::isEmpty)
            .findFirst()
            .ifPresent(value -> empty.put(knob.path(), value));
      }
    }
    List<ValueCase> cases = new ArrayList<>();
    if (!full.isEmpty()) {
      cases.add(ValueCase.together(full));
    }
    if (!empty.isEmpty()) {
      cases.add(ValueCase.together(empty));
    }
    return cases;
  }

  private static boolean isEmpty(Object value) {
    return value instanceof String text
        ? text.isEmpty()
        : value instanceof List<?> list
            ? list.isEmpty()
            : value instanceof Map<?, ?> map && map.isEmpty();
  }

  /**
   * Every two switches in all of their states, and every two of switches and what switches decide
   * about. The switches have cases of their own, because what others are set to may be refused.
   */
  private static List<ValueCase> covering(
      List<Knob> knobs, Set<Interaction> interactions, long seed) {
    Map<ValuePath, Object> flags = new LinkedHashMap<>();
    for (Knob knob : knobs) {
      if (isSwitch(knob)) {
        flags.put(knob.path(), !(Boolean) knob.defaultValue());
      }
    }
    Map<ValuePath, Object> all = new LinkedHashMap<>(flags);
    for (Interaction each : interactions) {
      if (overlapping(knobs, each.condition()).stream().anyMatch(ValueSpace::isSwitch)) {
        for (Knob knob : overlapping(knobs, each.dependent())) {
          if (!knob.isFormer() && !knob.isFlag()) {
            knob.legal().stream()
                .filter(setting -> knob.standsAlone(setting))
                .findFirst()
                .ifPresent(setting -> all.put(knob.path(), setting.value()));
          }
        }
      }
    }
    return Stream.of(flags, all)
        .flatMap(
            settings ->
                CoveringRows.of(shuffled(settings, seed)).stream()
                    .map(row -> ordered(row, settings)))
        .distinct()
        .map(ValueCase::together)
        .toList();
  }

  private static boolean isSwitch(Knob knob) {
    return knob.isFlag() && !knob.isFormer() && !knob.isSection() && !knob.legal().isEmpty();
  }

  private static Map<ValuePath, Object> shuffled(Map<ValuePath, Object> settings, long seed) {
    List<ValuePath> order = new ArrayList<>(settings.keySet());
    shuffle(order, seed);
    Map<ValuePath, Object> shuffled = new LinkedHashMap<>();
    order.forEach(path -> shuffled.put(path, settings.get(path)));
    return shuffled;
  }

  /** Settings in the order of the values. */
  private static Map<ValuePath, Object> ordered(
      Map<ValuePath, Object> row, Map<ValuePath, Object> settings) {
    Map<ValuePath, Object> ordered = new LinkedHashMap<>(settings);
    ordered.keySet().retainAll(row.keySet());
    return ordered;
  }

  /** At most {@code limit} cases that hold as many pairs of settings as they can. */
  private static List<ValueCase> pairs(
      List<Knob> knobs, Set<Interaction> interactions, long seed, int limit) {
    Set<List<Choice>> wanted = new LinkedHashSet<>();
    for (Interaction each : interactions) {
      for (Knob condition : overlapping(knobs, each.condition())) {
        for (Knob dependent : overlapping(knobs, each.dependent())) {
          if (!condition.path().equals(dependent.path())
              && !condition.isFormer()
              && !dependent.isFormer()) {
            for (Object one : choices(condition)) {
              for (Object other : choices(dependent)) {
                wanted.add(ordered(new Choice(condition.path(), one), dependent.path(), other));
              }
            }
          }
        }
      }
    }
    List<List<Choice>> order = new ArrayList<>(wanted);
    shuffle(order, seed);
    PairRows rows = new PairRows(limit, MOST_TOGETHER);
    order.forEach(pair -> rows.place(pair.get(0), pair.get(1)));
    return rows.rows().stream().map(ValueCase::together).toList();
  }

  private static List<Choice> ordered(Choice one, ValuePath path, Object value) {
    Choice other = new Choice(path, value);
    return one.path().toString().compareTo(path.toString()) < 0
        ? List.of(one, other)
        : List.of(other, one);
  }

  private static List<Knob> overlapping(List<Knob> knobs, ValuePath path) {
    return knobs.stream().filter(knob -> !knob.isSection() && knob.path().overlaps(path)).toList();
  }

  private static List<Object> choices(Knob knob) {
    List<Object> choices = new ArrayList<>();
    if (knob.defaultValue() != null) {
      choices.add(knob.defaultValue());
    }
    knob.legal().stream()
        .filter(each -> standsAlone(knob, each))
        .limit(PAIRED_SETTINGS)
        .map(Setting::value)
        .forEach(choices::add);
    return choices;
  }

  private static <T> void shuffle(List<T> list, long seed) {
    // The algorithms of RandomGeneratorFactory are not found from inside of a Maven plugin.
    Random random = new Random(seed);
    for (int i = list.size() - 1; i > 0; i--) {
      Collections.swap(list, i, random.nextInt(i + 1));
    }
  }

  /**
   * Cases in which what decides about a value is set: every switch on, then each switch off that is
   * on by default, and then each other condition at each of its settings.
   */
  public static List<ValueCase> conditions(
      Knob knob, List<Knob> knobs, Set<Interaction> interactions) {
    List<Knob> conditions = deciding(knob, knobs, interactions);
    Map<ValuePath, Object> on = new LinkedHashMap<>();
    conditions.stream().filter(Knob::isFlag).forEach(flag -> on.put(flag.path(), true));
    List<ValueCase> cases = new ArrayList<>();
    if (!on.isEmpty()) {
      cases.add(ValueCase.together(on));
    }
    conditions.stream()
        .filter(each -> each.isFlag() && Boolean.TRUE.equals(each.defaultValue()))
        .map(each -> ValueCase.together(on).with(each.path(), false))
        .forEach(cases::add);
    conditions.stream()
        .filter(each -> !each.isFlag())
        .forEach(
            each ->
                each.legal().stream()
                    .filter(setting -> standsAlone(each, setting))
                    .map(setting -> ValueCase.together(on).with(each.path(), setting.value()))
                    .forEach(cases::add));
    // With what they need in turn, because a chart may refuse one without the other.
    conditions.stream()
        .filter(each -> !each.isFlag())
        .map(
            each -> {
              Map<ValuePath, Object> all = new LinkedHashMap<>();
              deciding(each, knobs, interactions).forEach(needed -> switchOn(needed, all));
              all.putAll(on);
              switchOn(each, all);
              all.remove(knob.path());
              return ValueCase.together(all);
            })
        .forEach(cases::add);
    return cases;
  }

  /** What decides about a value. */
  private static List<Knob> deciding(Knob knob, List<Knob> knobs, Set<Interaction> interactions) {
    return interactions.stream()
        .filter(each -> each.dependent().overlaps(knob.path()))
        .flatMap(each -> overlapping(knobs, each.condition()).stream())
        .filter(each -> !each.path().equals(knob.path()) && !each.isFormer())
        .distinct()
        .toList();
  }

  private static void switchOn(Knob knob, Map<ValuePath, Object> settings) {
    if (knob.isFlag()) {
      settings.put(knob.path(), true);
    } else {
      knob.legal().stream()
          .filter(each -> knob.standsAlone(each) && !isEmpty(each.value()))
          .findFirst()
          .ifPresent(each -> settings.put(knob.path(), each.value()));
    }
  }

  /**
   * Every combination of the settings of some values, the switches on first. The last value changes
   * first.
   *
   * @param paths values, sections or fields of values
   * @param most combinations
   */
  public static List<ValueCase> combinations(List<Knob> knobs, List<ValuePath> paths, int most) {
    List<Map<ValuePath, Object>> rows = List.of(Map.of());
    List<Knob> all =
        paths.stream().flatMap(path -> overlapping(knobs, path).stream()).distinct().toList();
    for (Knob knob : all) {
      List<Map<ValuePath, Object>> more = new ArrayList<>();
      for (Map<ValuePath, Object> row : rows) {
        for (Object setting : everySetting(knob)) {
          if (more.size() < most) {
            Map<ValuePath, Object> longer = new LinkedHashMap<>(row);
            longer.put(knob.path(), setting);
            more.add(longer);
          }
        }
      }
      rows = more;
    }
    return rows.stream().filter(row -> !row.isEmpty()).map(ValueCase::together).toList();
  }

  private static List<Object> everySetting(Knob knob) {
    Set<Object> settings = new LinkedHashSet<>();
    if (knob.isFlag()) {
      settings.add(true);
    }
    if (knob.defaultValue() != null) {
      settings.add(knob.defaultValue());
    }
    knob.legal().stream()
        .filter(each -> standsAlone(knob, each))
        .map(Setting::value)
        .forEach(settings::add);
    return List.copyOf(settings);
  }

  /** A value's other settings laid over a case that renders, to see whether it shows there. */
  public static List<ValueCase> variations(ValueCase base, Knob knob, int most) {
    // Over an example that fills it, the default is the other setting.
    Object given = knob.path().in(base.values());
    Object present = given == null ? knob.defaultValue() : given;
    return Stream.concat(
            Stream.ofNullable(knob.defaultValue()), knob.legal().stream().map(Setting::value))
        .filter(value -> !value.equals(present))
        .limit(most)
        .map(value -> base.with(knob.path(), value))
        .toList();
  }

  /** The default values under the name of a case. */
  public static ValueCase defaults() {
    return new ValueCase(Map.of(), Setting.Expectation.ACCEPTED, Optional.empty());
  }
}
