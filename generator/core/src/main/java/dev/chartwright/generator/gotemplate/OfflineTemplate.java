package dev.chartwright.generator.gotemplate;

/**
 * A template that asks no cluster: {@code lookup} gives an empty map, as it does in {@code helm
 * template}. The embedded engine would ask the cluster of the user instead, or fail without one.
 * Lines stay where they are.
 */
public final class OfflineTemplate {
  private static final String NOTHING = "(dict)";

  /** API version, kind, namespace and name. */
  private static final int OPERANDS = 4;

  private static final String LOOKUP = "lookup";

  private OfflineTemplate() {}

  public static String of(String template) {
    if (!template.contains(LOOKUP)) {
      return template;
    }
    StringBuilder offline = new StringBuilder();
    int copied = 0;
    for (TemplateScanner.Span span : TemplateScanner.spans(template)) {
      int place = span.isComment() ? span.to() : span.from();
      while (place < span.to()) {
        int end = isLookup(template, place) ? operands(template, place + LOOKUP.length()) : -1;
        if (end >= 0) {
          String call = template.substring(place, end);
          offline.append(template, copied, place).append(NOTHING);
          offline.append("\n".repeat((int) call.chars().filter(sign -> sign == '\n').count()));
          copied = end;
        }
        place = end >= 0 ? end : Math.max(TemplateScanner.textEnd(template, place), place + 1);
      }
    }
    return offline.append(template, copied, template.length()).toString();
  }

  private static boolean isLookup(String template, int place) {
    int end = place + LOOKUP.length();
    return template.startsWith(LOOKUP, place)
        && end < template.length()
        && Character.isWhitespace(template.charAt(end))
        && (TemplateScanner.fieldEnd(template, place - 1) == place - 1
            && template.charAt(place - 1) != '-');
  }

  /** Where the operands of the call end; -1 when there are not as many as there must be. */
  private static int operands(String template, int start) {
    int end = start;
    for (int operand = 0; operand < OPERANDS; operand++) {
      while (end < template.length() && Character.isWhitespace(template.charAt(end))) {
        end++;
      }
      int next = operand(template, end);
      if (next == end) {
        return -1;
      }
      end = next;
    }
    return end;
  }

  /** Behind the operand of a call that begins at a place; the place itself where none does. */
  static int operand(String template, int start) {
    if (start >= template.length()) {
      return start;
    }
    if (template.charAt(start) == '(') {
      int end = closing(template, start);
      return end == start ? start : TemplateScanner.fieldEnd(template, end);
    }
    int text = TemplateScanner.textEnd(template, start);
    return text > start ? text : TemplateScanner.fieldEnd(template, start);
  }

  /** Behind the parenthesis that closes the one at the start; the start when none does. */
  private static int closing(String template, int start) {
    int depth = 0;
    int place = start;
    while (place < template.length()) {
      int text = TemplateScanner.textEnd(template, place);
      if (text > place) {
        place = text;
        continue;
      }
      depth += template.charAt(place) == '(' ? 1 : template.charAt(place) == ')' ? -1 : 0;
      place++;
      if (depth == 0) {
        return place;
      }
    }
    return start;
  }
}
