package dev.chartwright.generator.helm;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Note;
import dev.chartwright.chart.tree.Condition;
import java.util.List;

/** {@code templates/NOTES.txt}: what Helm prints after an installation. */
final class NotesFile {
  private NotesFile() {}

  static String of(Chart chart) {
    GoExpression go = GoExpression.of(chart.name());
    TemplateText words = new TemplateText(go);
    StringBuilder out = new StringBuilder();
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
    return out.toString();
  }
}
