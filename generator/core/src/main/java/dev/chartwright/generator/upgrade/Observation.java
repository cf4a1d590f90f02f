package dev.chartwright.generator.upgrade;

import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.upgrade.diff.ObjectDiff;
import dev.chartwright.generator.yaml.Tree;

/**
 * A finding of one case.
 *
 * @param cause the same in all cases that show it; names of objects differ with the release and the
 *     values, so they do not count
 * @param isOfObject whether it is of an object as a whole, of which one template may render several
 */
public record Observation(String cause, boolean isOfObject, UpgradeFinding finding) {

  /** A finding about some fields of an object. */
  public static Observation of(RenderedObject object, String aspect, UpgradeFinding finding) {
    return new Observation(cause(object, aspect, finding), false, finding);
  }

  /** A finding about an object as a whole. */
  public static Observation of(RenderedObject object, UpgradeFinding finding) {
    return new Observation(cause(object, "", finding), true, finding);
  }

  private static String cause(RenderedObject object, String aspect, UpgradeFinding finding) {
    return String.join(
        " ", finding.rule(), object.source(), object.kind(), ObjectDiff.component(object), aspect);
  }

  /** The template and the object in it. */
  public static String place(RenderedObject object) {
    return object.source() + " " + object;
  }

  /** The kind and name, without the name of the release where the name begins with it. */
  public static String plainName(RenderedObject object) {
    String release =
        Tree.text(object.tree(), "metadata", "labels", "app.kubernetes.io/instance").orElse("");
    boolean isPrefixed = !release.isEmpty() && object.name().startsWith(release + "-");
    String name = isPrefixed ? object.name().substring(release.length() + 1) : object.name();
    return object.kind() + "/" + name;
  }
}
