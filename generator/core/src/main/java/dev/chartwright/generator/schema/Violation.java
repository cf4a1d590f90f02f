package dev.chartwright.generator.schema;

import static dev.chartwright.generator.rule.ChartRules.TPL_07;

import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;

/**
 * One place where a document does not fit its schema, whatever rule and file that is about.
 *
 * @param rule {@code TPL-08} for a label, annotation, environment or data value that is not text,
 *     {@code CHA-08} for a version that is gone, {@code TPL-14} for a kind without a schema, else
 *     {@code TPL-07}
 * @param path from the object's root
 * @param what what is wrong there
 * @param fix what to write instead
 * @param isAboutNothing whether it is about a field that is empty, which the API server takes for
 *     one that is absent
 */
public record Violation(Rule rule, String path, String what, String fix, boolean isAboutNothing) {
  public Violation(Rule rule, String path, String what, String fix) {
    this(rule, path, what, fix, false);
  }

  static Violation of(String path, String what, String fix) {
    return new Violation(TPL_07, path, what, fix);
  }

  /** The same violation about an item of a list: an empty item counts, unlike an empty field. */
  Violation ofItem() {
    return new Violation(rule, path, what, fix);
  }

  /** A value of another type than the schema asks for. */
  static Violation mistyped(String path, Object value, String expected, String fix) {
    String what = "it is " + Tree.describe(value) + ", not " + expected;
    return new Violation(TPL_07, path, what, fix, value == null);
  }
}
