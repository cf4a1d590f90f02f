package dev.chartwright.generator.chartfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code .helmignore} leaves out of a chart, after Helm's rules: the last line that fits
 * decides, {@code !} takes back, a slash at the end means folders only, one elsewhere means the
 * path from the chart's folder, and without any it is a name wherever it stands. Immutable.
 */
final class IgnoredFiles {
  private final List<Rule> rules;

  private record Rule(Pattern pattern, boolean isNegated, boolean onlyFolders, boolean isPath) {}

  private IgnoredFiles(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  static IgnoredFiles none() {
    return new IgnoredFiles(List.of());
  }

  /** The rules of a text; lines that Helm does not understand either are passed over. */
  static IgnoredFiles of(String text) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.isEmpty() || line.startsWith("#") || line.contains("**")) {
        continue;
      }
      boolean isNegated = line.startsWith("!");
      String glob = isNegated ? line.substring(1) : line;
      boolean onlyFolders = glob.endsWith("/");
      glob = onlyFolders ? glob.substring(0, glob.length() - 1) : glob;
      boolean isPath = glob.contains("/");
      glob = glob.startsWith("/") ? glob.substring(1) : glob;
      rules.add(new Rule(Pattern.compile(regex(glob)), isNegated, onlyFolders, isPath));
    }
    return new IgnoredFiles(rules);
  }

  /** Whether a file or folder is left out, with everything in it. */
  boolean contain(String path, boolean isFolder) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean isIgnored = false;
    for (Rule rule : rules) {
      boolean fits = rule.pattern().matcher(rule.isPath() ? path : name).matches();
      if (fits && (isFolder || !rule.onlyFolders())) {
        isIgnored = !rule.isNegated();
      }
    }
    return isIgnored;
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char sign = glob.charAt(i);
      int end = sign == '[' ? glob.indexOf(']', i + 2) : -1;
      if (sign == '*') {
        regex.append("[^/]*");
      } else if (sign == '?') {
        regex.append("[^/]");
      } else if (end > 0) {
        String set = glob.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex.append('[').append(set.replace("&&", "&\\&")).append(']');
        i = end;
      } else {
        if (sign == '\\' && i + 1 < glob.length()) {
          i++;
        }
        regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
      }
      i++;
    }
    return regex.toString();
  }
}
