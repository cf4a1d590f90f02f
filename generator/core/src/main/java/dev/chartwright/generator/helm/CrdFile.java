package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.kind.Crd;
import java.util.ArrayList;
import java.util.List;

/**
 * A CustomResourceDefinition: in {@code crds/} as it is, or as a template with the labels of the
 * chart, which Helm keeps.
 */
final class CrdFile {
  /** The named template that a template of a definition includes. */
  static final String LABELS = "labels";

  private static final String POLICY = "helm.sh/resource-policy";
  private static final String STANDARD = "app.kubernetes.io/";

  private CrdFile() {}

  static String of(Chart chart, Crd crd) {
    String text = crd.yaml().endsWith("\n") ? crd.yaml() : crd.yaml() + "\n";
    return crd.upgraded() ? template(chart, TemplateText.literal(text)) : text;
  }

  private static String template(Chart chart, String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals("metadata:")) {
        String indent = indent(lines, i + 1, "");
        if (!text.contains(POLICY)) {
          add(lines, i + 1, indent, "annotations:", List.of(POLICY + ": keep"));
        }
        if (!text.contains(STANDARD)) {
          String include = "include " + GoExpression.quoted(chart.name() + "." + LABELS) + " .";
          add(lines, i + 1, indent, "labels:", List.of("{{- " + include + " | nindent %d }}"));
        }
      }
    }
    return String.join("\n", lines);
  }

  /** Adds entries to a map in the metadata that begin at a line. */
  private static void add(
      List<String> lines, int first, String indent, String map, List<String> entries) {
    int at = first;
    String inner = indent + "  ";
    while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith(indent))) {
      if (lines.get(at).stripTrailing().equals(indent + map)) {
        inner = indent(lines, at + 1, indent);
        break;
      }
      at++;
    }
    boolean found = at < lines.size() && lines.get(at).stripTrailing().equals(indent + map);
    List<String> added = new ArrayList<>();
    if (!found) {
      added.add(indent + map);
    }
    for (String entry : entries) {
      added.add(inner + entry.replace("%d", Integer.toString(inner.length())));
    }
    lines.addAll(found ? at + 1 : first, added);
  }

  /** How far a map is indented that begins at a line below one that is indented less. */
  private static String indent(List<String> lines, int first, String outer) {
    String line = first < lines.size() ? lines.get(first) : "";
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    return indent.length() > outer.length() ? indent : outer + "  ";
  }
}
