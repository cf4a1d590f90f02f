package dev.chartwright.generator.upgrade.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.chart.tree.FieldPath;

/**
 * A field that differs.
 *
 * @param before null when there was none
 * @param after null when there is none
 * @param isSecret whether nobody may see the values
 */
public record FieldChange(FieldPath path, Object before, Object after, boolean isSecret) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 60;

  /** What has become of the field, without its name. */
  public String words() {
    if (isSecret) {
      return before == null ? "is new" : after == null ? "is gone" : "has another value";
    }
    if (before == null) {
      return "is new: " + text(after);
    }
    if (after == null) {
      return "is gone; it was " + text(before);
    }
    return "changes from " + text(before) + " to " + text(after);
  }

  /** A value on one line, cut where it gets long. */
  public static String text(Object value) {
    try {
      String text = printable(JSON.writeValueAsString(value));
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("rendered objects are plain trees", impossible);
    }
  }

  /** A text in which a console sees nothing but what it can show, as JSON escapes it. */
  public static String printable(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (isShown(character)) {
                shown.appendCodePoint(character);
              } else {
                for (char half : Character.toChars(character)) {
                  shown.append(String.format("\\u%04x", (int) half));
                }
              }
            });
    return shown.toString();
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  @Override
  public String toString() {
    return path + " " + words();
  }
}
