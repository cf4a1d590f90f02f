package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.SEC_06;

import dev.chartwright.generator.object.Field;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code $(VAR)} in the value of a variable: the kubelet puts in those that stand before it. What
 * is like no variable at all may be meant as it stands.
 */
public final class VariableCheck implements RenderCheck {
  private static final Pattern REFERENCE = Pattern.compile("\\$?\\$\\(([A-Z_][A-Z0-9_]*)\\)");

  @Override
  public List<Finding> check(Render render) {
    return render.pods().stream()
        .flatMap(pods -> pods.containers().stream())
        // What comes from there cannot be known by name.
        .filter(container -> container.at("envFrom").list().isEmpty())
        .flatMap(container -> findings(container.items("env").toList()).stream())
        .toList();
  }

  private static List<Finding> findings(List<Field> variables) {
    List<String> names =
        variables.stream().flatMap(variable -> variable.text("name").stream()).toList();
    Set<String> before = new HashSet<>();
    List<Finding> findings = new ArrayList<>();
    for (Field variable : variables) {
      Matcher references = REFERENCE.matcher(variable.text("value").orElse(""));
      while (references.find()) {
        String wanted = references.group(1);
        boolean isEscaped = references.group().startsWith("$$");
        if (!isEscaped && !before.contains(wanted) && isMeant(wanted, names)) {
          findings.add(
              variable.at("value").error(SEC_06, "no variable " + wanted + " stands before it"));
        }
      }
      variable.text("name").ifPresent(before::add);
    }
    return findings;
  }

  private static boolean isMeant(String wanted, List<String> names) {
    return names.contains(wanted)
        || (wanted.length() > 3 && Suggestion.nearest(wanted, names).isPresent());
  }
}
