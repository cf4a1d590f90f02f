package dev.chartwright.generator.compose;

import dev.chartwright.prover.Workers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys of worker groups in the values: their names in camel case, each key once. */
final class GroupKeys {
  /** Words that YAML does not read as text. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private GroupKeys() {}

  /**
   * One key for each group, in the order of the groups; {@code a-1} and {@code a1} become {@code
   * a1} and {@code a12}.
   */
  static List<String> of(List<Workers> groups) {
    List<String> keys = new ArrayList<>(groups.size());
    Set<String> taken = new HashSet<>();
    for (Workers group : groups) {
      String wanted = camelCase(group.name());
      String key = wanted;
      for (int next = 2; !taken.add(key); next++) {
        key = wanted + next;
      }
      keys.add(key);
    }
    return keys;
  }

  private static String camelCase(String name) {
    StringBuilder key = new StringBuilder();
    for (String word : name.split("-")) {
      if (!word.isEmpty()) {
        key.append(key.length() == 0 ? word.charAt(0) : Character.toUpperCase(word.charAt(0)))
            .append(word.substring(1));
      }
    }
    return Character.isDigit(key.charAt(0)) || WORDS.contains(key.toString())
        ? "group" + key
        : key.toString();
  }
}
