package dev.chartwright.generator.yaml;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted YAML scalar means to Helm and to a cluster. Both read YAML 1.1 with the habits
 * of go-yaml: {@code yes} and {@code y} are booleans, {@code 0755} is octal, {@code 1e3} is a
 * number, but {@code 12:30:45} and dates stay text.
 */
final class PlainScalar {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSES =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");

  private static final Pattern BINARY = Pattern.compile("[-+]?0b[01]+");
  private static final Pattern OCTAL = Pattern.compile("[-+]?0o?[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("[-+]?0[xX][0-9a-fA-F]+");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  private static final BigInteger LARGEST = BigInteger.TWO.pow(64);

  private PlainScalar() {}

  /**
   * The value: null, a Boolean, a Long (a BigInteger beyond its range), a Double or the text
   * itself.
   */
  static Object read(String text) {
    if (NULLS.contains(text)) {
      return null;
    }
    if (TRUES.contains(text)) {
      return true;
    }
    if (FALSES.contains(text)) {
      return false;
    }
    if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
      return text;
    }
    if (NOT_FINITE.matcher(text).matches()) {
      return text.toLowerCase(Locale.ROOT).contains("nan")
          ? Double.NaN
          : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return number(text, text.replace("_", ""));
  }

  private static Object number(String text, String digits) {
    if (DECIMAL.matcher(digits).matches()) {
      return integer(digits, 0, 10);
    }
    if (BINARY.matcher(digits).matches()) {
      return integer(digits, 2, 2);
    }
    if (HEXADECIMAL.matcher(digits).matches()) {
      return integer(digits, 2, 16);
    }
    if (OCTAL.matcher(digits).matches()) {
      return integer(digits, digits.contains("o") ? 2 : 1, 8);
    }
    return FLOAT.matcher(digits).matches() ? (Object) Double.valueOf(digits) : text;
  }

  private static Number integer(String digits, int prefix, int radix) {
    boolean negative = digits.startsWith("-");
    int sign = negative || digits.startsWith("+") ? 1 : 0;
    BigInteger magnitude = new BigInteger(digits.substring(sign + prefix), radix);
    BigInteger value = negative ? magnitude.negate() : magnitude;
    if (value.bitLength() < Long.SIZE) {
      return value.longValueExact();
    }
    return value.abs().compareTo(LARGEST) < 0 ? value : (Number) value.doubleValue();
  }
}
