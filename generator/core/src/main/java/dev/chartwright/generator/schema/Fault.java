package dev.chartwright.generator.schema;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;

import dev.chartwright.problem.Rule;

/**
 * One place where an object does not fit the schema of its kind.
 *
 * @param rule {@code TPL-08} for a label, annotation, environment or data value that is not text,
 *     {@code CHA-08} for a version that is gone, else {@code TPL-07}
 * @param path from the object's root
 * @param what what is wrong there
 * @param fix what to write instead
 * @param isAboutNothing whether it is about a field that is empty, which the API server takes for
 *     one that is absent
 */
public record Fault(Rule rule, String path, String what, String fix, boolean isAboutNothing) {
  public Fault(Rule rule, String path, String what, String fix) {
    this(rule, path, what, fix, false);
  }

  static Fault of(String path, String what, String fix) {
    return new Fault(TPL_07, path, what, fix);
  }

  /** A value of another type than the schema asks for. */
  static Fault mistyped(String path, Object value, String expected, String fix) {
    String what = "it is " + describe(value) + ", not " + expected;
    return new Fault(TPL_07, path, what, fix, value == null);
  }

  /** The same fault about an item of a list: an empty item counts, unlike an empty field. */
  Fault ofItem() {
    return new Fault(rule, path, what, fix);
  }

  /** A value in words. */
  public static String describe(Object value) {
    if (value == null) {
      return "empty (null)";
    }
    if (value instanceof String text) {
      String shown = text.length() > 60 ? text.substring(0, 57) + "..." : text;
      return "the text \"" + shown.replace("\n", "\\n") + "\"";
    }
    if (value instanceof Boolean) {
      return "the boolean " + value;
    }
    if (value instanceof Number) {
      return "the number " + value;
    }
    return value instanceof java.util.List ? "a list" : "a map";
  }
}
