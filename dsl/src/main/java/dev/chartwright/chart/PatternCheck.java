package dev.chartwright.chart;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Holds a regular expression against what Java and Helm both understand: Helm refuses a chart whose
 * schema looks around, refers back or never gives back.
 */
final class PatternCheck {
  private PatternCheck() {}

  /** Finds what is wrong with a pattern; empty when nothing. */
  static String complaint(String pattern) {
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException malformed) {
      return "is no regular expression: " + malformed.getDescription();
    }
    boolean inClass = false;
    char before = ' ';
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        char escaped = i < pattern.length() ? pattern.charAt(i) : ' ';
        if ("123456789kGZzARXhHQE".indexOf(escaped) >= 0) {
          return "has \\" + escaped + ", which Helm does not know";
        }
        before = ' ';
        continue;
      }
      if (inClass) {
        inClass = c != ']';
      } else if (c == '[') {
        inClass = true;
        // The first one of a class stands for itself.
        int first = pattern.startsWith("^", i + 1) ? i + 2 : i + 1;
        i = pattern.startsWith("]", first) ? first : first - 1;
      } else if (pattern.startsWith("(?", i) && !pattern.startsWith("(?:", i)) {
        return "has a group that is more than (?:, which Helm does not know";
      } else if (c == '+' && "*+?}".indexOf(before) >= 0) {
        return "has a quantifier that never gives back, which Helm does not know";
      }
      before = c;
    }
    return "";
  }
}
