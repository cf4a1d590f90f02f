package dev.chartwright.generator.gotemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands between double braces in a template; comments are none.
 *
 * @param line where it begins, from 1
 * @param tokens its words, texts (with their quotes) and signs
 */
public record TemplateAction(int line, List<String> tokens) {
  public TemplateAction {
    tokens = List.copyOf(tokens);
  }

  /** The actions of a template that say anything, in their order. */
  public static List<TemplateAction> in(String template) {
    List<TemplateAction> actions = new ArrayList<>();
    int line = 1;
    int counted = 0;
    for (TemplateScanner.Span span : TemplateScanner.spans(template)) {
      line += newlines(template, counted, span.start());
      counted = span.start();
      if (!span.isComment()) {
        List<String> tokens = TemplateScanner.tokens(template.substring(span.from(), span.to()));
        if (!tokens.isEmpty()) {
          actions.add(new TemplateAction(line, tokens));
        }
      }
    }
    return actions;
  }

  /**
   * The keys behind {@code .Values} in a token, such as {@code image} and {@code tag} of {@code
   * $.Values.image.tag}: none if it names all values, and nothing if it names no value.
   */
  static Optional<List<String>> valueKeys(String token) {
    List<String> names = List.of(token.split("\\."));
    int root = token.startsWith("\"") ? -1 : names.indexOf("Values");
    return root < 0 ? Optional.empty() : Optional.of(names.subList(root + 1, names.size()));
  }

  /** What a token says that is a text; empty for a word, a sign or a character. */
  public static Optional<String> text(String token) {
    boolean isText = token.length() > 1 && (token.startsWith("\"") || token.startsWith("`"));
    return isText ? Optional.of(token.substring(1, token.length() - 1)) : Optional.empty();
  }

  private static int newlines(String text, int from, int to) {
    return (int) text.substring(from, to).chars().filter(each -> each == '\n').count();
  }
}
