package dev.chartwright.chart;

import dev.chartwright.chart.ValueType.AnyObjectType;
import dev.chartwright.chart.ValueType.DecimalType;
import dev.chartwright.chart.ValueType.EnumType;
import dev.chartwright.chart.ValueType.FieldType;
import dev.chartwright.chart.ValueType.FlagType;
import dev.chartwright.chart.ValueType.IntegerType;
import dev.chartwright.chart.ValueType.ListType;
import dev.chartwright.chart.ValueType.MapType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.chart.ValueType.QuantityType;
import dev.chartwright.chart.ValueType.TextType;
import java.util.List;

/**
 * The types of values, of their items and of their fields, for static import: {@code
 * list(object(field("name", text(), "Name of the variable.").required()))}.
 */
public final class Types {
  private Types() {}

  /** Any text. Constrain it with {@link TextType#pattern} if you can. */
  public static TextType text() {
    return TextType.ANY;
  }

  /** Text that a regular expression matches as a whole: it begins with ^ and ends with $. */
  public static TextType text(String pattern) {
    return TextType.ANY.pattern(pattern);
  }

  /** One of some words. */
  public static EnumType oneOf(String... choices) {
    return new EnumType(List.of(choices));
  }

  /** A whole number within bounds, both inclusive, within ±2^53. */
  public static IntegerType integer(long min, long max) {
    return new IntegerType(min, max);
  }

  /** A number within bounds, both inclusive. */
  public static DecimalType decimal(double min, double max) {
    return new DecimalType(min, max);
  }

  /** true or false. */
  public static FlagType flag() {
    return new FlagType();
  }

  /** A Kubernetes quantity: text such as {@code 300Gi}, or a plain number. */
  public static QuantityType quantity() {
    return new QuantityType(false);
  }

  /** A list of items of one type, of any size unless {@link ListType#size} follows. */
  public static ListType list(ValueType item) {
    return new ListType(item);
  }

  /**
   * A map to values of one type.
   *
   * @param keyPattern a regular expression, from ^ to $, that every key must match; empty for any
   *     key
   */
  public static MapType map(String keyPattern, ValueType value) {
    return new MapType(value, keyPattern, "");
  }

  /**
   * Labels: keys and values in the form that Kubernetes allows, except the labels of the chart. As
   * {@code metadata.labels} of an object for each entry they are merged with those of the chart.
   */
  public static MapType labels() {
    TextType value = new TextType(Values.LABEL_VALUE, 0, 63, List.of(), true);
    return new MapType(value, Values.LABEL_KEY, Values.OWN_LABELS);
  }

  /** Annotations, as {@link #labels()}: any text as value. */
  public static MapType annotations() {
    return new MapType(TextType.ANY, Values.LABEL_KEY, Values.OWN_ANNOTATIONS);
  }

  /** An object with these fields and no others. */
  public static ObjectType object(FieldType... fields) {
    return new ObjectType(List.of(fields));
  }

  /** An object of any shape; the strict check of the rendered object judges it. */
  public static AnyObjectType anything() {
    return new AnyObjectType();
  }

  /**
   * A field of an object, which may be left out unless {@link FieldType#required()} follows.
   *
   * @param description a sentence for users who install the chart
   */
  public static FieldType field(String name, ValueType type, String description) {
    return new FieldType(name, type, false, description);
  }
}
