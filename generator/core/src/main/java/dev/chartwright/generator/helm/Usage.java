package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.RawTemplate;
import dev.chartwright.chart.Value;
import dev.chartwright.chart.kind.Crd;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expr.Reference;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.TreeVisitor;
import dev.chartwright.generator.manifest.Inclusions;
import dev.chartwright.generator.manifest.KeySource;
import dev.chartwright.generator.manifest.text.References;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the manifests and notes of a chart make use of, directly or through named templates. Used by
 * one thread.
 */
final class Usage extends TreeVisitor {
  private final Chart chart;
  private final Set<String> values = new HashSet<>();

  /** The chart whose templates are visited: this one, or a library. */
  private Chart home;

  private final Set<String> templates = new HashSet<>();
  private final Map<String, Set<String>> neighbours = new HashMap<>();

  private Usage(Chart chart) {
    this.chart = chart;
    this.home = chart;
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
          for (Manifest part : manifest.parts()) {
            usage.visit(part.condition());
            part.guards().forEach(guard -> usage.visit(guard.condition()));
          }
          if (manifest.source() instanceof Manifest.Loop loop) {
            usage.expression(loop.collection().expr());
          }
        });
    for (Manifest manifest : incomplete) {
      manifest.edits().forEach(usage::visit);
      if (manifest.object().source() instanceof Manifest.YamlText yaml) {
        References.of(chart, manifest).mentioned(yaml.text()).forEach(usage::expression);
      }
    }
    for (Note note : chart.notes()) {
      usage.visit(note.body());
      usage.visit(note.when());
    }
    chart.dependencies().forEach(usage::dependency);
    for (RawTemplate template : chart.rawTemplates()) {
      RawReferences references = RawReferences.of(chart, template);
      usage.values.addAll(references.values());
      references.templates().forEach(usage::include);
    }
    if (chart.crds().stream().anyMatch(Crd::upgraded)) {
      usage.include(CrdFile.LABELS);
    }
    if (chart.isLibrary()) {
      // Other charts include them.
      chart.templates().forEach(template -> usage.include(template.name()));
    }
    return usage;
  }

  /** What Helm itself reads, and what it hands to the subchart. */
  private void dependency(Dependency dependency) {
    dependency.condition().ifPresent(flag -> values.add(flag.path()));
    dependency.tags().forEach(tag -> values.add("tags." + tag));
    chart.values().all().stream()
        .map(Value::path)
        .filter(path -> path.startsWith(dependency.key() + ".") || path.startsWith("global."))
        .forEach(values::add);
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

  @Override
  protected void mapping(Node.Mapping mapping) {
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

  private void include(String name) {
    Inclusions.Target target = Inclusions.target(chart, home, name);
    if (templates.add(target.name())) {
      Chart above = home;
      home = target.home();
      target.template().ifPresent(template -> visit(template.body()));
      home = above;
    }
  }

  private void visit(Manifest.Edit edit) {
    if (edit instanceof Manifest.Bind bind) {
      visit(bind.node());
    } else if (edit instanceof Manifest.Replace replace) {
      visit(replace.when());
      visit(replace.node());
    } else if (edit instanceof Manifest.Append append) {
      visit(append.node());
    } else if (edit instanceof Manifest.Restrict restrict) {
      visit(restrict.condition());
    }
  }

  @Override
  protected void expression(Expr expr) {
    if (expr instanceof Reference reference && reference.root() == Expr.Root.VALUES) {
      values.add(reference.path());
    } else if (expr instanceof Include include) {
      include(include.template());
    }
  }
}
