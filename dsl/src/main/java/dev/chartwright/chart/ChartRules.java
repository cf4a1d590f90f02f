package dev.chartwright.chart;

import dev.chartwright.problem.Rule;
import java.util.List;

/** The rules of a chart as a whole that its declaration can break. */
public final class ChartRules {
  public static final Rule NAME =
      Rule.of(
          "CHA-01",
          "A chart has a name and versions that Helm and Kubernetes accept",
          "Helm refuses the chart, or a label cannot carry the version",
          "use lower-case letters, digits and hyphens, and SemVer 2");

  public static final Rule METADATA =
      Rule.of(
          "CHA-02",
          "The metadata of a chart is complete and well-formed",
          "helm lint fails, or nobody can tell what the chart installs",
          "correct the entry of Chart.yaml");

  public static final Rule CASES =
      Rule.of(
          "CHA-03",
          "Every ci case has a name of its own",
          "one file would replace the other",
          "rename one of them");

  public static final Rule DEPENDENCIES =
      Rule.of(
          "CHA-05",
          "The values of every dependency have a place of their own",
          "one would replace the other",
          "rename the value, or give the dependency an alias");

  public static final Rule FILES =
      Rule.of(
          "CHA-06",
          "Every file of a chart has a path of its own inside the chart",
          "one file would replace the other, or be written elsewhere",
          "rename one of them");

  public static final Rule TEMPLATES =
      Rule.of(
          "TPL-06",
          "Every named template has a name of its own",
          "the last one would win",
          "rename one of them");

  public static final Rule NAMES =
      Rule.of(
          "NAM-01",
          "The names of objects leave room for the name of the release",
          "the name of the release would be cut beyond recognition",
          "use a shorter suffix");

  public static final Rule SETTINGS =
      Rule.of(
          "VAL-01",
          "A setting fits the type and the constraint of its value",
          "the schema of the chart refuses the setting",
          "set a declared value as its constraint allows");

  public static final Rule DECLARED =
      Rule.of(
          "VAL-04",
          "Every value that is used or set is declared by the chart",
          "the schema of the chart refuses the setting",
          "declare it, or pass the values that it comes from to the chart");

  private static final List<Rule> ALL =
      List.of(NAME, METADATA, CASES, DEPENDENCIES, FILES, TEMPLATES, NAMES, SETTINGS, DECLARED);

  private ChartRules() {}

  /** Every rule, in the order of the ids. */
  public static List<Rule> all() {
    return ALL;
  }
}
