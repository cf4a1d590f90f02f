package dev.chartwright.generator.space;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Texts that a regular expression matches, made from the expression: short ones first. It reads
 * what the patterns of values are made of: literals, classes, groups, alternatives and quantifiers.
 * Used once, by one thread.
 */
final class PatternTexts {
  /** How often a part without an upper limit is repeated beyond its least, in different texts. */
  private static final List<Integer> MORE = List.of(0, 1, 2, 5, 12);

  /** Which character of a class, and which alternative, different texts begin with. */
  private static final int VARIANTS = 4;

  private static final String DIGITS = "0123456789";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String WORD =
      LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT) + DIGITS + "_";
  private static final String VISIBLE = WORD + "-.:/ ,;+=@#";

  private final String pattern;
  private final int more;
  private int choice;
  private int at;

  private PatternTexts(String pattern, int more, int choice) {
    this.pattern = pattern;
    this.more = more;
    this.choice = choice;
  }

  /**
   * Different texts that a pattern matches; none when the pattern says more than can be read here.
   *
   * @param pattern anchored at both ends
   */
  static List<String> of(String pattern) {
    Set<String> texts = new LinkedHashSet<>();
    try {
      Pattern whole = Pattern.compile(pattern);
      for (int more : MORE) {
        for (int choice = 0; choice < VARIANTS; choice++) {
          PatternTexts one = new PatternTexts(pattern, more, choice);
          String text = one.alternatives();
          if (one.at == pattern.length() && whole.matcher(text).matches()) {
            texts.add(text);
          }
        }
      }
    } catch (PatternSyntaxException | StringIndexOutOfBoundsException | NumberFormatException e) {
      return List.of();
    }
    return List.copyOf(texts);
  }

  private String alternatives() {
    List<String> all = new ArrayList<>(List.of(sequence()));
    while (at < pattern.length() && pattern.charAt(at) == '|') {
      at++;
      all.add(sequence());
    }
    return all.get(choice % all.size());
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int start = at;
      int before = choice;
      StringBuilder repeated = new StringBuilder(part());
      int least = 1;
      int most = 1;
      int end = at;
      if (at < pattern.length()) {
        char c = pattern.charAt(at);
        if (c == '*' || c == '+' || c == '?') {
          least = c == '+' ? 1 : 0;
          most = c == '?' ? 1 : Integer.MAX_VALUE;
          end = at + 1;
        } else if (c == '{') {
          int close = pattern.indexOf('}', at);
          String[] bounds = pattern.substring(at + 1, close).split(",", -1);
          least = Integer.parseInt(bounds[0]);
          most =
              bounds.length == 1
                  ? least
                  : bounds[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bounds[1]);
          end = close + 1;
        }
      }
      int times = Math.min(most, least + more);
      if (times == 0) {
        repeated.setLength(0);
      }
      for (int i = 1; i < times; i++) {
        at = start;
        choice = before + i; // Another character each time.
        repeated.append(part());
      }
      choice = before;
      at = end;
      if (at < pattern.length() && pattern.charAt(at) == '?' && end > start + 1) {
        at++; // A quantifier that takes as little as it can.
      }
      text.append(repeated);
    }
    return text.toString();
  }

  /** A character, a class, a group or an anchor. */
  private String part() {
    char c = pattern.charAt(at);
    at++;
    return switch (c) {
      case '^', '$' -> "";
      case '.' -> pick(VISIBLE);
      case '(' -> {
        if (pattern.startsWith("?:", at)) {
          at += 2;
        }
        String inside = alternatives();
        at++; // The closing parenthesis.
        yield inside;
      }
      case '[' -> pick(characters());
      case '\\' -> pick(escaped());
      default -> String.valueOf(c);
    };
  }

  private String pick(String characters) {
    return characters.isEmpty()
        ? ""
        : String.valueOf(characters.charAt(choice % characters.length()));
  }

  /** The characters that an escape stands for; nothing for a boundary. */
  private String escaped() {
    char c = pattern.charAt(at);
    at++;
    return switch (c) {
      case 'd' -> DIGITS;
      case 'D' -> LETTERS;
      case 'w' -> WORD;
      case 'W' -> "-./";
      case 's' -> " ";
      case 'S' -> WORD;
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'b', 'B', 'A', 'z' -> "";
      default -> String.valueOf(c);
    };
  }

  /** The characters of a class, or some that are not in a class that excludes. */
  private String characters() {
    boolean excludes = pattern.charAt(at) == '^';
    if (excludes) {
      at++;
    }
    StringBuilder all = new StringBuilder();
    boolean first = true;
    while (first || pattern.charAt(at) != ']') {
      first = false;
      String from = one();
      boolean isRange = pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
      if (isRange && from.length() == 1) {
        at++;
        String to = one();
        for (char c = from.charAt(0); c <= to.charAt(0) && all.length() < 256; c++) {
          all.append(c);
        }
      } else {
        all.append(from);
      }
    }
    at++;
    if (!excludes) {
      return all.toString();
    }
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < VISIBLE.length(); i++) {
      char c = VISIBLE.charAt(i);
      if (all.indexOf(String.valueOf(c)) < 0) {
        others.append(c);
      }
    }
    return others.toString();
  }

  private String one() {
    char c = pattern.charAt(at);
    at++;
    if (c == '\\') {
      return escaped();
    }
    if (c == '[' && pattern.startsWith(":", at)) {
      int end = pattern.indexOf(":]", at);
      String name = pattern.substring(at + 1, end);
      at = end + 2;
      return switch (name) {
        case "alpha", "lower" -> LETTERS;
        case "digit" -> DIGITS;
        default -> WORD;
      };
    }
    return String.valueOf(c);
  }
}
