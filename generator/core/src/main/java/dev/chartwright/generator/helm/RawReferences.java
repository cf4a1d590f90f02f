package dev.chartwright.generator.helm;

import static dev.chartwright.generator.rule.ChartRules.TPL_05;
import static dev.chartwright.generator.rule.ValueRules.VAL_04;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.RawTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.ValueType;
import dev.chartwright.chart.ValueType.ObjectType;
import dev.chartwright.generator.gotemplate.TemplateAction;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a template in the author's own words refers to: values and named templates of the chart.
 * What the text does not name is not found. Immutable.
 */
final class RawReferences {
  private static final Pattern VALUE = Pattern.compile("(?:\\$\\w*)?\\.Values((?:\\.\\w+)+)");
  private static final Set<String> INCLUDING = Set.of("include", "template");

  /** Keys that Helm hands to charts without a declaration. */
  private static final Set<String> HANDED = Set.of("global");

  private final Chart chart;
  private final RawTemplate template;
  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> templates = new LinkedHashSet<>();
  private final List<Finding> problems = new ArrayList<>();

  private RawReferences(Chart chart, RawTemplate template) {
    this.chart = chart;
    this.template = template;
    template.uses().forEach(value -> values.add(value.path()));
  }

  static RawReferences of(Chart chart, RawTemplate template) {
    RawReferences references = new RawReferences(chart, template);
    Set<String> own = defined(chart);
    Set<String> told = new HashSet<>();
    for (TemplateAction action : TemplateAction.in(template.text())) {
      List<String> tokens = action.tokens();
      for (int i = 0; i < tokens.size(); i++) {
        Matcher value = VALUE.matcher(tokens.get(i));
        if (value.matches() && told.add(tokens.get(i))) {
          references.value(value.group(1).substring(1), tokens.get(i), action.line());
        }
        if (INCLUDING.contains(tokens.get(i)) && i + 1 < tokens.size()) {
          TemplateAction.text(tokens.get(i + 1))
              .filter(name -> !own.contains(name) && told.add("include " + name))
              .ifPresent(name -> references.include(name, action.line()));
        }
      }
    }
    return references;
  }

  /** The paths of the values of the chart that it reads. */
  Set<String> values() {
    return values;
  }

  /** The named templates of the chart that it includes, without the chart's prefix. */
  Set<String> templates() {
    return templates;
  }

  /** References to what the chart does not have. */
  List<Finding> problems() {
    return problems;
  }

  /** The named templates that the author's own texts define. */
  private static Set<String> defined(Chart chart) {
    Set<String> names = new HashSet<>();
    for (RawTemplate template : chart.rawTemplates()) {
      for (TemplateAction action : TemplateAction.in(template.text())) {
        if (Set.of("define", "block").contains(action.tokens().get(0))
            && action.tokens().size() > 1) {
          TemplateAction.text(action.tokens().get(1)).ifPresent(names::add);
        }
      }
    }
    return names;
  }

  private void value(String path, String token, int line) {
    boolean known = false;
    for (Value<?> value : chart.values().all()) {
      boolean isInside = value.path().startsWith(path + ".");
      if (value.path().equals(path) || isInside || isPartOf(value, path)) {
        values.add(value.path());
        known = true;
      }
    }
    if (!known && !HANDED.contains(path.split("\\.")[0]) && !isOfSubchart(path)) {
      List<String> paths = chart.values().all().stream().map(Value::path).toList();
      problems.add(
          Finding.error(
                  VAL_04,
                  Place.ofModel("templates[" + template.path() + "]"),
                  at(token, line) + "it reads the value " + path + ", which is not declared")
              .because("users cannot set the value: it is always empty, or rejected")
              .fixedBy(
                  Suggestion.nearest(path, paths)
                      .map(meant -> "did you mean " + meant + "?")
                      .orElse("declare the value, or correct its name")));
    }
  }

  private boolean isOfSubchart(String path) {
    return chart.dependencies().stream()
        .anyMatch(dependency -> dependency.key().equals(path.split("\\.")[0]));
  }

  /** Whether a path leads into a value that is a map. */
  private static boolean isPartOf(Value<?> value, String path) {
    if (!path.startsWith(value.path() + ".")) {
      return false;
    }
    ValueType type = value.type();
    for (String key : path.substring(value.path().length() + 1).split("\\.")) {
      if (type instanceof ObjectType object && !object.open()) {
        Optional<ValueType> field =
            object.fields().stream()
                .filter(each -> each.name().equals(key))
                .map(ValueType.FieldType::type)
                .findFirst();
        if (field.isEmpty()) {
          return false;
        }
        type = field.get();
      } else {
        return !type.kind().isScalar();
      }
    }
    return true;
  }

  private void include(String name, int line) {
    String prefix = chart.name() + ".";
    List<String> names = chart.templates().stream().map(NamedTemplate::name).toList();
    if (name.startsWith(prefix) && names.contains(name.substring(prefix.length()))) {
      templates.add(name.substring(prefix.length()));
    } else if (name.startsWith(prefix) || chart.dependencies().isEmpty()) {
      problems.add(
          Finding.error(
                  TPL_05,
                  Place.ofModel("templates[" + template.path() + "]"),
                  at('"' + name + '"', line) + "the chart has no template '" + name + "'")
              .fixedBy(
                  Suggestion.nearest(name, names.stream().map(prefix::concat).toList())
                      .map(meant -> "did you mean " + meant + "?")
                      .orElse("define the template, or correct its name")));
    }
  }

  /** The line and column of a token, which is on the line of its action or below. */
  private String at(String token, int first) {
    List<String> lines = template.text().lines().toList();
    for (int line = first; line <= lines.size(); line++) {
      int column = lines.get(line - 1).indexOf(token);
      if (column >= 0) {
        return "line " + line + ", column " + (column + 1) + ": ";
      }
    }
    return "line " + first + ": ";
  }
}
