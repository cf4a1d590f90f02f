package dev.chartwright.generator.helm;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.FormerName;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.generator.yaml.GoJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a chart says about values that had other names in earlier versions. All templates read such
 * a value through one named template, which knows every name.
 */
final class RenamedValues {
  private static final String PREFIX = "values.";

  /**
   * Lays what a user has set over the default of a map, as Helm does under the value's own name.
   */
  private static final String OVER_DEFAULT = "overDefault";

  private static final String OVER_DEFAULT_BODY =
      """
      {{/*
      The second of two maps over the first, as JSON: maps merge, null removes, and everything else replaces.
      */}}
      {{- define %s -}}
      {{- $both := dict }}
      {{- range $key, $value := index . 0 }}
      {{- $_ := set $both $key $value }}
      {{- end }}
      {{- range $key, $value := index . 1 }}
      {{- $below := index $both $key }}
      {{- if and (kindIs "map" $value) (kindIs "map" $below) }}
      {{- $_ := set $both $key (include %s (list $below $value) | fromJson) }}
      {{- else if kindIs "invalid" $value }}
      {{- $_ := unset $both $key }}
      {{- else }}
      {{- $_ := set $both $key $value }}
      {{- end }}
      {{- end }}
      {{- $both | toJson }}
      {{- end }}
      """;

  private RenamedValues() {}

  /** An earlier name of a value. */
  private record Renamed(Chart chart, Value<?> value, FormerName name) {
    boolean works() {
      return !name.isRemovedIn(chart.version());
    }

    /** Opens a block for a user who sets the earlier name. */
    String ifSet() {
      return "{{- if not (kindIs \"invalid\" " + read(chart, name.path()) + ") }}\n";
    }
  }

  private static Stream<Renamed> all(Chart chart) {
    return chart.values().renamed().stream()
        .flatMap(
            value -> value.formerNames().stream().map(name -> new Renamed(chart, value, name)));
  }

  static boolean exist(Chart chart) {
    return all(chart).findAny().isPresent();
  }

  /** The paths of the values that are read through a named template. */
  static Set<String> paths(Chart chart) {
    return all(chart).filter(Renamed::works).map(each -> each.value().path()).collect(toSet());
  }

  /** The earlier names of a value that still work. */
  static Stream<FormerName> working(Chart chart, Value<?> value) {
    return value.formerNames().stream().filter(name -> !name.isRemovedIn(chart.version()));
  }

  /** The named template that yields a value, without the chart's prefix. */
  static String template(String path) {
    return PREFIX + path;
  }

  /** What makes a value of the text that the named template yields. */
  static String parsed(Kind kind) {
    return switch (kind) {
      case STRING -> "";
      case INTEGER -> " | int64";
      case DECIMAL -> " | float64";
      case BOOLEAN -> " | eq \"true\"";
      case LIST -> " | fromJsonArray";
      case MAP -> " | fromJson";
    };
  }

  /** The named templates, each with its comment. */
  static Stream<String> templates(Chart chart) {
    List<String> templates = new ArrayList<>();
    for (Value<?> value : chart.values().all()) {
      List<FormerName> names = working(chart, value).toList();
      if (!names.isEmpty()) {
        templates.add(template(chart, value, names));
      }
    }
    boolean laysOver =
        chart.values().all().stream()
            .anyMatch(value -> isMerged(value) && working(chart, value).count() > 0);
    if (laysOver) {
      String name = GoExpression.quoted(chart.name() + "." + OVER_DEFAULT);
      templates.add(OVER_DEFAULT_BODY.formatted(name, name));
    }
    return templates.stream();
  }

  private static String template(Chart chart, Value<?> value, List<FormerName> names) {
    String byDefault =
        GoExpression.quoted(isText(value) ? text(value) : GoJson.of(value.defaultValue()));
    String earlier = names.stream().map(FormerName::path).collect(joining(", "));
    List<String> lines = new ArrayList<>();
    lines.add("{{/*");
    lines.add("The value " + value.path() + ", which is also read under earlier names: " + earlier);
    lines.add("*/}}");
    lines.add(
        "{{- define " + GoExpression.quoted(chart.name() + "." + template(value.path())) + " -}}");
    lines.add("{{- $value := " + encoded(value, ".Values." + value.path()) + " }}");
    // What counts as not set: nothing, once an earlier name is set.
    boolean several = names.size() > 1;
    if (several) {
      lines.add("{{- $unset := list " + byDefault + " }}");
    }
    for (FormerName name : names) {
      lines.add(new Renamed(chart, value, name).ifSet().strip());
      lines.add("{{- $earlier := " + earlier(chart, value, name) + " }}");
      lines.add(
          "{{- if not (has $value ("
              + (several ? "append $unset" : "list " + byDefault)
              + " $earlier)) }}");
      lines.add(
          "{{- fail "
              + GoExpression.quoted(
                  "Set only "
                      + value.path()
                      + ": its earlier name "
                      + name.path()
                      + " has another setting.")
              + " }}");
      lines.add("{{- end }}");
      lines.add("{{- $value = $earlier }}");
      if (several) {
        lines.add("{{- $unset = list }}");
      }
      lines.add("{{- end }}");
    }
    boolean isNullUnset = value.isRequired() && !isText(value);
    lines.add(isNullUnset ? "{{- $value | replace \"null\" \"\" }}" : "{{- $value }}");
    lines.add("{{- end }}");
    return lines.stream()
        .map(line -> line.startsWith("{{-") ? TemplateText.wrapped(line) : line)
        .collect(joining("\n", "", "\n"));
  }

