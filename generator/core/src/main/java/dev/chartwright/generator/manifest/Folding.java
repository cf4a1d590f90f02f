package dev.chartwright.generator.manifest;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Node.Choice;
import dev.chartwright.chart.tree.Node.Each;
import dev.chartwright.chart.tree.Node.Entry;
import dev.chartwright.chart.tree.Node.Insert;
import dev.chartwright.chart.tree.Node.Item;
import dev.chartwright.chart.tree.Node.Mapping;
import dev.chartwright.chart.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Replaces the first entries of a map by an include of the named template that holds the same ones,
 * so that they stand in the chart once. Immutable.
 *
 * @param chart which values may be merged is known from it
 * @param templates with their tokens resolved, those with the most entries first
 */
public record Folding(Chart chart, List<NamedTemplate> templates) {

  /** An include takes one line, so a template of one entry would save nothing. */
  private static final int FEWEST = 2;

  public Folding {
    templates =
        templates.stream()
            .filter(template -> entries(template).size() >= FEWEST)
            .sorted(Comparator.comparing(template -> -entries(template).size()))
            .toList();
  }

  /** Folds by any named template of a chart. */
  public static Folding of(Chart chart) {
    // What does not resolve is reported where the templates are rendered.
    Resolution resolution = new Resolution(chart, new ArrayList<>());
    return new Folding(
        chart,
        chart.templates().stream()
            .filter(template -> template.body() instanceof Mapping)
            .map(
                template ->
                    new NamedTemplate(
                        template.name(),
                        template.description(),
                        resolution.resolve(template.body(), template.name())))
            .toList());
  }

  /**
   * The templates themselves, each folded by those before it that are used.
   *
   * @param templates with their tokens resolved
   */
  public static List<NamedTemplate> templates(
      Chart chart, List<NamedTemplate> templates, Predicate<NamedTemplate> used) {
    List<NamedTemplate> folded = new ArrayList<>();
    List<NamedTemplate> before = new ArrayList<>();
    for (NamedTemplate template : templates) {
      folded.add(
          new NamedTemplate(
              template.name(),
              template.description(),
              new Folding(chart, before).folded(template.body())));
      if (template.body() instanceof Mapping && used.test(template)) {
        before.add(template);
      }
    }
    return folded;
  }

  /** A tree with the same meaning, in which every map is folded. */
  Node folded(Node node) {
    if (node instanceof Mapping mapping) {
      List<Entry> entries = new ArrayList<>(mapping.entries().size());
      for (Entry entry : included(mapping)) {
        entries.add(entry.withValue(folded(entry.value())));
      }
      return new Mapping(entries);
    }
    if (node instanceof Sequence sequence) {
      List<Item> items = new ArrayList<>(sequence.items().size());
      for (Item item : sequence.items()) {
        items.add(item.withValue(folded(item.value())));
      }
      return new Sequence(items);
    }
    if (node instanceof Choice choice) {
      return new Choice(choice.condition(), folded(choice.then()), folded(choice.otherwise()));
    }
    if (node instanceof Each each) {
      return new Each(each.collection(), each.keyVariable(), each.variable(), folded(each.body()));
    }
    return node;
  }

  private List<Entry> included(Mapping mapping) {
    List<Entry> entries = mapping.entries();
    return templates.stream()
        .filter(template -> begins(entries, entries(template)))
        .map(template -> including(template, entries))
        .filter(this::keepsMergedMaps)
        .map(Mapping::entries)
        .findFirst()
        .orElse(entries);
  }

  private static Mapping including(NamedTemplate template, List<Entry> entries) {
    List<Entry> folded = new ArrayList<>();
    folded.add(Entry.splice(new Insert(new Expr.Include(template.name(), Kind.MAP, false))));
    folded.addAll(entries.subList(entries(template).size(), entries.size()));
    return new Mapping(folded);
  }

  /** Whether no map is included that must be merged with others, or a key might come twice. */
  private boolean keepsMergedMaps(Mapping folded) {
    return KeySource.writtenOut(chart, folded).equals(folded);
  }

  /** Whether the first entries are these, in whatever order: a map has none. */
  private static boolean begins(List<Entry> entries, List<Entry> first) {
    if (entries.size() < first.size()) {
      return false;
    }
    Set<Entry> same = new HashSet<>(entries.subList(0, first.size()));
    return same.size() == first.size() && same.containsAll(first);
  }

  private static List<Entry> entries(NamedTemplate template) {
    return ((Mapping) template.body()).entries();
  }
}
