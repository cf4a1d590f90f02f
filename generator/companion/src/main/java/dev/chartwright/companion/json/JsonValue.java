package dev.chartwright.companion.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A value of JSON in memory. Immutable. Its text is JSON without spaces. */
public sealed interface JsonValue {
  /** An object, in its order. */
  record Fields(Map<String, JsonValue> fields) implements JsonValue {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** An object without fields. */
    public Fields() {
      this(Map.of());
    }

    /** This object with one more field, or with another value of a field. */
    public Fields with(String name, JsonValue value) {
      Map<String, JsonValue> all = new LinkedHashMap<>(fields);
      all.put(name, value);
      return new Fields(all);
    }

    public Fields with(String name, String text) {
      return with(name, new Text(text));
    }

    public Fields with(String name, long number) {
      return with(name, new Numeral(Long.toString(number)));
    }

    public Fields with(String name, boolean flag) {
      return with(name, new Flag(flag));
    }

    @Override
    public String toString() {
      List<String> all = new ArrayList<>();
      fields.forEach((name, value) -> all.add(quoted(name) + ":" + value));
      return "{" + String.join(",", all) + "}";
    }
  }

  /** An array. */
  record Array(List<JsonValue> items) implements JsonValue {
    public Array {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return "[" + String.join(",", items.stream().map(JsonValue::toString).toList()) + "]";
    }
  }

  /** A text. */
  record Text(String text) implements JsonValue {
    @Override
    public String toString() {
      return quoted(text);
    }
  }

  /** A number, as it is written. */
  record Numeral(String digits) implements JsonValue {
    @Override
    public String toString() {
      return digits;
    }
  }

  /** True or false. */
  record Flag(boolean set) implements JsonValue {
    @Override
    public String toString() {
      return Boolean.toString(set);
    }
  }

  /** The value {@code null}. */
  record Null() implements JsonValue {
    @Override
    public String toString() {
      return "null";
    }
  }

  /** The value below the names; empty if a name is missing, or a value on the way is no object. */
  default Optional<JsonValue> at(String... names) {
    JsonValue value = this;
    for (String name : names) {
      value = value instanceof Fields object ? object.fields().get(name) : null;
      if (value == null) {
        return Optional.empty();
      }
    }
    return Optional.of(value);
  }

  /** The text below the names; empty if there is none. */
  default Optional<String> text(String... names) {
    return at(names).map(value -> value instanceof Text text ? text.text() : null);
  }

  /** The whole number below the names; empty if there is none, or it does not fit 64 bits. */
  default OptionalLong number(String... names) {
    if (at(names).orElse(null) instanceof Numeral number) {
      try {
        return OptionalLong.of(Long.parseLong(number.digits()));
      } catch (NumberFormatException e) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }

  /** The items, if this is an array; none otherwise. */
  default List<JsonValue> items() {
    return List.of();
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) || c == 0x7F) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }
}
