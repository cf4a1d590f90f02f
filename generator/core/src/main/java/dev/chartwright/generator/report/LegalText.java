package dev.chartwright.generator.report;

/**
 * Text without what a page or a file of XML cannot hold at all, not even escaped: what a chart
 * renders may have any character in it.
 *
 * @see <a href="https://www.w3.org/TR/xml/#charsets">the characters of XML 1.0</a>
 */
final class LegalText {
  private static final int REPLACEMENT = 0xFFFD;

  private LegalText() {}

  /** The text with one kind of line break, and a sign of its own where a character is illegal. */
  static String of(String text) {
    StringBuilder legal = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .forEach(point -> legal.appendCodePoint(isLegal(point) ? point : REPLACEMENT));
    return legal.toString();
  }

  private static boolean isLegal(int point) {
    if (point < ' ') {
      return point == '\t' || point == '\n';
    }
    boolean control = point >= 0x7F && point <= 0x9F;
    boolean alone = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    boolean nothing = (point & 0xFFFE) == 0xFFFE;
    return !control && !alone && !nothing;
  }
}