  private static String text(Value<?> value) {
    return value.isRequired() ? "" : (String) value.defaultValue();
  }

  private static boolean isText(Value<?> value) {
    return value.type().kind() == Kind.STRING;
  }

  /** Whether Helm merges what users set with the default, or removes parts of it. */
  private static boolean isMerged(Value<?> value) {
    return value.defaultValue() instanceof Map<?, ?> map
        && (!map.isEmpty() || !value.type().isTexts());
  }

  private static String encoded(Value<?> value, String read) {
    return isText(value) ? value.isRequired() ? read + " | default \"\"" : read : "toJson " + read;
  }

  private static String earlier(Chart chart, Value<?> value, FormerName name) {
    String read = read(chart, name.path());
    return isMerged(value)
        ? "include "
            + GoExpression.quoted(chart.name() + "." + OVER_DEFAULT)
            + " (list (fromJson "
            + GoExpression.quoted(GoJson.of(value.defaultValue()))
            + ") "
            + read
            + ")"
        : encoded(value, read);
  }

  /** Reads a path whose sections need not be there. */
  private static String read(Chart chart, String path) {
    String[] keys = path.split("\\.");
    String read = ".Values";
    StringBuilder section = new StringBuilder();
    for (int i = 0; i < keys.length; i++) {
      boolean isThere = i == 0 || isSection(chart, section.toString());
      String above = isThere ? read : "(" + read + ")";
      read =
          keys[i].contains("-")
              ? "(index (" + read + " | default dict) " + GoExpression.quoted(keys[i]) + ")"
              : above + "." + keys[i];
      section.append(i == 0 ? "" : ".").append(keys[i]);
    }
    return read;
  }

  private static boolean isSection(Chart chart, String path) {
    return chart.values().all().stream().anyMatch(value -> value.path().startsWith(path + "."));
  }

  /** What refuses the names that no longer work, as parts of {@code NOTES.txt}. */
  static Stream<String> removed(Chart chart) {
    return all(chart)
        .filter(each -> !each.works())
        .map(
            each ->
                each.ifSet()
                    + "{{- fail "
                    + GoExpression.quoted(
                        "The value "
                            + each.name().path()
                            + " was removed in version "
                            + each.name().removedIn()
                            + " of the chart: set "
                            + each.value().path()
                            + " instead.")
                    + " }}\n{{- end }}\n");
  }

  /** What users read who still set earlier names, as parts of {@code NOTES.txt}. */
  static Stream<String> notes(Chart chart) {
    return all(chart)
        .filter(Renamed::works)
        .map(
            each ->
                each.ifSet()
                    // It refuses two settings, also where no object shows the value.
                    + "{{- $_ := include "
                    + GoExpression.quoted(chart.name() + "." + template(each.value().path()))
                    + " . }}\n\n"
                    + "The value "
                    + each.name().path()
                    + " is now called "
                    + each.value().path()
                    + ". Rename it in your values"
                    + (each.name().removedIn().isEmpty()
                        ? "."
                        : ": version " + each.name().removedIn() + " of the chart removes it.")
                    + "\n{{- end }}\n");
  }

  /** A sentence behind the description of a value in the README. */
  static String readme(Chart chart, FormerName name) {
    return " Earlier name: `"
        + name.path()
        + "`, "
        + (name.isRemovedIn(chart.version())
            ? "removed in version " + name.removedIn() + "."
            : "which still works"
                + (name.removedIn().isEmpty() ? "." : " until version " + name.removedIn() + "."));
  }

  /** The description of an earlier name in the schema. */
  static String description(Chart chart, Value<?> value, FormerName name) {
    return (name.isRemovedIn(chart.version()) ? "Removed: set " : "Deprecated: set ")
        + value.path()
        + " instead.";
  }
}
