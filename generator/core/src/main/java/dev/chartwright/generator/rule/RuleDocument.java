package dev.chartwright.generator.rule;

import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.util.List;
import java.util.Locale;

/** The page of all rules, in Markdown. */
public final class RuleDocument {
  private static final String INTRODUCTION =
      """
      # Rules

      <!-- Generated from the register of rules. Change the register, then run RuleDocumentTest with
      -Dgolden.update=true. -->

      Every finding names the rule that is broken. This page lists all rules: what each rule demands,
      what happens otherwise, what to change, and an example that breaks it.

      The examples are of these kinds:

      - A template is the file `templates/example.yaml` of a chart. The chart has the named templates
        `example.labels` and `example.selectorLabels` with the recommended labels, and `example.pod`
        and `example.container` with a secure context. It renders a Deployment `RELEASE-web` with the
        port `http` and a ConfigMap `RELEASE-page`, and its values are `greeting`, `size`, `enabled`
        and `node.name`. A line such as `# file: values.yaml` tells that another file breaks the rule.
      - `# before:` and `# after:` give files of two versions of this chart.
      - `// fleet` is Java that declares a part of a fleet.
      - `// chart` is Java that declares a part of a chart; `page` is a ConfigMap.
      - `# generated:`, `# edited:` and `# own:` are about a generated chart that declares the ConfigMap
        `page` and the value `port`, at most 65535. `# generated:` gives lines of a file as a wrong
        generator would write them, `# edited:` lines of a file in the output folder `charts-out` that
        somebody has edited, and `# own:` a file that was not generated.
      """;

  private RuleDocument() {}

  /** Returns the page for the rules of a register. */
  public static String of(RuleRegister register) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    page.append("\n## Families\n\n| Rules | About |\n|---|---|\n");
    register
        .byFamily()
        .keySet()
        .forEach(
            family ->
                page.append("| [")
                    .append(family)
                    .append("](#")
                    .append(anchor(heading(family)))
                    .append(") | ")
                    .append(RuleRegister.title(family))
                    .append(" |\n"));
    register.byFamily().forEach((family, rules) -> append(family, rules, page));
    return page.toString();
  }

  private static void append(String family, List<Rule> rules, StringBuilder page) {
    page.append("\n## ").append(heading(family)).append('\n');
    rules.forEach(rule -> page.append('\n').append(of(rule)));
  }

  private static String heading(String family) {
    return family + ": " + RuleRegister.title(family);
  }

  /** The section of one rule. */
  static String of(Rule rule) {
    return "### "
        + rule.id()
        + "\n\n**"
        + rule.title()
        + ".**\n\nOtherwise: "
        + rule.consequence()
        + ".<br>\nFix: "
        + rule.fix()
        + ".<br>\nCharts of others: "
        + strictness(rule.strictness())
        + ".\n"
        + example(rule.example());
  }

  private static String example(String text) {
    return text.isBlank() ? "" : "\n```" + language(text) + "\n" + text.stripTrailing() + "\n```\n";
  }

  private static String language(String example) {
    return example.startsWith("// ") ? "java" : isDifference(example) ? "diff" : "yaml";
  }

  private static boolean isDifference(String example) {
    return example.startsWith("# generated: ") || example.startsWith("# edited: ");
  }

  /** What a rule weighs in a chart that was not generated here. */
  public static String strictness(Strictness strictness) {
    return switch (strictness) {
      case ALWAYS -> "as strict as for generated charts";
      case DEFAULTS_ONLY ->
          "a warning where other values than the defaults of the chart break the rule";
      case OWN_CHARTS -> "a warning, because most clusters accept such charts";
      case OWN_PROOFS -> "a note, because it says nothing of the chart";
    };
  }

  /** The anchor that Markdown viewers give to a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }
}
