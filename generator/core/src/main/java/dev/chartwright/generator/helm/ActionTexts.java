package dev.chartwright.generator.helm;

import static dev.chartwright.generator.rule.ChartRules.TPL_15;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.tree.FieldPath;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds texts of a manifest that look like actions of a template. They stay text. */
final class ActionTexts {
  /** What only Helm means; other programs have templates with braces, too. */
  private static final Pattern ACTION =
      Pattern.compile(
          "\\{\\{-?\\s*(\\$?\\.(Values|Release|Chart|Capabilities|Files|Template)\\b"
              + "|(include|template)\\s+\"|tpl\\s)[^}]*(}})?");

  /** A reference as YAML text writes it. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-zA-Z][a-zA-Z0-9.]*)\\??}");

  private static final String FULL_NAME = "fullname";
  private static final int MOST_CHARACTERS = 60;

  private final Chart chart;
  private final boolean isTyped;
  private final List<Finding> findings = new ArrayList<>();

  private ActionTexts(Chart chart, boolean isTyped) {
    this.chart = chart;
    this.isTyped = isTyped;
  }

  /**
   * The texts of a manifest.
   *
   * @param tree of the manifest
   * @param place of the manifest
   */
  static List<Finding> in(Chart chart, Manifest manifest, Node tree, String place) {
    boolean isTyped = manifest.object().source() instanceof Manifest.Typed;
    ActionTexts texts = new ActionTexts(chart, isTyped);
    texts.visit(tree, FieldPath.ROOT, place);
    return texts.findings;
  }

  private void visit(Node node, FieldPath path, String place) {
    if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
      text(text, path, place);
    } else if (node instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        visit(entry.value(), entry.isSplice() ? path : path.key(entry.key()), place);
      }
    } else if (node instanceof Node.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        visit(sequence.items().get(i).value(), path.item(i), place);
      }
    } else if (node instanceof Node.Choice choice) {
      visit(choice.then(), path, place);
      visit(choice.otherwise(), path, place);
    } else if (node instanceof Node.Each each) {
      visit(each.body(), path, place);
    }
  }

  private void text(String text, FieldPath path, String place) {
    Matcher action = ACTION.matcher(text);
    if (action.find()) {
      String found = action.group();
      add(
          found.length() > MOST_CHARACTERS ? found.substring(0, MOST_CHARACTERS) + "…" : found,
          path,
          place);
    }
    Matcher reference = REFERENCE.matcher(text);
    while (isTyped && reference.find()) {
      String name = reference.group(1);
      if (name.equals(FULL_NAME) || chart.values().find(name).isPresent()) {
        add(reference.group(), path, place);
      }
    }
  }

  private void add(String found, FieldPath path, String place) {
    findings.add(
        Finding.note(TPL_15, Place.ofModel(place + "." + path), "'" + found + "' stays text"));
  }
}
