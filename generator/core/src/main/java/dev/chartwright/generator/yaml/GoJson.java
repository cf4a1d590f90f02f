package dev.chartwright.generator.yaml;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
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

  /**
   * What Go calls a struct: its fields keep their order, where those of a map are sorted.
   * Immutable.
   *
   * @param fields by their names
   */
  public record Struct(Map<String, Object> fields) {
    public Struct {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Builder builder() {
      return new Builder();
    }

    /** Collects fields. Not thread-safe. */
    public static final class Builder {
      private final Map<String, Object> fields = new LinkedHashMap<>();

      private Builder() {}

      /** A field that is left out while it is empty: Go's {@code omitempty}. */
      public Builder add(String name, Object value) {
        boolean isEmpty =
            value == null
                || value.equals("")
                || value.equals(false)
                || value.equals(List.of())
                || value.equals(Map.of());
        return isEmpty ? this : addAlways(name, value);
      }

      public Builder addAlways(String name, Object value) {
        fields.put(name, value);
        return this;
      }

      public Struct build() {
        return new Struct(fields);
      }
    }
  }

  public static String of(Object value) {
    if (value instanceof Struct struct) {
      return object(struct.fields());
    }
    if (value instanceof Map) {
      return object(new TreeMap<>(Tree.map(value)));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(GoJson::of).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof String text) {
      return string(text);
    }
    return value instanceof Number ? number(value) : String.valueOf(value);
  }

  private static String object(Map<String, Object> fields) {
    return fields.entrySet().stream()
        .map(entry -> string(entry.getKey()) + ":" + of(entry.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
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
