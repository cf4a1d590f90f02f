package dev.chartwright.generator.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plain trees as JSON on one line, to the byte as Helm's {@code toJson} writes it. */
public final class GoJson {
  private static final BigDecimal LEAST_PLAIN = new BigDecimal("1e-6");
  private static final BigDecimal MOST_PLAIN = new BigDecimal("1e21");

  private GoJson() {}

  public static String of(Object value) {
    if (value instanceof Map) {
      return new TreeMap<>(Tree.map(value))
          .entrySet().stream()
              .map(entry -> string(entry.getKey()) + ":" + of(entry.getValue()))
              .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(GoJson::of).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof String text) {
      return string(text);
    }
    return value instanceof Number ? number(value) : String.valueOf(value);
  }

  /** Without an exponent, unless it is very large or small. */
  public static String number(Object value) {
    BigDecimal number = new BigDecimal(String.valueOf(value)).stripTrailingZeros();
    BigDecimal magnitude = number.abs();
    if (magnitude.signum() == 0) {
      return "0";
    }
    if (magnitude.compareTo(LEAST_PLAIN) >= 0 && magnitude.compareTo(MOST_PLAIN) < 0) {
      return number.toPlainString();
    }
    int exponent = number.precision() - number.scale() - 1;
    String mantissa = number.movePointLeft(exponent).toPlainString();
    return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  /** Go also escapes what could end a script in a web page. */
  private static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                  if (c < 0x20 || "<>&\u2028\u2029".indexOf(c) >= 0) {
                    out.append(String.format(Locale.ROOT, "\\u%04x", c));
                  } else {
                    out.appendCodePoint(c);
                  }
                }
              }
            });
    return out.append('"').toString();
  }
}
