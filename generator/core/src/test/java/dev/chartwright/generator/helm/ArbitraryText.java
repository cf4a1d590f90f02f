package dev.chartwright.generator.helm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Strings that make trouble: every known trap, traps joined at random, and random characters.
 * Repeatable.
 */
public final class ArbitraryText {
  private static final List<String> TRAPS =
      List.of(
          "",
          " ",
          "\n",
          "\n\n",
          "\r",
          "\r\n",
          "\t",
          "\\",
          "\"",
          "'",
          "`",
          "#",
          " #",
          ": ",
          ":",
          "- ",
          "-",
          "--",
          "---",
          "\n---\n",
          "...",
          "%",
          "%s",
          "%v",
          "%!s",
          "%%",
          "{",
          "}",
          "{{",
          "}}",
          "{{-",
          "-}}",
          "{{/*",
          "*/}}",
          "/*",
          "*/",
          "{{ .Release.Name }}",
          "{{- fail \"x\" }}",
          "{{ \"{{\" }}",
          "{{{",
          "{{{{",
          "}}}",
          "[",
          "]",
          "[a, b]",
          "{a: b}",
          "&a",
          "*a",
          "!",
          "!!int",
          "!!binary x",
          "|",
          "|-",
          ">",
          ">+",
          "@",
          "?",
          "? a",
          ",",
          "=",
          "<<",
          "~",
          "$",
          "$(id)",
          "${x}",
          "\"';$(id)",
          "a: b # c",
          "yes",
          "no",
          "y",
          "N",
          "on",
          "Off",
          "true",
          "False",
          "null",
          "Null",
          "0",
          "-1",
          "0755",
          "0o17",
          "0x1F",
          "0b11",
          "1e3",
          "12e10",
          "1.10",
          "1_000",
          "+1",
          ".5",
          ".inf",
          "-.Inf",
          ".NaN",
          "12:30:45",
          "2001-01-01",
          "2001-12-14t21:59:43.10-05:00",
          "nan",
          "Infinity",
          "é",
          "ü",
          "日本語",
          "😀",
          "👩‍👩‍👧‍👦",
          "\u00a0",
          "\u0085",
          "\u2028",
          "\u2029",
          "\ufeff",
          "\u200b",
          "\u202e",
          "\ufffd",
          "\ufffe",
          "\uffff",
          "\u0001",
          "\u0007",
          "\b",
          "\f",
          "\u000b",
          "\u001b[31m",
          "\u007f",
          "\u0080",
          "\u009f",
          "\ue000",
          "\ud83f\udfff",
          "a",
          "word",
          "two words",
          " leading",
          "trailing ",
          "trailing\t",
          "\tleading",
          "first\nsecond",
          "first\n\nthird\n",
          "first\n  indented\n",
          "# comment\ntext",
          "key: value\nother: value\n",
          "text with \\n in it",
          "a\\",
          "<script>&amp;</script>");

  private final Random random;

  public ArbitraryText(long seed) {
    this.random = new Random(seed);
  }

  /** Every trap once, then random ones. */
  List<String> some(int count) {
    List<String> texts = new ArrayList<>(TRAPS.subList(0, Math.min(count, TRAPS.size())));
    while (texts.size() < count) {
      texts.add(next());
    }
    return texts;
  }

  /** A random one. */
  public String next() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> joined(2 + random.nextInt(4));
      case 3 -> characters(1 + random.nextInt(12), 0x80);
      case 4 -> characters(1 + random.nextInt(12), 0x3000);
      case 5 -> characters(1 + random.nextInt(12), Character.MAX_CODE_POINT + 1);
      case 6 -> joined(1) + characters(1 + random.nextInt(5), 0x250) + joined(1);
      default -> joined(1 + random.nextInt(3)).repeat(1 + random.nextInt(40));
    };
  }

  private String joined(int count) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(TRAPS.get(random.nextInt(TRAPS.size())));
      out.append(random.nextInt(4) == 0 ? " " : "");
    }
    return out.toString();
  }

  /** No NUL, no half of a surrogate pair, and not the two characters that mark references. */
  private String characters(int count, int limit) {
    StringBuilder out = new StringBuilder();
    while (count > 0) {
      int c = 1 + random.nextInt(limit - 1);
      boolean marks = c == 0xfdd0 || c == 0xfdd1;
      if (!marks && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
        out.appendCodePoint(c);
        count--;
      }
    }
    return out.toString();
  }
}
