package dev.chartwright.generator.diagram;

/** A way to write text in a picture. */
enum Style {
  HEADLINE(24, TextWidth.BOLD, 30),
  SUBTITLE(15, TextWidth.REGULAR, 22),
  KICKER(11, TextWidth.BOLD, 16),
  TITLE(16, TextWidth.BOLD, 21),
  LINE(14, TextWidth.REGULAR, 19),
  LABEL(13, TextWidth.REGULAR, 17);

  private final double size;
  private final TextWidth widths;
  private final double height;

  Style(double size, TextWidth widths, double height) {
    this.size = size;
    this.widths = widths;
    this.height = height;
  }

  /** The size of the font. */
  double size() {
    return size;
  }

  boolean isBold() {
    return widths == TextWidth.BOLD;
  }

  /** From one line to the next. */
  double height() {
    return height;
  }

  /** What is put between two letters. */
  double spacing() {
    return this == KICKER ? 0.6 : 0;
  }

  double widthOf(String text) {
    return widths.of(text, size) + spacing() * text.length();
  }

  /** The text, shortened in its middle if it is wider. */
  String shortened(String text, double width) {
    return widths.shortened(text, size, width);
  }
}
