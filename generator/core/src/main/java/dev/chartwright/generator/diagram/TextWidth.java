package dev.chartwright.generator.diagram;

/**
 * How wide text is in Helvetica, and so in Arial, Liberation Sans and Nimbus Sans, which have the
 * same widths. A table instead of the fonts of the machine, so that a picture is the same
 * everywhere. Stateless.
 */
enum TextWidth {
  REGULAR(
      "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556"
          + " 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667"
          + " 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333"
          + " 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556"
          + " 500 722 500 500 500 334 260 334 584"),
  BOLD(
      "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556"
          + " 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722"
          + " 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333"
          + " 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611"
          + " 556 778 556 556 500 389 280 389 584");

  private static final char FIRST = ' ';
  private static final String ELLIPSIS = "…";
  private static final int WIDE = 1000;
  private static final int EMOJI = 1400;

  private final int[] widths;

  TextWidth(String widths) {
    String[] parts = widths.split(" ");
    this.widths = new int[parts.length];
    for (int index = 0; index < parts.length; index++) {
      this.widths[index] = Integer.parseInt(parts[index]);
    }
  }

  /** The width of a text in a font of this size. */
  double of(String text, double size) {
    return text.codePoints().mapToLong(this::thousandths).sum() * size / 1000;
  }

  /** The text, or as much of its start and its end as fits, with an ellipsis between. */
  String shortened(String text, double size, double width) {
    if (of(text, size) <= width) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    for (int kept = points.length - 1; kept > 1; kept--) {
      int head = (kept * 2 + 2) / 3;
      int tail = kept - head;
      String candidate =
          new String(points, 0, head) + ELLIPSIS + new String(points, points.length - tail, tail);
      if (of(candidate, size) <= width) {
        return candidate;
      }
    }
    return ELLIPSIS;
  }

  /** Known for ASCII and the few others that the pictures use; else safely too wide. */
  private int thousandths(int point) {
    if (point >= FIRST && point - FIRST < widths.length) {
      return widths[point - FIRST];
    }
    return switch (point) {
      case '·' -> 333;
      case '–' -> 556;
      case '×' -> 584;
      default -> point > Character.MAX_VALUE ? EMOJI : WIDE;
    };
  }
}
