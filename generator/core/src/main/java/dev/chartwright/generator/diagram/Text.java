package dev.chartwright.generator.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of a picture.
 *
 * @param style how it is written
 * @param text what is written
 */
record Text(Style style, String text) {
  private static final double WIDEST = 300;
  private static final double WIDEST_OF_GROUP = 620;
  private static final double WIDEST_OF_LABEL = 190;

  /** What is written into an element. */
  static List<Text> of(Element element) {
    double widest = element instanceof Group ? WIDEST_OF_GROUP : WIDEST;
    List<Text> texts = new ArrayList<>();
    texts.add(shortened(Style.KICKER, element.role().label().toUpperCase(Locale.ROOT), widest));
    texts.add(shortened(Style.TITLE, element.title(), widest));
    element.lines().forEach(line -> texts.add(shortened(Style.LINE, line, widest)));
    return List.copyOf(texts);
  }

  /** What is written on an arrow. */
  static List<Text> of(Arrow arrow) {
    return arrow.lines().stream()
        .map(line -> shortened(Style.LABEL, line, WIDEST_OF_LABEL))
        .toList();
  }

  double width() {
    return style.widthOf(text);
  }

  /** The widest of several lines. */
  static double width(List<Text> texts) {
    return texts.stream().mapToDouble(Text::width).max().orElse(0);
  }

  /** The height of several lines, one below the other. */
  static double height(List<Text> texts) {
    return texts.stream().mapToDouble(text -> text.style().height()).sum();
  }

  private static Text shortened(Style style, String text, double widest) {
    return new Text(style, style.shortened(text, widest));
  }
}
