package dev.chartwright.generator.manifest;

import static dev.chartwright.generator.rule.ChartRules.TPL_06;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Choice;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Sequence;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds maps that may have a key twice when the chart is installed. Text would be merged and keys
 * beside a value are refused by the schema, so this is about the rest. Problems go to the list,
 * with their places.
 */
public record RepeatedKeys(Chart chart, List<Finding> problems) {

  public void check(Node node, String path) {
    if (node instanceof Mapping mapping) {
      mapping(mapping, path);
      for (Entry entry : mapping.entries()) {
        check(entry.value(), entry.isSplice() ? path : path + "." + entry.key());
        if (entry.isSplice() && entry.value() instanceof Each each) {
          rounds(each, path);
        }
      }
    } else if (node instanceof Sequence sequence) {
      int index = 0;
      for (Item item : sequence.items()) {
        check(item.value(), path + "[" + index + "]");
        index++;
      }
    } else if (node instanceof Choice choice) {
      check(choice.then(), path);
      check(choice.otherwise(), path);
    } else if (node instanceof Each each) {
      check(each.body(), path);
    }
  }

  private void mapping(Mapping mapping, String path) {
    List<KeySource> sources = KeySource.of(chart, mapping);
    Map<String, KeySource> fixed = new HashMap<>();
    for (KeySource source : sources) {
      if (source.fixed()) {
        KeySource before = fixed.putIfAbsent(source.before(), source);
        if (before != null && before.mayMeet(source)) {
          problem(
              path,
              "the key " + source.name() + " is given twice",
              "give it once, or under conditions of which one is the opposite of the other");
        }
      }
    }
    List<KeySource> free = sources.stream().filter(source -> !source.fixed()).toList();
    for (int i = 0; i < free.size(); i++) {
      KeySource one = free.get(i);
      if (one.value().isEmpty()) {
        sources.stream()
            .filter(other -> other.fixed() && one.mayMeet(other))
            .forEach(
                other ->
                    problem(
                        path,
                        one.name() + " may bring the key " + other.name(),
                        "let its keys begin or end with something of their own"));
      }
      for (KeySource other : free.subList(i + 1, free.size())) {
        if (one.mayMeet(other)) {
          problem(
              path,
              one.name() + " and " + other.name() + " may bring the same key",
              "keep one of them, or make both maps from text to text without a condition, which are"
                  + " merged");
        }
      }
    }
  }

  private void rounds(Each each, String path) {
    if (each.body() instanceof Mapping body) {
      body.entries().stream()
          .filter(entry -> !entry.isSplice() && !Text.hasReferences(entry.key()))
          .forEach(
              entry ->
                  problem(
                      path,
                      "the loop over "
                          + each.collection()
                          + " writes the key '"
                          + entry.key()
                          + "' in every round",
                      "make the key of the map a part of it"));
    }
  }

  private void problem(String path, String what, String fix) {
    problems.add(Finding.error(TPL_06, Place.ofModel(path), what).fixedBy(fix));
  }
}
