package dev.chartwright.chart;

import java.util.OptionalInt;

/**
 * How long a text can be that a regular expression matches as a whole. It reads what the patterns
 * of keys and names are made of: characters, classes, groups, alternatives and repetitions. Used
 * once, by one thread.
 */
final class PatternLength {
  private static final int UNBOUNDED = 1 << 20;

  private final String pattern;
  private int at;

  private PatternLength(String pattern) {
    this.pattern = pattern;
  }

  /** The most characters; empty where there is no bound, or where the pattern cannot be read. */
  static OptionalInt longest(String pattern) {
    if (pattern.isEmpty()) {
      return OptionalInt.empty();
    }
    PatternLength reading = new PatternLength(pattern);
    try {
      int longest = reading.alternatives();
      boolean isRead = reading.at == pattern.length();
      return isRead && longest < UNBOUNDED ? OptionalInt.of(longest) : OptionalInt.empty();
    } catch (IndexOutOfBoundsException | NumberFormatException unread) {
      return OptionalInt.empty();
    }
  }

  private boolean isAt(char c) {
    return at < pattern.length() && pattern.charAt(at) == c;
  }

  private int alternatives() {
    int longest = sequence();
    while (isAt('|')) {
      at++;
      longest = Math.max(longest, sequence());
    }
    return longest;
  }

  private int sequence() {
    int length = 0;
    while (at < pattern.length() && !isAt('|') && !isAt(')')) {
      length = Math.min(UNBOUNDED, length + repeated(part()));
    }
    return length;
  }

  private int part() {
    char c = pattern.charAt(at++);
    switch (c) {
      case '^', '$' -> {
        return 0;
      }
      case '(' -> {
        if (pattern.startsWith("?:", at)) {
          at += 2;
        } else if (isAt('?')) {
          return UNBOUNDED;
        }
        int length = alternatives();
        at++;
        return length;
      }
      case '[' -> {
        // A bracket that is the first of a class is one of its characters.
        at += isAt('^') ? 1 : 0;
        do {
          at += pattern.charAt(at) == '\\' ? 2 : 1;
        } while (pattern.charAt(at) != ']');
        at++;
        return 1;
      }
      case '\\' -> {
        at++;
        return "bBAzZ".indexOf(pattern.charAt(at - 1)) >= 0 ? 0 : 1;
      }
      default -> {
        return 1;
      }
    }
  }

  private int repeated(int length) {
    if (at >= pattern.length()) {
      return length;
    }
    switch (pattern.charAt(at)) {
      case '?' -> at++;
      case '*', '+' -> {
        at++;
        return length == 0 ? 0 : UNBOUNDED;
      }
      case '{' -> {
        int end = pattern.indexOf('}', at);
        String[] bounds = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        String most = bounds[bounds.length - 1];
        return most.isEmpty()
            ? UNBOUNDED
            : (int) Math.min(UNBOUNDED, (long) length * Integer.parseInt(most));
      }
      default -> {
        return length;
      }
    }
    return length;
  }
}
