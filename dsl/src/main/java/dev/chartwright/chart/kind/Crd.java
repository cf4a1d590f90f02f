package dev.chartwright.chart.kind;

import dev.chartwright.problem.SourceLine;
import java.util.Objects;
import java.util.Optional;

/**
 * A CustomResourceDefinition that the chart brings. Its schema judges the custom resources of the
 * chart, and Helm installs it before them. Immutable.
 *
 * @param name the file's name below {@code crds/}, without {@code .yaml}
 * @param yaml its text, such as {@code controller-gen} writes it; no reference is interpreted in it
 * @param upgraded whether it is a template instead, which Helm upgrades
 * @param declaredAt the line of Java that declared it
 */
public record Crd(String name, String yaml, boolean upgraded, Optional<SourceLine> declaredAt) {
  public Crd {
    Objects.requireNonNull(name, "the name of a CustomResourceDefinition is null");
    Objects.requireNonNull(yaml, "the text of the CustomResourceDefinition '" + name + "' is null");
    Objects.requireNonNull(declaredAt, "declaredAt");
  }

  /** A definition in {@code crds/}: Helm installs it first, and never upgrades or removes it. */
  public static Crd of(String name, String yaml) {
    return new Crd(name, yaml, false, SourceLine.ofCaller());
  }

  /**
   * A definition in {@code templates/crds/}: Helm upgrades it, and keeps it when the release is
   * uninstalled. The chart then cannot hold custom resources of the kind, because Helm asks the
   * cluster for every kind before it installs anything.
   */
  public Crd withUpgrades() {
    return new Crd(name, yaml, true, declaredAt);
  }

  /** Its file in the chart. */
  public String path() {
    return (upgraded ? "templates/crds/" : "crds/") + name + ".yaml";
  }

  /**
   * The schema of a custom kind that somebody else installs. Immutable.
   *
   * @param type API version and kind, such as {@code example.com/v1/Widget}
   * @param text the CustomResourceDefinition of the kind, or an OpenAPI v3 schema, in YAML or JSON
   * @param declaredAt the line of Java that declared it
   */
  public record KindSchema(String type, String text, Optional<SourceLine> declaredAt) {
    public KindSchema {
      Objects.requireNonNull(type, "the type of a schema is null");
      Objects.requireNonNull(text, "the schema of " + type + " is null");
      Objects.requireNonNull(declaredAt, "declaredAt");
    }
  }
}
