package dev.chartwright.generator.upgrade;

import static dev.chartwright.generator.rule.UpgradeRules.UPG_12;
import static dev.chartwright.generator.rule.UpgradeRules.UPG_13;
import static dev.chartwright.generator.upgrade.Changelog.Kind.ADDED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.CHANGED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.DEPRECATED;
import static dev.chartwright.generator.upgrade.Changelog.Kind.REMOVED;

import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.upgrade.SchemaDiff.Difference;
import dev.chartwright.generator.upgrade.diff.FieldChange;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a user who has set values sees at the upgrade: by the schemas of both charts where both have
 * one, else by their defaults.
 */
final class ValuesDiff {
  static final Rule BREAKS = UPG_12;
  private static final Rule NEWS = UPG_13;
  private static final Pattern CONFIDENTIAL =
      Pattern.compile("(?i).*(password|secret|token|credential).*");

  private final ParsedChart previous;
  private final ParsedChart current;
  private final List<UpgradeFinding> findings = new ArrayList<>();

  private ValuesDiff(ParsedChart previous, ParsedChart current) {
    this.previous = previous;
    this.current = current;
  }

  static List<UpgradeFinding> between(ParsedChart previous, ParsedChart current) {
    ValuesDiff diff = new ValuesDiff(previous, current);
    diff.compare();
    return List.copyOf(diff.findings);
  }

  private void compare() {
    RenamedValues renamed = RenamedValues.between(previous, current);
    findings.addAll(renamed.findings());
    boolean bySchema = previous.schema().isPresent() && current.schema().isPresent();
    if (bySchema) {
      SchemaDiff.between(
              renamed.before().schema().get(), renamed.after().schema().get(), current.values())
          .forEach(each -> findings.add(finding(each)));
    } else if (current.schema().isPresent()) {
      findings.add(
          UpgradeFinding.warning(BREAKS, Place.ofFile(ParsedChart.SCHEMA_FILE), "it is new")
              .because(
                  "Helm rejects values that it ignored before: misspelled ones, and wrong types")
              .fixedBy("tell users to try their values with helm template first")
              .told(ADDED, "Check the values by a schema"));
    } else if (previous.schema().isPresent()) {
      findings.add(
          UpgradeFinding.note(NEWS, Place.ofFile(ParsedChart.SCHEMA_FILE), "it is gone")
              .because("Helm accepts any value, also misspelled ones")
              .fixedBy("keep the schema")
              .told(REMOVED, "Remove the schema of the values"));
    }
    compareTrees("", renamed.before().values(), renamed.after().values(), bySchema);
  }

  private static UpgradeFinding finding(Difference difference) {
    String path = difference.path();
    String name = path.isEmpty() ? "the values" : "the value " + path;
    String words = difference.words();
    return switch (difference.kind()) {
      case REMOVED ->
          removed(path, words, difference.isRefused())
              .fixedBy(
                  "keep it, deprecated, until users have moved; tell them what takes its place")
              .told(REMOVED, "Remove " + name);
      case RETYPED ->
          broken(path, words)
              .fixedBy("give the value of the new type another name")
              .told(CHANGED, "Change the type of " + name + ": " + words);
      case TIGHTENED -> broken(path, words).told(CHANGED, "Allow less for " + name + ": " + words);
      case LOOSENED ->
          UpgradeFinding.note(NEWS, Place.ofFile(ParsedChart.VALUES_FILE, path), words)
              .because("Helm accepts values that it rejected before")
              .told(CHANGED, "Allow more for " + name + ": " + words);
      case ADDED ->
          UpgradeFinding.note(NEWS, Place.ofFile(ParsedChart.VALUES_FILE, path), words)
              .because("users who do not set it get its default")
              .told(ADDED, "Add " + name);
      case DEPRECATED ->
          UpgradeFinding.note(NEWS, Place.ofFile(ParsedChart.VALUES_FILE, path), words)
              .because("it works as before")
              .fixedBy("tell users what takes its place")
              .told(DEPRECATED, "Deprecate " + name);
    };
  }

  private static UpgradeFinding removed(String path, String what, boolean isRefused) {
    UpgradeFinding finding = broken(path, what);
    return isRefused ? finding : finding.because("Helm accepts the value, and nothing uses it");
  }

