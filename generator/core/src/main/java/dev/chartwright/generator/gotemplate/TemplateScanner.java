package dev.chartwright.generator.gotemplate;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the actions of a template and their words in one pass over the text. It is written by hand
 * because a regular expression with an alternative inside of a repetition needs a stack frame for
 * each character, and an action may be as long as its author likes.
 */
final class TemplateScanner {
  private static final String OPENING = "{{";
  private static final String CLOSING = "}}";
  private static final String COMMENT = "/*";
  private static final String COMMENT_END = "*/";

  /** Actions without an end that are passed over; each costs a look at the rest of the text. */
  private static final int MOST_UNCLOSED = 50;

  private TemplateScanner() {}

  /**
   * What stands between double braces.
   *
   * @param start of its braces
   * @param from where its content begins
   * @param to where its content ends
   * @param end behind its braces
   */
  record Span(int start, int from, int to, int end, boolean isComment) {}

  /** The actions and comments of a template, in their order. */
  static List<Span> spans(String template) {
    List<Span> spans = new ArrayList<>();
    int unclosed = 0;
    int start = template.indexOf(OPENING);
    while (start >= 0 && unclosed < MOST_UNCLOSED) {
      int from = content(template, start);
      boolean isComment = template.startsWith(COMMENT, from);
      int to = isComment ? commentEnd(template, from) : actionEnd(template, from);
      int next = start + OPENING.length();
      if (to >= 0) {
        next = to + CLOSING.length();
        spans.add(new Span(start, from, to, next, isComment));
      } else {
        unclosed++;
      }
      start = template.indexOf(OPENING, next);
    }
    return spans;
  }

  private static int content(String template, int start) {
    int from = start + OPENING.length();
    if (from < template.length() && template.charAt(from) == '-') {
      from++;
    }
    while (from < template.length() && Character.isWhitespace(template.charAt(from))) {
      from++;
    }
    return from;
  }

  private static int commentEnd(String template, int from) {
    int end = template.indexOf(COMMENT_END, from + COMMENT.length());
    return end < 0 ? -1 : template.indexOf(CLOSING, end);
  }

  private static int actionEnd(String template, int from) {
    int place = from;
    while (place < template.length()) {
      if (template.startsWith(CLOSING, place)) {
        return place;
      }
      int text = textEnd(template, place);
      if (text < 0) {
        return -1;
      }
      place = text == place ? place + 1 : text;
    }
    return -1;
  }

  /**
   * Behind the text that begins with a quote at a place; the place itself where there is no quote,
   * and -1 where the text does not end.
   */
  static int textEnd(String template, int place) {
    char quote = template.charAt(place);
    if (quote == '`') {
      int end = template.indexOf('`', place + 1);
      return end < 0 ? -1 : end + 1;
    }
    if (quote != '"' && quote != '\'') {
      return place;
    }
    for (int at = place + 1; at < template.length(); at++) {
      char sign = template.charAt(at);
      if (sign == quote) {
        return at + 1;
      }
      if (sign == '\n') {
        return -1;
      }
      at += sign == '\\' ? 1 : 0;
    }
    return -1;
  }

  /** The words of an action, its texts with their quotes, and its signs. */
  static List<String> tokens(String action) {
    List<String> tokens = new ArrayList<>();
    int place = 0;
    while (place < action.length()) {
      int end = tokenEnd(action, place);
      if (end > place) {
        tokens.add(action.substring(place, end));
      }
      place = Math.max(end, place + 1);
    }
    return tokens;
  }

  /** Behind the token that begins at a place; the place itself where none does. */
  static int tokenEnd(String action, int place) {
    char sign = action.charAt(place);
    int text = textEnd(action, place);
    if (text != place) {
      return Math.max(text, place);
    }
    if (sign == '$' || sign == '.' || isWord(sign)) {
      int end = wordEnd(action, sign == '$' ? place + 1 : place);
      while (end + 1 < action.length()
          && action.charAt(end) == '.'
          && isWord(action.charAt(end + 1))) {
        end = wordEnd(action, end + 1);
      }
      return end == place ? place + 1 : end; // The dot alone.
    }
    if (action.startsWith(":=", place)) {
      return place + 2;
    }
    return "=|(),".indexOf(sign) >= 0 ? place + 1 : place;
  }

  private static int wordEnd(String action, int place) {
    int end = place;
    while (end < action.length() && isWord(action.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Behind the field or variable that begins at a place; the place itself where none does. */
  static int fieldEnd(String action, int place) {
    int end = place;
    while (end < action.length()
        && (isWord(action.charAt(end)) || ".$".indexOf(action.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private static boolean isWord(char sign) {
    return (sign >= 'a' && sign <= 'z')
        || (sign >= 'A' && sign <= 'Z')
        || (sign >= '0' && sign <= '9')
        || sign == '_';
  }
}
