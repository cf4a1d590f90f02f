package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.tree.Condition;
import dev.chartwright.chart.tree.Node;
import java.util.List;
import java.util.Optional;

/** {@code templates/NOTES.txt}: what Helm prints after an installation. */
final class NotesFile {
  private NotesFile() {}

  /** Whether there is anything to print, or to refuse. */
  static boolean isNeeded(Chart chart) {
    return !chart.notes().isEmpty() || RenamedValues.exist(chart);
  }

  static String of(Chart chart) {
    GoExpression go = GoExpression.of(chart);
    TemplateText words = new TemplateText(go);
    StringBuilder out = new StringBuilder();
    RenamedValues.removed(chart).forEach(out::append);
    List<Note> notes = chart.notes();
    for (int i = 0; i < notes.size(); i++) {
      Note note = notes.get(i);
      Optional<Node.Each> loop = loop(note);
      Condition when =
          loop.map(each -> note.when().and(new Condition.Truth(each.collection())))
              .orElse(note.when());
      boolean conditional = !when.equals(Condition.always());
      String gap = i == 0 ? "" : "\n";
      if (conditional) {
        out.append("{{- if ").append(go.condition(when)).append(" }}\n");
      }
      if (loop.isPresent()) {
        lines(loop.get(), go, i == 0, out);
      } else {
        String text = (String) ((Node.Scalar) note.body()).value();
        out.append(gap).append(words.words(text.strip())).append('\n');
      }
      if (conditional) {
        out.append("{{- end }}\n");
      }
    }
    RenamedValues.notes(chart).forEach(out::append);
    return out.toString();
  }

  private static Optional<Node.Each> loop(Note note) {
    return note.body() instanceof Node.Sequence lines
            && lines.items().get(0).value() instanceof Node.Each each
        ? Optional.of(each)
        : Optional.empty();
  }

  /** The lines of a loop. The action that opens it keeps the line feed before it, as a gap. */
  private static void lines(Node.Each each, GoExpression go, boolean isFirst, StringBuilder out) {
    String action = YamlWriter.range(go, each.collection(), each.keyVariable(), each.variable());
    String line = (String) ((Node.Scalar) each.body()).value();
    out.append(isFirst ? "{{- " : "{{ ").append(action).append(" }}\n");
    out.append(new TemplateText(go.insideLoop()).words(line.stripTrailing())).append('\n');
    out.append("{{- end }}\n");
  }
}
