package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import dev.chartwright.generator.manifest.KeySource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the manifests and notes of a chart make use of, directly or through named templates. Used by
 * one thread.
 */
final class Usage {
  private final Chart chart;
  private final Set<String> values = new HashSet<>();
  private final Set<String> templates = new HashSet<>();
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  private Usage(Chart chart) {
    this.chart = chart;
  }

  /**
   * What the trees make use of.
   *
   * @param incomplete manifests whose trees lack something that was declared; what their edits
   *     refer to counts as used
   */
  static Usage of(Chart chart, Map<Manifest, Node.Mapping> trees, Set<Manifest> incomplete) {
    Usage usage = new Usage(chart);
    trees.forEach(
        (manifest, tree) -> {
          usage.visit(tree);
          usage.visit(manifest.condition());
          manifest.guards().forEach(guard -> usage.visit(guard.condition()));
        });
    incomplete.stream().flatMap(manifest -> manifest.edits().stream()).forEach(usage::visit);
    for (Note note : chart.notes()) {
      usage.visit(note.text());
      usage.visit(note.when());
    }
    chart
        .dependencies()
        .forEach(
            dependency -> dependency.condition().ifPresent(flag -> usage.values.add(flag.path())));
    if (chart.isLibrary()) {
      // Other charts include them.
      chart.templates().forEach(template -> usage.include(template.name()));
    }
    return usage;
  }

  /** The values that stand in {@code values.yaml}: all but the standard ones that nothing uses. */
  List<Value<?>> values() {
    return chart.values().all().stream()
        .filter(value -> !value.isStandard() || uses(value))
        .toList();
  }

  boolean uses(Value<?> value) {
    return values.contains(value.path());
  }

  boolean uses(NamedTemplate template) {
    return templates.contains(template.name());
  }

  /** The fixed keys that stand beside the entries of a value, which must not have the same ones. */
  Set<String> neighbours(Value<?> value) {
    return neighbours.getOrDefault(value.path(), Set.of());
  }

  private void neighbours(Node.Mapping mapping) {
    if (mapping.entries().stream().noneMatch(Node.Entry::isSplice)) {
      return;
    }
    List<KeySource> sources = KeySource.of(chart, mapping);
    List<KeySource> fixed = sources.stream().filter(KeySource::fixed).toList();
    for (KeySource source : sources) {
      source
          .value()
          .ifPresent(
              value ->
                  fixed.stream()
                      .flatMap(other -> source.reserved(other.before()).stream())
                      .forEach(neighbours.computeIfAbsent(value, path -> new TreeSet<>())::add));
    }
  }

  private Optional<NamedTemplate> template(String name) {
    return chart.templates().stream().filter(template -> template.name().equals(name)).findFirst();
  }

  private void include(String name) {
    if (templates.add(name)) {
      template(name).ifPresent(template -> visit(template.body()));
    }
  }

  private void visit(Manifest.Edit edit) {
    if (edit instanceof Manifest.Bind bind) {
      visit(bind.node());
    } else if (edit instanceof Manifest.Append append) {
      visit(append.node());
    } else if (edit instanceof Manifest.Restrict restrict) {
      visit(restrict.condition());
    }
  }

  private void visit(Node node) {
    if (node instanceof Node.Scalar scalar) {
      if (scalar.value() instanceof String text) {
        visit(text);
      }
    } else if (node instanceof Node.Mapping mapping) {
      neighbours(mapping);
      for (Node.Entry entry : mapping.entries()) {
        if (!entry.isSplice()) {
          visit(entry.key());
        }
        visit(entry.when());
        visit(entry.value());
      }
    } else if (node instanceof Node.Sequence sequence) {
      for (Node.Item item : sequence.items()) {
        visit(item.when());
        visit(item.value());
      }
    } else if (node instanceof Node.Insert insert) {
      visit(insert.expr());
    } else if (node instanceof Node.Choice choice) {
      visit(choice.condition());
      visit(choice.then());
      visit(choice.otherwise());
    } else if (node instanceof Node.Each each) {
      visit(each.collection());
      visit(each.body());
    }
  }

  private void visit(String text) {
    if (Text.hasReferences(text)) {
      for (Text.Part part : parts(text)) {
        if (part instanceof Text.Placeholder placeholder) {
          visit(placeholder.expr());
        }
      }
    }
  }

  private static List<Text.Part> parts(String text) {
    try {
      return Text.parse(text).parts();
    } catch (IllegalArgumentException damaged) {
      return List.of(); // The tree of the manifest reports it.
    }
  }

  private void visit(Condition condition) {
    if (condition instanceof Condition.Truth truth) {
      visit(truth.expr());
    } else if (condition instanceof Condition.Not not) {
      visit(not.condition());
    } else if (condition instanceof Condition.All all) {
      all.conditions().forEach(this::visit);
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(this::visit);
    } else if (condition instanceof Condition.Comparison comparison) {
      visit(comparison.left());
      visit(comparison.right());
    }
  }

  private void visit(Expr expr) {
    if (expr instanceof Reference reference) {
      if (reference.root() == Expr.Root.VALUES) {
        values.add(reference.path());
      }
    } else if (expr instanceof Call call) {
      call.arguments().forEach(this::visit);
    } else if (expr instanceof Include include) {
      include(include.template());
    } else if (expr instanceof Expr.Invalid invalid) {
      invalid.about().forEach(this::visit);
    }
  }
}
