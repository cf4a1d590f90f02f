package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Rule;

/**
 * A finding of one case, with what it has in common with the same finding in other cases.
 *
 * @param isOfObject whether it is of an object as a whole, of which one template may render several
 */
record Observation(Cause cause, boolean isOfObject, UpgradeFinding finding) {
  /** The same in all cases: names of objects differ with the release and the values. */
  record Cause(Rule rule, String file, String kind, String component, String aspect) {}

  /** A finding about some fields of an object. */
  static Observation of(RenderedObject object, String aspect, UpgradeFinding finding) {
    return new Observation(cause(object, aspect, finding), false, finding);
  }

  /** A finding about an object as a whole. */
  static Observation of(RenderedObject object, UpgradeFinding finding) {
    return new Observation(cause(object, "", finding), true, finding);
  }

  private static Cause cause(RenderedObject object, String aspect, UpgradeFinding finding) {
    return new Cause(
        finding.rule(), object.source(), object.kind(), ObjectDiff.component(object), aspect);
  }

  /** The kind and name, without the name of the release where the name begins with it. */
  static String plainName(RenderedObject object) {
    String release =
        Tree.text(object.tree(), "metadata", "labels", "app.kubernetes.io/instance").orElse("");
    boolean isPrefixed = !release.isEmpty() && object.name().startsWith(release + "-");
    String name = isPrefixed ? object.name().substring(release.length() + 1) : object.name();
    return object.kind() + "/" + name;
  }
}
