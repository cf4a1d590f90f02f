package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.SEC_06;

import dev.chartwright.generator.object.PodTemplate;
import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.schema.Suggestion;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
    List<Finding> findings = new ArrayList<>();
    for (PodTemplate pods : render.pods()) {
      for (PodTemplate.Container container : pods.containers()) {
        // What comes from there cannot be known by name.
        if (Tree.list(container.tree(), "envFrom").isEmpty()) {
          check(pods.owner(), container, findings);
        }
      }
    }
    return findings;
  }

  private static void check(
      RenderedObject owner, PodTemplate.Container container, List<Finding> findings) {
    List<?> variables = Tree.list(container.tree(), "env");
    List<String> names =
        variables.stream().flatMap(variable -> Tree.text(variable, "name").stream()).toList();
    Set<String> before = new HashSet<>();
    int index = 0;
    for (Object variable : variables) {
      Optional<String> name = Tree.text(variable, "name");
      Matcher references = REFERENCE.matcher(Tree.text(variable, "value").orElse(""));
      while (references.find()) {
        String wanted = references.group(1);
        boolean isEscaped = references.group().startsWith("$$");
        if (!isEscaped && !before.contains(wanted) && isMeant(wanted, names)) {
          findings.add(
              Finding.error(
                  SEC_06,
                  owner.place(Tree.item(container.path() + ".env", index) + ".value"),
                  "no variable " + wanted + " stands before it",
                  "the reference stays in the value as it is written",
                  "move the variable up, or correct its name"));
        }
      }
      name.ifPresent(before::add);
      index++;
    }
  }

  private static boolean isMeant(String wanted, List<String> names) {
    return names.contains(wanted)
        || (wanted.length() > 3 && Suggestion.nearest(wanted, names).isPresent());
  }
}
