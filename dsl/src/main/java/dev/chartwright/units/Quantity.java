package dev.chartwright.units;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.FleetDeclarationRules;
import dev.chartwright.problem.Place;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of byte amounts, as Kubernetes reads and writes it. */
final class Quantity {
  private static final Pattern TEXT =
      Pattern.compile("(\\d+(?:\\.\\d+)?)(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)?");
  private static final Map<String, Long> UNITS = units();

  private Quantity() {}

  static long bytes(String what, String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not an amount of "
              + what
              + ": '"
              + text
              + "'; write a number and one of Ki, Mi, Gi, Ti, such as 300Gi");
    }
    long unit = matcher.group(2) == null ? 1 : UNITS.get(matcher.group(2));
    try {
      return new BigDecimal(matcher.group(1))
          .multiply(BigDecimal.valueOf(unit))
          .toBigInteger()
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too large an amount of " + what + ": '" + text + "'", e);
    }
  }

  /** The shortest exact text; a binary unit wins a tie because node memory is counted in binary. */
  static String text(long bytes) {
    String best = Long.toString(bytes);
    if (bytes == 0) {
      return best;
    }
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      if (bytes % unit.getValue() == 0) {
        String text = bytes / unit.getValue() + unit.getKey();
        boolean binary = unit.getKey().length() == 2;
        if (text.length() < best.length() || (binary && text.length() == best.length())) {
          best = text;
        }
      }
    }
    return best;
  }

  /** About an amount, at the line of the user. */
  static Finding finding(String what) {
    return Finding.error(FleetDeclarationRules.AMOUNT, Place.ofCaller(""), what);
  }

  /** The product, or the largest number: no machine has that much. */
  static long capped(long factor, long amount) {
    try {
      return Math.multiplyExact(factor, amount);
    } catch (ArithmeticException tooLarge) {
      return Long.MAX_VALUE;
    }
  }

  static long times(String what, long amount, long unit) {
    if (amount < 0) {
      throw new IllegalArgumentException(what + " cannot be negative: " + amount);
    }
    try {
      return Math.multiplyExact(amount, unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("too large an amount of " + what + ": " + amount, e);
    }
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    long decimal = 1;
    long binary = 1;
    for (String prefix : new String[] {"k", "M", "G", "T", "P"}) {
      decimal *= 1000;
      binary *= 1024;
      units.put(prefix, decimal);
      units.put(prefix.equals("k") ? "Ki" : prefix + "i", binary);
    }
    return units;
  }
}