  private static UpgradeFinding broken(String path, String what) {
    return UpgradeFinding.warning(BREAKS, Place.ofFile(ParsedChart.VALUES_FILE, path), what);
  }

  private void compareTrees(
      String path, Map<String, Object> before, Map<String, Object> after, boolean bySchema) {
    Map<String, Object> keys = new LinkedHashMap<>(before);
    after.forEach(keys::putIfAbsent);
    for (String key : keys.keySet()) {
      compareValues(Tree.below(path, key), before, after, key, bySchema);
    }
  }

  private void compareValues(
      String path,
      Map<String, Object> before,
      Map<String, Object> after,
      String key,
      boolean bySchema) {
    Object left = before.get(key);
    Object right = after.get(key);
    if (Objects.equals(left, right) && before.containsKey(key) == after.containsKey(key)) {
      return;
    }
    if (!after.containsKey(key)) {
      compareGone(path, left, bySchema);
    } else if (!before.containsKey(key)) {
      if (!bySchema) {
        findings.add(finding(new Difference(SchemaDiff.Kind.ADDED, path, "it is new", true)));
      }
    } else if (left instanceof Map && right instanceof Map) {
      compareTrees(path, Tree.map(left), Tree.map(right), bySchema);
    } else if (!bySchema && isRetyped(left, right)) {
      findings.add(
          broken(path, "its default was " + shown(path, left) + " and is " + shown(path, right))
              .because("templates that expect the new type fail, or render something else")
              .fixedBy("give the value of the new type another name")
              .told(CHANGED, "Change the type of the value " + path));
    } else {
      findings.add(changed(path, left, right));
    }
  }

  /** A default that is gone; where a whole section goes into the manifests, its keys are free. */
  private void compareGone(String path, Object value, boolean bySchema) {
    boolean isBroken = bySchema ? false : !isCopiedWhole(path);
    if (isBroken) {
      findings.add(finding(new Difference(SchemaDiff.Kind.REMOVED, path, "it is gone", false)));
    } else if (!isToldBySchema(path, bySchema)) {
      findings.add(changed(path, value, null));
    }
  }

  private boolean isToldBySchema(String path, boolean bySchema) {
    return bySchema
        && findings.stream()
            .anyMatch(
                each ->
                    each.rule().equals(BREAKS)
                        && (each.place().field().equals(path)
                            || path.startsWith(each.place().field() + ".")));
  }

  /** Whether templates of the new chart print a section above a value as it is. */
  private boolean isCopiedWhole(String path) {
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      String section = Pattern.quote(".Values." + path.substring(0, dot)) + "(?![\\w.])";
      Pattern copied =
          Pattern.compile(
              "to(Yaml|Json)[^}]*"
                  + section
                  + "|"
                  + section
                  + "\\s*\\|[^}]*to(Yaml|Json)|with\\s+\\$?"
                  + section
                  + "\\s*-?}}\\s*[^{]*\\{\\{-?\\s*to(Yaml|Json)");
      boolean isCopied =
          current.files().paths().stream()
              .filter(file -> file.startsWith("templates/"))
              .anyMatch(file -> copied.matcher(current.files().text(file)).find());
      if (isCopied) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRetyped(Object before, Object after) {
    return before != null && after != null && !type(before).equals(type(after));
  }

  private static String type(Object value) {
    return value instanceof Map
        ? "map"
        : value instanceof List
            ? "list"
            : value instanceof Number ? "number" : value.getClass().getSimpleName();
  }

  private static UpgradeFinding changed(String path, Object before, Object after) {
    String words =
        after == null
            ? "its default was " + shown(path, before) + ", and it has none now"
            : "its default was " + shown(path, before) + " and is " + shown(path, after);
    String entry =
        after == null
            ? "Have no default for the value " + path
            : "Change the default of the value " + path + " to " + shown(path, after);
    return UpgradeFinding.note(NEWS, Place.ofFile(ParsedChart.VALUES_FILE, path), words)
        .because("users who have not set it get the new default")
        .fixedBy("tell users who want the old one to set it")
        .told(CHANGED, entry);
  }

  private static String shown(String path, Object value) {
    return CONFIDENTIAL.matcher(path).matches() && value instanceof String
        ? "‹hidden›"
        : FieldChange.text(value);
  }
}
