package dev.chartwright.generator.gotemplate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template that asks no cluster: {@code lookup} gives an empty map, as it does in {@code helm
 * template}. The embedded engine asks the cluster of whoever runs it instead, or fails without one.
 * Lines stay where they are.
 */
public final class OfflineTemplate {
  private static final String NOTHING = "(dict)";

  /** API version, kind, namespace and name. */
  private static final int OPERANDS = 4;

  private static final Pattern LOOKUP = Pattern.compile("(?<![\\w.$\"`-])lookup(?=\\s)");
  private static final Pattern TEXT = Pattern.compile(TemplateAction.TEXTS);
  private static final Pattern WORD = Pattern.compile("[\\w.$]+");

  private OfflineTemplate() {}

  public static String of(String template) {
    if (!template.contains("lookup")) {
      return template;
    }
    StringBuilder offline = new StringBuilder();
    Matcher lookup = LOOKUP.matcher(template);
    int copied = 0;
    while (lookup.find()) {
      int end = lookup.start() < copied ? -1 : operands(template, lookup.end());
      if (end >= 0 && isInside(template, lookup.start())) {
        String call = template.substring(lookup.start(), end);
        offline.append(template, copied, lookup.start()).append(NOTHING);
        offline.append("\n".repeat((int) call.chars().filter(sign -> sign == '\n').count()));
        copied = end;
      }
    }
    return offline.append(template, copied, template.length()).toString();
  }

  /** Whether a place is between double braces. */
  private static boolean isInside(String template, int place) {
    return template.lastIndexOf("{{", place) > template.lastIndexOf("}}", place);
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

  private static int operand(String template, int start) {
    if (start < template.length() && template.charAt(start) == '(') {
      int end = closing(template, start);
      Matcher field = WORD.matcher(template).region(end, template.length());
      return field.lookingAt() ? field.end() : end;
    }
    for (Pattern pattern : new Pattern[] {TEXT, WORD}) {
      Matcher matcher = pattern.matcher(template).region(start, template.length());
      if (matcher.lookingAt()) {
        return matcher.end();
      }
    }
    return start;
  }

  /** Behind the parenthesis that closes the one at the start; the start when none does. */
  private static int closing(String template, int start) {
    int depth = 0;
    int place = start;
    while (place < template.length()) {
      Matcher text = TEXT.matcher(template).region(place, template.length());
      if (text.lookingAt()) {
        place = text.end();
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
