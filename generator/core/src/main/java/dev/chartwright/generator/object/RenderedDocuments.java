package dev.chartwright.generator.object;

import java.util.ArrayList;
import java.util.List;

/** Cuts what a template renders to into documents where Helm does, in one pass over the text. */
public final class RenderedDocuments {
  private static final String SEPARATOR = "---";

  private RenderedDocuments() {}

  /**
   * The documents, which may be blank. Helm cuts at three hyphens at the beginning of a line, and
   * drops the space around them; what follows them on their line belongs to the next document.
   */
  public static List<String> of(String text) {
    List<String> documents = new ArrayList<>();
    int start = text.startsWith(SEPARATOR) ? behind(text, SEPARATOR.length()) : 0;
    for (int cut = text.indexOf("\n" + SEPARATOR, start);
        cut >= 0;
        cut = text.indexOf("\n" + SEPARATOR, start)) {
      documents.add(text.substring(start, before(text, start, cut)));
      start = behind(text, cut + 1 + SEPARATOR.length());
    }
    documents.add(text.substring(start));
    return documents;
  }

  private static int before(String text, int start, int cut) {
    int end = cut;
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int behind(String text, int separator) {
    int next = separator;
    while (next < text.length() && isSpace(text.charAt(next))) {
      next++;
    }
    return next;
  }

  private static boolean isSpace(char sign) {
    return sign == ' ' || (sign >= '\t' && sign <= '\r' && sign != '\u000B');
  }
}
