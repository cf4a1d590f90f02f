package dev.chartwright.chart;

import dev.chartwright.problem.CommonRules;
import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is wrong with a declared dependency, all at once. Used once, by one thread. */
final class DependencyCheck {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]([-_A-Za-z0-9]*[A-Za-z0-9])?");
  private static final Pattern PATH = Pattern.compile("[^.\\s]+(\\.[^.\\s]+)*");
  private static final Pattern REPOSITORY =
      Pattern.compile("(https|oci|file)://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");

  private final Chart chart;
  private final Dependency dependency;
  private final String path;
  private final List<Finding> findings = new ArrayList<>();

  private DependencyCheck(Chart chart, Dependency dependency) {
    this.chart = chart;
    this.dependency = dependency;
    this.path = "dependencies[" + dependency.key() + "]";
  }

  static List<Finding> findings(Chart chart, Dependency dependency) {
    DependencyCheck check = new DependencyCheck(chart, dependency);
    check.findings.addAll(dependency.findings());
    check.origin();
    check.condition();
    check.key();
    check.tags();
    check.imports();
    check.settings();
    return check.findings;
  }

  private void origin() {
    if (dependency.chart().isPresent()) {
      return; // The chart has findings of its own.
    }
    require(
        NAME.matcher(dependency.name()).matches(),
        error(
            DeclarationRules.DEPENDENCY,
            path,
            "'" + dependency.name() + "' is not a valid name of a chart"));
    require(
        !dependency.version().isBlank(),
        error(DeclarationRules.DEPENDENCY, path + ".version", "the dependency has no version"));
    require(
        REPOSITORY.matcher(dependency.repository()).matches(),
        error(
            DeclarationRules.DEPENDENCY,
            path + ".repository",
            "'" + dependency.repository() + "' is not an address with https, oci or file"));
  }

  private void condition() {
    dependency
        .condition()
        .ifPresent(
            flag ->
                require(
                    chart.values().find(flag.path()).isPresent(),
                    error(
                            CommonRules.VAL_04,
                            path + ".condition",
                            "values."
                                + flag.path()
                                + " is not declared by the values of this chart")
                        .because("the dependency can never be switched off")
                        .fixedBy(
                            "declare it, or pass the values that it comes from to the chart")));
  }

  private void key() {
    require(
        dependency.alias().isEmpty() || KEY.matcher(dependency.alias()).matches(),
        error(
                DeclarationRules.DEPENDENCY,
                path + ".alias",
                "'" + dependency.alias() + "' is not a valid alias")
            .because("Helm rejects the alias")
            .fixedBy("use letters, digits and hyphens"));
    require(
        chart.values().find(dependency.key()).isEmpty(),
        error(
                CommonRules.CHA_05,
                path,
                "values."
                    + dependency.key()
                    + " is a value of this chart, and Helm keeps the subchart's values there")
            .because("one replaces the other")
            .fixedBy("rename the value, or give the dependency an alias"));
  }

  private void tags() {
    for (String tag : dependency.tags()) {
      require(
          KEY.matcher(tag).matches(),
          error(
                  DeclarationRules.DEPENDENCY,
                  path + ".tags",
                  "'" + tag + "' is not a valid tag of a dependency")
              .because("users could not set it below 'tags'")
              .fixedBy("use letters, digits and hyphens"));
      chart
          .values()
          .find("tags." + tag)
          .ifPresent(
              value ->
                  require(
                      value.type() instanceof ValueType.FlagType,
                      error(
                              DeclarationRules.DEPENDENCY,
                              path + ".tags",
                              "values.tags." + tag + " is not a flag")
                          .because("Helm ignores the tag")
                          .fixedBy("declare values.flag(\"tags." + tag + "\", true)")));
    }
    require(
        dependency.tags().isEmpty() || dependency.condition().isEmpty(),
        error(
                DeclarationRules.SUBCHART_SETTING,
                path + ".tags",
                "the dependency has tags and a condition")
            .because("the condition always has a value, and Helm then ignores the tags")
            .fixedBy("use either tags or a condition"));
  }

  private void imports() {
    for (Dependency.Import each : dependency.imports()) {
      for (String part : List.of(each.child(), each.parent())) {
        require(
            (part.isEmpty() && !each.child().isEmpty()) || PATH.matcher(part).matches(),
            error(
                    DeclarationRules.DEPENDENCY,
                    path + ".import-values",
                    "'" + part + "' is not a path of values")
                .because("Helm imports nothing")
                .fixedBy("write keys with dots between them"));
      }
    }
  }

  private void settings() {
    Set<String> groups = new HashSet<>();
    for (String set : dependency.settings().keySet()) {
      for (int dot = set.indexOf('.'); dot > 0; dot = set.indexOf('.', dot + 1)) {
        groups.add(set.substring(0, dot));
      }
    }
    for (String set : dependency.settings().keySet()) {
      String place = path + "." + set;
      require(
          PATH.matcher(set).matches(),
          error(
              DeclarationRules.SUBCHART_SETTING, place, "'" + set + "' is not a path of a value"));
      require(
          !groups.contains(set),
          error(
              DeclarationRules.SUBCHART_SETTING,
              place,
              "'" + set + "' is set, and so are values below it"));
      String value = dependency.key() + "." + set;
      require(
          chart.values().all().stream().noneMatch(each -> overlap(each.path(), value)),
          error(
                  DeclarationRules.SUBCHART_SETTING,
                  place,
                  "values." + value + " is declared by the values of this chart as well")
              .because("the two defaults contradict each other")
              .fixedBy("give the declared value this default, and leave the setting out"));
    }
  }

  private static boolean overlap(String one, String other) {
    return (one + ".").startsWith(other + ".") || (other + ".").startsWith(one + ".");
  }

  private void require(boolean holds, Finding otherwise) {
    if (!holds) {
      findings.add(otherwise);
    }
  }

  private Finding error(Rule rule, String place, String what) {
    return Finding.error(rule, Place.ofModel(place).declaredAt(dependency.declaredAt()), what);
  }
}
