package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Manifest;
import dev.chartwright.chart.NamedTemplate;
import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import dev.chartwright.chart.tree.Text;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The texts of one manifest that have several lines, and in them values that may hold any
 * character. No literal block can hold those, and between quotes nobody could read the lines: so
 * each becomes a named template. Used by one thread.
 */
final class LongTexts {
  private final Chart chart;
  private final String manifest;
  private final Map<String, NamedTemplate> templates = new LinkedHashMap<>();

  /** The names of other templates; empty until there is a text, as in most manifests. */
  private final Set<String> taken = new HashSet<>();

  LongTexts(Chart chart, String manifest) {
    this.chart = chart;
    this.manifest = manifest;
  }

  /** The include of a text, which is the same one where a text comes again. */
  Expr add(String field, String text) {
    NamedTemplate template =
        templates.computeIfAbsent(
            text,
            added ->
                new NamedTemplate(
                    free(name(field)),
                    "A text of " + manifest + ".yaml, with line feeds.",
                    new Node.Scalar(added)));
    return new Expr.Include(template.name(), Kind.STRING, false);
  }

  List<NamedTemplate> templates() {
    return List.copyOf(templates.values());
  }

  private String name(String field) {
    String key = Text.hasReferences(field) ? "" : field.replaceAll("[^a-zA-Z0-9]+", ".");
    String inner = key.replaceAll("^[.]|[.]$", "");
    return prefix(chart, manifest) + "." + (inner.isEmpty() ? "text" : inner);
  }

  /** A word of its own for each manifest: files are written at the same time. */
  private static String prefix(Chart chart, String manifest) {
    List<String> names = chart.manifests().stream().map(Manifest::name).toList();
    String word = word(manifest);
    boolean unique = names.stream().filter(name -> word(name).equals(word)).count() == 1;
    return unique ? word : word + "." + names.indexOf(manifest);
  }

  private static String word(String manifest) {
    String word =
        Pattern.compile("[-/]([a-z0-9])")
            .matcher(manifest)
            .replaceAll(match -> match.group(1).toUpperCase(Locale.ROOT));
    return Character.isDigit(word.charAt(0)) ? "manifest" + word : word;
  }

  private String free(String name) {
    if (taken.isEmpty()) {
      chart.templates().forEach(template -> taken.add(template.name()));
    }
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + "." + i;
    }
    return free;
  }
}
