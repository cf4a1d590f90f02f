package dev.chartwright.generator.helm;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Call;
import dev.chartwright.chart.tree.Expr.Literal;
import dev.chartwright.chart.tree.Function;
import dev.chartwright.chart.tree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A map or list whose YAML is part of a text, and fills lines of its own there.
 *
 * @param blanks before each of its lines
 */
record YamlBlock(Expr tree, int blanks) {

  static Optional<YamlBlock> of(Text.Part part) {
    return part instanceof Text.Placeholder placeholder ? of(placeholder.expr()) : Optional.empty();
  }

  static Optional<YamlBlock> of(Expr expr) {
    if (!(expr instanceof Call call)) {
      return Optional.empty();
    }
    Expr last = call.arguments().get(call.arguments().size() - 1);
    if (call.function() == Function.INDENT && call.arguments().get(0) instanceof Literal blanks) {
      return of(last)
          .map(
              block ->
                  new YamlBlock(block.tree, block.blanks + ((Number) blanks.value()).intValue()));
    }
    return call.function() == Function.TO_YAML && !last.kind().isScalar()
        ? Optional.of(new YamlBlock(last, 0))
        : Optional.empty();
  }

  /** The lines of a text, each as its parts; the last one is empty when a line feed ends it. */
  static List<List<Text.Part>> lines(Text text) {
    List<List<Text.Part>> lines = new ArrayList<>();
    lines.add(new ArrayList<>());
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Plain plain) {
        // Only a line feed ends a line here.
        String[] words = plain.text().split("\n", -1);
        for (int i = 0; i < words.length; i++) {
          if (i > 0) {
            lines.add(new ArrayList<>());
          }
          if (!words[i].isEmpty()) {
            lines.get(lines.size() - 1).add(new Text.Plain(words[i]));
          }
        }
      } else {
        lines.get(lines.size() - 1).add(part);
      }
    }
    return lines;
  }

  /** As {@link TemplateText#isPlain}, where YAML counts if its lines hold nothing else. */
  static boolean isPlain(Text text) {
    return lines(text).stream()
        .allMatch(
            line ->
                TemplateText.isPlain(new Text(line))
                    || (line.size() == 1 && of(line.get(0)).isPresent()));
  }
}
