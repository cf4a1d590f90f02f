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
      what happens otherwise, how to fix it, and an example that breaks it.

      A chart or a fleet can break a rule on purpose:

      - `manifest.accept(rule, field, reason)` accepts what breaks the rule in a field of an object or
        below it, and `manifest.accept(rule, reason)` in the whole object.
      - `chart.accept(rule, reason)` and `fleet.accept(rule, reason)` accept it everywhere.
      - `chart.podSecurity(level, reason)` accepts what a Pod Security level allows that POD-01 forbids.

      What is accepted is a note. The report and the README of the chart give the reason. An acceptance
      of a rule that is not broken there is an error (GEN-03). The rules say "Cannot be accepted" if Helm,
      the API server or the generator cannot work with what breaks them.

      In a third-party chart, some errors are only warnings or notes. The rules say so under "Third-party
      charts". All other rules are applied in the same way to every chart. Some rules also have milder
      cases, which are warnings or notes in every chart; the finding tells its severity.

      The examples are of these kinds:

      - YAML is the file `templates/example.yaml` of a chart. The chart has the named templates
        `example.labels` and `example.selectorLabels` with the recommended labels, and `example.pod`
        and `example.container` with a secure context. It renders a Deployment `RELEASE-web` with the
        port `http` and a ConfigMap `RELEASE-page`, and its values are `greeting`, `size`, `enabled`
        and `node.name`. After a line such as `# file: values.yaml`, the example is that file.
      - `# before:` and `# after:` mark files of two versions of this chart.
      - `// fleet` is Java that declares a part of a fleet.
      - `// chart` is Java that declares a part of a chart; `page` is a ConfigMap.
      - `# generated:`, `# edited:` and `# own:` refer to a generated chart that declares the ConfigMap
        `page` and the value `port`, at most 65535. `# generated:` marks lines that a faulty generator
        would write, `# edited:` lines that were edited by hand in the output folder `charts-out`, and
        `# own:` a file that was not generated.
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
        + "."
        + (rule.isWaivable() ? "" : "<br>\nCannot be accepted.")
        + thirdParty(rule.strictness())
        + "\n"
        + example(rule.example());
  }

  /** The line about third-party charts, if the rule is less strict there. */
  private static String thirdParty(Strictness strictness) {
    return strictness == Strictness.ALWAYS
        ? ""
        : "<br>\nThird-party charts: " + strictness(strictness) + ".";
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

  /** How strictly a rule applies to third-party charts. */
  public static String strictness(Strictness strictness) {
    return switch (strictness) {
      case ALWAYS -> "as strict as for generated charts";
      case DEFAULTS_ONLY ->
          "an error is a warning if the chart breaks the rule only with values other than its"
              + " defaults";
      case OWN_CHARTS -> "an error is a warning, because most clusters accept such charts";
      case OWN_PROOFS -> "an error is a note, because it says nothing about the chart";
    };
  }

  /** The anchor that Markdown viewers give to a heading. */
  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
  }
}
