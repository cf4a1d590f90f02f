package dev.chartwright.generator.report;

import dev.chartwright.generator.template.Quoting;

/** Text in an element of HTML or in a quoted attribute, which it cannot leave. */
final class HtmlText implements Quoting {
  @Override
  public String language() {
    return "HTML";
  }

  @Override
  public String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16);
    for (char letter : LegalText.of(text).toCharArray()) {
      switch (letter) {
        case '&' -> quoted.append("&amp;");
        case '<' -> quoted.append("&lt;");
        case '>' -> quoted.append("&gt;");
        case '"' -> quoted.append("&quot;");
        case '\'' -> quoted.append("&#39;");
        default -> quoted.append(letter);
      }
    }
    return quoted.toString();
  }
}
