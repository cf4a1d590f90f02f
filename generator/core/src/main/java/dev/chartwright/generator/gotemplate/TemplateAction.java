package dev.chartwright.generator.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between double braces in a template; comments are none.
 *
 * @param line where it begins, from 1
 * @param tokens its words, texts (with their quotes) and signs
 */
public record TemplateAction(int line, List<String> tokens) {
  /** A text between quotes of any kind. */
  static final String TEXTS = "\"(?:\\\\.|[^\"\\\\])*\"|`[^`]*`|'(?:\\\\.|[^'\\\\])*'";

  private static final Pattern ACTION =
      Pattern.compile(
          "\\{\\{-?\\s*(/\\*.*?\\*/|(?:" + TEXTS + "|[^\"`'}]|\\}(?!\\}))*?)\\s*-?\\}\\}",
          Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile(TEXTS + "|\\$?\\w*(?:\\.\\w+)+|\\$\\w*|\\.|\\w+|:=|[=|(),]");

  public TemplateAction {
    tokens = List.copyOf(tokens);
  }

  /** The actions of a template that say anything, in their order. */
  public static List<TemplateAction> in(String template) {
    List<TemplateAction> actions = new ArrayList<>();
    Matcher matcher = ACTION.matcher(template);
    int line = 1;
    int counted = 0;
    while (matcher.find()) {
      String action = matcher.group(1);
      line += newlines(template, counted, matcher.start());
      counted = matcher.start();
      if (!action.startsWith("/*")) {
        List<String> tokens = TOKEN.matcher(action).results().map(each -> each.group()).toList();
        if (!tokens.isEmpty()) {
          actions.add(new TemplateAction(line, tokens));
        }
      }
    }
    return actions;
  }

  private static int newlines(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(each -> each == '\n').count();
  }
}
