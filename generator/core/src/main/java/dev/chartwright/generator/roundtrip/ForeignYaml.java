package dev.chartwright.generator.roundtrip;

import dev.chartwright.generator.yaml.GoJson;
import dev.chartwright.generator.yaml.InvalidYamlException;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that Helm makes of a tree with {@code toYaml}: where lines break and which quotes stand is
 * known to Helm alone, so the tree is compared. In evaluated text the tree stands as JSON between
 * two Unicode non-characters.
 */
final class ForeignYaml {
  /** Stands for text of which nothing is known. */
  static final String UNKNOWN = "\uFDD3\uFDD4";

  private static final Pattern MARK = Pattern.compile("\uFDD3([^\uFDD4]*)\uFDD4");

  private ForeignYaml() {}

  static String of(Object tree) {
    return "\uFDD3" + GoJson.of(tree) + "\uFDD4";
  }

  static boolean isIn(Object text) {
    return text instanceof String string && string.indexOf('\uFDD3') >= 0;
  }

  /** Whether rendered text is what was expected, with any YAML of each tree in its place. */
  static boolean matches(String expected, String rendered) {
    StringBuilder pattern = new StringBuilder();
    List<String> trees = new ArrayList<>();
    Matcher mark = MARK.matcher(expected);
    int from = 0;
    while (mark.find()) {
      // Blanks before the mark belong to the YAML, whose lines all have them.
      String before = expected.substring(from, mark.start());
      String known = before.replaceAll("(?<![^\n]) +$", "");
      pattern.append(Pattern.quote(known)).append("(?s:(.*?))");
      trees.add(mark.group(1));
      from = mark.end();
    }
    pattern.append(Pattern.quote(expected.substring(from)));
    Matcher found = Pattern.compile(pattern.toString()).matcher(rendered);
    if (!found.matches()) {
      return false;
    }
    for (int i = 0; i < trees.size(); i++) {
      if (!trees.get(i).isEmpty() && !isYamlOf(trees.get(i), found.group(i + 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isYamlOf(String json, String yaml) {
    try {
      return isSame(YamlReader.read(json), YamlReader.read(yaml));
    } catch (InvalidYamlException unreadable) {
      return false;
    }
  }

  /** Line feeds at the very end of a text are those that Helm cuts off the whole YAML. */
  private static boolean isSame(Object expected, Object rendered) {
    if (expected instanceof Map && rendered instanceof Map) {
      Map<String, Object> wanted = Tree.map(expected);
      Map<String, Object> found = Tree.map(rendered);
      return wanted.keySet().equals(found.keySet())
          && wanted.entrySet().stream()
              .allMatch(each -> isSame(each.getValue(), found.get(each.getKey())));
    }
    if (expected instanceof List<?> wanted && rendered instanceof List<?> found) {
      if (wanted.size() != found.size()) {
        return false;
      }
      for (int i = 0; i < wanted.size(); i++) {
        if (!isSame(wanted.get(i), found.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (expected instanceof String wanted && rendered instanceof String found) {
      return withoutEnd(wanted).equals(withoutEnd(found));
    }
    return Evaluation.isEqual(expected, rendered);
  }

  private static String withoutEnd(String text) {
    return text.replaceAll("\n+$", "");
  }
}
