package dev.chartwright.generator.helm;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a string is written in YAML so that every reader, of YAML 1.1 or 1.2, gets the same string
 * back.
 */
final class YamlText {
  private static final String LETTERS = "[A-Za-z0-9_./@=+,-]++";

  // Words that begin with a letter, a slash or the hyphens of an option, and small quantities:
  // nothing that any reader takes for
  // a number, a date or an indicator.
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?=/|-{0,2}[A-Za-z])"
              + LETTERS
              + "([ :]"
              + LETTERS
              // Possessive: a long text would need as deep a stack.
              + ")*+"
              + "|(0|[1-9][0-9]*)(m|k|M|G|Ki|Mi|Gi|Ti)");
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
  private static final int LONGEST_WORD = "false".length();

  private YamlText() {}

  /** Whether it may stand without quotes. */
  static boolean isPlain(String text) {
    // Most texts are keys, too, for which no regular expression is needed.
    return (isPlainKey(text) || PLAIN.matcher(text).matches()) && !isWord(text);
  }

  static String key(String text) {
    return isPlainKey(text) && !isWord(text) ? text : quoted(text);
  }

  /**
   * Letters, digits and some marks, a letter first. Asked about every key, so no regular
   * expression.
   */
  private static boolean isPlainKey(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '/' || c == '-';
      if (!letter && (i == 0 || !later)) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isWord(String text) {
    return text.length() <= LONGEST_WORD && WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Without quotes where it may, else with double quotes. */
  static String scalar(String text) {
    return isPlain(text) ? text : quoted(text);
  }

  static String quoted(String text) {
    return '"' + escaped(text) + '"';
  }

  /** What stands between double quotes. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (isPrintable(c)) {
                    out.appendCodePoint(c);
                  } else if (c <= 0xff) {
                    out.append(String.format("\\x%02x", c));
                  } else if (c <= 0xffff) {
                    out.append(String.format("\\u%04x", c));
                  } else {
                    out.append(String.format("\\U%08x", c));
                  }
                }
              }
            });
    return out.toString();
  }

  /**
   * Text for a comment: every kind of line end is a line feed, and what YAML does not allow is a
   * space.
   */
  static String commented(String text) {
    if (isPrintableAscii(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!text.startsWith("\r\n", i)) {
        out.appendCodePoint(isLineEnd(c) ? '\n' : isPrintable(c) ? c : ' ');
      }
    }
    return out.toString();
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it may stand as a literal block ({@code |}). Not with empty lines at its end, whose
   * number depends on what follows.
   */
  static boolean isBlock(String text) {
    return text.indexOf('\n') >= 0
        && !text.isBlank()
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.endsWith("\n\n")
        && text.lines()
            .noneMatch(line -> line.endsWith(" ") || line.endsWith("\t") || line.startsWith("\t"))
        && text.codePoints().allMatch(c -> c == '\n' || c == '\t' || isPrintable(c));
  }

  private static boolean isLineEnd(int c) {
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  private static boolean isPrintable(int c) {
    return (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029)
        || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
        || (c >= 0x10000 && (c & 0xfffe) != 0xfffe);
  }
}
