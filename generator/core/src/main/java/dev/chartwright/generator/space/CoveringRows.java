package dev.chartwright.generator.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Few cases in which every two values meet in each of their four states: both at their default, one
 * of them set, the other one set, and both. The number of cases grows with the logarithm of the
 * number of values.
 *
 * <p>Each value is set in as many cases as the others and in no case that is the default of all.
 * Two different sets of more than half of the cases meet, and neither holds the other; this is the
 * smallest array of this kind (Katona, Kleitman and Spencer).
 */
final class CoveringRows {
  private CoveringRows() {}

  /**
   * The cases but for the one that sets nothing.
   *
   * @param settings one beside the default for each value
   */
  static List<Map<ValuePath, Object>> of(Map<ValuePath, Object> settings) {
    if (settings.size() < 2) {
      return List.of();
    }
    int rows = rows(settings.size());
    List<Map<ValuePath, Object>> all = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      all.add(new LinkedHashMap<>());
    }
    int[] chosen = first(taken(rows));
    for (Map.Entry<ValuePath, Object> each : settings.entrySet()) {
      for (int row : chosen) {
        all.get(row).put(each.getKey(), each.getValue());
      }
      next(chosen, rows);
    }
    return all.stream().filter(row -> !row.isEmpty()).toList();
  }

  /** The fewest rows that have a set of their own for each value. */
  private static int rows(int values) {
    int rows = 3;
    while (sets(rows) < values) {
      rows++;
    }
    return rows;
  }

  /** How many of the rows set a value: so many that any two sets of them meet. */
  private static int taken(int rows) {
    return rows / 2 + 1;
  }

  private static long sets(int rows) {
    long sets = 1;
    for (int i = 0; i < taken(rows); i++) {
      sets = sets * (rows - i) / (i + 1);
    }
    return sets;
  }

  private static int[] first(int size) {
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = i;
    }
    return chosen;
  }

  /** The set that follows in the order of the alphabet. */
  private static void next(int[] chosen, int rows) {
    int place = chosen.length - 1;
    while (place >= 0 && chosen[place] == rows - chosen.length + place) {
      place--;
    }
    if (place >= 0) {
      chosen[place]++;
      for (int i = place + 1; i < chosen.length; i++) {
        chosen[i] = chosen[i - 1] + 1;
      }
    }
  }
}
