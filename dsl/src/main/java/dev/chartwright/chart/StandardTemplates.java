package dev.chartwright.chart;

import static dev.chartwright.chart.Templating.appVersion;
import static dev.chartwright.chart.Templating.chartName;
import static dev.chartwright.chart.Templating.chartVersion;
import static dev.chartwright.chart.Templating.choose;
import static dev.chartwright.chart.Templating.fullName;
import static dev.chartwright.chart.Templating.releaseName;
import static dev.chartwright.chart.Templating.releaseNamespace;
import static dev.chartwright.chart.Templating.releaseService;

import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Literal;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import java.util.List;

/** The named templates that every chart has. */
final class StandardTemplates {
  static final String NAME = "name";
  static final String FULLNAME = "fullname";
  static final String LABELS = "labels";
  static final String NAMESPACE = "namespace";
  static final String SELECTOR_LABELS = "selectorLabels";

  /** The labels without those that a value sets, for an object that merges further ones in. */
  private static final String FIXED_LABELS = "fixedLabels";

  private static final String LONG_NAME = "longName";
  private static final int HASH = 8;
  private static final int LONGEST_LABEL = 63;

  /** What may stand in a label, but not at its ends. */
  private static final String NO_END = "-_.";

  private StandardTemplates() {}

  /**
   * The templates, in the order of the file.
   *
   * @param longest how long the full name may be, so that every object's name, suffix included,
   *     fits its kind
   */
  static List<NamedTemplate> of(Values values, int longest) {
    Value<?> nameOverride = values.find(StandardValues.NAME_OVERRIDE).orElseThrow();
    Value<?> fullnameOverride = values.find(StandardValues.FULLNAME_OVERRIDE).orElseThrow();
    Value<?> commonLabels = values.find(StandardValues.COMMON_LABELS).orElseThrow();
    Include longName = new Include(LONG_NAME, Kind.STRING, true);
    Node namespace =
        values
            .find(StandardValues.NAMESPACE_OVERRIDE)
            .filter(none -> values.overridesNamespace())
            .<Node>map(
                override ->
                    choose(override)
                        .then(override.asString())
                        .otherwise(releaseNamespace().asString()))
            .orElse(new Node.Scalar(releaseNamespace().asString()));
    return List.of(
        new NamedTemplate(
            NAME,
            "The name of the chart.",
            choose(nameOverride).then(nameOverride.asString()).otherwise(chartName().asString())),
        new NamedTemplate(
            LONG_NAME,
            "The name of the release and the chart. If the release name begins with a digit, the"
                + " chart name comes first, because the name of a Service must not begin with a"
                + " digit.",
            choose(fullnameOverride)
                .then(fullnameOverride.asString())
                .otherwise(
                    choose(releaseName().matches("^[0-9]"))
                        .then(Templating.name().asString() + "-" + releaseName().asString())
                        .otherwise(
                            choose(releaseName().contains(Templating.name()))
                                .then(releaseName().asString())
                                .otherwise(
                                    releaseName().asString()
                                        + "-"
                                        + Templating.name().asString())))),
        new NamedTemplate(
            FULLNAME,
            "The start of the names of all objects of the release. It has at most "
                + longest
                + " characters, so that every suffix fits, and no dots, because the name of a"
                + " Service must not have any. If the name had to be changed, a digest"
                + " distinguishes it from the names of other releases.",
            choose(longName.length().greaterThan(longest).or(longName.contains(new Literal("."))))
                .then(
                    longName.replace(".", "-").trunc(longest - HASH - 1).trimSuffix("-").asString()
                        + "-"
                        + Expression.format("%s/%s", releaseName(), longName)
                            .sha256sum()
                            .trunc(HASH)
                            .asString())
                .otherwise(longName.asString())),
        new NamedTemplate(NAMESPACE, "The namespace of all objects.", namespace),
        new NamedTemplate(
            SELECTOR_LABELS,
            "The labels by which selectors find the pods. They never change.",
            new Node.Mapping(List.of())
                .with("app.kubernetes.io/name", Templating.name().asString())
                .with("app.kubernetes.io/instance", releaseName().asString())),
        new NamedTemplate(
            FIXED_LABELS,
            "The labels of every object, without the labels from values.",
            fixedLabels()),
        new NamedTemplate(
            LABELS,
            "The labels of every object.",
            fixedLabels().plus(Node.Entry.splice(new Node.Insert(commonLabels.expr())))));
  }

  private static Node.Mapping fixedLabels() {
    return Node.mapping()
        .with(
            "helm.sh/chart",
            Expression.format("%s-%s", chartName(), chartVersion())
                .replace("+", "_")
                .trunc(LONGEST_LABEL)
                .trimAll(NO_END)
                .asString())
        .plus(Node.Entry.splice(new Node.Insert(new Include(SELECTOR_LABELS, Kind.MAP, false))))
        .with(
            "app.kubernetes.io/version",
            appVersion().replace("+", "_").trunc(LONGEST_LABEL).trimAll(NO_END).asString())
        .with("app.kubernetes.io/part-of", Templating.name().asString())
        .with("app.kubernetes.io/managed-by", releaseService().asString());
  }

  /** The token {@code {{ include "fullname" . }}}, to find the names that begin with it. */
  static String fullNameToken() {
    return fullName().asString();
  }
}
