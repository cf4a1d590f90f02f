package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.tree.Condition;
import java.util.List;

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
      boolean conditional = !note.when().equals(Condition.always());
      String gap = i == 0 ? "" : "\n";
      if (conditional) {
        out.append("{{- if ").append(go.condition(note.when())).append(" }}\n");
      }
      out.append(gap).append(words.words(note.text().strip())).append('\n');
      if (conditional) {
        out.append("{{- end }}\n");
      }
    }
    RenamedValues.notes(chart).forEach(out::append);
    return out.toString();
  }
}
