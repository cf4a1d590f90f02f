package dev.chartwright.problem;

/**
 * What findings of several cases have in common. The names of objects differ with the release and
 * the values, so they do not count. Immutable.
 *
 * @param rule the rule
 * @param model the path in the declaration; empty for a place in a chart
 * @param file the file of the chart
 * @param kind the kind of the object; empty for a place without one
 * @param field the path of the field or value
 */
public record Cause(Rule rule, String model, String file, String kind, String field) {
  static Cause of(Finding finding) {
    Place place = finding.place();
    return new Cause(
        finding.rule(),
        place.model(),
        place.file(),
        place.object().map(ObjectName::kind).orElse(""),
        place.field());
  }
}
